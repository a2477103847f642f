//! How an address of the site is printed in a page: below the folder that the site stands in, and
//! percent-encoded (RFC 3986).

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::base::path::Url;
use crate::model::config::BaseUrl;

/// What must not stand in a path as it is: all but `pchar` and `/` of RFC 3986, section 3.3.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Prints addresses for a site that stands at one base URL.
#[derive(Clone, Debug)]
pub struct Hrefs {
    base: BaseUrl,
}

impl Hrefs {
    /// For a site at this base URL.
    pub fn new(base: &BaseUrl) -> Self {
        Self { base: base.clone() }
    }

    /// What a page prints to lead to this address: `/news/vendors/nokia/`.
    pub fn href(&self, url: &Url) -> String {
        let mut href = String::with_capacity(self.base.path.len() + url.as_str().len());
        href.push_str(&self.base.path);
        href.extend(utf8_percent_encode(url.as_str(), PATH));
        href
    }

    /// The page of an entity: `/news/vendors/nokia/`. Its slug needs no encoding.
    pub fn entity(&self, folder: &str, slug: &str) -> String {
        [&self.base.path, "/", folder, "/", slug, "/"].concat()
    }

    /// The full address with scheme and host, where the site knows its own.
    pub fn absolute(&self, url: &Url) -> Option<String> {
        (!self.base.origin.is_empty()).then(|| format!("{}{}", self.base.origin, self.href(url)))
    }

    /// The part of a destination that lies in this site, if it does: a full address below the base
    /// URL, or a path below its folder.
    pub fn inside<'a>(&self, destination: &'a str) -> Option<&'a str> {
        let path = match destination.strip_prefix(self.base.origin.as_str()) {
            Some(path) if !self.base.origin.is_empty() && (path.is_empty() || path.starts_with('/')) => path,
            _ if destination.starts_with('/') && !destination.starts_with("//") => destination,
            _ => return None,
        };
        match path.strip_prefix(self.base.path.as_str()) {
            Some("") => Some("/"),
            Some(inside) if inside.starts_with('/') => Some(inside),
            // A site below `/news` whose writers leave the folder out means itself, too.
            _ => Some(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_printed_below_the_base_url_and_encoded() {
        let hrefs = Hrefs::new(&BaseUrl { origin: "https://a.example".into(), path: "/news".into() });
        assert_eq!(hrefs.href(&Url::new("/a b/ü.svg")), "/news/a%20b/%C3%BC.svg");
        assert_eq!(hrefs.absolute(&Url::new("/x/")).unwrap(), "https://a.example/news/x/");
        assert_eq!(hrefs.inside("https://a.example/news/x/"), Some("/x/"));
        assert_eq!(hrefs.inside("https://b.example/news/x/"), None);
        assert_eq!(hrefs.inside("//cdn.example/x"), None);
        assert_eq!(hrefs.inside("/x/"), Some("/x/"));
        assert_eq!(Hrefs::new(&BaseUrl::default()).absolute(&Url::new("/x/")), None);
    }
}
