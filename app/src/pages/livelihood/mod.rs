//! The desk of a centre for training, jobs and loans: what its three pages about a client share.

pub mod desk;

use crate::fault::Fault;
use crate::pages::compartment;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use domain::date::{Timing, display, local_date};
use domain::id::SubmissionId;
use domain::livelihood::Entry;
use leptos::prelude::*;
use vault::livelihood::{Kept, Recorded};

/// Which of the three pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Here {
    /// Training.
    Training,
    /// Jobs.
    Job,
    /// Loans.
    Loan,
}

impl Here {
    const ALL: [Self; 3] = [Self::Training, Self::Job, Self::Loan];

    const fn path(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::Job => "job",
            Self::Loan => "loan",
        }
    }

    /// Its title.
    pub fn words(self, l: Locale) -> &'static str {
        match self {
            Self::Training => say!(l, training.title),
            Self::Job => say!(l, job.title),
            Self::Loan => say!(l, loan.title),
        }
    }
}

/// Opens what the desk keeps of whom a referral is about.
pub async fn open(member: &Member, referral: &str) -> Result<Kept, Fault> {
    let referral = referral.parse().map_err(|_| Fault::NotFound)?;
    member.site.vault.livelihood(member.actor(), referral).await?.ok_or(Fault::NotFound)
}

/// Writes one entry down and leads back to `to`; `None` when it does not follow any more.
pub async fn keep(
    member: &Member,
    kept: &Kept,
    entry: Entry,
    form: Option<SubmissionId>,
    to: &str,
) -> Result<Option<Response>, Fault> {
    let number = form.ok_or(Fault::NotFound)?;
    let recorded = member.site.vault.record_livelihood(member.actor(), &[(kept, entry)], number).await?;
    Ok(match recorded.ok_or(Fault::NotFound)? {
        Recorded::Now => Some(Redirect::to(to).into_response()),
        Recorded::Meanwhile => None,
    })
}

/// What she is called here: as the packet told, and no more.
pub fn called(kept: &Kept) -> String {
    let head = &kept.standing.head;
    head.alias.clone().unwrap_or_else(|| head.code.as_str().to_owned())
}

/// The head of a page about her, with the ways to the other two.
pub fn head(l: Locale, kept: &Kept, here: Here) -> AnyView {
    let base = format!("/expected/{}", kept.referral);
    let links: Vec<_> = Here::ALL
        .into_iter()
        .map(|place| {
            let current = (place == here).then_some("page");
            view! { <a class="button" aria-current=current href=format!("{base}/{}", place.path())>{place.words(l)}</a> }
        })
        .collect();
    view! {
        {compartment::head(l, here.words(l), &kept.standing, "/livelihood".to_owned())}
        <nav class="chips" aria-label=say!(l, livelihood.places)>
            {links}
            <a class="button quiet" href=format!("{base}/record")>{say!(l, compartment.renew)}</a>
        </nav>
    }
    .into_any()
}

/// A step as the history shows it: its words, its day, what else it says, who wrote it.
pub struct Told {
    /// The stage.
    pub words: &'static str,
    /// The day.
    pub on: NaiveDate,
    /// What else it says.
    pub more: Vec<String>,
    /// Who wrote it down, and when.
    pub by: String,
}

impl Told {
    /// Of an entry.
    pub fn new(
        (words, on): (&'static str, NaiveDate),
        more: Vec<String>,
        written: &vault::livelihood::Written,
    ) -> Self {
        let by = format!("{} · {}", written.recorded_by, display(local_date(written.recorded_at)));
        Self { words, on, more, by }
    }
}

/// Steps, the last first.
pub fn history(l: Locale, mut steps: Vec<Told>) -> AnyView {
    steps.reverse();
    let rows: Vec<_> = steps
        .into_iter()
        .enumerate()
        .map(|(at, step)| {
            let tone = if at == 0 { Tone::Live } else { Tone::Plain };
            let more: Vec<_> = step.more.into_iter().map(|words| view! { <p>{words}</p> }).collect();
            view! {
                <li>
                    <div><strong>{display(step.on)}</strong>{more}<p><small>{step.by}</small></p></div>
                    <Chip tone text=step.words />
                </li>
            }
        })
        .collect();
    let list = rows_or(rows, say!(l, livelihood.nothing_yet));
    view! { <section class="sheet"><header><h2>{say!(l, livelihood.so_far)}</h2></header>{list}</section> }.into_any()
}

/// A look that is owed, with its day; the one to be taken now, once that has come.
pub fn owed(l: Locale, words: &'static str, due: NaiveDate, today: NaiveDate) -> AnyView {
    let tone = match Timing::of(due, today) {
        Timing::Late(_) | Timing::Today => Tone::Now,
        Timing::Ahead => Tone::Soon,
    };
    let text = say!(l, livelihood.owed, what = words, day = display(due)).to_string();
    view! { <Chip tone text /> }.into_any()
}
