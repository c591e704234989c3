//! A picture of totals over time, drawn on the server: points, the line between them, and the bands they fall into. The
//! table beside it says the same in words; whoever hears the page gets its name and one sentence.

use chrono::NaiveDate;
use leptos::prelude::*;

/// Width and height of the picture and of the room around the points, in its own units.
const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 210.0;
const LEFT: f64 = 30.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 26.0;

/// More points than these are drawn smaller.
const MANY: usize = 40;

/// What is drawn.
pub struct Trend {
    /// Names the picture within the page.
    pub id: &'static str,
    /// Its name.
    pub title: String,
    /// What it shows, in one sentence.
    pub says: String,
    /// Days and totals, the oldest first.
    pub points: Vec<(NaiveDate, u8)>,
    /// The most points there are.
    pub most: u8,
    /// From which total each band counts, lowest first, with its name.
    pub bands: Vec<(u8, &'static str)>,
    /// From which total on something is done.
    pub cut_off: u8,
}

impl Trend {
    fn height(&self, total: u8) -> f64 {
        HEIGHT - BOTTOM - f64::from(total) / f64::from(self.most.max(1)) * (HEIGHT - TOP - BOTTOM)
    }

    /// Where each point stands: along its day; side by side when all are of one day.
    fn places(&self) -> Vec<(f64, f64)> {
        let (room, last) = (WIDTH - LEFT - RIGHT, self.points.len().saturating_sub(1));
        let days = |from: NaiveDate, until: NaiveDate| u32::try_from((until - from).num_days()).unwrap_or_default();
        let span = match (self.points.first(), self.points.last()) {
            (Some(first), Some(last)) => days(first.0, last.0),
            _ => 0,
        };
        let along = |at: usize, day: NaiveDate| match (last, span) {
            (0, _) => 0.5,
            (_, 0) => f64::from(u32::try_from(at).unwrap_or_default()) / f64::from(u32::try_from(last).unwrap_or(1)),
            _ => f64::from(days(self.points[0].0, day)) / f64::from(span),
        };
        self.points
            .iter()
            .enumerate()
            .map(|(at, (day, total))| (LEFT + room * along(at, *day), self.height(*total)))
            .collect()
    }

    /// The picture.
    pub fn draw(&self) -> AnyView {
        let right = WIDTH - RIGHT;
        let bands: Vec<_> = self
            .bands
            .iter()
            .enumerate()
            .map(|(at, (from, name))| {
                let until = self.bands.get(at + 1).map_or(self.most, |(next, _)| *next);
                let (top, bottom) = (self.height(until), self.height(*from));
                let class = if at % 2 == 0 { "band" } else { "band other" };
                view! {
                    <rect class=class x=LEFT y=figure(top) width=figure(right - LEFT) height=figure(bottom - top) />
                    <text class="name" x=figure(right - 4.0) y=figure(top + 12.0) text-anchor="end">{*name}</text>
                    <text x=figure(LEFT - 5.0) y=figure(bottom + 4.0) text-anchor="end">{from.to_string()}</text>
                }
            })
            .collect();
        let places = self.places();
        let line: Vec<_> = places.iter().map(|(x, y)| format!("{},{}", figure(*x), figure(*y))).collect();
        let size = if places.len() > MANY { "1.8" } else { "4" };
        let dots: Vec<_> =
            places.iter().map(|(x, y)| view! { <circle cx=figure(*x) cy=figure(*y) r=size /> }).collect();
        let day = |at: Option<&(NaiveDate, u8)>| at.map(|(day, _)| domain::date::display(*day)).unwrap_or_default();
        let days = if self.points.len() > 1 {
            view! {
                <text x=LEFT y=HEIGHT - 6.0>{day(self.points.first())}</text>
                <text x=right y=HEIGHT - 6.0 text-anchor="end">{day(self.points.last())}</text>
            }
            .into_any()
        } else {
            view! { <text x=figure(f64::midpoint(LEFT, right)) y=HEIGHT - 6.0 text-anchor="middle">{day(self.points.first())}</text> }.into_any()
        };
        let cut = figure(self.height(self.cut_off));
        let (title, desc) = (format!("{}-title", self.id), format!("{}-desc", self.id));
        let (named, said) = (title.clone(), desc.clone());
        view! {
            <svg class="trend" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-labelledby=named aria-describedby=said>
                <title id=title>{self.title.clone()}</title>
                <desc id=desc>{self.says.clone()}</desc>
                {bands}
                <line class="cut" x1=LEFT x2=right y1=cut.clone() y2=cut.clone() />
                <text x=figure(LEFT - 5.0) y=figure(TOP + 4.0) text-anchor="end">{self.most.to_string()}</text>
                <polyline points=line.join(" ") />
                {dots}
                {days}
            </svg>
        }
        .into_any()
    }
}

/// One decimal is finer than any screen.
fn figure(number: f64) -> String {
    format!("{number:.1}")
}

#[cfg(test)]
mod tests {
    use super::{HEIGHT, LEFT, RIGHT, Trend, WIDTH};
    use chrono::{Days, NaiveDate};
    use leptos::prelude::{Owner, RenderHtml};

