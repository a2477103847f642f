//! How a command ended.

use std::process::ExitCode;

/// How a command ended; what the shell sees.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// Done.
    Done,
    /// The site has errors.
    SiteHasErrors,
    /// The command line was not understood, or cannot be followed: the folder is not ours.
    Usage,
    /// The world failed: disk, network.
    WorldFailed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Done => 0,
            Status::SiteHasErrors => 1,
            Status::Usage => 2,
            Status::WorldFailed => 3,
        })
    }
}
