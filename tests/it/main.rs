//! Tests from outside: files in, site and diagnostics out.

mod cases;
mod commands;
mod golden;
mod sandbox;
mod site;
mod stages;
mod tidy;