    fn trend(days: &[u64], totals: &[u8]) -> Trend {
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
        let points = days.iter().zip(totals).map(|(day, total)| (first + Days::new(*day), *total)).collect();
        Trend {
            id: "t",
            title: "PHQ-9".into(),
            says: "two".into(),
            points,
            most: 27,
            bands: vec![(0, "a"), (5, "b"), (10, "c"), (15, "d"), (20, "e")],
            cut_off: 10,
        }
    }

    fn drawn(trend: &Trend) -> String {
        Owner::new_root(None).with(|| trend.draw().to_html())
    }

    #[test]
    fn one_point_stands_in_the_middle_and_two_at_the_ends() {
        let one = trend(&[3], &[12]).places();
        assert!((one[0].0 - f64::midpoint(LEFT, WIDTH - RIGHT)).abs() < 0.1, "{one:?}");
        let two = trend(&[3, 9], &[0, 27]).places();
        assert!((two[0].0 - LEFT).abs() < 0.1 && (two[1].0 - (WIDTH - RIGHT)).abs() < 0.1);
        assert!(two[0].1 > two[1].1, "more points stand higher");
    }

    #[test]
    fn days_far_apart_stand_far_apart_and_those_of_one_day_side_by_side() {
        let places = trend(&[0, 1, 10], &[1, 2, 3]).places();
        assert!(places[1].0 - places[0].0 < (places[2].0 - places[1].0) / 5.0);
        let same = trend(&[4, 4, 4], &[1, 2, 3]).places();
        assert!(same[0].0 < same[1].0 && same[1].0 < same[2].0);
    }

    #[test]
    fn nothing_leaves_the_picture_and_two_hundred_points_are_all_there() {
        let days: Vec<_> = (0..200).collect();
        let totals: Vec<_> = (0..200_u8).map(|at| at % 28).collect();
        let many = trend(&days, &totals);
        for (x, y) in many.places() {
            assert!((0.0..=WIDTH).contains(&x) && (0.0..=HEIGHT).contains(&y), "{x} {y}");
        }
        let html = drawn(&many);
        assert_eq!(html.matches("<circle").count(), 200);
        assert_eq!(html.matches("<rect").count(), 5);
        assert!(!html.contains("NaN") && !html.contains("inf") && !html.contains("style="), "{html}");
        assert!(drawn(&trend(&[], &[])).contains("<svg"), "nothing yet is no reason to fall over");
    }

    #[test]
    fn it_has_a_name_and_a_sentence_for_who_hears_it() {
        let html = drawn(&trend(&[0, 7], &[14, 6]));
        for part in
            ["role=\"img\"", "<title id=\"t-title\">PHQ-9<", "<desc id=\"t-desc\">two<", "aria-labelledby=\"t-title\""]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(html.contains("01/01/2026") && html.contains("08/01/2026"));
    }
}
