//! The order in which diagnostics are shown.

use crate::base::diagnostic::{Diagnostic, Related};

/// Sorted by file, line, column and code; what is said twice in the same words is said once.
#[must_use]
pub fn sorted(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.spot.line, d.spot.column, d.code, d.spot.end_column);
        a.file.cmp(&b.file).then_with(|| key(a).cmp(&key(b))).then_with(|| a.message.cmp(&b.message))
    });
    diagnostics.dedup_by(|a, b| same(a, b));
    diagnostics
}

fn same(a: &Diagnostic, b: &Diagnostic) -> bool {
    let same_related = |a: &Related, b: &Related| (&a.file, &a.spot, &a.note) == (&b.file, &b.spot, &b.note);
    (a.code, a.severity, &a.file, &a.spot) == (b.code, b.severity, &b.file, &b.spot)
        && (&a.message, &a.help, &a.mended) == (&b.message, &b.help, &b.mended)
        && a.related.len() == b.related.len()
        && a.related.iter().zip(&b.related).all(|(a, b)| same_related(a, b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::{Code, Finding, Place, Spot};
    use crate::base::path::SourcePath;

    fn found(code: Code, file: &str, at: usize, message: &str) -> Diagnostic {
        let finding = Finding::new(code, &SourcePath::new(file), Place::at(at..at + 1), message);
        finding.located(&mut |_, place| match place {
            Place::Bytes(range) => Spot::of("ab\ncd\nef\n", range),
            _ => Spot::unknown(),
        })
    }

    #[test]
    fn diagnostics_come_in_the_order_in_which_a_writer_reads() {
        let list = vec![
            found(Code::BadDate, "content/b.md", 0, "x"),
            found(Code::BadDate, "content/a.md", 4, "x"),
            found(Code::BadDate, "content/a.md", 3, "y"),
            found(Code::UnknownKey, "content/a.md", 3, "z"),
            found(Code::BadDate, "content/a.md", 3, "x"),
        ];
        let order: Vec<_> = sorted(list)
            .iter()
            .map(|d| {
                format!("{}:{}:{} {} {}", d.file, d.spot.line, d.spot.column, d.code.as_str(), d.message)
            })
            .collect();
        assert_eq!(
            order,
            [
                "content/a.md:2:1 unknown-key z",
                "content/a.md:2:1 bad-date x",
                "content/a.md:2:1 bad-date y",
                "content/a.md:2:2 bad-date x",
                "content/b.md:1:1 bad-date x",
            ]
        );
    }

    #[test]
    fn only_what_is_the_same_in_every_word_is_said_once() {
        let one = found(Code::BadDate, "content/a.md", 0, "x");
        let other = Diagnostic { help: vec!["try it again".to_owned()], ..one.clone() };
        assert_eq!(sorted(vec![one.clone(), one.clone()]).len(), 1);
        assert_eq!(sorted(vec![one.clone(), other, one]).len(), 3);
    }
}
