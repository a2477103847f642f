//! The templates, ready to render.
//!
//! Takes the texts of the built-in theme's templates and of the site's own, which win by name.
//! Gives bytes, or what is wrong and where in which template. Knows no page.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::hash::Fingerprint;
use crate::base::path::SourcePath;
use crate::model::asked::Asked;

use super::closure::Closures;
use super::key::{Key, hash};
use super::questions::answer::Answers;
use super::questions::functions::{self, ANSWERS, missed};
use super::questions::question::Fault;
use super::view::page::SiteView;

/// The name under which a template of the built-in theme can be extended even where the site has
/// one of the same name: `{% extends "theme/base.html" %}`.
pub(super) const THEME: &str = "theme/";

/// The most questions that a page may ask: it is rendered once for each.
const MOST_ASKED: usize = 200;

/// The templates, ready to render.
pub struct Engine {
    tera: Tera,
    // The site's own templates by name; findings lead there.
    files: BTreeMap<String, SourcePath>,
    closures: Closures,
    /// The hash of what every template sees as `site`.
    site: Fingerprint,
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
    /// All that is wrong in templates, each fault with its place.
    pub fn new(theme: &[Template<'_>], own: &[(SourcePath, String)]) -> Result<Self, Vec<Finding>> {
        let mut tera = Tera::new();
        let files = own.iter().map(|(path, _)| (template_name(path).to_owned(), path.clone())).collect();
        let mut engine =
            Self { tera: Tera::new(), files, closures: Closures::default(), site: Fingerprint::default() };
        functions::register(&mut tera);
        let prefixes = tera.set_fallback_prefixes([THEME]);
        let theme =
            theme.iter().map(|template| (format!("{THEME}{}", template.name), template.text.to_owned()));
        let sites = own.iter().map(|(path, text)| (template_name(path).to_owned(), text.clone()));
        let all: Vec<(String, String)> = theme.chain(sites).collect();
        engine.closures =
            Closures::of(&all.iter().map(|(name, text)| (name.clone(), text.as_str())).collect());
        let added = prefixes.and_then(|()| tera.add_raw_templates(all));
        added.map_err(|error| engine.findings(&error, own))?;
        engine.tera = tera;
        Ok(engine)
    }

    /// Makes `site` known to every template.
    ///
    /// # Errors
    /// If a value of the site cannot be shown in a template.
    pub fn set_site(&mut self, site: &SiteView<'_>) -> Result<(), Vec<Finding>> {
        let value = tera::Value::try_from_serializable(site)
            .map_err(|error| vec![*self.finding(Code::TemplateRender, &error, "base.html")])?;
        self.tera.global_context().insert_value("site", value);
        self.site = hash(site);
        Ok(())
    }

    /// What decides the bytes of a page; see [`Key::of`].
    pub fn key(&self, template: &str, view: &impl Serialize, scratch: &mut Vec<u8>) -> Option<Key> {
        Key::of(self.closures.hash(template), self.site, view, scratch)
    }

    /// Whether a template is made from another one, or is it; those of the theme have `theme/` before their
    /// names.
    pub fn has(&self, template: &str, other: &str) -> bool {
        self.closures.has(template, other)
    }

    /// Whether the site has a template of this name of its own.
    pub fn is_own(&self, template: &str) -> bool {
        self.files.contains_key(template)
    }

    /// The hash of all that decides what a template prints, but for its view.
    pub fn hash(&self, template: &str) -> Fingerprint {
        Key::made_of(&[("templates", self.closures.hash(template)), ("site", self.site)]).whole
    }

    /// Writes what stands on many pages, and can ask nothing, to the end of `to`.
    ///
    /// # Errors
    /// What is wrong in the template, with its place.
    pub fn render(
        &self,
        template: &str,
        view: &impl Serialize,
        to: &mut Vec<u8>,
    ) -> Result<(), Box<Finding>> {
        let rendered =
            self.context(&[template], view).and_then(|context| self.tera.render_to(template, &context, to));
        rendered.map_err(|error| self.finding(Code::TemplateRender, &error, template))
    }

    /// Writes a page to the end of `to`, and what it asked to the end of `asked`. A template fails at the
    /// first question that has no answer yet; it is rendered anew with one answer more until it has all.
    ///
    /// # Errors
    /// What is wrong in the template or with a question, with its place.
    pub fn render_page(
        &self,
        template: &str,
        view: &impl Serialize,
        answers: &dyn Answers,
        (to, asked): (&mut Vec<u8>, &mut Vec<Asked>),
    ) -> Result<(), Box<Finding>> {
        if !self.closures.asks(template) {
            return self.render(template, view, to);
        }
        let in_template = |error| self.finding(Code::TemplateRender, &error, template);
        let mut context = Context::from_serialize(view).map_err(in_template)?;
        let (start, mut known) = (to.len(), tera::Map::new());
        loop {
            context.insert_value(ANSWERS, tera::Value::from(known.clone()));
            let Err(error) = self.tera.render_to(template, &context, &mut *to) else { return Ok(()) };
            to.truncate(start);
            let Some((question, report)) = missed(&error) else { return Err(in_template(error)) };
            let source = self.source(report.filename());
            let at = report.span().range.clone();
            let fault = |Fault { message, help }| {
                let mut finding = Finding::new(Code::TemplateRender, &source, Place::at(at.clone()), message);
                finding.help.extend(help);
                Box::new(finding)
            };
            if known.len() == MOST_ASKED {
                let message = format!("this page asks more than {MOST_ASKED} questions");
                let help = "ask once for all that is needed, outside of the loop";
                return Err(fault(Fault::new(message).help(help)));
            }
            let answer = answers.hash(question).map_err(fault)?;
            let value = answers.value(question).map_err(fault)?;
            let again = known.insert(question.to_owned().into(), value).is_some();
            if again {
                return Err(fault(Fault::new("this question has been answered already")));
            }
            let question = question.to_owned();
            asked.push(Asked { question, template: source, at: (at.start, at.end), answer });
        }
    }

    /// What a template sees that can ask nothing.
    fn context(&self, templates: &[&str], view: &impl Serialize) -> tera::TeraResult<Context> {
        let mut context = Context::from_serialize(view)?;
        if templates.iter().any(|template| self.closures.asks(template)) {
            context.insert_value(ANSWERS, tera::Value::none());
        }
        Ok(context)
    }

    /// Two texts from one view, without the blanks around them.
    ///
    /// # Errors
    /// What is wrong in the first template that is not sound, with its place.
    pub fn render_both(
        &self,
        templates: (&str, &str),
        view: &impl Serialize,
    ) -> Result<(String, String), Box<Finding>> {
        let fault = |template, error| self.finding(Code::TemplateRender, &error, template);
        let context = self.context(&[templates.0, templates.1], view);
        let context = context.map_err(|error| fault(templates.0, error))?;
        let text = |template| match self.tera.render(template, &context) {
            Ok(text) => Ok(text.trim().to_owned()),
            Err(error) => Err(fault(template, error)),
        };
        Ok((text(templates.0)?, text(templates.1)?))
    }

    /// The engine tells several unknown names at once, as one text of reports. Each begins with
    /// `error: message`, and its next line ends with `--> name:line:column`.
    fn findings(&self, error: &tera::Error, own: &[(SourcePath, String)]) -> Vec<Finding> {
        let ErrorKind::Msg(reports) = error.kind() else {
            return vec![*self.finding(Code::TemplateSyntax, error, "base.html")];
        };
        let lines: Vec<&str> = reports.lines().collect();
        let mut found: Vec<Finding> = Vec::new();
        for pair in lines.windows(2) {
            if let Some(finding) = self.reported(pair[0], pair[1], own) {
                let same = |other: &Finding| other.place == finding.place && other.message == finding.message;
                if !found.iter().any(same) {
                    found.push(finding);
                }
            }
        }
        if found.is_empty() { vec![*self.finding(Code::TemplateSyntax, error, "base.html")] } else { found }
    }

    fn reported(&self, message: &str, place: &str, own: &[(SourcePath, String)]) -> Option<Finding> {
        let (message, help) = in_our_words(message.strip_prefix("error: ")?);
        let mut place = place.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
        let (column, line) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?);
        let name = place.next()?;
        let finding = match (self.files.get(name), self.files.get("base.html").or(self.files.values().next()))
        {
            (Some(path), _) => {
                let text = own.iter().find(|(own, _)| own == path).map_or("", |(_, text)| text);
                let at = offset(text, line, column);
                Finding::new(Code::TemplateSyntax, path, Place::at(at..at + 1), message)
            }
            // The theme's own templates are sound; it is what the site puts in their place that is not.
            (None, Some(path)) => Finding::new(Code::TemplateSyntax, path, Place::File, message)
                .help("the theme's other templates need it; see the manual's chapter on templates"),
            (None, None) => Finding::new(Code::TemplateSyntax, &self.source(name), Place::File, message),
        };
        Some(if let Some(help) = help { finding.help(help) } else { finding })
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
                // Of `extends` the chain is not closed.
                let open = chain.first() != chain.last();
                let chain: Vec<&str> =
                    chain.iter().chain(chain.first().filter(|_| open)).map(String::as_str).collect();
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

/// The byte offset of a line and a column, both from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(before..).unwrap_or_default();
    before + rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
}

/// The engine's message in lower case and without a full stop, and its second sentence as a help.
fn in_our_words(message: &str) -> (String, Option<String>) {
    if let Some(Fault { message, help }) = functions::fault(message) {
        return (message, help);
    }
    let message = message.replace(&format!("{ANSWERS}, "), "");
    let lower = |text: &str| {
        let mut letters = text.trim().trim_end_matches('.').chars();
        letters
            .next()
            .map(|first| first.to_lowercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    };
    match message.split_once(". ") {
        Some((first, rest)) => (lower(first), Some(lower(rest))),
        None => (lower(&message), None),
    }
}
