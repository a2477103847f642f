//! Whether a file that cannot be read asks not to be published yet.
//!
//! Takes its text as it is, for its front matter may be what is wrong with it; looks at single lines,
//! and rather sees a wish too many. Asks no clock.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::keys::{holds_elsewhere, nearly_withholding};
use super::when;

/// What a faulty file seems to wish.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Wish {
    /// Nothing: it would be public.
    #[default]
    None,
    /// To be held until then.
    Until(Timestamp),
    /// To be held.
    Held,
}

impl Wish {
    /// Whether the file wishes to be held at this clock.
    pub fn holds(self, now: Timestamp) -> bool {
        match self {
            Self::None => false,
            Self::Until(until) => until > now,
            Self::Held => true,
        }
    }
}

/// How many lines are looked at, where nothing ends the front matter.
const LINES: usize = 200;

/// What a text wishes by the lines of its front matter.
pub fn wish(text: &str, zone: &TimeZone) -> Wish {
    let lines = text.lines().skip_while(|line| line.trim().is_empty()).take(LINES).enumerate();
    let front = lines.take_while(|(index, line)| *index == 0 || !line.starts_with("---"));
    let wishes =
        front.filter_map(|(_, line)| line.split_once(':')).map(|(key, value)| of_line(key, value, zone));
    wishes.fold(Wish::None, |first, second| match (first, second) {
        (Wish::Held, _) | (_, Wish::Held) => Wish::Held,
        (Wish::Until(first), Wish::Until(second)) => Wish::Until(first.max(second)),
        (Wish::None, wish) | (wish, Wish::None) => wish,
    })
}

fn of_line(key: &str, value: &str, zone: &TimeZone) -> Wish {
    let plain = |text: &str| text.trim().trim_matches(['"', '\'']).to_lowercase();
    let (key, value) = (plain(key), plain(value.split(" #").next().unwrap_or_default()));
    let no = matches!(value.as_str(), "false" | "no" | "off" | "n" | "0");
    let held = match key.as_str() {
        "draft" => !no,
        "published" => no,
        "status" => !matches!(value.as_str(), "usable" | "withdrawn"),
        _ => holds_elsewhere(&key) && !no,
    };
    if held {
        return Wish::Held;
    }
    match nearly_withholding(&key)
        .or_else(|| ["embargo_until", "publish_at"].into_iter().find(|own| *own == key))
    {
        Some("embargo_until" | "publish_at") => {
            when::read(&value.to_uppercase(), zone).map_or(Wish::Held, |when| Wish::Until(when.instant))
        }
        _ => Wish::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_faulty_file_still_says_that_it_is_to_be_held() {
        let held = |front: &str| {
            let now = "2026-11-23T12:00:00Z".parse().unwrap();
            wish(&format!("---\ntitle: [\n{front}\n---\nstatus: hold\n"), &TimeZone::UTC).holds(now)
        };
        for front in [
            "embargo_until: 2027-01-01T06:00:00Z",
            "embargo_until: 2027-01-01T06:00:00+01:00 # not before",
            "Embargo: tomorrow",
            "embargo_until:",
            "publish_at: '2027-01-01T06:00:00z'",
            "status: hold",
            "status: holdd",
            "draft: true",
            "published: no",
            "hold: yes",
        ] {
            assert!(held(front), "{front}");
        }
        for front in [
            "embargo_until: 2026-01-01T06:00:00Z",
            "status: usable",
            "draft: false",
            "published: true",
            "kicker: A",
        ] {
            assert!(!held(front), "{front}");
        }
    }
}
