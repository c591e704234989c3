use leptos::prelude::*;
use qrcode::QrCode;
use qrcode::render::svg;

/// A short text as a QR picture. It carries the text and nothing else: no address that would name us.
#[component]
pub fn Qr(text: String) -> impl IntoView {
    picture(&text).map(|picture| view! { <div class="qr" role="img" aria-label=text inner_html=picture></div> })
}

fn picture(text: &str) -> Option<String> {
    let drawn = QrCode::new(text.as_bytes())
        .ok()?
        .render::<svg::Color<'_>>()
        .quiet_zone(true)
        .dark_color(svg::Color("#000"))
        .light_color(svg::Color("#fff"))
        .build();
    drawn.find("<svg").map(|at| drawn[at..].to_owned())
}
