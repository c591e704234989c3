//! The frame around every page: rail on a desk, bars on a phone.

use super::escape::escape;
use super::icon::{Icon, Picture};
use crate::pages::card::leave::CALENDAR;
use crate::visit::Visit;
use crate::words::{Locale, Spoken, say};
use domain::access::Action;
use leptos::config::LeptosOptions;
use leptos::hydration::HydrationScripts;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use vault::Actor;

/// Which frame.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    /// Navigation and a wide page.
    Desk,
    /// Navigation and a page for one hand.
    Phone,
    /// No navigation.
    Narrow,
    /// A client's own page: no navigation, no name of ours, a way out.
    Own,
    /// Nothing but what it shows.
    Plain,
    /// The same, kept on a phone and opened without a signal.
    Field,
}

/// Seconds without input until the page locks itself.
const IDLE_SECONDS: u32 = 900;
/// The same on a client's own page, as long as her session.
const OWN_IDLE_SECONDS: u32 = 600;

struct Place {
    path: &'static str,
    words: &'static str,
    picture: Picture,
    key: &'static str,
}

fn places(actor: &Actor, l: Locale) -> Vec<Place> {
    let all = [
        (Action::SeeMyDay, Place { path: "/my-day", words: say!(l, nav.my_day), picture: Picture::Day, key: "g m" }),
        (Action::SeeCaseload, Place { path: "/cases", words: say!(l, nav.cases), picture: Picture::Cases, key: "g c" }),
        (
            Action::ReceiveReferral,
            Place { path: "/expected", words: say!(l, nav.expected), picture: Picture::Referrals, key: "g e" },
        ),
        (
            Action::KeepClinic,
            Place { path: "/clinic", words: say!(l, clinic.desk), picture: Picture::Cases, key: "g h" },
        ),
        (Action::KeepLegal, Place { path: "/legal", words: say!(l, legal.desk), picture: Picture::Cases, key: "g h" }),
        (
            Action::KeepLivelihood,
            Place { path: "/livelihood", words: say!(l, livelihood.desk), picture: Picture::Cases, key: "g l" },
        ),
        (
            Action::KeepOffers,
            Place { path: "/courses", words: say!(l, training.courses), picture: Picture::Contacts, key: "g o" },
        ),
        (
            Action::SeeCaseload,
            Place { path: "/referrals", words: say!(l, nav.referrals), picture: Picture::Referrals, key: "g r" },
        ),
        (
            Action::SeeContacts,
            Place { path: "/contacts", words: say!(l, nav.contacts), picture: Picture::Contacts, key: "g t" },
        ),
        (
            Action::LogContact,
            Place { path: "/contacts/new", words: say!(l, nav.log_contact), picture: Picture::Add, key: "g n" },
        ),
        (
            Action::ManageAccounts,
            Place { path: "/accounts", words: say!(l, nav.accounts), picture: Picture::People, key: "g a" },
        ),
        (Action::AdmitMember, Place { path: "/team", words: say!(l, nav.team), picture: Picture::People, key: "g d" }),
        (
            Action::SeeSupervision,
            Place { path: "/supervision", words: say!(l, supervision.title), picture: Picture::People, key: "g s" },
        ),
        (Action::SeeClubs, Place { path: "/clubs", words: say!(l, club.title), picture: Picture::People, key: "g l" }),
        (
            Action::KeepVolunteers,
            Place { path: "/volunteers", words: say!(l, volunteer.title), picture: Picture::Hand, key: "g v" },
        ),
        (
            Action::SeeMicroPlan,
            Place { path: "/micro-plan", words: say!(l, micro_plan.title), picture: Picture::Contacts, key: "g l" },
        ),
        (
            Action::KeepCommodities,
            Place { path: "/commodities", words: say!(l, commodity.title), picture: Picture::Contacts, key: "g u" },
        ),
        (
            Action::SeeOwnProgress,
            Place { path: "/progress", words: say!(l, volunteer.progress), picture: Picture::Person, key: "g v" },
        ),
        (Action::SeeAudit, Place { path: "/audit", words: say!(l, nav.audit), picture: Picture::Shield, key: "g k" }),
        (
            Action::KeepBreaches,
            Place { path: "/breaches", words: say!(l, nav.breaches), picture: Picture::Alert, key: "g b" },
        ),
        (Action::SeeRights, Place { path: "/rights", words: say!(l, nav.rights), picture: Picture::Hand, key: "g q" }),
        (
            Action::KeepDemands,
            Place { path: "/demands", words: say!(l, nav.demands), picture: Picture::Letter, key: "g p" },
        ),
        (
            Action::BreakGlass,
            Place { path: "/emergency", words: say!(l, nav.emergency), picture: Picture::Bell, key: "g x" },
        ),
        (
            Action::ReviewEmergencies,
            Place { path: "/emergencies", words: say!(l, nav.emergencies), picture: Picture::Bell, key: "g x" },
        ),
        (
            Action::SeeDirectory,
            Place { path: "/directory", words: say!(l, directory.title), picture: Picture::Letter, key: "g i" },
        ),
        (
            Action::TakeBackByCode,
            Place { path: "/withdrawal", words: say!(l, nav.withdrawal), picture: Picture::Hand, key: "g w" },
        ),
    ];
    all.into_iter().filter(|(action, _)| actor.may(*action)).map(|(_, place)| place).collect()
}

