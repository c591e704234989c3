//! What of a table of counts may be shown to who may not see the rows (I18): no count of one to four, none of those that
//! did not come further, and none that follows from the others.

use super::{Funnel, STEPS};

/// The smallest count that is shown.
pub const SMALLEST: usize = 5;

/// One cell: its count, or nothing.
pub type Shown = Option<usize>;

/// One count that stands alone.
#[must_use]
pub const fn shown_alone(count: usize) -> Shown {
    if count >= SMALLEST { Some(count) } else { None }
}

/// The same table with what must not be seen left out. Each row is a funnel: who was served also came. What a column adds up
/// to is always taken to be known: the same referrals are told apart in another way beside it.
///
/// A cell stays when it is none or large, and so is the difference to every other of its row that stays: twenty sent and
/// eighteen taken say that two were not. Then, column by column, what is hidden must not follow from the sum: what is left
/// for the hidden ones, with what their rows say of them, must leave each of them [`SMALLEST`] values at least; until then
/// the smallest that stays is hidden too.
#[must_use]
pub fn suppressed(table: &[Funnel]) -> Vec<[Shown; STEPS]> {
    let mut shown: Vec<_> = table.iter().map(by_itself).collect();
    loop {
        let Some((row, column)) = (0..STEPS).find_map(|column| Some((to_hide(table, &shown, column)?, column))) else {
            return shown;
        };
        shown[row][column] = None;
    }
}

/// Whether a number of people may be told: nobody, or enough.
const fn tells_nobody(count: usize) -> bool {
    count == 0 || count >= SMALLEST
}

/// A row by itself: each cell that, with those kept before it, leaves no small rest. A funnel whose first cell is small is
/// not there at all.
fn by_itself(row: &Funnel) -> [Shown; STEPS] {
    let mut kept: [Shown; STEPS] = [None; STEPS];
    if row[0] < SMALLEST {
        return kept;
    }
    for (at, count) in row.iter().enumerate() {
        let apart = kept.iter().flatten().all(|other| tells_nobody(other.abs_diff(*count)));
        kept[at] = Some(*count).filter(|count| tells_nobody(*count) && apart);
    }
    kept
}

/// The least and the most that a hidden cell can be, by what its row shows.
fn bounds(row: &[Shown; STEPS], column: usize, whole: usize) -> (usize, usize) {
    let least = row[column + 1..].iter().flatten().max().copied().unwrap_or(0);
    let most = row[..column].iter().flatten().min().copied().unwrap_or(whole);
    (least, most)
}

/// The row whose cell of this column must be hidden too, or nothing when what is hidden stays so.
fn to_hide(table: &[Funnel], shown: &[[Shown; STEPS]], column: usize) -> Option<usize> {
    let whole: usize = table.iter().map(|row| row[column]).sum();
    let known: usize = shown.iter().filter_map(|row| row[column]).sum();
    let left = whole - known;
    let hidden: Vec<_> =
        shown.iter().filter(|row| row[column].is_none()).map(|row| bounds(row, column, left)).collect();
    let (least, most) = hidden.iter().fold((0, 0), |(least, most), (low, high)| (least + low, most + high.min(&left)));
    let follows = hidden.iter().any(|(low, high)| {
        let high = (*high).min(left);
        let from = (*low).max(left.saturating_sub(most - high));
        let to = high.min(left.saturating_sub(least - low));
        // What its own row says of it is no secret that a sum tells.
        let open = high.saturating_sub(*low) + 1;
        to.saturating_sub(from) + 1 < open.min(SMALLEST)
    });
    let stays = shown.iter().enumerate().filter_map(|(at, row)| Some((row[column].filter(|count| *count > 0)?, at)));
    follows.then(|| stays.min().map(|(_, at)| at)).flatten()
}

#[cfg(test)]
mod tests {
    use super::{SMALLEST, STEPS, Shown, bounds, shown_alone, suppressed};
    use proptest::prelude::{prop, proptest};

