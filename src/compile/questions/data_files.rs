//! The files of `data/`, as templates ask for them.
//!
//! Takes what each file holds, gives it by the file's path below `data/`. Knows no format.

use std::collections::BTreeMap;

use crate::base::near::nearest;
use crate::model::data::Data;

use super::question::Fault;

/// What the files of `data/` hold, by their paths below it; nothing of one that could not be read.
#[derive(Clone, Debug, Default)]
pub struct DataFiles {
    files: BTreeMap<String, Option<Data>>,
}

impl DataFiles {
    /// Of these files.
    pub fn new(files: impl IntoIterator<Item = (String, Option<Data>)>) -> Self {
        Self { files: files.into_iter().collect() }
    }

    /// What a file holds.
    ///
    /// # Errors
    /// There is no such file, or it could not be read.
    pub fn get(&self, path: &str) -> Result<&Data, Fault> {
        match self.files.get(path) {
            Some(Some(data)) => Ok(data),
            Some(None) => Err(Fault::new(format!("the file `data/{path}` could not be read"))),
            None => {
                let fault = Fault::new(format!("there is no file `data/{path}`"));
                let asked = path.trim_start_matches("data/");
                Err(match nearest(asked, self.files.keys().map(String::as_str)) {
                    Some(near) => fault.help(format!("is `{near}` meant?")),
                    None => fault.help("files of data end in .yaml, .yml, .json or .csv"),
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_is_nearly_one_is_told_with_the_file_that_is_meant() {
        let files =
            DataFiles::new([("share.csv".to_owned(), Some(Data::Int(1))), ("b.json".to_owned(), None)]);
        assert_eq!(files.get("share.csv"), Ok(&Data::Int(1)));
        let help = |path| files.get(path).unwrap_err().help;
        assert_eq!(help("shares.csv").as_deref(), Some("is `share.csv` meant?"));
        assert_eq!(help("data/share.csv").as_deref(), Some("is `share.csv` meant?"));
        assert!(files.get("b.json").unwrap_err().message.ends_with("could not be read"));
    }
}
