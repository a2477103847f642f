//! `/llms.txt` (llmstxt.org): a guide to the site for language models, in Markdown.
//!
//! Takes the site and its newest articles, gives text: a title, a summary, and lists of links.

use serde::Serialize;

use crate::base::path::Url;
use crate::compile::markdown::inline::plain;
use crate::compile::plan::deal_lists::deals_url;
use crate::compile::plan::outputs::{IndexKind, List};
use crate::compile::view::parts::Source;
use crate::model::config::NavigationLink;
use crate::model::site::{ArticleId, SectionId};

/// All that stands in the file.
#[derive(Serialize)]
pub(super) struct LlmsView<'a> {
    title: &'a str,
    description: &'a str,
    intro: &'a str,
    /// Headings with their links.
    lists: Vec<(&'a str, Vec<Linked<'a>>)>,
}

/// A link with what is told of it; that may be empty.
#[derive(Serialize)]
struct Linked<'a> {
    name: &'a str,
    address: String,
    about: String,
}

/// The view of the file; `address` gives addresses as they are printed.
pub(super) fn view<'a>(
    source: &Source<'a>,
    newest: impl Iterator<Item = ArticleId>,
    address: impl Fn(&Url) -> String,
) -> LlmsView<'a> {
    let (site, config) = (source.site, source.config);
    let llms = config.crawlers.llms.as_ref();
    let own = llms.iter().flat_map(|llms| &llms.sections);
    let own = own.map(|(heading, links)| {
        (heading.as_str(), links.iter().map(|link| own_link(link, &address)).collect())
    });
    let sections = (0..).map(SectionId).zip(&site.sections).filter(|(_, section)| !section.slug.is_empty());
    let sections = sections.map(|(id, section)| Linked {
        name: &section.title,
        address: address(&List::Section(id).url(site)),
        about: section.description.clone(),
    });
    let articles = newest.map(|id| {
        let article = site.article(id);
        let standfirst = article.written.standfirst.as_deref().map(plain);
        let about = [Some(article.written.date.day.to_string()), standfirst];
        Linked {
            name: &article.written.title,
            address: address(&article.url),
            about: about.into_iter().flatten().collect::<Vec<_>>().join(". "),
        }
    });
    let index =
        |name, url: Url, about: &str| Linked { name, address: address(&url), about: about.to_owned() };
    let mut indexes = vec![
        index("Vendors", IndexKind::Vendors.url(), "who sells, from A to Z, each with customers and deals"),
        index(
            "Customers",
            IndexKind::Customers.url(),
            "who buys, from A to Z, each with suppliers and deals",
        ),
        index("Organisations", IndexKind::Organisations.url(), "all organisations, whatever their roles"),
        index("Topics", IndexKind::Topics.url(), "what the briefings are about"),
    ];
    if !site.deals.is_empty() {
        indexes.insert(0, index("Deals", deals_url(), "all deals, the newest first"));
    }
    let mut lists: Vec<(&str, Vec<Linked<'_>>)> = own.collect();
    lists.push(("Sections", sections.collect()));
    lists.push(("Indexes", indexes));
    lists.push(("Latest briefings", articles.collect()));
    let intro = llms.map_or("", |llms| &llms.intro);
    LlmsView { title: &config.title, description: &config.description, intro, lists }
}

fn own_link<'a>(link: &'a NavigationLink, address: &impl Fn(&Url) -> String) -> Linked<'a> {
    let is_path = link.url.starts_with('/') && !link.url.starts_with("//");
    let address = if is_path { address(&Url::new(&link.url)) } else { link.url.clone() };
    Linked { name: &link.label, address, about: String::new() }
}

/// Writes the file.
pub(super) fn write(view: &LlmsView<'_>, to: &mut Vec<u8>) {
    let mut text = format!("# {}\n", line(view.title));
    if !view.description.is_empty() {
        text += &format!("\n> {}\n", line(view.description));
    }
    if !view.intro.is_empty() {
        text += &format!("\n{}\n", clean(view.intro));
    }
    for (heading, links) in view.lists.iter().filter(|(_, links)| !links.is_empty()) {
        text += &format!("\n## {}\n\n", line(heading));
        for Linked { name, address, about } in links {
            let about = if about.is_empty() { String::new() } else { format!(": {}", line(about)) };
            text += &format!("- [{}]({address}){about}\n", line(name));
        }
    }
    to.extend_from_slice(text.as_bytes());
}

/// A text on one line in which nothing is Markdown.
fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for ch in text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|ch| !ch.is_control()) {
        if matches!(ch, '\\' | '[' | ']' | '*' | '_' | '`' | '<' | '#') {
            line.push('\\');
        }
        line.push(ch);
    }
    line
}

/// The site's own Markdown, without control characters.
fn clean(markdown: &str) -> String {
    markdown.trim().chars().filter(|ch| !ch.is_control() || matches!(ch, '\n' | '\t')).collect()
}
