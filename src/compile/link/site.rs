//! From parsed files to the site: every name resolved, every list in order.
//!
//! Takes all parsed files at once, gives the [`Site`] and what does not fit together. Knows nothing
//! of output or templates.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rayon::prelude::*;

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::path::{SourcePath, Url};
use crate::base::slug::slug;
use crate::compile::address::section_folder;
use crate::compile::bodies::Bodies;
use crate::compile::parse::Parsed;
use crate::model::article::{Article, Standing};
use crate::model::config::Config;
use crate::model::profile::{OrganisationProfile, PageText, PersonProfile, TopicProfile};
use crate::model::site::{
    ArticleId, Month, Organisation, OrganisationId, Page, Person, PersonId, Section, SectionId, Site, Topic,
    TopicId,
};

use super::article_names::ArticleNames;
use super::due::Due;
use super::left_out::{Addressed, settle_addresses};
use super::mentions::AllFound;
use super::names::Names;
use super::registers::{Named, Registers, count, registers};
use super::sorted::{HeldLink, Sorted, sort_by_kind};
use super::visible::Clock;
use super::{
    bylines, deals, mentions, names_then, news, notices, references, relations, suggestions, threads,
    unlisted, visible,
};

/// What decides what belongs to a build, apart from the files.
#[derive(Clone, Copy, Debug)]
pub struct LinkOptions {
    /// Whether drafts and pieces on hold are built, too.
    pub drafts: bool,
    /// The build's clock.
    pub now: Timestamp,
    /// Whether a name without a file is an error.
    pub strict: bool,
}

impl LinkOptions {
    /// What decides which articles may be seen.
    pub fn clock(&self) -> Clock {
        Clock { now: self.now, drafts: self.drafts }
    }
}

/// The site, and the registers in which its names are looked up.
pub struct Linked {
    /// The site.
    pub site: Site,
    /// Where names lead.
    pub registers: Registers,
    /// How many articles and pages were left out, for they are not public yet.
    pub drafts: usize,
    /// Their files: nobody may learn from a log that they are there.
    pub held: BTreeSet<SourcePath>,
    /// Files and pictures to which these lead.
    pub held_links: Vec<HeldLink>,
    /// When the output changes by itself, the next time first.
    pub due: Vec<Due>,
    /// How many files of deals are public.
    pub deal_files: usize,
    /// What texts name, where it is not what they named before.
    pub mentions: Option<AllFound>,
}

/// Links all parsed files, given in the order of their paths, into the site. `before` is what an earlier
/// build found in their texts.
#[inline(never)] // bench/instructions.sh counts it.
pub fn link(
    parsed: Vec<Parsed>,
    config: &Config,
    options: LinkOptions,
    bodies: Bodies<'_>,
    before: AllFound,
    findings: &mut Vec<Finding>,
) -> Linked {
    let sorted = sort_by_kind(parsed, options.clock(), config, findings);
    let Sorted {
        articles,
        organisations,
        people,
        topics,
        pages,
        deals,
        drafts,
        held,
        held_links,
        mut due,
        mut left_out,
    } = sorted;
    let articles = settle_addresses(articles, config, &mut left_out, findings);
    let named = Named {
        articles: &articles,
        organisations: &organisations,
        people: &people,
        topics: &topics,
        deals: &deals,
    };
    let registers = registers(&named, &config.language, findings);
    bylines::near(&registers.people, findings);
    unlisted::report(&registers.organisations, &organisations, &left_out, options.strict, findings);
    let mut site = Site {
        organisations: fill_organisations(&registers.organisations, organisations),
        people: fill_people(&registers.people, people),
        topics: fill_topics(&registers.topics, topics),
        pages: pages.into_iter().map(|(path, text)| page(path, *text, &config.language)).collect(),
        ..Site::default()
    };
    site.pages.sort_by(|a, b| (&a.url, &a.path).cmp(&(&b.url, &b.path)));
    add_articles(&mut site, articles, &registers, config, options, findings);
    deals::deals(&mut site, &deals, &registers, &left_out, config, options.clock(), findings);
    let mentions = if config.find_mentions {
        mentions::mentions(&mut site, &registers.organisations, bodies, before, findings)
    } else {
        None
    };
    list_articles(&mut site);
    bylines::list_quoted(&mut site, &registers.people);
    site.relations = relations::relations(&site, config, findings);
    references::organisations(&mut site, &registers.organisations, &left_out, findings);
    let names = ArticleNames::of(&site, config);
    references::translations(&mut site, &names, &left_out, findings);
    threads::threads(&mut site, &names, &left_out, findings);
    if config.related {
        suggestions::suggestions(&mut site);
    }
    site.notices = notices::notices(&site);
    site.news = news::news(&site, config, options.now);
    due.extend(news::due(&site, config, options.now));
    due.extend(Due::of_security(config, options.now));
    due.sort_unstable();
    Linked { site, registers, drafts, held, held_links, due, deal_files: deals.len(), mentions }
}

