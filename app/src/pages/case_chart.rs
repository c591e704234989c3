//! `/cases/charts`: one's caseload in pictures, each with its table, to look at and to print. Counts only.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::list::reason;
use crate::parts::bars::{Bar, Bars};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use domain::case::{Label, Stage, Step};
use domain::case_chart::{OnTime, When, on_time, spread};
use domain::date::display;
use domain::merge::gather;
use domain::risk::RiskLevel;
use leptos::prelude::*;
use vault::case::{Found, Listed};

/// What was counted.
struct Counted {
    cases: usize,
    when: Vec<(When, usize)>,
    risk: Vec<(Option<RiskLevel>, usize)>,
    stage: Vec<(Stage, usize)>,
    owed: Vec<(Step, OnTime)>,
}

impl Counted {
    /// Open cases by all of it, closed ones by their step only.
    fn of(labels: &[&Label], stages: impl IntoIterator<Item = Stage>, today: chrono::NaiveDate) -> Self {
        let owed = |step| (step, on_time(step, labels.iter().copied(), today));
        let levels: Vec<_> = RiskLevel::ALL.iter().copied().map(Some).chain([None]).collect();
        Self {
            cases: labels.len(),
            stage: spread(Stage::ALL, stages),
            risk: spread(&levels, labels.iter().map(|label| label.risk)),
            when: spread(When::ALL, labels.iter().map(|label| When::of(label, today))),
            owed: Step::ALL.iter().map(|step| owed(*step)).collect(),
        }
    }

    fn count(&self, wanted: impl Fn(When) -> bool) -> usize {
        self.when.iter().filter(|(when, _)| wanted(*when)).map(|(_, count)| count).sum()
    }
}

/// How many cases there are of each kind.
fn cases_by(l: Locale, bars: &Bars) -> AnyView {
    let caption = say!(l, case_chart.table, what = bars.title.clone()).to_string();
    bars.figure_of_counts(caption, bars.title.clone(), say!(l, case_chart.cases))
}

fn when(l: Locale, counted: &Counted) -> AnyView {
    let (late, now, nothing) = (
        counted.count(When::is_late),
        counted.count(|when| when == When::Today),
        counted.count(|when| when == When::Nothing),
    );
    let says =
        say!(l, case_chart.when_says, n = counted.cases, late = late, today = now, nothing = nothing).to_string();
    let bar =
        |(when, count): &(When, usize)| Bar { words: when.said(l).to_owned(), count: *count, late: when.is_late() };
    let title = say!(l, case_chart.when).to_owned();
    cases_by(l, &Bars { id: "when", title, says, bars: counted.when.iter().map(bar).collect() })
}

fn risk(l: Locale, counted: &Counted) -> AnyView {
    let words = |level: &Option<RiskLevel>| match level {
        Some(level) => level.said(l).to_owned(),
        None => say!(l, case_chart.not_judged).to_owned(),
    };
    let says: Vec<_> = counted.risk.iter().map(|(level, count)| format!("{}: {count}", words(level))).collect();
    let bar = |(level, count): &(Option<RiskLevel>, usize)| Bar { words: words(level), count: *count, late: false };
    let (title, says) = (say!(l, risk.title).to_owned(), says.join(". "));
    cases_by(l, &Bars { id: "risk", title, says, bars: counted.risk.iter().map(bar).collect() })
}

fn stage(l: Locale, counted: &Counted) -> AnyView {
    let says: Vec<_> = counted.stage.iter().map(|(stage, count)| format!("{}: {count}", stage.said(l))).collect();
    let words = |stage: Stage| format!("{}. {}", stage.number(), stage.said(l));
    let bar = |(stage, count): &(Stage, usize)| Bar { words: words(*stage), count: *count, late: false };
    let (title, says) = (say!(l, case_chart.stage).to_owned(), says.join(". "));
    cases_by(l, &Bars { id: "stage", title, says, bars: counted.stage.iter().map(bar).collect() })
}

fn owed(l: Locale, counted: &Counted) -> AnyView {
    let says = |(step, OnTime { on_time, late }): &(Step, OnTime)| {
        say!(l, case_chart.on_time_says, step = step.said(l), n = *on_time, late = *late).to_string()
    };
    let says = counted.owed.iter().map(says).collect::<Vec<_>>().join(" ");
    let bars = counted.owed.iter().filter(|(step, _)| *step == Step::FollowUp).flat_map(|(_, stands)| {
        let bar = |words: &str, count, late| Bar { words: words.to_owned(), count, late };
        [bar(say!(l, case_chart.in_time), stands.on_time, false), bar(say!(l, case_chart.late), stands.late, true)]
    });
    let title = say!(l, case_chart.on_time).to_owned();
    let bars = Bars { id: "on-time", title, says, bars: bars.collect() };
    let rows: Vec<_> = counted
        .owed
        .iter()
        .map(|(step, stands)| {
            let OnTime { on_time, late } = stands;
            let share = stands.share().map_or_else(|| "–".to_owned(), |share| format!("{share} %"));
            view! {
                <tr>
                    <th scope="row">{step.said(l)}</th>
                    <td class="num">{on_time.to_string()}</td>
                    <td class="num">{late.to_string()}</td>
                    <td class="num">{share}</td>
                </tr>
            }
        })
        .collect();
    let caption = say!(l, case_chart.table, what = bars.title.clone()).to_string();
    let table = view! {
        <table class="table">
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{say!(l, case_chart.step)}</th>
                    <th scope="col" class="num">{say!(l, case_chart.in_time)}</th>
                    <th scope="col" class="num">{say!(l, case_chart.late)}</th>
                    <th scope="col" class="num">{say!(l, case_chart.percent)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    };
    bars.figure(table)
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let today = vault.today();
    let mut counted = Counted::of(&[], [], today);
    let records = vault.case_records(member.actor()).await?;
    // Counted in memory: nothing of a case is given back, so there is nothing to audit.
    let count = |all: Vec<Listed>| {
        let (open, closed): (Vec<_>, Vec<_>) = all.into_iter().partition(|row| row.closed_at.is_none());
        let cases = gather(open, |row: &Listed| row.case, |row| row.carried_on_in);
        let labels: Vec<_> = cases.iter().map(|(row, _)| &row.label).collect();
        let stages = cases.iter().map(|(row, _)| row).chain(&closed).map(|row| row.stage(&records, today));
        counted = Counted::of(&labels, stages, today);
        Found { rows: Vec::new(), total: labels.len() }
    };
    vault.list_cases(member.actor(), reason(&member), count).await?.ok_or(Fault::NotFound)?;
    Ok(Page::new(say!(l, case_chart.heading)).show(&member, move || {
        let body = if counted.cases == 0 {
            view! { <div class="sheet empty"><p>{say!(l, case_chart.none)}</p></div> }.into_any()
        } else {
            view! { {when(l, &counted)}{stage(l, &counted)}{risk(l, &counted)}{owed(l, &counted)} }.into_any()
        };
        view! {
            <div class="head">
                <div><h1>{say!(l, case_chart.heading)}</h1><small>{say!(l, case_chart.words, day = display(today)).to_string()}</small></div>
                <div>
                    <button class="button" type="button" data-print="">{say!(l, form.print)}</button>
                    <a class="button quiet" href="/cases">{say!(l, form.back)}</a>
                </div>
            </div>
            {body}
        }
        .into_any()
    }))
}
