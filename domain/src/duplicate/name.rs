use crate::vietnamese::fold;

/// How near two names are, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// The same to whoever types without marks: Quý and Qui, Lò Thị Hòa and LO THI HOA.
    Same,
    /// Two letters beside each other changed places, or the words stand in another order.
    Swapped,
    /// One letter too many, missing or another; or one has a middle name that the other has not.
    Close,
}

/// In a word as short as this, one other letter makes another name: Lò, Hà, Lan.
const SHORT: usize = 3;

/// A name as it is compared: its words, folded. A name of one letter in the middle (Giàng A Dũng) is one like any other.
pub(super) struct Name(Vec<String>);

impl Name {
    /// `None` when nothing is left of it.
    pub(super) fn of(text: &str) -> Option<Self> {
        let words: Vec<_> = fold(text).split_whitespace().map(str::to_owned).collect();
        (!words.is_empty()).then_some(Self(words))
    }

    pub(super) fn near(&self, other: &Self) -> Option<Nearness> {
        if self.0.concat() == other.0.concat() {
            return Some(Nearness::Same);
        }
        if sorted(&self.0) == sorted(&other.0) {
            return Some(Nearness::Swapped);
        }
        match self.0.len().abs_diff(other.0.len()) {
            0 => {
                let mut differ = self.0.iter().zip(&other.0).filter(|(one, other)| one != other);
                match (differ.next(), differ.next()) {
                    (Some((one, other)), None) => slip(one, other),
                    _ => None,
                }
            }
            1 => {
                let (short, long) = if self.0.len() < other.0.len() { (self, other) } else { (other, self) };
                short.lacks_a_middle_name_of(long).then_some(Nearness::Close)
            }
            _ => None,
        }
    }

    /// Whether it is the other without one word that is neither the first nor the last.
    fn lacks_a_middle_name_of(&self, long: &Self) -> bool {
        self.0.len() > 1 && (1..long.0.len() - 1).any(|left_out| without(&long.0, left_out).eq(self.0.iter()))
    }

    /// What two names that are near have in common, so that not each must be compared with each: they share at least one
    /// of these.
    pub(super) fn keys(&self) -> Vec<String> {
        let words = &self.0;
        // In any order and with any spaces between.
        let mut keys = vec![format!("all {}", words.concat()), format!("set {}", sorted(words).join(" "))];
        if let [word] = words.as_slice() {
            let letters: Vec<char> = word.chars().collect();
            keys.push(format!("one {word}"));
            keys.extend((0..letters.len()).map(|at| format!("one {}", without(&letters, at).collect::<String>())));
        } else {
            keys.push(format!("rest {}", words.join(" ")));
            keys.extend(
                (0..words.len())
                    .map(|at| format!("rest {}", without(words, at).map(String::as_str).collect::<Vec<_>>().join(" "))),
            );
        }
        keys
    }
}

fn sorted(words: &[String]) -> Vec<&str> {
    let mut words: Vec<_> = words.iter().map(String::as_str).collect();
    words.sort_unstable();
    words
}

/// All but one.
fn without<T>(all: &[T], left_out: usize) -> impl Iterator<Item = &T> {
    all.iter().enumerate().filter(move |(at, _)| *at != left_out).map(|(_, one)| one)
}

/// Whether one word is the other with a slip of the finger.
fn slip(one: &str, other: &str) -> Option<Nearness> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    if long.len() - short.len() > 1 {
        return None;
    }
    let differs = |at: &usize| short[*at] != long[*at];
    let first = (0..short.len()).find(differs).unwrap_or(short.len());
    if short.len() < long.len() {
        return (short.len() >= SHORT && short[first..] == long[first + 1..]).then_some(Nearness::Close);
    }
    let wrong: Vec<_> = (0..short.len()).filter(differs).collect();
    match wrong[..] {
        [_] if short.len() > SHORT => Some(Nearness::Close),
        [one, next] if next == one + 1 && short[one] == long[next] && short[next] == long[one] => {
            Some(Nearness::Swapped)
        }
        _ => None,
    }
}
