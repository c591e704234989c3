//! What a colleague carries, to be given to others: with the reason beside each that cannot be.

use crate::fault::Fault;
use crate::pages::case::colleagues::colleagues;
use crate::parts::section_of;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use domain::audit::Reason;
use domain::case::NotGiven;
use domain::id::{AccountId, CaseId};
use domain::vietnamese::NameOrder;
use leptos::prelude::*;
use vault::case::{Found, Listed};

/// A colleague of the team, her cases, and who else there is.
pub struct Carried {
    pub account: AccountId,
    pub name: String,
    /// Those the supervisor opens, as Vietnamese names are ordered.
    pub cases: Vec<Listed>,
    /// The marks of those that nobody opens any more.
    shut: Vec<String>,
    /// Account and name of each colleague who could take them.
    pub others: Vec<(String, String)>,
}

impl Carried {
    /// Of this colleague; a 404 for who carries no cases or is of another team.
    pub async fn by(member: &Member, account: &str) -> Result<Self, Fault> {
        let account: AccountId = account.parse().map_err(|_| Fault::NotFound)?;
        let vault = &member.site.vault;
        let colleagues = colleagues(member).await?;
        let name = colleagues.iter().find(|one| one.account == account).ok_or(Fault::NotFound)?.name.clone();
        let carried = vault.carried_cases(member.actor(), account).await?.ok_or(Fault::NotFound)?;
        let hers = |all: Vec<Listed>| {
            let mut rows: Vec<_> =
                all.into_iter().filter(|row| row.closed_at.is_none() && carried.open.contains(&row.case)).collect();
            NameOrder::new().sort(&mut rows, |row| row.label.alias.as_str());
            Found { total: rows.len(), rows }
        };
        let found = vault.list_cases(member.actor(), Reason::Supervision, hers).await?.ok_or(Fault::NotFound)?;
        let others = colleagues.into_iter().filter(|one| one.account != account && !one.waits);
        Ok(Self {
            account,
            name,
            cases: found.rows,
            shut: carried.shut,
            others: others.map(|one| (one.account.to_string(), one.name)).collect(),
        })
    }

    /// The cases that answer a search, to be ticked.
    pub fn options(&self, query: &str) -> Vec<(String, String, String)> {
        let answers = self.cases.iter().filter(|row| row.label.answers(query));
        answers
            .map(|row| {
                let (alias, code) = (row.label.alias.as_str().to_owned(), row.label.code.as_str().to_owned());
                (row.case.to_string(), alias, code)
            })
            .collect()
    }

    /// Those that stand in nobody's list any more, with the reason.
    pub fn shut_words(&self, l: Locale) -> Option<AnyView> {
        let rows: Vec<_> = self
            .shut
            .iter()
            .map(|mark| view! { <li><div class="code">{mark.clone()}</div><small>{NotGiven::NoKey.said(l)}</small></li> })
            .collect();
        section_of(say!(l, reassignment.shut), rows)
    }
}

/// Those that were chosen and could not be given, each by its name as far as it has one here.
pub fn not_given(l: Locale, carried: &Carried, not: &[(CaseId, NotGiven)]) -> Option<AnyView> {
    let name = |case: &CaseId| {
        let row = carried.cases.iter().find(|row| row.case == *case);
        row.map_or(say!(l, reassignment.not_listed).to_owned(), |row| {
            format!("{} · {}", row.label.alias.as_str(), row.label.code.as_str())
        })
    };
    let rows: Vec<_> =
        not.iter().map(|(case, reason)| view! { <li><strong>{name(case)}</strong>": "{reason.said(l)}</li> }).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="note warm" role="status">
                <h2>{say!(l, reassignment.not_given)}</h2>
                <ul>{rows}</ul>
            </section>
        }
        .into_any()
    })
}
