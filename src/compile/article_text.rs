//! The text of an article, with its quotes, figures and series where they belong.
//!
//! Takes an article of the site, gives the HTML of its text and of what stands after it. Knows how a
//! thing is printed only through the template `figures.html`.

use std::collections::BTreeSet;

use crate::base::diagnostic::Finding;
use crate::model::article::Article;

use super::in_place::{Thing, left_over};
use super::people::post_then;
use super::render::Renderer;
use super::view::figures::{FiguresPage, Told, told};
use super::view::keyed::Keyed;

/// The text of an article in print.
#[derive(Debug)]
pub struct ArticleText<'a> {
    /// The text as HTML.
    pub body_html: Keyed,
    /// What stands after the text, as HTML; may be empty.
    pub figures_html: Keyed,
    /// What is quoted and counted in it.
    pub told: Told<'a>,
}

impl<'a> Renderer<'a> {
    /// The text of an article.
    ///
    /// # Errors
    /// What is wrong in the template of a figure, with its place.
    pub(super) fn article_text(&self, article: &'a Article) -> Result<ArticleText<'a>, Box<Finding>> {
        let written = &article.written;
        let record = &written.record;
        if record.quotes.is_empty() && record.figures.is_empty() {
            return Ok(ArticleText {
                body_html: self.article_body(article, &[]),
                figures_html: Keyed::none(),
                told: Told::default(),
            });
        }
        let mut told = told(written, self.source.config.smart_punctuation, &|name| self.links.person(name));
        for quote in &mut told.quotes {
            let post = (quote.role, quote.organisation);
            (quote.role, quote.organisation) =
                post_then(post, self.links.profile(quote.speaker), written.date.day);
        }
        let language = self.source.config.language.as_str();
        let ours = written.language.as_deref().filter(|other| *other != language).map(|_| language);
        let mut above: BTreeSet<Thing<'_>> = BTreeSet::new();
        let mut print = |things: &[Thing<'a>]| -> Result<Keyed, Box<Finding>> {
            let items = things.iter().map(|thing| {
                let id = if above.insert(*thing) { thing.anchor(record) } else { None };
                told.item(*thing, id)
            });
            let page = FiguresPage { items: items.collect(), ours };
            self.part("figures.html", &page)
        };
        let mut blocks = Vec::with_capacity(written.body.placed.len());
        for block in &written.body.placed {
            blocks.push(Thing::of(record, block).map_or_else(|| Ok(Keyed::none()), |thing| print(&[thing]))?);
        }
        let left = left_over(written);
        let figures_html = if left.is_empty() { Keyed::none() } else { print(&left)? };
        let body_html = self.article_body(article, &blocks);
        Ok(ArticleText { body_html, figures_html, told })
    }
}
