//! Any bytes as an article file, up to its metadata: no panic, no hang.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| dateline::fuzz::frontmatter(input));
