//! Names of files that no writer put there on purpose: what editors and systems leave behind.
//!
//! Takes a file's name, says whether it is left out. Must not touch the disk.

/// Which files a folder of the site leaves out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Rule {
    /// Content and templates: no hidden files.
    Text,
    /// Static files: `.well-known/` and `.nojekyll` are meant for the web.
    Assets,
}

impl Rule {
    /// Whether a file of this name is left out.
    pub(super) fn leaves_out_file(self, name: &str) -> bool {
        self.leaves_out_folder(name) || is_leftover(name)
    }

    /// Whether a folder of this name is left out, with all that is in it.
    pub(super) fn leaves_out_folder(self, name: &str) -> bool {
        match self {
            Self::Text => name.starts_with('.'),
            Self::Assets => matches!(name, ".git" | ".hg" | ".svn"),
        }
    }
}

fn is_leftover(name: &str) -> bool {
    let ends = |ending: &str| {
        name.len() > ending.len()
            && name.as_bytes()[name.len() - ending.len()..].eq_ignore_ascii_case(ending.as_bytes())
    };
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    name.ends_with('~')
        || name.starts_with("~$")
        || name.starts_with(".#")
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        || (name.starts_with(".~lock.") && name.ends_with('#'))
        || [".swp", ".swo", ".swx", ".tmp", ".bak"].into_iter().any(ends)
        || ["4913", ".DS_Store", "Thumbs.db", "desktop.ini"].into_iter().any(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_and_systems_leave_behind_is_left_out_everywhere() {
        for name in [
            "a.md~",
            ".a.md.swp",
            "a.swo",
            "#a.md#",
            ".#a.md",
            "a.tmp",
            "A.TMP",
            "a.bak",
            "4913",
            "Thumbs.db",
            "thumbs.db",
            ".DS_Store",
            "desktop.ini",
            "~$report.docx",
            ".~lock.deals.ods#",
            "ü~",
        ] {
            assert!(Rule::Text.leaves_out_file(name), "{name}");
            assert!(Rule::Assets.leaves_out_file(name), "{name}");
        }
    }

    #[test]
    fn names_that_only_look_a_little_like_leftovers_are_kept() {
        for name in ["a.md", "49131", "#1.md", "#", "tmp", "bak.md", "C#.md", "swp.md", "é.md", "tmp.css"] {
            assert!(!Rule::Text.leaves_out_file(name), "{name}");
            assert!(!Rule::Assets.leaves_out_file(name), "{name}");
        }
    }

    #[test]
    fn dot_files_are_hidden_in_content_and_meant_in_static() {
        for name in [".nojekyll", ".htaccess"] {
            assert!(Rule::Text.leaves_out_file(name));
            assert!(!Rule::Assets.leaves_out_file(name));
        }
        assert!(Rule::Text.leaves_out_folder(".obsidian"));
        assert!(!Rule::Assets.leaves_out_folder(".well-known"));
        assert!(Rule::Assets.leaves_out_folder(".git"));
        assert!(Rule::Assets.leaves_out_file(".git"));
    }
}
