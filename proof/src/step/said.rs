//! How steps read as sentences.

use super::{Known, Pick, Step, Time};
use crate::people::{NAMES, ORGANISATIONS};
use std::fmt;

impl fmt::Display for Pick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nth(nth) => write!(f, "no. {}", nth + 1),
            Self::Older => f.write_str("of another story"),
            Self::Forged => f.write_str("that never was"),
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Minutes(minutes) => write!(f, "{minutes} minutes pass"),
            Self::Days(days) if *days < 0 => write!(f, "The clock is set back by {} days", -days),
            Self::Days(days) => write!(f, "{days} days pass"),
            Self::JustBeforeAnEnd => f.write_str("It is a microsecond before the next consent or cover ends"),
            Self::AtAnEnd => f.write_str("It is the moment the next consent or cover ends"),
        }
    }
}

fn organisation(to: usize) -> &'static str {
    ORGANISATIONS.get(to).copied().unwrap_or("an organisation that never was")
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = |alias: bool| if alias { ", the alias with it" } else { "" };
        match self {
            Self::Open { by, emergency: false } => write!(f, "{} opens a case.", NAMES[*by]),
            Self::Open { by, .. } => write!(f, "{} opens a case, with a yes to an emergency.", NAMES[*by]),
            Self::Note { by, case } => write!(f, "{} records a session of case {case}.", NAMES[*by]),
            Self::Draft { by, case } => write!(f, "{} keeps a draft about case {case}.", NAMES[*by]),
            Self::Seal { by, case } => write!(f, "{} writes a sealed note on case {case}.", NAMES[*by]),
            Self::Request { by, case, to, service, alias, days } => write!(
                f,
                "{} records the request of case {case} to tell {} for {}{}, for {days} days.",
                NAMES[*by],
                organisation(*to),
                service.code(),
                told(*alias)
            ),
            Self::Refer { by, case, to, service, alias } => write!(
                f,
                "{} refers case {case} to {} for {}{}.",
                NAMES[*by],
                organisation(*to),
                service.code(),
                told(*alias)
            ),
            Self::Answer { by, referral, said } => {
                write!(f, "{} answers referral {referral}: {}.", NAMES[*by], said.code())
            }
            Self::Complete { by, referral } => write!(f, "{} completes referral {referral}.", NAMES[*by]),
            Self::Withdraw { by, case, consent } => {
                write!(f, "{} takes back consent {consent} of case {case}.", NAMES[*by])
            }
            Self::Renew { by, case, consent, days: Some(days) } => {
                write!(f, "{} renews consent {consent} of case {case} for {days} days.", NAMES[*by])
            }
            Self::Renew { by, case, consent, days: None } => {
                write!(f, "{} asks again about consent {consent} of case {case}: not this time.", NAMES[*by])
            }
            Self::Resume { by, case } => write!(f, "{} records that case {case} wants support again.", NAMES[*by]),
            Self::Narrow { by, case, consent, what } => {
                let what: Vec<_> = what.iter().map(|segment| segment.code()).collect();
                write!(f, "{} takes {} out of consent {consent} of case {case}.", NAMES[*by], what.join(" and "))
            }
            Self::GivePart { by, case, part } => {
                write!(f, "{} records that the {} of case {case} is given again.", NAMES[*by], part.code())
            }
            Self::AskErasure { by, case } => write!(f, "{} writes down that case {case} be erased.", NAMES[*by]),
            Self::Erase { by, request } => write!(f, "{} approves erasure {request}.", NAMES[*by]),
            Self::Assign { by, case, whom } => write!(f, "{} gives case {case} to {}.", NAMES[*by], NAMES[*whom]),
            Self::Reassign { by, case, whom } => {
                write!(f, "{} takes case {case} from who carries it and gives it to {}.", NAMES[*by], NAMES[*whom])
            }
            Self::Cover { by, case, whom, after, days } => write!(
                f,
                "{} lets {} cover case {case}, beginning in {after} days and for {days} more.",
                NAMES[*by], NAMES[*whom]
            ),
            Self::EndCover { by, case } => write!(f, "{} ends the cover of case {case}.", NAMES[*by]),
            Self::Close { by, whom } => write!(f, "{} closes the account of {}.", NAMES[*by], NAMES[*whom]),
            Self::ByCode { by, case, what } => {
                write!(f, "{} is told the code of case {case}, to take back {what:?}.", NAMES[*by])
            }
            Self::Admit { by, whom } => write!(f, "{} gives {} the team's keys.", NAMES[*by], NAMES[*whom]),
            Self::BreakGlass { by, case } => write!(f, "{} breaks the glass of case {case}.", NAMES[*by]),
            Self::Offer { by, case, to } => {
                write!(f, "{} offers case {case}, which wants it, to {}.", NAMES[*by], organisation(*to))
            }
            Self::Take { by, offer, whom } => {
                write!(f, "{} takes the case of offer {offer}, for {} to carry.", NAMES[*by], NAMES[*whom])
            }
            Self::SendBack { by, offer } => write!(f, "{} sends offer {offer} back.", NAMES[*by]),
            Self::CallOff { by, case } => write!(f, "{} calls the offer of case {case} off.", NAMES[*by]),
            Self::Keep { by, referral, days: Some(days) } => {
                write!(
                    f,
                    "{} asks whom referral {referral} is about for a record of their own, for {days} days.",
                    NAMES[*by]
                )
            }
            Self::Keep { by, referral, days: None } => {
                write!(
                    f,
                    "{} asks whom referral {referral} is about for a record of their own: not this time.",
                    NAMES[*by]
                )
            }
            Self::KeepNoMore { by, referral } => {
                write!(f, "{} is told by whom referral {referral} is about to keep no record.", NAMES[*by])
            }
            Self::Name { by, case, whom, days } => {
                let whom = match whom {
                    Known::Person(whom) => NAMES[*whom],
                    Known::Team => "the team",
                    Known::Clinic(clinic) => organisation(*clinic),
                };
                write!(f, "{} records that case {case} lets {whom} know about HIV, for {days} days.", NAMES[*by])
            }
            Self::NameNobody { by, case } => {
                write!(f, "{} records that case {case} lets nobody know about HIV.", NAMES[*by])
            }
            Self::MakeSheet { by } => write!(f, "{} makes three papers of the team's keys.", NAMES[*by]),
            Self::OpenSheet { by, sheet } => write!(f, "{} comes with two papers of sheet {sheet}.", NAMES[*by]),
            Self::Club { by, club, deed } => write!(f, "{} {}.", NAMES[*by], deed.said(*club)),
            Self::LogOut { who } => write!(f, "{} logs out.", NAMES[*who]),
            Self::Pass { time } => write!(f, "{time}."),
            Self::Sweep => f.write_str("What has ended is deleted."),
        }
    }
}
