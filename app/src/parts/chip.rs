use domain::date::Timing;
use leptos::prelude::*;

/// What a chip means; each has a shape of its own, not only a colour.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// In force, on time.
    Live,
    /// Running out, waiting.
    Soon,
    /// Not given; neutral.
    None,
    /// Overdue.
    Now,
    /// Nothing special.
    Plain,
}

impl Tone {
    /// Of what is done by a day, in a list of much: what has time is nothing special.
    pub const fn of_day(timing: Timing) -> Self {
        match timing {
            Timing::Late(_) => Self::Now,
            Timing::Today => Self::Soon,
            Timing::Ahead => Self::Plain,
        }
    }

    /// The same of one thing that is waited for, however long it has time.
    pub const fn awaited(timing: Timing) -> Self {
        match timing {
            Timing::Late(_) => Self::Now,
            Timing::Today | Timing::Ahead => Self::Soon,
        }
    }
}

/// A short state in words and shape.
#[component]
pub fn Chip(tone: Tone, #[prop(into)] text: String) -> impl IntoView {
    let class = match tone {
        Tone::Live => "chip live",
        Tone::Soon => "chip soon",
        Tone::None => "chip none",
        Tone::Now => "chip now",
        Tone::Plain => "chip",
    };
    view! { <span class=class>{text}</span> }
}
