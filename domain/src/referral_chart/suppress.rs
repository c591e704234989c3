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
mod tests;
