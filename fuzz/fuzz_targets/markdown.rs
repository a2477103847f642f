//! Any bytes as an article body, up to safe HTML: no panic, no hang.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| dateline::fuzz::markdown(input));
