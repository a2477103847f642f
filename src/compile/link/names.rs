//! One register of names of one kind (organisations, people or topics): who claims which name,
//! and what becomes of names that nobody claims.
//!
//! Takes profiles and the names that articles use; gives entries with ids. Knows nothing of what
//! an entry is for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::name::{NameKey, NearNames};
use crate::base::path::SourcePath;
use crate::base::slug::slug;

/// A place in a file's front matter where a name stands.
#[derive(Clone, Debug)]
pub struct NamePlace {
    /// The file.
    pub file: SourcePath,
    /// Where in its front matter.
    pub key: KeyPath,
}

/// A name as an article or a deal uses it, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Used<'a> {
    /// The name.
    pub name: &'a str,
    /// The file.
    pub file: &'a SourcePath,
    /// The entry of the front matter in which the list stands, where that is not its top: `deals[0]`.
    pub within: Option<&'a KeyPath>,
    /// The key of the list.
    pub key: &'static str,
    /// Which item of the list it is.
    pub item: usize,
    /// The key in the item, where an item can be a map.
    pub field: Option<&'static str>,
}

impl Used<'_> {
    /// The way to the name.
    pub fn path(&self) -> KeyPath {
        let list = self.within.map_or_else(|| KeyPath::of(self.key), |within| within.key(self.key));
        let item = list.item(self.item);
        self.field.map_or_else(|| item.clone(), |field| item.key(field))
    }

    fn place(&self) -> NamePlace {
        NamePlace { file: self.file.clone(), key: self.path() }
    }
}

/// How the names of one kind are compared and named in messages.
#[derive(Clone, Copy)]
pub struct NameRules {
    /// The key under which two spellings are one.
    pub key: fn(&str) -> NameKey,
    /// `organisation`, `person`, `topic`.
    pub noun: &'static str,
    /// The folder of `content/` where their files lie.
    pub folder: &'static str,
}

/// One entry: an organisation, a person or a topic.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The name as printed.
    pub name: String,
    /// Its slug, unique in the register.
    pub slug: String,
    /// Which profile it is, as an index into the profiles given; `None` for a name without a file.
    pub profile: Option<usize>,
    /// Where its name stands first, as it is printed.
    pub place: NamePlace,
    /// Whether its file has a `slug:`.
    pub asks: bool,
}

/// What a profile claims.
pub struct Claim<'a> {
    /// Its file.
    pub file: &'a SourcePath,
    /// The printed name.
    pub name: &'a str,
    /// The slug its file asks for.
    pub slug: Option<&'a str>,
    /// Every name, and where it stands; the printed name first.
    pub names: Vec<(&'a str, KeyPath)>,
}

/// The register: every name in use leads to exactly one entry.
pub struct Names {
    /// All entries, by slug.
    pub entries: Vec<Entry>,
    rules: NameRules,
    by_key: BTreeMap<NameKey, usize>,
    // Exact spellings seen, so that the key is worked out once for each. Only looked up.
    by_spelling: HashMap<Box<str>, usize>,
    // The keys of entries with a file.
    listed: NearNames,
}