fn fill_organisations(
    names: &Names,
    files: Vec<(SourcePath, Box<OrganisationProfile>)>,
) -> Vec<Organisation> {
    let mut files: Vec<Option<_>> = files.into_iter().map(Some).collect();
    let entries = names.entries.iter().map(|entry| Organisation {
        name: entry.name.clone(),
        slug: entry.slug.clone(),
        file: entry.profile.and_then(|index| files[index].take()),
        as_vendor: Vec::new(),
        as_customer: Vec::new(),
        mentioned: Vec::new(),
        parent: None,
        merged_into: None,
        joint_venture_of: Vec::new(),
        competitors: Vec::new(),
        children: Vec::new(),
        merged: Vec::new(),
        joint_ventures: Vec::new(),
        deals: Vec::new(),
    });
    entries.collect()
}

fn fill_people(names: &Names, files: Vec<(SourcePath, PersonProfile)>) -> Vec<Person> {
    let mut files: Vec<Option<_>> = files.into_iter().map(Some).collect();
    let entries = names.entries.iter().map(|entry| Person {
        name: entry.name.clone(),
        slug: entry.slug.clone(),
        file: entry.profile.and_then(|index| files[index].take()),
        articles: Vec::new(),
        quoted: Vec::new(),
    });
    entries.collect()
}

fn fill_topics(names: &Names, files: Vec<(SourcePath, TopicProfile)>) -> Vec<Topic> {
    let mut files: Vec<Option<_>> = files.into_iter().map(Some).collect();
    let entries = names.entries.iter().map(|entry| Topic {
        name: entry.name.clone(),
        slug: entry.slug.clone(),
        file: entry.profile.and_then(|index| files[index].take()),
        articles: Vec::new(),
    });
    entries.collect()
}

fn page(path: SourcePath, text: PageText, language: &str) -> Page {
    let under = path.as_str().strip_prefix("content/pages/").unwrap_or(path.as_str());
    let mut parts: Vec<&str> = under.split('/').collect();
    parts.pop();
    let stem = if path.stem() == "index" { parts.pop().unwrap_or("index") } else { path.stem() };
    let own = [text.slug.as_deref().unwrap_or_default(), stem, &text.title];
    let own = own.into_iter().map(|text| slug(text, language)).find(|slug| !slug.is_empty());
    let mut parts: Vec<String> = parts.into_iter().map(|part| slug(part, language)).collect();
    parts.push(own.unwrap_or_else(|| "page".to_owned()));
    Page { url: Url::folder(parts.iter().map(String::as_str)), path, text }
}

/// Adds the articles, the oldest first.
fn add_articles(
    site: &mut Site,
    mut articles: Vec<Addressed>,
    registers: &Registers,
    config: &Config,
    options: LinkOptions,
    findings: &mut Vec<Finding>,
) {
    articles.sort_by(|a, b| (a.written.date.instant, &a.path).cmp(&(b.written.date.instant, &b.path)));
    let mut sections: BTreeMap<String, Vec<ArticleId>> = BTreeMap::new();
    for (index, article) in articles.iter().enumerate() {
        let (folder, id) = (section_folder(&article.path), ArticleId(count(index)));
        // The section of an article that stands in no list is there all the same.
        if !sections.contains_key(folder) {
            sections.insert(folder.to_owned(), Vec::new());
        }
        if let Some(ids) = sections
            .get_mut(folder)
            .filter(|_| visible::standing(&article.written, options.clock()) == Standing::Current)
        {
            ids.push(id);
        }
    }
    unknown_sections(config, &sections, findings);
    let folders: BTreeMap<String, SectionId> = sections
        .keys()
        .enumerate()
        .map(|(index, folder)| (folder.clone(), SectionId(count(index))))
        .collect();
    let month_of = |id: ArticleId| {
        let day = articles[id.index()].written.date.day;
        (day.year(), day.month())
    };
    let filled = sections.into_iter().map(|(folder, ids)| {
        let months = by_month(&ids, month_of);
        section(folder, ids, months, config)
    });
    site.sections = filled.collect();
    for article in &articles {
        visible::check_dates(&article.path, &article.written, options.now, findings);
    }
    let linked = articles.into_par_iter().map(|addressed| {
        let section = folders[section_folder(&addressed.path)];
        article(addressed, section, registers, &site.organisations, options.clock())
    });
    site.articles = linked.collect();
    site.articles.iter().for_each(|article| bylines::named_twice(article, findings));
}

