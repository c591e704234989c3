//! Where each need stands, as a chip with a word and a shape. A no is neutral.

use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::words::{Locale, Spoken, say};
use domain::id::CaseId;
use domain::needs::{Board, NeedStage};
use leptos::prelude::*;

pub const fn tone(stage: NeedStage) -> Tone {
    match stage {
        NeedStage::Expressed => Tone::Soon,
        NeedStage::Offered => Tone::Plain,
        NeedStage::Accepted | NeedStage::FirstService => Tone::Live,
        NeedStage::Declined => Tone::None,
    }
}

/// The needs of which anything was said; nothing when none was.
pub fn chips(l: Locale, case: CaseId, board: &Board) -> Option<AnyView> {
    let chips: Vec<_> = board
        .begun()
        .filter_map(|(domain, need)| need.stands().map(|stage| (domain, stage)))
        .map(|(domain, stage)| {
            let text = format!("{}: {}", domain.said(l), stage.said(l));
            view! { <Chip tone=tone(stage) text />" " }
        })
        .collect();
    (!chips.is_empty()).then(|| {
        view! {
            <div class="chips" role="group" aria-label=say!(l, needs.title)>
                <a href=format!("/cases/{case}/needs")>{say!(l, needs.title)}</a>" "{chips}
            </div>
        }
        .into_any()
    })
}