/// What a place is called where six stand side by side on a phone: two short lines, so that the bar stays as high as what
/// waits above it expects.
fn in_the_bar(l: Locale, place: &Place) -> &'static str {
    match place.path {
        "/demands" => say!(l, nav.demands_short),
        "/emergencies" => say!(l, nav.emergencies_short),
        "/micro-plan" => say!(l, nav.micro_plan_short),
        "/withdrawal" => say!(l, nav.withdrawal_short),
        _ => place.words,
    }
}

/// Where one is: the place whose address this one begins with, the longest of them. What a desk keeps of a client stands below
/// what it was sent, and belongs to the record it keeps; what is reached from a place without standing below it, to that place.
fn here(places: &[Place], path: &str) -> Option<&'static str> {
    let kept = [
        ("/clinic", "/clinic"),
        ("/legal", "/legal"),
        ("/training", "/livelihood"),
        ("/job", "/livelihood"),
        ("/loan", "/livelihood"),
    ];
    let reached = [
        ("/assignments", "/supervision"),
        ("/covers", "/supervision"),
        ("/note-reviews", "/supervision"),
        ("/transfers", "/supervision"),
        ("/duplicates", "/cases"),
        ("/cohorts", "/courses"),
        ("/employers", "/courses"),
        ("/erasures", "/rights"),
        ("/recovery-sheet", "/team"),
        ("/systems", "/team"),
    ];
    let of_a_record = path.strip_prefix("/expected/").and_then(|rest| rest.find('/').map(|at| &rest[at..]));
    let desk = of_a_record.and_then(|rest| kept.iter().find(|(part, _)| rest.starts_with(part)).map(|(_, desk)| *desk));
    let among = |wanted: &str| places.iter().map(|place| place.path).find(|path| *path == wanted);
    let within = |place: &str| path == place || path.starts_with(&format!("{place}/"));
    desk.and_then(among)
        .or_else(|| places.iter().map(|place| place.path).filter(|place| within(place)).max_by_key(|path| path.len()))
        .or_else(|| reached.iter().find(|(page, _)| within(page)).and_then(|(_, place)| among(place)))
}

