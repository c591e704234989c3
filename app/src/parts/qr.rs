use leptos::prelude::*;
use qrcode::QrCode;
use qrcode::render::svg;

/// A text as a QR picture, black on white also in the dark, named after `name` for who hears the page.
#[component]
pub fn Qr(text: String, name: String, #[prop(default = "qr")] class: &'static str) -> impl IntoView {
    let drawn = QrCode::new(text.as_bytes()).ok().map(|picture| {
        picture
            .render::<svg::Color<'_>>()
            .quiet_zone(true)
            .dark_color(svg::Color("#000"))
            .light_color(svg::Color("#fff"))
            .build()
    });
    let svg = drawn.and_then(|drawn| drawn.find("<svg").map(|at| drawn[at..].to_owned()));
    svg.map(|svg| view! { <div class=class role="img" aria-label=name inner_html=svg></div> })
}
