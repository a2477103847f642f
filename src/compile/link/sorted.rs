//! Parsed files, sorted by what they are and by whether they may be seen.
//!
//! Takes all parsed files and the clock. What nobody may see goes no further than this: of it only its
//! names are kept, so that what refers to it is not told that it does not exist.

use std::collections::BTreeSet;

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::path::SourcePath;
use crate::compile::parse::{Content, Parsed};
use crate::model::article::{Manuscript, Standing};
use crate::model::config::Config;
use crate::model::deal::WrittenDeal;
use crate::model::profile::{OrganisationProfile, PageText, PersonProfile, TopicProfile};

use super::deals::hold_back;
use super::due::{Due, due};
use super::left_out::{LeftOut, Why};
use super::visible::{self, Clock, Held, Seen};

/// Parsed files by what they are, without what nobody may see.
#[derive(Default)]
pub(super) struct Sorted {
    /// Articles that are public; of a withdrawn one, what is left.
    pub(super) articles: Vec<(SourcePath, Box<Manuscript>)>,
    /// Files of organisations.
    pub(super) organisations: Vec<(SourcePath, Box<OrganisationProfile>)>,
    /// Files of people.
    pub(super) people: Vec<(SourcePath, PersonProfile)>,
    /// Files of topics.
    pub(super) topics: Vec<(SourcePath, TopicProfile)>,
    /// Pages.
    pub(super) pages: Vec<(SourcePath, Box<PageText>)>,
    /// Files of deals.
    pub(super) deals: Vec<(SourcePath, Box<WrittenDeal>)>,
    /// How many files are not public yet.
    pub(super) drafts: usize,
    /// Which these are.
    pub(super) held: BTreeSet<SourcePath>,
    /// When the output changes by itself, the next time first.
    pub(super) due: Vec<Due>,
    /// The names of what is left out.
    pub(super) left_out: LeftOut,
}

/// Sorts parsed files; what is held back is told in notes.
pub(super) fn sort_by_kind(
    parsed: Vec<Parsed>,
    clock: Clock,
    config: &Config,
    findings: &mut Vec<Finding>,
) -> Sorted {
    let mut sorted = Sorted::default();
    for Parsed { path, content, .. } in parsed {
        match content {
            None => sorted.left_out.faulty(&path, config),
            Some(Content::Organisation(profile)) => sorted.organisations.push((path, profile)),
            Some(Content::Person(profile)) => sorted.people.push((path, *profile)),
            Some(Content::Topic(profile)) => sorted.topics.push((path, *profile)),
            Some(Content::Page(text)) if text.draft && !clock.drafts => {
                let message = "left out: this page is a draft";
                let finding = Finding::new(Code::DraftLeftOut, &path, Place::File, message);
                findings.push(finding.help("`--drafts` builds it, too"));
                sorted.drafts += 1;
                sorted.held.insert(path);
            }
            Some(Content::Page(text)) => sorted.pages.push((path, text)),
            Some(Content::Deal(deal)) => sorted.deals.push((path, deal)),
            Some(Content::Article(written)) => sorted.article(path, written, clock, config, findings),
        }
    }
    for (path, until) in hold_back(&mut sorted.deals, clock, config, &mut sorted.left_out) {
        findings.push(visible::told(&path, "deal", Held::Embargo(until), config));
        sorted.due.push(Due::of_deal(&path, until));
        sorted.drafts += 1;
        sorted.held.insert(path);
    }
    sorted.due.sort_unstable();
    sorted
}

impl Sorted {
    /// Adds an article as far as it may be seen.
    fn article(
        &mut self,
        path: SourcePath,
        mut written: Box<Manuscript>,
        clock: Clock,
        config: &Config,
        findings: &mut Vec<Finding>,
    ) {
        visible::check_embargo(&path, &written, clock, config, findings);
        self.due.extend(due(&path, &written, clock));
        match visible::seen(&written, clock) {
            Seen::Held(held) => {
                findings.push(visible::told(&path, "article", held, config));
                self.left_out.article(&path, &written, Why::Draft, config);
                self.drafts += 1;
                self.held.insert(path);
            }
            Seen::Public(standing) => {
                if standing == Standing::Withdrawn {
                    // What it reported does not exist any more.
                    self.left_out.article(&path, &written, Why::Draft, config);
                    visible::withdrawn(&mut written);
                }
                self.articles.push((path, written));
            }
        }
    }
}