/// The whole document.
pub fn document(visit: &Visit, title: &str, frame: Frame, scripts: Option<LeptosOptions>, body: AnyView) -> AnyView {
    let l = visit.l;
    let assets = visit.site.assets;
    let language = if l == Locale::en { "en" } else { "vi" };
    // Escaped here: as a child it would get the mark that leptos puts between texts, and a title shows it.
    let title = escape(title);
    let nonce = use_nonce();
    let framed = match (frame, &visit.actor) {
        (Frame::Own, _) => own(visit, body),
        (Frame::Plain | Frame::Field, _) => view! { <main id="main">{body}</main> }.into_any(),
        (Frame::Narrow, _) | (_, None) => narrow(visit, body),
        (_, Some(actor)) => desk(visit, actor, body),
    };
    let neutral = matches!(frame, Frame::Own | Frame::Plain | Frame::Field);
    let icon = if neutral { assets.plain_icon } else { assets.icon };
    let (class, idle) = match (frame, visit.actor.is_some()) {
        (Frame::Own, _) => ("narrow wide own", visit.holder.is_some().then_some(OWN_IDLE_SECONDS)),
        (Frame::Plain | Frame::Field, _) => ("narrow", None),
        (Frame::Narrow, _) | (_, false) => ("narrow", None),
        (Frame::Phone, true) => ("phone", Some(IDLE_SECONDS)),
        (Frame::Desk, true) => ("", Some(IDLE_SECONDS)),
    };
    view! {
        <html lang=language>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width,initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title inner_html=title></title>
                <link rel="stylesheet" href=format!("/assets/{}", assets.style) />
                <link rel="icon" type="image/svg+xml" href=format!("/assets/{icon}") />
                {assets.script.map(|script| view! { <script defer src=format!("/assets/{script}") nonce=nonce></script> })}
                {(frame == Frame::Field).then(|| view! { <link rel="manifest" href=crate::pages::contact::field::MANIFEST /> })}
                {scripts.map(|options| view! { <HydrationScripts options islands=true /> })}
            </head>
            <body class=class data-idle=idle>
                <a class="skip" href="#main">{say!(l, nav.skip)}</a>
                {(visit.site.demo && frame != Frame::Plain).then(|| view! { <p class="banner-demo">{say!(l, nav.demo)}</p> })}
                {framed}
            </body>
        </html>
    }
    .into_any()
}

fn narrow(visit: &Visit, body: AnyView) -> AnyView {
    view! { <main id="main">{body}{language(visit)}</main> }.into_any()
}

/// The way out is a plain form, so that it works without the page's script; with it, the page goes from the history.
fn own(visit: &Visit, body: AnyView) -> AnyView {
    let l = visit.l;
    view! {
        <form id="lock" class="leave" method="post" action="/card/end">
            <small>{say!(l, card.leave_words)}</small>
            <button class="button main" data-leave=CALENDAR>{say!(l, card.leave)}</button>
        </form>
        <main id="main">
            {body}
            <small class="soft">{say!(l, card.traces)}</small>
            {language(visit)}
        </main>
    }
    .into_any()
}

fn language(visit: &Visit) -> impl IntoView + use<> {
    let (code, words) = if visit.l == Locale::en { ("vi", "Tiếng Việt") } else { ("en", "English") };
    let back = visit.path.clone();
    view! {
        <form method="post" action="/language">
            <input type="hidden" name="back" value=back />
            <button class="button quiet" name="language" value=code lang=code>{words}</button>
        </form>
    }
}

fn log_out(l: Locale) -> impl IntoView {
    view! {
        <form method="post" action="/logout">
            <button class="button quiet">{say!(l, nav.log_out)}</button>
        </form>
    }
}