/// Adds the ids of the articles to every list that they belong to.
fn list_articles(site: &mut Site) {
    for (index, article) in site.articles.iter().enumerate().filter(|(_, article)| article.is_listed()) {
        let id = ArticleId(count(index));
        for &organisation in &article.vendors {
            site.organisations[organisation.index()].as_vendor.push(id);
        }
        for &organisation in &article.customers {
            site.organisations[organisation.index()].as_customer.push(id);
        }
        for &organisation in &article.mentions {
            site.organisations[organisation.index()].mentioned.push(id);
        }
        for &topic in &article.topics {
            site.topics[topic.index()].articles.push(id);
        }
        for &person in &article.authors {
            let articles = &mut site.people[person.index()].articles;
            // Of two spellings of one name in a byline one counts.
            if articles.last() != Some(&id) {
                articles.push(id);
            }
        }
    }
}

fn article(
    addressed: Addressed,
    section: SectionId,
    registers: &Registers,
    organisations: &[Organisation],
    clock: Clock,
) -> Article {
    let Addressed { path, url, written } = addressed;
    let vendors = ids(&registers.organisations, &written.vendors, OrganisationId);
    let customers = ids(&registers.organisations, &written.customers, OrganisationId);
    let mut mentions = ids(&registers.organisations, &written.mentions, OrganisationId);
    mentions.retain(|id| !vendors.contains(id) && !customers.contains(id));
    let topics = ids(&registers.topics, &written.topics, TopicId);
    // The byline keeps its order and its length: its entries are the writer's, one for one.
    let authors = written.authors.iter().filter_map(|byline| registers.people.get(&byline.name));
    let authors = authors.map(|index| PersonId(count(index))).collect();
    Article {
        path,
        url,
        section,
        authors,
        vendors,
        customers,
        mentions,
        topics,
        named_then: names_then::named_then(&written, &registers.organisations, organisations),
        standing: visible::standing(&written, clock),
        deals: Vec::new(),
        thread: None,
        translations: [].into(),
        named: [].into(),
        suggestions: [].into(),
        written,
    }
}

/// The ids of these names; two spellings of one name are one id.
fn ids<Id: PartialEq>(names: &Names, written: &[String], id: fn(u32) -> Id) -> Vec<Id> {
    let mut ids = Vec::with_capacity(written.len());
    for name in written {
        if let Some(index) = names.get(name) {
            let id = id(count(index));
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    ids
}

fn section(folder: String, articles: Vec<ArticleId>, months: Vec<Month>, config: &Config) -> Section {
    let told = config.sections.get(&folder);
    let by_name = || {
        let words = folder.replace(['-', '_'], " ");
        let mut letters = words.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    };
    Section {
        slug: slug(&folder, &config.language),
        title: told.and_then(|told| told.title.clone()).unwrap_or_else(by_name),
        description: told.and_then(|told| told.description.clone()).unwrap_or_default(),
        articles,
        months,
        folder,
    }
}

fn by_month(ids: &[ArticleId], month_of: impl Fn(ArticleId) -> (i16, i8)) -> Vec<Month> {
    let mut months: BTreeMap<(i16, i8), Vec<ArticleId>> = BTreeMap::new();
    for &id in ids {
        months.entry(month_of(id)).or_default().push(id);
    }
    months.into_iter().map(|((year, month), articles)| Month { year, month, articles }).collect()
}

fn unknown_sections(
    config: &Config,
    sections: &BTreeMap<String, Vec<ArticleId>>,
    findings: &mut Vec<Finding>,
) {
    let file = SourcePath::new("dateline.yaml");
    let named = config.sections.keys().map(|name| ("sections", name));
    for (key, name) in named.chain(config.permalinks.keys().map(|name| ("permalinks", name))) {
        if !sections.contains_key(name) {
            let message = format!("there is no article in content/{name}/");
            let place = Place::key(KeyPath::of(key).key(name));
            findings.push(Finding::new(Code::UnknownSection, &file, place, message));
        }
    }
}
