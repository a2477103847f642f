//! Files that would come to light before their time: a deal, an organisation, a person or a topic that
//! only pieces which are not public yet name. They are held back with these pieces.
//!
//! Takes the files as they are sorted and the pieces that are held; takes those out that nobody may see.
//! A file that nobody names at all is public, and so is one that any public file names. Costs nothing
//! where nothing is held back.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use jiff::Timestamp;

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::name::NameKey;
use crate::base::path::SourcePath;
use crate::base::slug::slug;
use crate::base::time::readable;
use crate::model::article::Manuscript;
use crate::model::config::Config;
use crate::model::deal::WrittenDeal;

use super::companion_names::{self as names, Kind};
use super::deal_ids::given;
use super::due::Due;
use super::left_out::Why;
use super::sorted::Sorted;
use super::telling;
use super::visible::{self, Clock, Held};

/// An article that is not public.
pub(super) struct HeldPiece {
    /// Its file.
    pub(super) path: SourcePath,
    /// What its file says.
    pub(super) written: Box<Manuscript>,
    /// When it becomes public by itself, if it does.
    pub(super) until: Option<Timestamp>,
}

/// A file among those of its kind.
type Node = (Kind, usize);

/// When something becomes public; what only a hand can let go comes last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Release {
    by_hand: bool,
    at: Option<Timestamp>,
}

impl Release {
    fn of(at: Option<Timestamp>) -> Self {
        Self { by_hand: at.is_none(), at }
    }
}

/// Takes the files out that may not be known yet: deals under an embargo of their own, and what only
/// pieces that are not public name.
pub(super) fn hold_back(
    sorted: &mut Sorted,
    pieces: &[HeldPiece],
    clock: Clock,
    config: &Config,
    findings: &mut Vec<Finding>,
) {
    if clock.drafts
        || (pieces.is_empty() && sorted.deals.iter().all(|(_, deal)| deal.embargo_until.is_none()))
    {
        return;
    }
    let known = Known::of(sorted, clock, config);
    let mut held = known.suspects(sorted, pieces);
    if held.is_empty() {
        return;
    }
    for public in known.public(sorted, &held) {
        match known.own(public) {
            None => _ = held.remove(&public),
            // Somebody speaks of it in public; of what its file says its own embargo decides.
            Some(until) => _ = held.insert(public, (Release::of(Some(until)), None)),
        }
    }
    let own: BTreeMap<Node, Timestamp> =
        held.keys().filter_map(|node| Some((*node, known.own(*node)?))).collect();
    take_out(sorted, &held, &own, config, findings);
}

/// What is held, when it is let go, and the piece that names it.
type HeldFiles = BTreeMap<Node, (Release, Option<SourcePath>)>;

/// The files by the names they have.
struct Known<'a> {
    organisations: HashMap<NameKey, usize>,
    people: HashMap<NameKey, usize>,
    topics: HashMap<NameKey, usize>,
    deals: BTreeMap<String, Vec<usize>>,
    own: Vec<Option<Timestamp>>,
    language: &'a str,
}

impl<'a> Known<'a> {
    fn of(sorted: &Sorted, clock: Clock, config: &'a Config) -> Self {
        let mut known = Self {
            organisations: HashMap::new(),
            people: HashMap::new(),
            topics: HashMap::new(),
            deals: BTreeMap::new(),
            own: Vec::with_capacity(sorted.deals.len()),
            language: &config.language,
        };
        for (index, (path, profile)) in sorted.organisations.iter().enumerate() {
            let former = profile.former_names.iter().map(|former| &former.name);
            let names = profile.aliases.iter().chain(&profile.legal_name).chain(former).chain(&profile.slug);
            for name in names.map(String::as_str).chain([profile.name.as_str(), path.stem()]) {
                known.organisations.entry(NameKey::of_organisation(name)).or_insert(index);
            }
        }
        for (index, (path, profile)) in sorted.people.iter().enumerate() {
            let names = profile.aliases.iter().chain(&profile.slug).map(String::as_str);
            for name in names.chain([profile.name.as_str(), path.stem()]) {
                known.people.entry(NameKey::of(name)).or_insert(index);
            }
        }
        for (index, (path, profile)) in sorted.topics.iter().enumerate() {
            let names = profile.aliases.iter().chain(&profile.slug).map(String::as_str);
            for name in names.chain([profile.name.as_str(), path.stem()]) {
                known.topics.entry(NameKey::of(name)).or_insert(index);
            }
        }
        for (index, (path, deal)) in sorted.deals.iter().enumerate() {
            known.deals.entry(id_of(path, deal, config)).or_default().push(index);
            known.own.push(deal.embargo_until.filter(|until| *until > clock.now));
        }
        known
    }

    /// The end of the file's own embargo, if it is under one.
    fn own(&self, (kind, index): Node) -> Option<Timestamp> {
        if kind == Kind::Deal { self.own.get(index).copied().flatten() } else { None }
    }

