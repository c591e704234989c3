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
