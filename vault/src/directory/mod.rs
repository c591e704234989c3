//! Organisations and what they offer: the administrative side, nothing personal.

mod change;
mod list;

pub use change::Changed;
pub use list::{Assured, Entry, Said, Told};

use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::engine::{change, sql};
use crate::error::{Error, Result};
use domain::access::Action;
use domain::audit::Deed;
use domain::id::{OrganisationId, SubmissionId, TeamId};
use domain::organisation::{OrganisationKind, Partner};
use domain::referral::Service;
use uuid::Uuid;

/// An organisation one can refer to.
#[derive(Clone)]
pub struct Receiver {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Address and hours.
    pub address: String,
    /// What it offers.
    pub services: Vec<Service>,
    /// Whether somebody there holds the key that a packet is sealed to.
    pub ready: bool,
}

/// A team somebody can be invited into.
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// Its organisation's name.
    pub organisation: String,
    /// Its organisation's kind.
    pub kind: OrganisationKind,
}

#[derive(sqlx::FromRow)]
struct ReceiverRow {
    id: Uuid,
    name: String,
    address: String,
    service: String,
    holders: i64,
}

#[derive(sqlx::FromRow)]
struct TeamRow {
    id: Uuid,
    name: String,
    organisation: String,
    kind: String,
}

impl Vault {
    /// Everybody who receives referrals, by name.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn receivers(&self) -> Result<Vec<Receiver>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<ReceiverRow>,
            "select organisations.id, organisations.name, organisations.address, organisation_services.service, \
             (select count(*) from held_by_people where held_by_people.party_id = teams.desk_party_id) as holders \
             from organisations join organisation_services on organisation_services.organisation_id = organisations.id \
             join teams on teams.organisation_id = organisations.id order by organisations.name, organisations.id, organisation_services.service"
                => fetch_all
        )?;
        let mut receivers: Vec<Receiver> = Vec::new();
        for row in rows {
            let service = Service::from_code(&row.service).map_err(|_| Error::Inconsistent("organisation_services"))?;
            match receivers.last_mut().filter(|last| last.id.0 == row.id) {
                Some(last) => last.services.push(service),
                None => receivers.push(Receiver {
                    id: OrganisationId(row.id),
                    name: row.name,
                    address: row.address,
                    services: vec![service],
                    ready: row.holders > 0,
                }),
            }
        }
        Ok(receivers)
    }

    /// All teams, for an invitation.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn teams(&self, actor: &Actor) -> Result<Option<Vec<Team>>> {
        if !actor.may(Action::ManageAccounts) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<TeamRow>,
            "select teams.id, teams.name, organisations.name as organisation, organisations.kind \
             from teams join organisations on organisations.id = teams.organisation_id order by organisations.name, teams.name"
                => fetch_all
        )?;
        rows.into_iter()
            .map(|row| {
                let kind = OrganisationKind::from_code(&row.kind).map_err(|_| Error::Inconsistent("organisations"))?;
                Ok(Team { id: TeamId(row.id), name: row.name, organisation: row.organisation, kind })
            })
            .collect::<Result<Vec<_>>>()
            .map(Some)
    }

    /// The organisations that receive referrals, for a new listing: id and name.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn partners(&self, actor: &Actor) -> Result<Option<Vec<(OrganisationId, String)>>> {
        if !actor.may(Action::KeepDirectory) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<(Uuid, String)>,
            "select id, name from organisations where kind <> 'social_work' order by name, id"
                => fetch_all
        )?;
        let partners = rows.into_iter().map(|(id, name)| (OrganisationId(id), name));
        Ok(Some(partners.filter(|(id, _)| actor.keeps_listing_of(*id)).collect()))
    }

    /// Adds a partner organisation with one team; its keys are made by the first member who accepts an invitation. A second post
    /// of the same form finds the first one's.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn add_partner(&self, actor: &Actor, partner: &Partner, form: SubmissionId) -> Result<Option<TeamId>> {
        if !actor.may(Action::ManageAccounts) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let organisation =
            self.add_organisation(&mut writing, partner.kind, partner.name.as_str(), partner.address.as_str()).await?;
        for service in &partner.services {
            change!(
                writing.conn(),
                "insert into organisation_services (organisation_id, service) values ($1, $2)",
                organisation.0,
                service.code()
            )?;
        }
        let team = self.add_team(&mut writing, organisation, partner.name.as_str()).await?;
        // What was just written goes with the transaction.
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, team.0, self.now()).await? {
            return Ok(Some(TeamId(earlier)));
        }
        self.note(&mut writing, Some(actor), &Event::of(Deed::PartnerAdded)).await?;
        writing.commit().await?;
        Ok(Some(team))
    }
}
