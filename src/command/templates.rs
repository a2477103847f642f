//! Reads the templates of a site, and tells them what the whole site knows.
//!
//! Takes the templates' names, gives them ready to render. Knows no page.

use std::path::Path;

use crate::base::path::{SourcePath, Url};
use crate::compile::engine::Engine;
use crate::compile::href::Hrefs;
use crate::compile::plan::deal_lists::{deals_url, has_matrix, matrix_url};
use crate::compile::plan::outputs::{corrections_url, threads_url};
use crate::compile::view::page::{SiteView, site_view};
use crate::model::config::Config;
use crate::model::site::Site;

use super::load::{Found, read_text};
use super::theme;

/// The templates of a site, its own and the theme's.
pub(super) fn engine(
    root: &Path,
    templates: &[SourcePath],
    site: &SiteView<'_>,
    found: &mut Found,
) -> Option<Engine> {
    let mut own = Vec::new();
    for path in templates {
        match read_text(root, path) {
            Ok(file) => own.push((path.clone(), file.text)),
            Err(unreadable) => found.diagnostics.push(*unreadable),
        }
    }
    let engine = Engine::new(&theme::templates(), &own).and_then(|mut engine| {
        engine.set_site(site)?;
        Ok(engine)
    });
    engine.map_err(|faults| found.findings.extend(faults)).ok()
}

/// The templates with what only the whole site knows: whether it has corrections, stories and deals.
pub(super) fn knowing(
    mut engine: Engine,
    site: &Site,
    config: &Config,
    hrefs: &Hrefs,
    stylesheet: &Url,
    found: &mut Found,
) -> Option<Engine> {
    let known = [
        !site.notices.is_empty(),
        !site.threads.is_empty(),
        !site.deals.is_empty(),
        has_matrix(site, config),
    ];
    if known == [false; 4] {
        return Some(engine);
    }
    let [corrections, threads, deals, matrix] = known;
    let view = SiteView {
        corrections: corrections.then(|| hrefs.href(&corrections_url(None))),
        threads: threads.then(|| hrefs.href(&threads_url())),
        deals: deals.then(|| hrefs.href(&deals_url())),
        matrix: matrix.then(|| hrefs.href(&matrix_url())),
        ..site_view(config, hrefs, stylesheet)
    };
    let known = engine.set_site(&view);
    known.map_err(|faults| found.findings.extend(faults)).ok().map(|()| engine)
}
