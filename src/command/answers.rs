//! The answers to what templates ask, each worked out once a build.
//!
//! Takes the site, gives answers to those that render. What it remembers is never told: it only saves time.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use foldhash::{HashMap, HashMapExt};

use crate::base::hash::Fingerprint;
use crate::compile::key::hash;
use crate::compile::questions::answer::{Answers, Archive};
use crate::compile::questions::question::{Fault, Question};

/// Answers, and those that were given already.
pub struct Memory<'a> {
    archive: Archive<'a>,
    given: RwLock<HashMap<String, Arc<Given>>>,
}

/// An answer that was given.
struct Given {
    /// What stands for it.
    hash: Result<Fingerprint, Fault>,
    doubts: Vec<Fault>,
    /// The answer itself; most are never printed again.
    value: OnceLock<Result<tera::Value, Fault>>,
}

impl<'a> Memory<'a> {
    /// Of these articles, organisations, deals and files.
    pub fn new(archive: Archive<'a>) -> Self {
        Self { archive, given: RwLock::new(HashMap::new()) }
    }

    fn given(&self, question: &str) -> Arc<Given> {
        let known = self.given.read().unwrap_or_else(PoisonError::into_inner).get(question).cloned();
        known.unwrap_or_else(|| {
            // Whoever comes second works it out once more, and gets the same.
            let given = Arc::new(self.give(question));
            let mut all = self.given.write().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(question.to_owned()).or_insert(given))
        })
    }

    fn give(&self, question: &str) -> Given {
        let asked = Question::read(question).ok_or_else(|| unreadable(question));
        match asked.and_then(|question| self.archive.answer(&question)) {
            Ok(answer) => {
                Given { hash: Ok(hash(&answer.shown)), doubts: answer.doubts, value: OnceLock::new() }
            }
            Err(fault) => Given { hash: Err(fault), doubts: Vec::new(), value: OnceLock::new() },
        }
    }

    fn shown(&self, question: &str) -> Result<tera::Value, Fault> {
        let asked = Question::read(question).ok_or_else(|| unreadable(question))?;
        let answer = self.archive.answer(&asked)?;
        tera::Value::try_from_serializable(&answer.shown).map_err(|error| Fault::new(error.to_string()))
    }
}

/// Of what another version wrote down; a template's own question can always be read.
fn unreadable(question: &str) -> Fault {
    Fault::new(format!("the question `{question}` cannot be read"))
}

impl Answers for Memory<'_> {
    fn hash(&self, question: &str) -> Result<Fingerprint, Fault> {
        self.given(question).hash.clone()
    }

    fn value(&self, question: &str) -> Result<tera::Value, Fault> {
        self.given(question).value.get_or_init(|| self.shown(question)).clone()
    }

    fn doubts(&self, question: &str) -> Vec<Fault> {
        self.given(question).doubts.clone()
    }
}
