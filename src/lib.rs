//! Dateline turns a folder of Markdown briefings into a newsroom's website: every article, and every
//! vendor and customer that the articles name, as linked, static HTML.
//!
//! This page is the architecture. The modules below stand in reading order.
//!
//! # Data flows one way, one value a stage
//!
//! ```text
//! folder ─ discover ─► paths ─ parse (each file, parallel) ─► Vec<Parsed> ─ link ─► Site
//!        Site ─ plan ─► Plan ─ check links ─► render (each output, parallel) ─► stage ─► folder
//! ```
//!
//! A body's HTML has a slot for each address: where links lead is known when the whole site is. A page that
//! is written fills the slots.
//!
//! # Builds are incremental, and exact
//!
//! ```text
//! stamps of all files and outputs as they were, nothing due ─► told again what the last build told
//! else: parse what changed, link and plan all ─► key of each output ─► render those whose key is another
//! ```
//!
//! - A [`compile::key`] is the hash of the templates, of what every page shows, and of the view as the template
//!   gets it. Cards and bodies enter by keys of their own, so no HTML is needed to tell that a page is the same.
//! - The [`disk::ledger`] has key, hash and stamp of every output, and is written last: after a crash the stamps
//!   do not match, and those outputs are made again.
//! - What a template asks ([`compile::questions`]) is kept with the output: its key has the answers, and it is the
//!   same only if all of these are.
//! - What was parsed is kept without the HTML of bodies ([`command::parse_cache`]): a page that is made reads its
//!   source again.
//! - A stamp is believed only if a later change would have given another one ([`disk::stamp`]).
//!
//! # Floors: arrows point down only
//!
//! | floor | folders | knows |
//! | --- | --- | --- |
//! | 3 | [`command`], `cli`, `main` | everything below; the only floor with a clock and an environment |
//! | 2 | [`compile`] | pure: no file system, environment, clock or network |
//! | 2 | [`disk`] | the only user of `std::fs`; knows paths and bytes, not articles |
//! | 1 | [`model`] | what a site is: plain types |
//! | 0 | [`base`] | paths, places, diagnostics, names, slugs; nothing of sites |
//!
//! `compile` and `disk` do not know each other. A test reads the `use crate::` lines against this.
//!
//! # Invariants
//!
//! 1. A stage is a pure function from one typed value to the next.
//! 2. No field is filled in later; `Option` means that the author may leave it out.
//! 3. Parsing never fails: it returns what it could read, and findings. All of a run are shown.
//! 4. An error writes nothing; a warning writes. `--keep-going` builds what is sound.
//! 5. The plan is complete: every output has one owner, and what the output folder holds beyond the
//!    plan is deleted, but only in a folder that carries our marker.
//! 6. Equal inputs give equal bytes: ordered maps, total orders, no clock in a page.
//! 7. `build` and `check` are one path.
//! 8. No global state and no locks in `base`, `model` and `compile`; no `unsafe`.
//! 9. Every diagnostic has a stable code, a place, words for the writer, a test, and a row in the manual.
//! 10. What templates see is written out in [`compile::view`].

pub mod base {
    //! Floor 0: words that every floor uses. Knows nothing of sites.
    pub mod code;
    pub mod diagnostic;
    pub mod hash;
    pub mod name;
    pub mod near;
    pub mod path;
    pub mod slug;
    pub mod source;
    pub mod time;
}
pub mod model {
    //! Floor 1: what a site is, as plain types.
    pub mod article;
    pub mod asked;
    pub mod body;
    pub mod config;
    pub mod crawlers;
    pub mod data;
    pub mod deal;
    pub mod feeds;
    pub mod money;
    pub mod profile;
    pub mod publisher;
    pub mod record;
    pub mod site;
}
pub mod compile {
    //! Floor 2, pure: from the texts of files to the bytes of pages.
    pub mod parse;
    pub mod frontmatter {
        //! Front matter and configuration: from YAML to typed values.
        pub mod article;
        pub mod config;
        pub mod data_file;
        pub mod fault;
        mod feeds;
        pub mod fence;
        pub mod locate;
        pub mod organisation;
        pub mod page;
        pub mod person;
        pub mod topic;
        pub mod when;
        pub mod wish;
        pub mod yaml;

