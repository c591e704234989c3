//! A picture of how many there are of each kind: lying bars, drawn on the server, each with its words and its number. The
//! table beside it says the same; whoever hears the page gets its name and one sentence.

use leptos::prelude::*;

/// Width of the picture, of the words and of the numbers, and the height of a row, in its own units.
const WIDTH: usize = 380;
const WORDS: usize = 164;
const NUMBER: usize = 34;
const ROW: usize = 32;

/// One bar.
pub struct Bar {
    /// What it counts.
    pub words: String,
    /// How many.
    pub count: usize,
    /// Whether it is something to look at first; it has a line round it, not only another colour.
    pub late: bool,
}

/// What is drawn.
pub struct Bars {
    /// Names the picture within the page.
    pub id: &'static str,
    /// Its name.
    pub title: String,
    /// What it shows, in one sentence.
    pub says: String,
    /// The bars, from above.
    pub bars: Vec<Bar>,
}

impl Bars {
    /// How long a bar is: the longest takes all the room, and one that is not empty can be seen.
    fn length(&self, count: usize) -> usize {
        let most = self.bars.iter().map(|bar| bar.count).max().unwrap_or_default().max(1);
        let length = count * (WIDTH - WORDS - NUMBER) / most;
        if count > 0 { length.max(2) } else { 0 }
    }

    /// The picture under its title, what it says, and the tables of its numbers.
    pub fn figure(&self, tables: impl IntoView + 'static) -> AnyView {
        view! {
            <figure class="sheet pad stack">
                <h2>{self.title.clone()}</h2>
                {self.draw()}
                <figcaption class="soft">{self.says.clone()}</figcaption>
                {tables}
            </figure>
        }
        .into_any()
    }

    /// The same with one table: what each bar counts, below `of`, and how many there are, below `many`.
    pub fn figure_of_counts(&self, caption: String, of: String, many: &'static str) -> AnyView {
        let row = |bar: &Bar| {
            let (words, count) = (bar.words.clone(), bar.count.to_string());
            view! { <tr><th scope="row">{words}</th><td class="num">{count}</td></tr> }
        };
        let rows: Vec<_> = self.bars.iter().map(row).collect();
        self.figure(view! {
            <table class="table">
                <caption>{caption}</caption>
                <thead><tr><th scope="col">{of}</th><th scope="col" class="num">{many}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        })
    }

    /// The picture.
    pub fn draw(&self) -> AnyView {
        let rows: Vec<_> = self
            .bars
            .iter()
            .enumerate()
            .map(|(at, bar)| {
                let (top, length) = (at * ROW, self.length(bar.count));
                let class = if bar.late { "bar late" } else { "bar" };
                view! {
                    {words(&bar.words, top)}
                    <rect class=class x=WORDS y=top + 4 width=length height=ROW - 8 />
                    <text x=WORDS + length + 5 y=top + 20>{bar.count.to_string()}</text>
                }
            })
            .collect();
        let (title, desc) = (format!("{}-title", self.id), format!("{}-desc", self.id));
        let (named, said) = (title.clone(), desc.clone());
        let height = self.bars.len() * ROW;
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

/// Letters that the room for words holds in one line.
const LINE: usize = 20;

/// What a bar counts; in two lines, parted at the space nearest to the middle, where one would leave the picture.
fn words(of: &str, top: usize) -> AnyView {
    let middle = of.len() / 2;
    let space = of.match_indices(' ').map(|(at, _)| at).min_by_key(|at| at.abs_diff(middle));
    let x = WORDS - 6;
    match space.filter(|_| of.chars().count() > LINE) {
        Some(at) => {
            let (above, below) = (of[..at].to_owned(), of[at + 1..].to_owned());
            view! {
                <text x=x y=top + 14 text-anchor="end">{above}<tspan x=x dy="1.05em">{below}</tspan></text>
            }
            .into_any()
        }
        None => view! { <text x=x y=top + 20 text-anchor="end">{of.to_owned()}</text> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Bar, Bars, NUMBER, WIDTH, WORDS};
    use leptos::prelude::{Owner, RenderHtml};

    fn bars(counts: &[usize]) -> Bars {
        let bars = counts.iter().map(|count| Bar { words: "a".to_owned(), count: *count, late: *count == 1 }).collect();
        Bars { id: "b", title: "What".into(), says: "so many".into(), bars }
    }

    #[test]
    fn the_longest_takes_the_room_and_nothing_leaves_it() {
        let room = WIDTH - WORDS - NUMBER;
        let some = bars(&[0, 1, 100_000]);
        assert_eq!([0, 1, 100_000].map(|count| some.length(count)), [0, 2, room]);
        assert_eq!(bars(&[0, 0]).length(0), 0, "nothing yet is no reason to fall over");
        assert_eq!(bars(&[3, 6]).length(3), room / 2);
    }

    #[test]
    fn long_words_stand_in_two_lines() {
        let shown = |of| Owner::new_root(None).with(|| super::words(of, 0).to_html());
        assert!(!shown("Đã hẹn").contains("<tspan"));
        let two = shown("Quá xa, hoặc tốn tiền đi lại nhiều lần");
        assert!(two.contains("Quá xa, hoặc tốn") && two.contains("<tspan"), "{two}");
    }

    #[test]
    fn its_table_says_every_count_once_more() {
        let table = || bars(&[0, 1, 7]).figure_of_counts("All".into(), "Kind".into(), "Cases").to_html();
        let html = Owner::new_root(None).with(table);
        for part in ["<caption>All<", "<th scope=\"col\">Kind<", "<td class=\"num\">0<", "<td class=\"num\">7<"] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert_eq!(html.matches("<th scope=\"row\">").count(), 3);
    }

    #[test]
    fn it_has_a_name_a_sentence_and_a_number_at_each_bar() {
        let html = Owner::new_root(None).with(|| bars(&[0, 1, 7]).draw().to_html());
        for part in ["role=\"img\"", "<title id=\"b-title\">What<", "<desc id=\"b-desc\">so many<", ">7<", ">0<"] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert_eq!(html.matches("<rect").count(), 3);
        assert_eq!(html.matches("bar late").count(), 1);
        assert!(!html.contains("style="), "{html}");
    }
}
