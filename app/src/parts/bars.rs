//! A picture of figures side by side, drawn on the server: a name, a bar, its figure. The table beside it says the same in
//! words; whoever hears the page gets its name and one sentence.

use leptos::prelude::*;

/// Width of the picture, room for the names and for the figures, height of a row: in its own units.
const WIDTH: f64 = 480.0;
const NAMES: f64 = 150.0;
const FIGURES: f64 = 34.0;
const ROW: f64 = 26.0;

/// What is drawn.
pub struct Bars {
    /// Names the picture within the page.
    pub id: &'static str,
    /// Its name.
    pub title: String,
    /// What it shows, in one sentence.
    pub says: String,
    /// Name and figure of each.
    pub rows: Vec<(String, u32)>,
}

impl Bars {
    /// The picture.
    pub fn draw(&self) -> AnyView {
        let most = self.rows.iter().map(|(_, figure)| *figure).max().unwrap_or_default().max(1);
        let room = WIDTH - NAMES - FIGURES;
        let rows: Vec<_> = self
            .rows
            .iter()
            .enumerate()
            .map(|(at, (name, figure))| {
                let top = f64::from(u32::try_from(at).unwrap_or_default()) * ROW;
                let long = f64::from(*figure) / f64::from(most) * room;
                view! {
                    <text x=units(NAMES - 8.0) y=units(top + 17.0) text-anchor="end">{name.clone()}</text>
                    <rect x=units(NAMES) y=units(top + 4.0) width=units(long.max(1.0)) height=units(ROW - 8.0) />
                    <text x=units(NAMES + long + 6.0) y=units(top + 17.0)>{figure.to_string()}</text>
                }
            })
            .collect();
        let height = f64::from(u32::try_from(self.rows.len()).unwrap_or_default()) * ROW;
        let (title, desc) = (format!("{}-title", self.id), format!("{}-desc", self.id));
        let (named, said) = (title.clone(), desc.clone());
        view! {
            <svg class="bars" viewBox=format!("0 0 {WIDTH} {height}") role="img" aria-labelledby=named aria-describedby=said>
                <title id=title>{self.title.clone()}</title>
                <desc id=desc>{self.says.clone()}</desc>
                {rows}
            </svg>
        }
        .into_any()
    }
}

/// One decimal is finer than any screen.
fn units(number: f64) -> String {
    format!("{number:.1}")
}

#[cfg(test)]
mod tests {
    use super::{Bars, NAMES, WIDTH};
    use leptos::prelude::{Owner, RenderHtml};

    fn drawn(rows: &[(&str, u32)]) -> String {
        let rows = rows.iter().map(|(name, figure)| ((*name).to_owned(), *figure)).collect();
        let bars = Bars { id: "b", title: "Khối lượng".into(), says: "hai".into(), rows };
        Owner::new_root(None).with(|| bars.draw().to_html())
    }

    #[test]
    fn the_longest_bar_fits_and_nothing_is_no_reason_to_fall_over() {
        let html = drawn(&[("Mai", 12), ("Dũng", 3), ("Lan", 0)]);
        assert_eq!(html.matches("<rect").count(), 3);
        assert!(!html.contains("NaN") && !html.contains("inf") && !html.contains("style="), "{html}");
        let widths: Vec<f64> = html
            .split("width=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap_or_default().parse().expect("a figure"))
            .collect();
        assert!(widths.iter().all(|width| *width > 0.0 && NAMES + width < WIDTH), "{widths:?}");
        assert!(widths[0] > widths[1] && widths[1] > widths[2]);
        assert!(drawn(&[]).contains("<svg") && !drawn(&[]).contains("NaN"));
        for part in ["role=\"img\"", "<title id=\"b-title\">", "<desc id=\"b-desc\">", "aria-labelledby=\"b-title\""] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }
}
