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
