//! Arguments in, exit status out.

use std::process::ExitCode;

#[cfg(feature = "alloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dateline::cli::run()
}