impl Names {
    /// Builds the register from the profiles' claims and from all names that articles use, in the
    /// order of the files. Reports names and slugs that two claim.
    pub fn build<'a>(
        claims: &[Claim<'_>],
        used: impl Iterator<Item = Used<'a>>,
        rules: NameRules,
        language: &str,
    ) -> (Self, Vec<Finding>) {
        let mut findings = Vec::new();
        let mut draft = Drafting {
            entries: Vec::new(),
            by_key: BTreeMap::new(),
            places: BTreeMap::new(),
            rules,
            language,
        };
        for (index, claim) in claims.iter().enumerate() {
            draft.claim(index, claim, &mut findings);
        }
        // A slug is a name, too, where nobody else has it.
        for (id, entry) in draft.entries.iter().enumerate() {
            draft.by_key.entry((rules.key)(&entry.slug)).or_insert(id);
        }
        let known = draft.entries.len();
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut spellings: Vec<Spelling<'_>> = Vec::new();
        for used in used {
            let name = used.name;
            if let Some(&number) = numbers.get(name) {
                spellings[number].count += 1;
            } else {
                let entry = draft.find_or_add(&used);
                numbers.insert(name, spellings.len());
                spellings.push(Spelling { name, entry, count: 1, first: used });
            }
        }
        // Printed as most articles spell it; among equals, the first in the alphabet.
        let mut most: Vec<Option<&Spelling<'_>>> = vec![None; draft.entries.len() - known];
        for spelling in spellings.iter().filter(|spelling| spelling.entry >= known) {
            let most = &mut most[spelling.entry - known];
            let wins = |other: &Spelling<'_>| {
                (spelling.count, Reverse(spelling.name)) > (other.count, Reverse(other.name))
            };
            if most.is_none_or(wins) {
                *most = Some(spelling);
            }
        }
        for (entry, spelling) in draft.entries[known..].iter_mut().zip(most) {
            let Some(Spelling { name, first, .. }) = spelling else { continue };
            (*name).clone_into(&mut entry.name);
            entry.place = first.place();
            entry.slug = slug(name, language);
        }
        let names = draft.finish(&spellings, &mut findings);
        (names, findings)
    }

    /// The entry of a name, if anybody has it.
    pub fn get(&self, name: &str) -> Option<usize> {
        let by_key = || self.by_key.get(&(self.rules.key)(name)).copied();
        self.by_spelling.get(name).copied().or_else(by_key)
    }

    /// The names with a file that are spelled nearly like this one.
    pub fn near(&self, name: &str) -> Vec<&str> {
        let near = self.listed.near(&self.key(name)).into_iter();
        let mut names: Vec<&str> = near.map(|entry| self.entries[entry].name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The key under which this register compares names.
    pub fn key(&self, name: &str) -> NameKey {
        (self.rules.key)(name)
    }
}

/// One spelling of a name in articles.
struct Spelling<'a> {
    name: &'a str,
    entry: usize,
    count: usize,
    /// Where it stands first.
    first: Used<'a>,
}

struct Drafting<'a> {
    entries: Vec<Entry>,
    by_key: BTreeMap<NameKey, usize>,
    /// Where each claimed name stands.
    places: BTreeMap<NameKey, NamePlace>,
    rules: NameRules,
    language: &'a str,
}

