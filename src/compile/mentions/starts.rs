//! Where in a text one of many names may begin, told by its first two bytes.
//!
//! Takes the names, then texts. Few places of a text are left to look at closely. Must not know what a name is.

/// How many pairs of bytes there are.
const PAIRS: usize = 1 << 16;

/// The bytes that names begin with.
pub(super) struct Starts {
    /// Whether a name begins with this byte.
    first: [bool; 256],
    /// Whether a name begins with these two, the first one's bits above the second one's.
    both: Box<[bool]>,
}

impl Starts {
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut starts = Self { first: [false; 256], both: vec![false; PAIRS].into() };
        for name in names {
            match *name.as_bytes() {
                [] => {}
                [first] => {
                    starts.first[usize::from(first)] = true;
                    let at = pair(first, 0);
                    starts.both[at..=at + 255].fill(true);
                }
                [first, second, ..] => {
                    starts.first[usize::from(first)] = true;
                    starts.both[pair(first, second)] = true;
                }
            }
        }
        starts
    }

    /// The first byte at or behind one where a name may begin.
    pub(super) fn next(&self, text: &str, from: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut at = from;
        loop {
            at += bytes.get(at..)?.iter().position(|byte| self.first[usize::from(*byte)])?;
            let second = bytes.get(at + 1).copied().unwrap_or_default();
            if self.both[pair(bytes[at], second)] {
                return Some(at);
            }
            at += 1;
        }
    }
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_begin_where_its_first_two_bytes_stand() {
        let starts = Starts::of(["Nokia", "é", "X"].into_iter());
        let all = |text: &str| {
            std::iter::successors(starts.next(text, 0), |at| starts.next(text, at + 1)).collect::<Vec<_>>()
        };
        assert_eq!(all("No, Na Né XN N"), [0, 8, 11]);
        assert!(all("N").is_empty());
        assert_eq!(all("aX"), [1]);
        assert_eq!(starts.next("X", 1), None);
        assert_eq!(Starts::of([""].into_iter()).next("any", 0), None);
    }
}
