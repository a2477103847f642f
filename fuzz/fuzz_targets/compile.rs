//! Any bytes as the files of a site, up to all outputs: no panic, no hang.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| dateline::fuzz::compile(input));