        mod at;
        mod characters;
        mod crawlers;
        mod currency;
        mod deal;
        mod deal_checks;
        pub mod deal_file;
        mod deal_keys;
        mod deal_parts;
        mod entries;
        mod fields;
        mod figures;
        mod foreign;
        mod guess;
        mod headline;
        mod identifiers;
        mod keys;
        mod line;
        mod mend;
        mod mistakes;
        pub mod money;
        mod money_cjk;
        mod money_value;
        mod money_words;
        mod number;
        mod parts;
        mod plain;
        mod publisher;
        mod quotes;
        mod reader;
        mod record;
        mod redirects;
        mod regions;
        pub mod security;
        mod syntax;
        mod term;
        mod volume;
    }
    pub mod markdown {
        //! Markdown: a body's summary, and its HTML.
        mod blocks;
        pub(crate) mod escape;
        pub mod events;
        mod footnotes;
        mod foreign;
        mod headings;
        pub mod html;
        pub mod inline;
        mod links;
        mod mask;
        mod notes;
        pub mod options;
        mod outline;
        mod rawhtml;
        mod sanitise;
        pub mod scan;
        pub mod slots;
        mod tags;
        mod tangle;
        mod targets;
        pub mod text;
        mod warnings;
        pub(crate) mod words;
        mod writer;
    }
    pub mod bodies;
    pub mod closure;
    pub mod in_place;
    pub mod key;
    pub mod locate;
    pub mod quoted;
    pub mod link {
        //! From parsed files to the site: names, references, order.
        mod ambiguous;
        pub mod article_names;
        mod bylines;
        mod circles;
        mod companion_names;
        mod companions;
        mod deal_agrees;
        mod deal_faults;
        mod deal_ids;
        mod deal_merge;
        mod deal_names;
        mod deal_parties;
        pub mod deals;
        pub mod due;
        pub mod left_out;
        pub mod mentions;
        pub mod names;
        pub mod names_then;
        pub mod news;
        pub mod notices;
        pub mod references;
        pub mod registers;
        pub mod relations;
        pub mod site;
        pub mod sorted;
        pub mod suggestions;
        mod telling;
        mod terms;
        pub mod threads;
        pub mod unlisted;
        pub mod visible;
    }
    pub mod address;
    pub mod assets;
    pub mod plan {
        //! From the site to every output it will have.
        pub mod crawlers;
        pub mod deal_lists;
        mod deals;
        pub mod documents;
        pub mod exports;
        pub mod feeds;
        pub mod outputs;
        pub mod paging;
        pub mod planner;
        mod redirects;
        pub mod sitemaps;
        pub mod sources;
    }
    pub mod alphabet;
    pub mod chart {
        //! Small charts as SVG, from plain numbers and labels.
        mod bars;
        pub mod calendar;
        mod lines;
        pub mod plot;
        pub mod scale;
        mod svg;
    }
    pub mod check;
    pub mod crawlers {
        //! What crawlers read: sitemaps, the news sitemap, robots.txt, security.txt, llms.txt.
        pub mod indexable;
        mod llms_txt;
        mod news_sitemap;
        mod robots_txt;
        mod security_txt;
        mod sitemap;
        mod write;
    }
    pub mod documents {
        //! Documents for programs: articles as ninjs, organisations.
        mod ninjs;
        mod organisation;
        mod write;
    }
    pub mod exports;
    pub mod family;
    pub mod feeds {
        //! Feeds: Atom, RSS and JSON Feed.
        pub(crate) mod absolute;
        mod atom;
        pub mod entry;
        mod json_feed;
        mod rss;
        mod write;
    }
    pub mod href;
    pub mod ledger;
    pub mod links;
    pub mod mentions {
        //! Known names in texts.
        pub mod finder;
        mod folded;
        mod starts;
        mod variants;
        mod walk;
        mod words;
        pub mod written;
    }
    pub mod metadata {
        //! What a page tells programs of itself, in its head.
        mod crumbs;
        mod head;
        pub(crate) mod names;
        mod news_article;
        pub(crate) mod nodes;
        mod profiles;
        mod publisher;
    }
    pub mod navigation;
    pub mod outcome;
    pub mod people;
    pub mod published;
    pub mod redirects {
        //! Redirects as hosts and servers read them.
        mod hosts;
        pub mod rules;
    }
    pub mod related;
    pub mod roles;
    pub mod same_story;
    pub mod stamped;
    pub mod tally;
    pub mod view {
        //! What templates see. These files are the template author's reference.
        pub mod article;
        pub mod deal;
        pub mod deal_groups;
        pub mod deals;
        pub mod factbox;
        pub mod figures;
        pub mod index;
        pub mod keyed;
        pub mod lists;
        pub mod matrix;
        pub mod money;
        pub mod names_then;
        pub mod notices;
        pub mod organisations;
        pub mod page;
        pub mod partners;
        pub mod parts;
        pub mod related;
        pub mod relations;
        pub mod shared;
        mod short_value;
        pub mod subjects;
        pub mod threads;
        pub mod words;
    }
    pub mod questions {
        //! What templates may ask of the site, and the answers.
        pub mod answer;
        pub mod data_files;
        mod entities;
        pub(crate) mod functions;
        pub mod question;
    }
    mod article_text;
    pub mod engine;
    mod filled;
    pub mod render;
    mod xml;
}
pub mod disk {
    //! Floor 2: the file system.
    pub mod compare;
    pub mod discover;
    pub mod emit;
    pub mod error;
    mod existing;
    pub mod ledger;
    mod leftovers;
    mod lock;
    mod marker;
    mod merge;
    pub mod place;
    pub mod scaffold;
    pub mod stamp;
    pub mod store;
}
pub mod command {
    //! Floor 3: one file a command.
    pub mod ahead;
    pub mod answers;
    pub mod build;
    mod data;
    pub mod due;
    pub mod explain;
    pub mod init;
    pub mod inputs;
    pub mod load;
    pub mod manual;
    pub mod new;
    pub mod parse_cache;
    pub mod print;
    pub mod progress;
    pub mod redirects;
    pub mod status;
    pub mod stopwatch;
    mod summary;
    mod templates;
    pub mod theme;
    mod unchanged;
    pub mod why;
    pub mod write;
    pub mod report {
        //! Diagnostics in print.
        mod advice;
        pub mod github;
        pub mod human;
        pub mod json;
        pub mod order;
        pub mod output;
        pub mod sarif;
    }
}
pub mod cli;
#[doc(hidden)]
pub mod fuzz;
