//! From a file for crawlers, as planned, to its key and its bytes.

use crate::base::path::Url;
use crate::compile::plan::crawlers::{CrawlerFile, guided};
use crate::compile::render::{Renderer, Sheet};

use super::{llms_txt, news_sitemap, robots_txt, security_txt, sitemap};

impl Renderer<'_> {
    /// The key and the bytes of a file for crawlers, as far as they are wanted.
    pub fn crawler_file(&self, file: &CrawlerFile, to: &mut Sheet) {
        let source = &self.source;
        let base = &source.config.base_url;
        match file {
            CrawlerFile::SitemapIndex(entries) => {
                self.record(&sitemap::view(entries, source.site, base), sitemap::write_index, to);
            }
            CrawlerFile::Sitemap(entries) => {
                self.record(&sitemap::view(entries, source.site, base), sitemap::write, to);
            }
            CrawlerFile::NewsSitemap => self.record(&news_sitemap::view(source), news_sitemap::write, to),
            CrawlerFile::Robots(sitemaps) => {
                self.record(&robots_txt::view(source, sitemaps), robots_txt::write, to);
            }
            CrawlerFile::Security => {
                if let Some(view) = security_txt::view(source) {
                    self.record(&view, security_txt::write, to);
                }
            }
            CrawlerFile::Llms => {
                let articles = guided(source.site);
                self.record(&llms_txt::view(source, articles, |url| self.address(url)), llms_txt::write, to);
            }
        }
    }

    /// A full address where the site knows its own, else one from the root.
    fn address(&self, url: &Url) -> String {
        let hrefs = self.source.hrefs;
        hrefs.absolute(url).unwrap_or_else(|| hrefs.href(url))
    }
}
