//! Developing stories: articles of which each follows another.
//!
//! Takes the site with its articles in order, gives its threads. Knows nothing of output.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::path::Url;
use crate::model::article::Standing;
use crate::model::site::{ArticleId, Site, Thread, ThreadId};

use super::article_names::{ArticleNames, unknown_article};
use super::left_out::LeftOut;
use super::registers::count;

/// Finds what each article follows, and joins those that belong together.
pub fn threads(site: &mut Site, names: &ArticleNames, left_out: &LeftOut, findings: &mut Vec<Finding>) {
    let mut follows = BTreeMap::new();
    for (index, article) in site.articles.iter().enumerate() {
        let Some(name) = &article.written.record.follows else { continue };
        match names.find("follows", name, &article.path, findings) {
            Some(other) => {
                follows.insert(ArticleId(count(index)), other);
            }
            None => findings.extend(unknown_article(&article.path, "follows", name, names, left_out)),
        }
    }
    cut_circles(site, &mut follows, findings);
    findings.extend(follows.iter().filter_map(|(id, other)| wrong_way_round(site, *id, *other)));
    let mut groups: BTreeMap<ArticleId, BTreeSet<ArticleId>> = BTreeMap::new();
    let mut roots: BTreeMap<ArticleId, ArticleId> = BTreeMap::new();
    for &id in follows.keys() {
        let root = root(id, &follows, &mut roots);
        groups.entry(root).or_default().extend([id, root, follows[&id]]);
    }
    let groups = groups.into_values().map(|group| {
        let listed = group.into_iter().filter(|id| site.article(*id).standing == Standing::Current);
        listed.collect::<Vec<_>>()
    });
    let mut groups: Vec<Vec<ArticleId>> = groups.filter(|group| group.len() > 1).collect();
    groups.sort();
    let mut threads: Vec<Thread> = Vec::with_capacity(groups.len());
    let mut taken = BTreeSet::new();
    for articles in groups {
        threads.push(Thread { slug: free_slug(site, articles[0], &mut taken), articles });
    }
    threads.sort_by(|a, b| a.slug.cmp(&b.slug));
    for (index, thread) in threads.iter().enumerate() {
        for id in &thread.articles {
            site.articles[id.index()].thread = Some(ThreadId(count(index)));
        }
    }
    site.threads = threads;
}

/// The warning that an article follows a newer one.
fn wrong_way_round(site: &Site, id: ArticleId, other: ArticleId) -> Option<Finding> {
    let (article, other) = (site.article(id), site.article(other));
    let day = Some(other.written.date.day).filter(|day| *day > article.written.date.day)?;
    let name = article.written.record.follows.as_deref().unwrap_or_default();
    let message = format!("`{name}` is newer: it was published on {day}");
    let finding =
        Finding::new(Code::FollowsNewer, &article.path, Place::value(KeyPath::of("follows")), message);
    Some(finding.help("the later article of a story follows the earlier one"))
}

/// The slug of a thread's first article; with its year, or a number, where an older thread has it.
fn free_slug(site: &Site, first: ArticleId, taken: &mut BTreeSet<String>) -> String {
    let article = site.article(first);
    let own = last_part(&article.url);
    let dated = format!("{own}-{:04}", article.written.date.day.year());
    let numbered = (2..).map(|number| format!("{dated}-{number}"));
    let free = [own.to_owned(), dated.clone()].into_iter().chain(numbered).find(|slug| !taken.contains(slug));
    let free = free.unwrap_or(dated);
    taken.insert(free.clone());
    free
}

fn last_part(url: &Url) -> &str {
    url.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// The article at the beginning of a chain; no step is walked twice.
fn root(
    id: ArticleId,
    follows: &BTreeMap<ArticleId, ArticleId>,
    roots: &mut BTreeMap<ArticleId, ArticleId>,
) -> ArticleId {
    let mut walked = Vec::new();
    let mut at = id;
    let root = loop {
        if let Some(root) = roots.get(&at) {
            break *root;
        }
        match follows.get(&at) {
            Some(next) => {
                walked.push(at);
                at = *next;
            }
            None => break at,
        }
    };
    roots.extend(walked.into_iter().map(|step| (step, root)));
    root
}

/// Reports each circle once, in its oldest article, and takes the step out that begins there.
fn cut_circles(site: &Site, follows: &mut BTreeMap<ArticleId, ArticleId>, findings: &mut Vec<Finding>) {
    // The article from which each was first met: no chain is walked twice.
    let mut met: BTreeMap<ArticleId, ArticleId> = BTreeMap::new();
    let starts: Vec<ArticleId> = follows.keys().copied().collect();
    for start in starts {
        let mut chain = Vec::new();
        let mut step = Some(start);
        while let Some(id) = step.filter(|id| !met.contains_key(id)) {
            met.insert(id, start);
            chain.push(id);
            step = follows.get(&id).copied();
        }
        let Some(begin) = step.filter(|id| met.get(id) == Some(&start)) else { continue };
        chain.drain(..chain.iter().position(|id| *id == begin).unwrap_or_default());
        let first = (0..chain.len()).min_by_key(|&at| chain[at]).unwrap_or_default();
        chain.rotate_left(first);
        let article = site.article(chain[0]);
        let place = Place::value(KeyPath::of("follows"));
        let message = if chain.len() == 1 {
            "the article follows itself".to_owned()
        } else {
            let paths: Vec<&str> =
                chain.iter().chain([&chain[0]]).map(|id| site.article(*id).path.as_str()).collect();
            format!("`follows` leads round in a circle: {}", paths.join(" → "))
        };
        let finding = Finding::new(Code::ReferenceCycle, &article.path, place, message);
        findings.push(finding.help("the first article of a story follows none"));
        follows.remove(&chain[0]);
    }
}