fn desk(visit: &Visit, actor: &Actor, body: AnyView) -> AnyView {
    let l = visit.l;
    let places = places(actor, l);
    let here = here(&places, &visit.path);
    let current = move |path: &str| (here == Some(path)).then_some("page");
    let rail: Vec<_> = places
        .iter()
        .map(|place| view! { <a href=place.path aria-current=current(place.path) data-key=place.key><span>{place.words}</span></a> })
        .collect();
    // Six fit side by side; of more, the sixth leads to the rest below the page.
    let first = if places.len() > 6 { 5 } else { 6 };
    let bar: Vec<_> = places
        .iter()
        .take(first)
        .map(|place| {
            view! { <a href=place.path aria-current=current(place.path)><Icon picture=place.picture /><span>{in_the_bar(l, place)}</span></a> }
        })
        .collect();
    let rest: Vec<_> = places
        .iter()
        .skip(first)
        .map(|place| view! { <a href=place.path aria-current=current(place.path)>{place.words}</a> })
        .collect();
    let more = (!rest.is_empty()).then(|| {
        view! { <a href="#more-places"><Icon picture=Picture::More /><span>{say!(l, nav.more)}</span></a> }
    });
    let rest = (!rest.is_empty()).then(|| {
        view! { <nav id="more-places" class="places" tabindex="-1" aria-label=say!(l, nav.more)>{rest}</nav> }
    });
    let keys: Vec<_> =
        places.iter().map(|place| view! { <dt><kbd>{place.key}</kbd></dt><dd>{place.words}</dd> }).collect();
    let who = actor.name().to_owned();
    let role = actor.role().said(l);
    let organisation = actor.organisation_name().to_owned();
    let papers = actor.may_open_recovery_sheet().then(|| {
        view! { " "{say!(l, recovery_sheet.nobody_left)}" "<a href="/recovery-sheet/opening">{say!(l, recovery_sheet.opening)}</a> }
    });
    let awaits =
        if actor.role().acts_only_when_admitted() { say!(l, nav.awaits_role) } else { say!(l, nav.awaits_admission) };
    let waits = actor.awaits_admission().then(|| view! { <p class="note warm">{awaits}{papers}</p> });
    view! {
        <header class="topbar">
            <a class="brand" href="/"><i></i>"Đồng Hành"</a>
            <a class="button quiet" href="/account" aria-label=say!(l, account.own)><Icon picture=Picture::Person /></a>
            {language(visit)}
            {log_out(l)}
        </header>
        <div class="desk">
            <aside class="rail">
                <a class="brand" href="/"><i></i>"Đồng Hành"</a>
                <nav aria-label=say!(l, nav.main)>{rail}</nav>
                <div class="rail-foot">
                    <p class="who"><a href="/account">{who}</a></p>
                    <small>{role}<br />{organisation}</small>
                    {log_out(l)}
                    {language(visit)}
                </div>
            </aside>
            <main id="main">{waits}{body}</main>
            {rest}
            <nav class="bottom-bar" aria-label=say!(l, nav.main)>{bar}{more}</nav>
        </div>
        <dialog id="keys" aria-labelledby="keys-title">
            <form method="dialog" class="stack">
                <h2 id="keys-title">{say!(l, nav.keys)}</h2>
                <dl class="facts">
                    <dt><kbd>"/"</kbd></dt><dd>{say!(l, nav.key_search)}</dd>
                    <dt><kbd>"n"</kbd></dt><dd>{say!(l, nav.key_new)}</dd>
                    {keys}
                    <dt><kbd>"?"</kbd></dt><dd>{say!(l, nav.key_help)}</dd>
                </dl>
                <button class="button main">{say!(l, nav.keys_close)}</button>
            </form>
        </dialog>
        <form id="lock" method="post" action="/logout" hidden>
            <input type="hidden" name="back" value=visit.path.clone() />
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{Picture, Place, here};

    fn at(path: &str) -> Option<&'static str> {
        let places = ["/expected", "/clinic", "/livelihood", "/contacts", "/contacts/new", "/supervision"];
        here(&places.map(|path| Place { path, words: "", picture: Picture::Day, key: "" }), path)
    }

    #[test]
    fn one_is_at_the_longest_address_and_with_what_a_desk_keeps_at_its_record() {
        assert_eq!(at("/contacts/new"), Some("/contacts/new"));
        assert_eq!(at("/contacts/board"), Some("/contacts"));
        assert_eq!(at("/expected/0/record"), Some("/expected"));
        assert_eq!(at("/expected/walk-in"), Some("/expected"));
        assert_eq!(at("/expected/0/clinic/visit"), Some("/clinic"));
        assert_eq!(at("/expected/0/job/interest"), Some("/livelihood"));
        assert_eq!(at("/expected/0/legal"), Some("/expected"), "no such desk in this bar");
        assert_eq!(at("/covers/new/0"), Some("/supervision"), "reached from there");
        assert_eq!(at("/systems/new"), None, "no such place in this bar");
        assert_eq!(at("/account"), None);
    }
}
