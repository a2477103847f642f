//! An instant as programs read it: in feeds and in what pages tell of themselves.
//!
//! Takes a date as written, gives text. Knows nothing of where it stands.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde::Serialize;

use crate::base::time::{When, in_offset, offset_text};

/// An instant, and how far from UTC it is told.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
pub struct Stamped {
    instant: Timestamp,
    /// In seconds.
    offset: i32,
}

impl Stamped {
    /// A date as written; of a bare day its first moment in the site's zone.
    pub fn of(when: &When, zone: &TimeZone) -> Self {
        let offset = when.time.map_or_else(|| zone.to_offset(when.instant), |(_, offset)| offset);
        Self { instant: when.instant, offset: offset.seconds() }
    }

    /// An instant as a clock in this zone shows it.
    pub fn at(instant: Timestamp, zone: &TimeZone) -> Self {
        Self { instant, offset: zone.to_offset(instant).seconds() }
    }

    /// The beginning of time: no feed has changed before.
    pub fn never() -> Self {
        Self { instant: Timestamp::UNIX_EPOCH, offset: 0 }
    }

    /// The instant.
    pub fn instant(self) -> Timestamp {
        self.instant
    }

    fn offset(self) -> Offset {
        Offset::from_seconds(self.offset).unwrap_or(Offset::UTC)
    }

    /// `2020-06-16T09:00:00+01:00` (RFC 3339).
    pub fn rfc3339(self) -> String {
        in_offset(self.instant, self.offset())
    }

    /// `Tue, 16 Jun 2020 09:00:00 +0100` (RFC 822 with a year of four digits, as RSS 2.0 wants it).
    pub fn rfc822(self) -> String {
        let offset = self.offset();
        let day = offset.to_datetime(self.instant).strftime("%a, %d %b %Y %H:%M:%S");
        format!("{day} {}", offset_text(offset).replace(':', ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_told_with_its_own_offset() {
        let stamped = Stamped { instant: "2020-06-16T08:00:00Z".parse().unwrap(), offset: 3600 };
        assert_eq!(stamped.rfc3339(), "2020-06-16T09:00:00+01:00");
        assert_eq!(stamped.rfc822(), "Tue, 16 Jun 2020 09:00:00 +0100");
        assert_eq!(Stamped::never().rfc822(), "Thu, 01 Jan 1970 00:00:00 +0000");
    }
}