    fn find(&self, kind: Kind, name: &str, found: &mut impl FnMut(Node)) {
        let one = match kind {
            Kind::Organisation => self.organisations.get(&NameKey::of_organisation(name)),
            Kind::Person => self.people.get(&NameKey::of(name)),
            Kind::Topic => self.topics.get(&NameKey::of(name)),
            Kind::Deal => {
                let files = self.deals.get(name).into_iter().flatten();
                files.for_each(|index| found((kind, *index)));
                return;
            }
        };
        if let Some(index) = one {
            found((kind, *index));
        }
    }

    /// The files that a file names.
    fn named_by(&self, sorted: &Sorted, (kind, index): Node, found: &mut impl FnMut(Node)) {
        let mut tell = |kind: Kind, name: &str| self.find(kind, name, found);
        match kind {
            Kind::Organisation => {
                let (path, profile) = &sorted.organisations[index];
                names::of_organisation(profile, &mut tell);
                names::of_text(path, &profile.body, &mut tell);
            }
            Kind::Person => {
                let (path, profile) = &sorted.people[index];
                names::of_person(profile, &mut tell);
                names::of_text(path, &profile.body, &mut tell);
            }
            Kind::Topic => {
                let (path, profile) = &sorted.topics[index];
                names::of_text(path, &profile.body, &mut tell);
            }
            Kind::Deal => {
                let (path, deal) = &sorted.deals[index];
                names::of_deal(path, deal, self.language, &mut tell);
            }
        }
    }

    /// What pieces that are held name, and what these files name in turn, each with the first instant
    /// at which one of them is let go; and the deals that are under an embargo of their own.
    fn suspects(&self, sorted: &Sorted, pieces: &[HeldPiece]) -> HeldFiles {
        let mut held = HeldFiles::new();
        let mut queue = BinaryHeap::new();
        for (at, piece) in pieces.iter().enumerate() {
            let mut found = |node: Node| {
                queue.push(Reverse((self.not_before(node, Release::of(piece.until)), node, Some(at))));
            };
            let mut tell = |kind: Kind, name: &str| self.find(kind, name, &mut found);
            names::of_article(&piece.path, &piece.written, self.language, &mut tell);
        }
        self.spread(sorted, pieces, &mut queue, &mut held);
        for (index, own) in self.own.iter().enumerate() {
            let node = (Kind::Deal, index);
            if own.is_some() && !held.contains_key(&node) {
                queue.push(Reverse((Release::of(*own), node, None)));
            }
        }
        self.spread(sorted, pieces, &mut queue, &mut held);
        held
    }

    fn not_before(&self, node: Node, release: Release) -> Release {
        self.own(node).map_or(release, |own| release.max(Release::of(Some(own))))
    }

    fn spread(
        &self,
        sorted: &Sorted,
        pieces: &[HeldPiece],
        queue: &mut BinaryHeap<Reverse<(Release, Node, Option<usize>)>>,
        held: &mut HeldFiles,
    ) {
        while let Some(Reverse((release, node, piece))) = queue.pop() {
            if held.get(&node).is_some_and(|(known, _)| *known <= release) {
                continue;
            }
            held.insert(node, (release, piece.map(|at| pieces[at].path.clone())));
            let mut found = |next| queue.push(Reverse((self.not_before(next, release), next, piece)));
            // A rival that a stub names is no secret; an owner is.
            match node {
                (Kind::Organisation, index) => {
                    let mut tell = |kind: Kind, name: &str| self.find(kind, name, &mut found);
                    names::of_family(&sorted.organisations[index].1, &mut tell);
                }
                (Kind::Deal, _) => self.named_by(sorted, node, &mut found),
                (Kind::Person | Kind::Topic, _) => {}
            }
        }
    }

    /// Which of the suspects something public names.
    fn public(&self, sorted: &Sorted, suspects: &HeldFiles) -> Vec<Node> {
        let mut public = BTreeSet::new();
        let mut to_do = Vec::new();
        {
            let mut found = |node: Node| {
                if suspects.contains_key(&node) && public.insert(node) {
                    to_do.push(node);
                }
            };
            // Each spelling is looked up once.
            let mut seen: [HashSet<Box<str>>; 4] = std::array::from_fn(|_| HashSet::new());
            let mut tell = |kind: Kind, name: &str| {
                let seen = &mut seen[kind as usize];
                if !seen.contains(name) {
                    seen.insert(name.into());
                    self.find(kind, name, &mut found);
                }
            };
            for (path, written) in &sorted.articles {
                names::of_article(path, written, self.language, &mut tell);
                names::of_text(path, &written.body, &mut tell);
            }
            sorted.pages.iter().for_each(|(path, text)| names::of_text(path, &text.body, &mut tell));
            let counts = [
                (Kind::Organisation, sorted.organisations.len()),
                (Kind::Person, sorted.people.len()),
                (Kind::Topic, sorted.topics.len()),
                (Kind::Deal, sorted.deals.len()),
            ];
            let all = counts.into_iter().flat_map(|(kind, count)| (0..count).map(move |index| (kind, index)));
            for node in all.filter(|node| !suspects.contains_key(node)) {
                self.named_by(sorted, node, &mut found);
            }
        }
        while let Some(node) = to_do.pop().filter(|_| !suspects.is_empty()) {
            if self.own(node).is_some() {
                continue;
            }
            self.named_by(sorted, node, &mut |next| {
                if suspects.contains_key(&next) && public.insert(next) {
                    to_do.push(next);
                }
            });
        }
        public.into_iter().collect()
    }
}

