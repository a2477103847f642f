//! Parsed files, sorted by what they are and by whether they may be seen.
//!
//! Takes all parsed files and the clock. What nobody may see goes no further than this: of it only its
//! names are kept, so that what refers to it is not told that it does not exist.

use std::collections::BTreeSet;

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::path::SourcePath;
use crate::compile::parse::{Content, Parsed};
use crate::model::article::{Manuscript, Standing};
use crate::model::body::LinkKind;
use crate::model::config::Config;
use crate::model::deal::WrittenDeal;
use crate::model::profile::{OrganisationProfile, PageText, PersonProfile, TopicProfile};

use super::companions::{HeldPiece, check_withdrawn, hold_back};
use super::deal_ids::given;
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
    /// Files and pictures to which these lead.
    pub(super) held_links: Vec<HeldLink>,
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
    let mut aside = Aside::default();
    for Parsed { path, content, wish, .. } in parsed {
        match content {
            None => {
                sorted.left_out.faulty(&path, config);
                // Faulty or not, its lines are nobody's business yet.
                if wish.holds(clock.now) {
                    sorted.held.insert(path);
                }
            }
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
            Some(Content::Article(written)) => {
                sorted.article(path, written, (clock, config), &mut aside, findings);
            }
        }
    }
    check_withdrawn(&sorted, &aside.withdrawn, config, findings);
    hold_back(&mut sorted, &aside.pieces, clock, config, findings);
    sorted.due.sort_unstable();
    sorted
}

/// A file to which a text leads that is not public.
#[derive(Clone, Debug)]
pub struct HeldLink {
    /// The text's file.
    pub from: SourcePath,
    /// Where the link stands.
    pub place: Place,
    /// Where it leads, as written.
    pub to: String,
}

fn held_links(path: &SourcePath, written: &Manuscript) -> Vec<HeldLink> {
    let hero = written.hero.iter().map(|hero| {
        let place = Place::value(KeyPath::of("hero"));
        HeldLink { from: path.clone(), place, to: hero.src.clone() }
    });
    let links = written.body.links.iter().filter(|link| link.kind != LinkKind::Wiki);
    let links = links.map(|link| HeldLink {
        from: path.clone(),
        place: Place::at(link.place.clone()),
        to: link.to.clone(),
    });
    hero.chain(links).collect()
}

/// What is kept of articles that nobody may read, to find what must go with them.
#[derive(Default)]
struct Aside {
    pieces: Vec<HeldPiece>,
    /// The ids of the deals that each withdrawn article named.
    withdrawn: Vec<(SourcePath, Vec<String>)>,
}

impl Sorted {
    /// Adds an article as far as it may be seen.
    fn article(
        &mut self,
        path: SourcePath,
        mut written: Box<Manuscript>,
        (clock, config): (Clock, &Config),
        aside: &mut Aside,
        findings: &mut Vec<Finding>,
    ) {
        visible::check_embargo(&path, &written, clock, config, findings);
        self.due.extend(due(&path, &written, clock));
        match visible::seen(&written, clock) {
            Seen::Held(held) => {
                findings.push(visible::told(&path, "article", held, config));
                self.left_out.article(&path, &written, Why::Draft, config);
                self.drafts += 1;
                self.held.insert(path.clone());
                self.held_links.extend(held_links(&path, &written));
                // A draft is unfinished, not secret: what it names may have been public for long.
                if held != Held::Draft {
                    let until = visible::release(&written, clock);
                    aside.pieces.push(HeldPiece { path, written, until });
                }
            }
            Seen::Public(standing) => {
                if let Some(finding) = visible::held_elsewhere(&path, &written, clock, config) {
                    findings.push(finding);
                    self.left_out.article(&path, &written, Why::Faulty, config);
                    self.held.insert(path);
                    return;
                }
                if standing == Standing::Withdrawn {
                    // What it reported does not exist any more.
                    self.left_out.article(&path, &written, Why::Draft, config);
                    let ids = written.record.deals.iter().filter_map(|deal| given(deal, &config.language));
                    aside.withdrawn.push((path.clone(), ids.collect()));
                    visible::withdrawn(&mut written);
                }
                self.articles.push((path, written));
            }
        }
    }
}
