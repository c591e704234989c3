use leptos::prelude::*;

/// The few pictures of the navigation: strokes on a 24 × 24 grid, always beside a word.
#[derive(Clone, Copy)]
pub enum Picture {
    /// A sun: today.
    Day,
    /// A folder: cases.
    Cases,
    /// An arrow to the right: referrals.
    Referrals,
    /// A speech bubble: contacts.
    Contacts,
    /// A plus: log one.
    Add,
    /// Two people: team and accounts.
    People,
    /// A shield: the audit.
    Shield,
    /// A triangle with a mark: breaches.
    Alert,
    /// A raised hand: what clients ask about their own data.
    Hand,
    /// A letter: demands.
    Letter,
    /// A bell: emergencies.
    Bell,
    /// One person: oneself.
    Person,
    /// Three dots: the places that the bar has no room for.
    More,
}

impl Picture {
    const fn path(self) -> &'static str {
        match self {
            Self::Day => {
                "M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z"
            }
            Self::Cases => "M3 7a2 2 0 0 1 2-2h4l2 2h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2Z",
            Self::Referrals => "M4 12h14M13 6l6 6-6 6",
            Self::Contacts => "M5 5h14a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-7l-5 4v-4H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Z",
            Self::Add => "M12 5v14M5 12h14",
            Self::More => "M5 12h.01M12 12h.01M19 12h.01",
            Self::Person => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c0-3.6 3.4-6 7.5-6s7.5 2.4 7.5 6",
            Self::People => {
                "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM3 19c0-3 2.7-5 6-5s6 2 6 5M16 5.2a3 3 0 0 1 0 5.6M18 14.4c1.8.7 3 2.3 3 4.6"
            }
            Self::Alert => "M12 4 2.8 20h18.4ZM12 10v4M12 17v.5",
            Self::Hand => {
                "M8 12V6.5a1.5 1.5 0 0 1 3 0V11V4.5a1.5 1.5 0 0 1 3 0V11V6.5a1.5 1.5 0 0 1 3 0V14a7 7 0 0 1-7 7c-3 0-4.3-1.6-5.6-4l-1.6-3a1.6 1.6 0 0 1 2.7-1.7L8 14.5Z"
            }
            Self::Letter => "M4 6h16v12H4ZM4 7l8 6 8-6",
            Self::Bell => "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15ZM10 20.5h4",
            Self::Shield => "M12 3l7 3v5c0 4.6-2.9 8.2-7 10-4.1-1.8-7-5.4-7-10V6ZM9 12l2 2 4-4",
        }
    }
}

/// Draws one.
#[component]
pub fn Icon(picture: Picture) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=picture.path() />
        </svg>
    }
}