/// The id of the deal that a file is about.
pub(super) fn id_of(path: &SourcePath, deal: &WrittenDeal, config: &Config) -> String {
    given(deal, &config.language).unwrap_or_else(|| slug(path.stem(), &config.language))
}

/// Takes the held files out of the site, and tells of each.
fn take_out(
    sorted: &mut Sorted,
    held: &HeldFiles,
    own: &BTreeMap<Node, Timestamp>,
    config: &Config,
    findings: &mut Vec<Finding>,
) {
    let Sorted { organisations, people, topics, deals, held: files, left_out, due, .. } = sorted;
    let before = files.len();
    let mut telling_names = Vec::new();
    let mut out = |node: Node, path: &SourcePath, what: &str| {
        let (release, piece) = held.get(&node)?;
        findings.push(told(path, what, *release, piece.as_ref(), own.get(&node).copied(), config));
        files.insert(path.clone());
        Some(release.at)
    };
    keep(organisations, |index, path, _| out((Kind::Organisation, index), path, "organisation").is_none());
    keep(people, |index, path, _| out((Kind::Person, index), path, "person").is_none());
    keep(topics, |index, path, _| out((Kind::Topic, index), path, "topic").is_none());
    keep(deals, |index, path, deal| {
        let Some(at) = out((Kind::Deal, index), path, "deal") else { return true };
        telling_names.extend(telling::of_deal(path, deal, &config.language));
        left_out.deal(&id_of(path, deal, config), Why::Draft);
        due.extend(at.map(|at| Due::of_deal(path, deal, at)));
        false
    });
    findings.append(&mut telling_names);
    sorted.drafts += sorted.held.len() - before;
}

fn keep<T>(files: &mut Vec<(SourcePath, T)>, mut wanted: impl FnMut(usize, &SourcePath, &T) -> bool) {
    let mut index = 0;
    files.retain(|(path, file)| {
        index += 1;
        wanted(index - 1, path, file)
    });
}

/// The note that a file is left out: for its own embargo, or for the piece that alone names it.
fn told(
    path: &SourcePath,
    what: &str,
    release: Release,
    piece: Option<&SourcePath>,
    own: Option<Timestamp>,
    config: &Config,
) -> Finding {
    if let Some(until) = own.filter(|until| release.at == Some(*until)) {
        return visible::told(path, what, Held::Embargo(until), config);
    }
    let message = format!("left out: only what is not public yet names this {what}");
    let mut finding = Finding::new(Code::DraftLeftOut, path, Place::File, message);
    finding = finding.help(match release.at {
        Some(at) => format!("it is public with the first of them, on {}", readable(at, &config.time_zone)),
        None => "it is public with the first of them".to_owned(),
    });
    match piece {
        Some(piece) => finding.related(piece, Place::File, "this piece names it"),
        None => finding,
    }
}

/// Warns of deals in files of their own that only withdrawn articles reported: the articles are
/// withdrawn, the ledger still tells the deals.
pub(super) fn check_withdrawn(
    sorted: &Sorted,
    withdrawn: &[(SourcePath, Vec<String>)],
    config: &Config,
    findings: &mut Vec<Finding>,
) {
    let mut told: BTreeMap<&str, &SourcePath> = BTreeMap::new();
    for (path, ids) in withdrawn {
        for id in ids {
            told.entry(id).or_insert(path);
        }
    }
    if told.is_empty() || sorted.deals.is_empty() {
        return;
    }
    for (_, written) in &sorted.articles {
        for id in written.record.deals.iter().filter_map(|deal| given(deal, &config.language)) {
            told.remove(id.as_str());
        }
    }
    for (path, deal) in &sorted.deals {
        let Some(article) = told.get(id_of(path, deal, config).as_str()) else { continue };
        let message = "the article that reported this deal is withdrawn, and the ledger still tells the deal";
        let finding = Finding::new(Code::DealOfWithdrawn, path, Place::File, message);
        findings.push(
            finding
                .help("delete the file if the deal does not exist; if it does, name it in an article that stands")
                .related(article, Place::File, "this article is withdrawn"),
        );
    }
}
