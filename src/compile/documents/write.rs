//! From a document, as planned, to its key and its bytes.

use serde::Serialize;
use serde_json::Value;

use crate::base::diagnostic::Finding;
use crate::compile::metadata::nodes::prune;
use crate::compile::plan::documents::Document;
use crate::compile::render::{Renderer, Sheet};
use crate::compile::view::keyed::Keyed;
use crate::model::site::ArticleId;

/// All that decides the bytes of a document.
#[derive(Serialize)]
pub(super) struct DocumentView {
    /// The document without its text.
    pub(super) told: Value,
    /// The text as HTML, where it has one.
    pub(super) text: Vec<Keyed>,
}

impl Renderer<'_> {
    /// The key and the bytes of a document, as far as they are wanted.
    ///
    /// # Errors
    /// What is wrong in the template of a figure, with its place.
    pub fn document(&self, document: Document, to: &mut Sheet) -> Result<(), Box<Finding>> {
        match document {
            Document::Article(id) => {
                let view = self.ninjs(id)?;
                self.record(&view, |view, to| print(self.with_body(id, view), to), to);
            }
            Document::Organisation(id) => {
                let view = DocumentView { told: self.organisation_document(id), text: Vec::new() };
                self.record(&view, |view, to| print(view.told.clone(), to), to);
            }
        }
        Ok(())
    }

    fn with_body(&self, id: ArticleId, view: &DocumentView) -> Value {
        let html: String = view.text.iter().map(|part| part.html.as_str()).collect();
        let mut told = view.told.clone();
        if !html.is_empty() {
            told["bodies"] = self.ninjs_body(id, &html);
        }
        told
    }
}

fn print(mut told: Value, to: &mut Vec<u8>) {
    prune(&mut told);
    to.extend_from_slice(told.to_string().as_bytes());
    to.push(b'\n');
}
