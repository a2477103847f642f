//! A progress bar: only on a terminal, and only when a stage takes longer than a blink.

use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long a blink takes.
const BLINK: Duration = Duration::from_millis(400);

/// The progress of one stage.
pub struct Progress {
    bar: ProgressBar,
    start: Instant,
}

impl Progress {
    /// The progress over so many outputs.
    pub fn new(outputs: usize, quiet: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(outputs as u64), ProgressDrawTarget::hidden());
        if let Ok(style) =
            ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} pages, {eta} left")
        {
            bar.set_style(style);
        }
        let start = Instant::now();
        let visible = stderr().is_terminal() && !quiet;
        Self { bar, start: if visible { start } else { start + Duration::from_secs(u64::from(u32::MAX)) } }
    }

    /// One output more is done.
    pub fn tick(&self) {
        self.bar.inc(1);
        if self.bar.is_hidden() && Instant::now().saturating_duration_since(self.start) > BLINK {
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
