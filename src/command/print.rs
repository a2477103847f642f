//! Cards, headlines and rows of deals: their keys at once, their HTML once each and only where a page that
//! shows it is made.

use std::sync::OnceLock;

use rayon::prelude::*;

use crate::base::diagnostic::Finding;
use crate::base::hash::Fingerprint;
use crate::compile::key::hash;
use crate::compile::plan::feeds::in_feeds;
use crate::compile::render::Renderer;
use crate::compile::view::parts::{Fragment, Fragments};
use crate::model::site::{ArticleId, DealId, Site};

/// The keys of all fragments.
pub struct FragmentKeys {
    cards: Vec<Fingerprint>,
    headlines: Vec<Fingerprint>,
    deals: Vec<Fingerprint>,
    entries: Vec<Fingerprint>,
}

impl FragmentKeys {
    /// Of a site. Where `prints` are given, the cards are printed, too: each is put together once only.
    pub fn of(renderer: &Renderer<'_>, site: &Site, prints: Option<&Prints<'_>>) -> Self {
        let [card, headline, row] = renderer.fragment_templates();
        let key = |template: Fingerprint, view: Fingerprint| hash(&(template, view));
        let articles = ids(site.articles.len()).map(|id| {
            let view = renderer.card(ArticleId(id));
            if let Some(prints) = prints {
                prints.articles[ArticleId(id).index()].get_or_init(|| renderer.print_card(&view));
            }
            let view = hash(&view);
            (key(card, view), key(headline, view))
        });
        let (cards, headlines) = articles.unzip();
        let deals =
            ids(site.deals.len()).map(|id| key(row, hash(&renderer.deal_row_view(DealId(id))))).collect();
        let told = in_feeds(site, renderer.source.config);
        let entry = |id: u32| match told.get(id as usize) {
            Some(true) => hash(&renderer.feed_entry(ArticleId(id))),
            _ => Fingerprint::default(),
        };
        let entries = ids(told.len()).map(entry).collect();
        Self { cards, headlines, deals, entries }
    }

    /// The fragments, whose HTML is given by `html`; without it they have keys only.
    pub fn fragments<'a>(&'a self, html: Option<&'a (dyn Fn(Fragment) -> &'a str + Sync)>) -> Fragments<'a> {
        let Self { cards, headlines, deals, entries } = self;
        Fragments { cards, headlines, deals, entries, html }
    }
}

fn ids(count: usize) -> rayon::range::Iter<u32> {
    (0..u32::try_from(count).unwrap_or(u32::MAX)).into_par_iter()
}

/// HTML, or what is wrong in its template.
type Made<T> = OnceLock<Result<T, Box<Finding>>>;

/// The HTML of fragments, made when it is first asked for.
pub struct Prints<'a> {
    renderer: &'a Renderer<'a>,
    site: &'a Site,
    articles: Vec<Made<(String, String)>>,
    deals: Vec<Made<String>>,
}

impl<'a> Prints<'a> {
    /// Of a site; nothing is made yet.
    pub fn new(renderer: &'a Renderer<'a>, site: &'a Site) -> Self {
        Self {
            renderer,
            site,
            articles: site.articles.iter().map(|_| OnceLock::new()).collect(),
            deals: site.deals.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// The HTML of a fragment; nothing where its template is not sound.
    pub fn html(&self, fragment: Fragment) -> &str {
        let (Fragment::Card(id) | Fragment::Headline(id)) = fragment else {
            let Fragment::DealRow(id) = fragment else { return "" };
            let made = self.deals[id.index()].get_or_init(|| self.renderer.deal_row(id));
            return made.as_deref().unwrap_or_default();
        };
        let made =
            self.articles[id.index()].get_or_init(|| self.renderer.print_card(&self.renderer.card(id)));
        match (made, fragment) {
            (Ok((card, _)), Fragment::Card(_)) => card,
            (Ok((_, headline)), _) => headline,
            (Err(_), _) => "",
        }
    }

    /// What is wrong in the templates, each time with the article or the deal of which it was found.
    pub fn faults(self) -> Vec<(Finding, String)> {
        let url = |index: usize| self.site.articles[index].url.to_string();
        let id = |index: usize| self.site.deals[index].written.id.clone();
        let articles = self.articles.into_iter().enumerate();
        let articles = articles.filter_map(|(index, made)| Some((*made.into_inner()?.err()?, url(index))));
        let deals = self.deals.into_iter().enumerate();
        let deals = deals.filter_map(|(index, made)| Some((*made.into_inner()?.err()?, id(index))));
        articles.chain(deals).collect()
    }
}
