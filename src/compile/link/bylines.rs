//! People in bylines and quotes: slips of the pen, one person named twice, and who is quoted where.
//!
//! Takes the register of people and the articles; gives findings and lists. A byline stays as it is written.

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::model::article::Article;
use crate::model::site::{ArticleId, Site};

use super::names::Names;
use super::registers::count;

/// Reports every author without a file whose name is spelled nearly like one that has a file, once.
pub(super) fn near(people: &Names, findings: &mut Vec<Finding>) {
    for entry in people.entries.iter().filter(|entry| entry.profile.is_none()) {
        let near = people.near(&entry.name);
        let Some(first) = near.first() else { continue };
        let message = format!("`{}` has no file, and is spelled nearly like one that has", entry.name);
        let place = Place::value(entry.place.key.clone());
        let finding = Finding::new(Code::NearPerson, &entry.place.file, place, message)
            .help(format!("did you mean `{}`?", near.join("` or `")))
            .help(format!(
                "if it is another person, add content/people/{}.md; if it is another spelling, list it under `aliases` in the file of `{first}`",
                entry.slug
            ));
        findings.push(finding);
    }
}

/// Reports a person who stands twice in one byline, in whatever spelling.
pub(super) fn named_twice(article: &Article, findings: &mut Vec<Finding>) {
    let authors = &article.authors;
    let written = &article.written.authors;
    for item in 1..authors.len().min(written.len()) {
        let Some(first) = authors[..item].iter().position(|other| *other == authors[item]) else { continue };
        let (one, other) = (&written[first].name, &written[item].name);
        let message = if one == other {
            format!("`{one}` stands twice in `authors`")
        } else {
            format!("`{one}` and `{other}` are one person, who stands twice in `authors`")
        };
        let place = |item: usize| Place::value(KeyPath::of("authors").item(item));
        let finding = Finding::new(Code::NamedTwice, &article.path, place(item), message)
            .help("take one of the two away; the article is counted once")
            .related(&article.path, place(first), "it stands here first");
        findings.push(finding);
    }
}

/// Adds each listed article to the people whom it quotes, once each, whatever their spelling there.
pub(super) fn list_quoted(site: &mut Site, people: &Names) {
    for (index, article) in site.articles.iter().enumerate().filter(|(_, article)| article.is_listed()) {
        let id = ArticleId(count(index));
        for quote in &article.written.record.quotes {
            let Some(person) = people.get(&quote.speaker) else { continue };
            let quoted = &mut site.people[person].quoted;
            if quoted.last() != Some(&id) {
                quoted.push(id);
            }
        }
    }
}
