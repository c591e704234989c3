//! Who is asking, with the keys the session opened.

use crate::crypt::PartyKey;
use domain::access::{Action, keeps_directory_of, may, may_before_admission, may_before_keys, may_before_pledge};
use domain::account::Role;
use domain::audit::Reason;
use domain::id::{AccountId, OrganisationId, PartyId, TeamId};
use uuid::Uuid;

/// Somebody logged in. Made only by a session; carries private keys, so it is neither `Clone` nor `Debug`.
pub struct Actor {
    pub(crate) account: AccountId,
    pub(crate) organisation: OrganisationId,
    pub(crate) team: TeamId,
    pub(crate) role: Role,
    /// Whether one who leads the team knew them, where the role asks for that.
    pub(crate) admitted: bool,
    /// Whether they signed the pledge, where the role asks for that.
    pub(crate) pledged: bool,
    pub(crate) username: String,
    pub(crate) name: String,
    pub(crate) organisation_name: String,
    pub(crate) session: [u8; 32],
    /// Their own key first, then those of the team they hold, and of lists of clubs.
    pub(crate) keys: Vec<PartyKey>,
    /// Whether one of them is the team's: the key of a club's list is none.
    pub(crate) holds_team_keys: bool,
}

/// Under whose name something is written down.
#[derive(Clone, Copy)]
pub(crate) enum By<'a> {
    /// Nobody who is known: setting up.
    Nobody,
    /// Somebody with an account.
    Staff(&'a Actor),
    /// Somebody with an account, by her phone: there is no session, and no key.
    Phone {
        /// Whose.
        account: AccountId,
        /// Where she works.
        organisation: OrganisationId,
        /// As what.
        role: Role,
    },
    /// The client herself. Which client, the case's tag says; there is no account to name.
    Client,
    /// Whoever types a slip's code and PIN at the receiver it was made out to; there is no account to name.
    Slip(OrganisationId),
}

impl By<'_> {
    pub(crate) const fn account(self) -> Option<Uuid> {
        match self {
            Self::Staff(actor) => Some(actor.account.0),
            Self::Phone { account, .. } => Some(account.0),
            Self::Nobody | Self::Client | Self::Slip(_) => None,
        }
    }

    pub(crate) const fn organisation(self) -> Option<Uuid> {
        match self {
            Self::Staff(actor) => Some(actor.organisation.0),
            Self::Slip(receiver) => Some(receiver.0),
            Self::Phone { organisation, .. } => Some(organisation.0),
            Self::Nobody | Self::Client => None,
        }
    }

    pub(crate) const fn role(self) -> Option<Role> {
        match self {
            Self::Staff(actor) => Some(actor.role),
            Self::Phone { role, .. } => Some(role),
            Self::Client => Some(Role::Client),
            Self::Nobody | Self::Slip(_) => None,
        }
    }
}

impl Actor {
    /// The account.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// Their role.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.role
    }

    /// What they log in with.
    #[must_use]
    pub fn username(&self) -> &str {
        &self.username
    }

    /// Their name, as colleagues see it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The organisation they work for.
    #[must_use]
    pub const fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// Its name.
    #[must_use]
    pub fn organisation_name(&self) -> &str {
        &self.organisation_name
    }

    /// Whether they wait for a colleague to give them the team's keys, or to admit them to their role.
    #[must_use]
    pub fn awaits_admission(&self) -> bool {
        !self.admitted || ((self.role.holds_desk() || self.role.holds_lead()) && !self.holds_team_keys)
    }

    /// Whether a recovery sheet can be opened for them: a supervisor who waits for the team's keys.
    #[must_use]
    pub fn may_open_recovery_sheet(&self) -> bool {
        self.may(Action::OpenRecoverySheet) && self.awaits_admission()
    }

    /// Whether they signed the pledge that their role asks for, or it asks for none.
    #[must_use]
    pub const fn has_pledged(&self) -> bool {
        self.pledged
    }

    /// Whether their role allows this at all, and they were admitted to it or given its keys if it asks for that.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        match self.admitted {
            false => may_before_admission(self.role, action),
            true if !self.pledged => may_before_pledge(self.role, action),
            true if self.awaits_admission() => may_before_keys(self.role, action),
            true => may(self.role, action),
        }
    }

    /// The mark of one's own public key, as this session opened it: what a colleague's screen says before giving keys must
    /// be the same.
    #[must_use]
    pub fn key_mark(&self) -> String {
        crate::crypt::key_mark(&self.own_key().public())
    }

    /// Whether they keep what stands in the directory of an organisation: their own, or any for who runs the system.
    #[must_use]
    pub fn keeps_listing_of(&self, organisation: OrganisationId) -> bool {
        self.may(Action::KeepDirectory) && keeps_directory_of(self.role, self.organisation == organisation)
    }

    /// Why they open a packet: as who receives it, or as who follows what was sent.
    pub(crate) fn reason_for_packets(&self) -> Reason {
        match self.role {
            _ if self.may(Action::ReceiveReferral) => Reason::Referral,
            Role::Supervisor => Reason::Supervision,
            _ => Reason::Support,
        }
    }

    pub(crate) fn own_key(&self) -> &PartyKey {
        &self.keys[0]
    }

    pub(crate) fn key_of(&self, party: PartyId) -> Option<&PartyKey> {
        self.keys.iter().find(|key| key.party == party)
    }
}
