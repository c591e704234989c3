//! Coarse counts for the reports: the only thing that crosses from personal to administrative.
//! A count goes up; no row stands for one event.

use crate::Vault;
use crate::engine::{Writing, change};
use crate::error::Result;

/// What is counted: a kind, and what the reports break down by. No id, code or day.
pub(crate) struct Fact<'a> {
    pub(crate) kind: &'static str,
    pub(crate) commune: Option<&'a str>,
    pub(crate) age_band: Option<&'a str>,
    pub(crate) detail: Option<&'a str>,
    pub(crate) quantity: i64,
}

impl<'a> Fact<'a> {
    /// One of a kind, told apart by a detail at most.
    pub(crate) const fn one(kind: &'static str, detail: Option<&'a str>) -> Self {
        Self { kind, commune: None, age_band: None, detail, quantity: 1 }
    }
}

impl Vault {
    /// Counts [`Fact::one`].
    pub(crate) async fn count_one(
        &self,
        writing: &mut Writing,
        kind: &'static str,
        detail: Option<&str>,
    ) -> Result<()> {
        self.count(writing, &Fact::one(kind, detail)).await
    }

    pub(crate) async fn count(&self, writing: &mut Writing, fact: &Fact<'_>) -> Result<()> {
        let month = self.today().format("%Y-%m").to_string();
        change!(
            writing.conn(),
            "insert into facts (month, kind, commune, age_band, detail, quantity) values ($1, $2, $3, $4, $5, $6) \
             on conflict (month, kind, commune, age_band, detail) do update set quantity = facts.quantity + excluded.quantity",
            month,
            fact.kind,
            fact.commune.unwrap_or_default(),
            fact.age_band.unwrap_or_default(),
            fact.detail.unwrap_or_default(),
            fact.quantity
        )?;
        Ok(())
    }
}
