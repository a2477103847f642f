//! Tests from outside: files in, site and diagnostics out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the names are our own")]
#![allow(clippy::unused_self, reason = "what is done to a site reads as done to its sandbox")]

mod cases;
mod commands;
mod crashes;
mod crawler_texts;
mod crawlers;
mod deal_counts;
mod deal_pages;
mod deals;
mod desk;
mod embargo;
mod exports;
mod feeds;
mod figures;
mod golden;
mod kept_back;
mod law;
mod mentions;
mod metadata;
mod pages;
mod price;
mod questions;
mod redirects;
mod refusals;
mod related;
mod reproducible;
mod sandbox;
mod site;
mod stages;
mod tidy;
mod time;
mod view_fields;
