//! How long each stage of a build takes.
//!
//! Takes the name of a stage at its end; gives a table for people and a trace for programs.

use std::time::{Duration, Instant};

use serde::Serialize;

/// Times one stage after another.
pub struct Stopwatch {
    start: Instant,
    laps: Vec<Lap>,
}

struct Lap {
    name: &'static str,
    from: Duration,
    to: Duration,
}

/// One stage in the form that Chrome's tracing and Perfetto read, as a complete event (Trace Event Format,
/// `ph: X`); times in microseconds.
#[derive(Serialize)]
struct Event {
    name: &'static str,
    ph: &'static str,
    pid: u32,
    tid: u32,
    ts: u64,
    dur: u64,
}

impl Stopwatch {
    /// Begins now.
    #[expect(clippy::new_without_default, reason = "it begins to run")]
    pub fn new() -> Self {
        Self { start: Instant::now(), laps: Vec::new() }
    }

    /// What was done since the last stage ended was this.
    pub fn lap(&mut self, name: &'static str) {
        let from = self.laps.last().map_or(Duration::ZERO, |lap| lap.to);
        self.laps.push(Lap { name, from, to: self.start.elapsed() });
    }

    /// The time since it began.
    pub fn total(&self) -> Duration {
        self.start.elapsed()
    }

    /// A line for each stage.
    pub fn table(&self) -> Vec<String> {
        let line = |lap: &Lap| {
            let time = lap.to.saturating_sub(lap.from);
            format!("{:>9.1} ms  {}", time.as_secs_f64() * 1000.0, lap.name)
        };
        self.laps.iter().map(line).collect()
    }

    /// The stages as JSON.
    pub fn trace(&self) -> String {
        let micros = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let event = |lap: &Lap| Event {
            name: lap.name,
            ph: "X",
            pid: 1,
            tid: 1,
            ts: micros(lap.from),
            dur: micros(lap.to.saturating_sub(lap.from)),
        };
        let events: Vec<Event> = self.laps.iter().map(event).collect();
        serde_json::to_string(&events).unwrap_or_default()
    }
}
