//! Fenced and indented blocks: code, or a place for what the block names.
//!
//! Takes the start of a block, writes it. Must not know what may be named.

use pulldown_cmark::{CodeBlockKind, TagEnd};

use super::options::placing_word;
use super::slots::push_block;
use super::writer::Writer;

impl Writer<'_> {
    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        if placing_word(kind, self.placing).is_some() {
            self.block("");
            push_block(&mut self.out, self.placed);
            self.placed += 1;
            self.skipping = Some(TagEnd::CodeBlock);
            return;
        }
        self.block(self.pre);
        self.out.push_str("><code");
        if let CodeBlockKind::Fenced(info) = kind {
            let language = info.split_whitespace().next().unwrap_or_default();
            if !language.is_empty() {
                self.attribute("class", &format!("language-{language}"));
            }
        }
        self.out.push('>');
    }
}