impl Drafting<'_> {
    fn claim(&mut self, profile: usize, claim: &Claim<'_>, findings: &mut Vec<Finding>) {
        let stem = claim.file.stem();
        let wished = [claim.slug.unwrap_or_default(), stem, claim.name];
        let slug = wished.into_iter().map(|text| slug(text, self.language)).find(|slug| !slug.is_empty());
        let id = self.entries.len();
        let place = NamePlace { file: claim.file.clone(), key: KeyPath::of("name") };
        let mut mine = BTreeMap::new();
        for (name, key) in &claim.names {
            let name_key = (self.rules.key)(name);
            match self.by_key.get(&name_key) {
                None => {
                    let place = NamePlace { file: claim.file.clone(), key: key.clone() };
                    self.places.insert(name_key.clone(), place);
                    mine.insert(name_key, id);
                }
                Some(&other) => findings.push(self.claimed_twice(name, claim.file, key, other)),
            }
        }
        self.by_key.append(&mut mine);
        let slug = slug.unwrap_or_else(|| "name".to_owned());
        let asks = claim.slug.is_some();
        self.entries.push(Entry { name: claim.name.to_owned(), slug, profile: Some(profile), place, asks });
    }

    fn claimed_twice(&self, name: &str, file: &SourcePath, key: &KeyPath, other: usize) -> Finding {
        let other = &self.entries[other];
        let place = self.places.get(&(self.rules.key)(name)).unwrap_or(&other.place);
        let noun = self.rules.noun;
        Finding::new(
            Code::NameClaimedTwice,
            file,
            Place::value(key.clone()),
            format!("the name `{name}` belongs to another {noun} already: {}", other.name),
        )
        .help("case, accents, punctuation and legal suffixes do not make another name; take it out of one of the two files")
        .related(&place.file, Place::value(place.key.clone()), format!("{} claims it here", other.name))
    }

    fn find_or_add(&mut self, used: &Used<'_>) -> usize {
        let name = used.name;
        let name_key = (self.rules.key)(name);
        if let Some(&entry) = self.by_key.get(&name_key) {
            return entry;
        }
        let id = self.entries.len();
        let place = used.place();
        self.by_key.insert(name_key, id);
        self.entries.push(Entry {
            name: name.to_owned(),
            slug: slug(name, self.language),
            profile: None,
            place,
            asks: false,
        });
        id
    }

    /// Puts the entries in the order of their slugs and sees to it that no two have one slug.
    fn finish(self, spellings: &[Spelling<'_>], findings: &mut Vec<Finding>) -> Names {
        let Self { entries, mut by_key, rules, .. } = self;
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by(|&a, &b| (&entries[a].slug, a).cmp(&(&entries[b].slug, b)));
        let mut position = vec![0; entries.len()];
        for (new, &old) in order.iter().enumerate() {
            position[old] = new;
        }
        let mut entries: Vec<Option<Entry>> = entries.into_iter().map(Some).collect();
        let mut entries: Vec<Entry> = order.iter().filter_map(|&old| entries[old].take()).collect();
        part_equal_slugs(&mut entries, rules, findings);
        for entry in by_key.values_mut() {
            *entry = position[*entry];
        }
        let by_spelling = spellings.iter().map(|spelling| (spelling.name.into(), position[spelling.entry]));
        let by_spelling = by_spelling.collect();
        let mut listed = NearNames::default();
        for (key, &entry) in by_key.iter().filter(|(_, entry)| entries[**entry].profile.is_some()) {
            listed.insert(key, entry);
        }
        Names { entries, rules, by_key, by_spelling, listed }
    }
}

/// Where a slug is decided: at `slug:`, else at the name.
fn slug_place(entry: &Entry) -> Place {
    Place::value(if entry.asks { KeyPath::of("slug") } else { entry.place.key.clone() })
}

/// Reports slugs that two names have, and slugs that are empty.
fn part_equal_slugs(entries: &mut [Entry], rules: NameRules, findings: &mut Vec<Finding>) {
    let (noun, folder) = (rules.noun, rules.folder);
    let mut owner = 0;
    for index in 0..entries.len() {
        let entry = &entries[index];
        let place = Place::value(entry.place.key.clone());
        let help = match entry.profile {
            Some(_) => "give one of the two another `slug:`".to_owned(),
            None => format!("give it a file in content/{folder}/ with a `slug:` of its own"),
        };
        if entry.slug.is_empty() {
            let message = format!("no address can be made from the name `{}`", entry.name);
            findings.push(Finding::new(Code::BadSlug, &entry.place.file, place, message).help(help));
            entries[index].slug = format!("{noun}-{}", index + 1);
        } else if let Some(first) =
            entries.get(owner).filter(|first| owner < index && first.slug == entry.slug)
        {
            // Told where a `slug:` can be mended.
            let (told, other) = if first.asks && !entry.asks { (first, entry) } else { (entry, first) };
            let message = format!(
                "the {noun} `{}` would have the same address as `{}`: both have the slug `{}`",
                told.name, other.name, entry.slug
            );
            let note = format!("`{}` stands here", other.name);
            let finding = Finding::new(Code::SlugClaimedTwice, &told.place.file, slug_place(told), message)
                .help(help)
                .related(&other.place.file, slug_place(other), note);
            findings.push(finding);
            // Told once: the plan shall not tell it again.
            entries[index].slug = format!("{}-{}", entries[index].slug, index + 1);
        } else {
            owner = index;
        }
    }
}
