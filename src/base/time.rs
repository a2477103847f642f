//! Dates as writers give them: a day, or a day with a time and an offset.
//!
//! Reads text only; the clock is never asked here.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

/// A point in time as a writer gave it. Ordered by the instant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct When {
    /// The instant; of a bare day its first moment in the site's time zone.
    pub instant: Timestamp,
    /// The day as written.
    pub day: Date,
    /// The time of the day and its offset, where the writer gave a time.
    pub time: Option<(Time, Offset)>,
}
