//! The templates, ready to render.
//!
//! Takes the texts of the built-in theme's templates and of the site's own, which win by name.
//! Gives bytes, or what is wrong and where in which template. Knows no page.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::path::SourcePath;

use super::view::page::SiteView;

/// The name under which a template of the built-in theme can be extended even where the site has
/// one of the same name: `{% extends "theme/base.html" %}`.
const THEME: &str = "theme/";

/// The templates, ready to render.
pub struct Engine {
    tera: Tera,
    // The site's own templates by name; findings lead there.
    files: BTreeMap<String, SourcePath>,
}

/// A template's name, as it is called in `extends` and `include`, and its text.
pub struct Template<'a> {
    /// `article.html`.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

impl Engine {
    /// Reads all templates. `own` are the files under the site's `templates/`.
    ///
    /// # Errors
    /// What is wrong in a template, with its place.
    pub fn new(theme: &[Template<'_>], own: &[(SourcePath, String)]) -> Result<Self, Box<Finding>> {
        let mut tera = Tera::new();
        let files = own.iter().map(|(path, _)| (template_name(path).to_owned(), path.clone())).collect();
        let mut engine = Self { tera: Tera::new(), files };
        let prefixes = tera.set_fallback_prefixes([THEME]);
        let theme = theme.iter().map(|template| (format!("{THEME}{}", template.name), template.text.to_owned()));
        let own = own.iter().map(|(path, text)| (template_name(path).to_owned(), text.clone()));
        let all: Vec<(String, String)> = theme.chain(own).collect();
        let added = prefixes.and_then(|()| tera.add_raw_templates(all));
        added.map_err(|error| engine.finding(Code::TemplateSyntax, &error, "templates"))?;
        engine.tera = tera;
        Ok(engine)
    }

    /// Makes `site` known to every template.
    ///
    /// # Errors
    /// If a value of the site cannot be shown in a template.
    pub fn set_site(&mut self, site: &SiteView<'_>) -> Result<(), Box<Finding>> {
        let value = tera::Value::try_from_serializable(site)
            .map_err(|error| self.finding(Code::TemplateRender, &error, "base.html"))?;
        self.tera.global_context().insert_value("site", value);
        Ok(())
    }

    /// A page.
    ///
    /// # Errors
    /// What is wrong in the template, with its place.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<Vec<u8>, Box<Finding>> {
        let context = Context::from_serialize(view);
        let mut bytes = Vec::with_capacity(8 * 1024);
        let rendered = context.and_then(|context| self.tera.render_to(template, &context, &mut bytes));
        rendered.map_err(|error| self.finding(Code::TemplateRender, &error, template))?;
        Ok(bytes)
    }

    fn finding(&self, code: Code, error: &tera::Error, template: &str) -> Box<Finding> {
        let whole = |name: &str, message: String| {
            Box::new(Finding::new(code, &self.source(name), Place::File, message))
        };
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let (message, help) = in_our_words(report.message());
                let place = Place::at(report.span().range.clone());
                let finding = Finding::new(code, &self.source(report.filename()), place, message);
                Box::new(match help {
                    Some(help) => finding.help(help),
                    None => finding,
                })
            }
            ErrorKind::CircularExtend { tpl, inheritance_chain: chain }
            | ErrorKind::CircularInclude { tpl, include_chain: chain } => {
                whole(tpl, format!("templates lead round in a circle: {}", chain.join(" → ")))
            }
            ErrorKind::MissingParent { current, parent } => {
                whole(current, format!("it extends `{parent}`, and there is no such template"))
            }
            ErrorKind::TemplateNotFound(name) => whole(template, format!("there is no template `{name}`")),
            other => whole(template, in_our_words(&other.to_string()).0),
        }
    }

    fn source(&self, name: &str) -> SourcePath {
        let plain = name.strip_prefix(THEME).unwrap_or(name);
        let own = self.files.get(name);
        own.cloned().unwrap_or_else(|| SourcePath::new(&format!("templates/{plain}")))
    }
}

/// A template's name: its path under `templates/`.
pub fn template_name(path: &SourcePath) -> &str {
    path.as_str().strip_prefix("templates/").unwrap_or(path.as_str())
}

/// The engine's message in lower case and without a full stop, and its second sentence as a help.
fn in_our_words(message: &str) -> (String, Option<String>) {
    let lower = |text: &str| {
        let mut letters = text.trim().trim_end_matches('.').chars();
        letters.next().map(|first| first.to_lowercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    match message.split_once(". ") {
        Some((first, rest)) => (lower(first), Some(lower(rest))),
        None => (lower(message), None),
    }
}