    fn row(text: &[Shown; STEPS]) -> String {
        text.iter().map(|cell| cell.map_or("·".to_owned(), |count| count.to_string())).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn small_cells_and_small_differences_are_left_out() {
        let told = |table: &[[usize; STEPS]]| suppressed(table).iter().map(row).collect::<Vec<_>>();
        assert_eq!(told(&[[40, 30, 20, 12, 6]]), ["40 30 20 12 6"]);
        assert_eq!(told(&[[4, 4, 4, 4, 4]]), ["· · · · ·"], "four people");
        // Two of twenty were not taken: to know eighteen is to know two.
        assert_eq!(told(&[[20, 18, 10, 10, 0]])[0].split(' ').nth(1), Some("·"));
        assert_eq!(told(&[]), Vec::<String>::new());
        assert_eq!((shown_alone(4), shown_alone(5), shown_alone(0)), (None, Some(5), None));
    }

    #[test]
    fn one_hidden_row_takes_another_with_it() {
        // Whoever knows that there were 33 in all, and sees 30, knows of three.
        let shown = suppressed(&[[30, 20, 10, 5, 0], [20, 10, 5, 0, 0], [3, 3, 0, 0, 0]]);
        assert!(shown[2].iter().all(Option::is_none));
        assert_eq!(shown[1][0], None, "hidden so that three cannot be taken from the sum");
        assert_eq!(shown[0][0], Some(30));
    }

    /// How many values a reader who knows the sum must leave open for a hidden cell.
    fn possible(table: &[[usize; STEPS]], shown: &[[Shown; STEPS]], column: usize, of: usize) -> usize {
        let whole: usize = table.iter().map(|row| row[column]).sum();
        let left = whole - shown.iter().filter_map(|row| row[column]).sum::<usize>();
        let hidden: Vec<_> = (0..table.len()).filter(|at| shown[*at][column].is_none()).collect();
        let rest = |value: usize| {
            // Whether the others can make up what is left.
            let others = hidden.iter().filter(|at| **at != of).map(|at| bounds(&shown[*at], column, left));
            let (low, high) = others.fold((0, 0), |(low, high), (least, most)| (low + least, high + most.min(left)));
            value <= left && (low..=high).contains(&(left - value))
        };
        let (least, most) = bounds(&shown[of], column, left);
        (least..=most.min(left)).filter(|value| rest(*value)).count()
    }

    proptest! {
        /// Whatever the counts: no small cell, no small difference within a row, and a hidden cell whose row leaves it open
        /// keeps as many values as a small cell has, though the sums be known.
        #[test]
        fn nothing_small_is_told_or_follows(
            rows in prop::collection::vec(prop::array::uniform5(0..30_usize), 1..6),
        ) {
            let table: Vec<[usize; STEPS]> = rows.into_iter().map(|mut row| { row.sort_unstable_by(|a, b| b.cmp(a)); row }).collect();
            let shown = suppressed(&table);
            for (told, row) in shown.iter().zip(&table) {
                let kept: Vec<_> = told.iter().flatten().copied().collect();
                for (at, count) in kept.iter().enumerate() {
                    assert!(*count == 0 || *count >= SMALLEST);
                    assert!(kept[at..].iter().all(|other| count == other || count.abs_diff(*other) >= SMALLEST));
                }
                assert!(told.iter().zip(row).all(|(told, count)| told.is_none_or(|told| told == *count)));
            }
            for column in 0..STEPS {
                let any_left = shown.iter().any(|row| row[column].is_some_and(|count| count > 0));
                for (of, row) in shown.iter().enumerate().filter(|(_, row)| row[column].is_none()) {
                    let left: usize = shown.iter().zip(&table).filter(|(row, _)| row[column].is_none()).map(|(_, row)| row[column]).sum();
                    let (least, most) = bounds(row, column, left);
                    let open = most.min(left).saturating_sub(least) + 1;
                    assert!(!any_left || possible(&table, &shown, column, of) >= open.min(SMALLEST), "{table:?} {shown:?}");
                }
            }
        }
    }
}
