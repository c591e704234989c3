use super::{Scale, Version};

/// Which scales of one instrument can be drawn in one line, given last recorded first: those of the longest version that was
/// answered, for a short form says nothing beside the whole. The earliest day first; of one day in the order they were recorded.
#[must_use]
pub fn over_time<'a>(scales: impl DoubleEndedIterator<Item = &'a Scale> + Clone) -> Option<(Version, Vec<&'a Scale>)> {
    let version = scales.clone().map(Scale::version).max_by_key(|version| version.items())?;
    let mut shown: Vec<_> = scales.rev().filter(|scale| scale.version() == version).collect();
    shown.sort_by_key(|scale| scale.taken_on);
    Some((version, shown))
}

#[cfg(test)]
mod tests {
    use super::over_time;
    use crate::scale::{Scale, ScaleForm, Version};
    use chrono::NaiveDate;

    /// Two questions on mood: one point, and as many as are said.
    fn short(points: &str, day: &str) -> Scale {
        let form = ScaleForm {
            scale: "phq".into(),
            q1: "1".into(),
            q2: points.into(),
            taken_on: format!("{day}/11/2026"),
            ..ScaleForm::default()
        };
        checked(&form)
    }

    /// All nine, without a point.
    fn whole(day: &str) -> Scale {
        let [q1, q2, q3, q4, q5, q6, q7, q8, q9] = std::array::from_fn(|_| "0".to_owned());
        let taken_on = format!("{day}/11/2026");
        checked(&ScaleForm {
            scale: "phq".into(),
            q1,
            q2,
            q3,
            q4,
            q5,
            q6,
            q7,
            q8,
            q9,
            taken_on,
            ..ScaleForm::default()
        })
    }

    fn checked(form: &ScaleForm) -> Scale {
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).expect("a day");
        form.check(today).unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    #[test]
    fn only_the_longest_version_is_drawn() {
        let scales = [short("0", "24"), whole("22"), short("1", "20")];
        assert!(over_time(scales[..0].iter()).is_none());
        let (version, shown) = over_time(scales.iter()).expect("there are some");
        assert_eq!((version, shown.len()), (Version::Phq9, 1));
        let (version, shown) = over_time(scales[..1].iter()).expect("there is one");
        assert_eq!((version, shown.len()), (Version::Phq2, 1));
    }

    #[test]
    fn the_earliest_day_first_and_of_one_day_as_they_were_recorded() {
        let scales = [short("1", "20"), short("0", "22"), short("0", "20")];
        let (_, shown) = over_time(scales.iter()).expect("there are some");
        assert_eq!(shown.iter().map(|scale| scale.total()).collect::<Vec<_>>(), [1, 2, 1]);
        assert!(shown.is_sorted_by_key(|scale| scale.taken_on));
    }
}
