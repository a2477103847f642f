//! Addresses that lead to others: those that articles and pages ask for, those of the configuration, and those that
//! organisations had under other names.
//!
//! Takes the plan as it is so far. Chains are followed to their end: every redirect leads to what is there.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::path::{OutPath, SourcePath, Url};
use crate::base::slug::slug;
use crate::compile::published::Published;
use crate::model::config::{Config, Host};
use crate::model::site::{OrganisationId, Site};

use super::outputs::{Action, IndexKind, Owner, Planned, organisation_url};
use super::planner::Planning;

/// Plans them all.
pub(super) fn redirects(site: &Site, config: &Config, published: &Published, plan: &mut Planning<'_>) {
    aliases(site, plan);
    configured(config, plan);
    former(site, config, published, plan);
}

/// `/old/path` and `/old/path/` are one folder; `/old/path.html` is a file.
fn address(path: &str) -> Url {
    let last = path.rsplit('/').next().unwrap_or_default();
    let file = last.rsplit_once('.').is_some_and(|(stem, kind)| {
        !stem.is_empty()
            && (2..=5).contains(&kind.len())
            && kind.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    if file { Url::new(path) } else { Url::folder(path.split('/')) }
}

fn aliases(site: &Site, plan: &mut Planning<'_>) {
    let articles =
        site.articles.iter().map(|article| (&article.path, &article.url, &article.written.aliases));
    let pages = site.pages.iter().map(|page| (&page.path, &page.url, &page.text.aliases));
    for (path, url, aliases) in articles.chain(pages) {
        for (item, alias) in aliases.iter().enumerate() {
            let owner = Owner::Key(path.clone(), KeyPath::of("aliases").item(item));
            plan.add(&address(alias), owner, Action::Redirect(url.clone()));
        }
    }
}

/// Those of the configuration.
fn configured(config: &Config, plan: &mut Planning<'_>) {
    if config.redirects.is_empty() {
        return;
    }
    let file = SourcePath::new("dateline.yaml");
    let mut next: BTreeMap<Url, Url> = BTreeMap::new();
    for (_, url, planned) in &plan.outputs {
        if let Action::Redirect(to) = &planned.action {
            next.insert(url.clone(), to.clone());
        }
    }
    let there: BTreeSet<OutPath> = plan.outputs.iter().map(|(path, ..)| path.clone()).collect();
    let rules = config.redirects.iter().map(|(from, to)| (from, address(from), address(to)));
    let rules: Vec<(&String, Url, Url)> = rules.collect();
    next.extend(rules.iter().map(|(_, from, to)| (from.clone(), to.clone())));
    for (written, from, to) in rules {
        let key = KeyPath::of("redirects").key(written);
        let told = |code, message: String| Finding::new(code, &file, Place::value(key.clone()), message);
        let mut way = vec![from.clone(), to];
        while let Some(further) = way.last().and_then(|last| next.get(last)) {
            let seen = way.contains(further);
            way.push(further.clone());
            if seen {
                break;
            }
        }
        let target = way[way.len() - 1].clone();
        if way[..way.len() - 1].contains(&target) {
            let way: Vec<&str> = way.iter().map(Url::as_str).collect();
            let message = format!("this redirect never arrives: {}", way.join(" → "));
            plan.findings.push(
                told(Code::RedirectLoop, message).help("take one of them away, or let it lead to a page"),
            );
            continue;
        }
        if !target.out_path().is_some_and(|path| there.contains(&path)) {
            let message = format!("`{target}`, where this redirect leads, is no page or file of the site");
            plan.findings.push(told(Code::BrokenLink, message));
        }
        plan.add(&from, Owner::Key(file.clone(), key), Action::Redirect(target));
    }
}

/// Those of organisations that were published under a name that is now another one's: it was merged with that one, or
/// got a file that tells who it is.
fn former(site: &Site, config: &Config, published: &Published, plan: &mut Planning<'_>) {
    let kinds = [IndexKind::Organisations, IndexKind::Vendors, IndexKind::Customers];
    let parts = published.urls.iter().filter_map(|(url, _)| {
        let (kind, name) = url.as_str().strip_prefix('/')?.strip_suffix('/')?.split_once('/')?;
        let kind = kinds.into_iter().find(|known| known.folder() == kind)?;
        (!name.contains('/')).then_some((url, kind, name))
    });
    let parts: Vec<(&Url, IndexKind, &str)> = parts.collect();
    if parts.is_empty() {
        return;
    }
    let there: BTreeSet<OutPath> = plan.outputs.iter().map(|(path, ..)| path.clone()).collect();
    let is_there = |url: &Url| url.out_path().is_some_and(|path| there.contains(&path));
    let mut names: BTreeMap<String, OrganisationId> = BTreeMap::new();
    for (id, organisation) in (0..).map(OrganisationId).zip(&site.organisations) {
        let Some((_, profile)) = &organisation.file else { continue };
        let former = profile.former_names.iter().map(|former| &former.name);
        let others = profile.aliases.iter().chain(former).chain(&profile.legal_name);
        // What it is called itself, too: its slug may have been another one.
        for name in others.chain([&organisation.name]) {
            names.entry(slug(name, &config.language)).or_insert(id);
        }
    }
    for (url, kind, name) in parts.into_iter().filter(|(url, ..)| !is_there(url)) {
        let Some(id) = names.get(name) else { continue };
        let organisation = site.organisation(*id);
        let same = kind.url().child(&organisation.slug);
        let target = if is_there(&same) { same } else { organisation_url(site, *id) };
        let file = organisation.file.as_ref().map(|(path, _)| path.clone());
        let owner = Owner::Made(format!("the former address of `{}`", organisation.name), file);
        plan.add(url, owner, Action::Redirect(target));
    }
}

/// The files of redirects that the configuration asks for, where there is any redirect.
pub(super) fn rules(config: &Config, outputs: &[(OutPath, Url, Planned)]) -> Vec<(OutPath, Url, Planned)> {
    let all = outputs.iter().filter_map(|(_, url, planned)| match &planned.action {
        Action::Redirect(to) => Some((url.clone(), to.clone())),
        _ => None,
    });
    let file = |host: &Host| {
        let all: Vec<(Url, Url)> = all.clone().collect();
        let url = Url::new(host.file()?);
        let path = url.out_path().filter(|_| !all.is_empty())?;
        let owner = Owner::Made("the redirects for the host".to_owned(), None);
        Some((path, url, Planned { owner, action: Action::Rules(*host, all) }))
    };
    config.redirect_files.iter().filter_map(file).collect()
}
