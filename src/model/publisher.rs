//! Who publishes a site, for those who do not know.

/// Who publishes the site. An address is a path from the site's root, or full.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Publisher {
    /// The name; none where it is the site's title.
    pub name: Option<String>,
    /// The address of a picture.
    pub logo: Option<String>,
    /// Full addresses of the publisher elsewhere.
    pub same_as: Vec<String>,
    /// The page that tells how it works.
    pub publishing_principles: Option<String>,
    /// The page that tells how it mends what was wrong.
    pub corrections_policy: Option<String>,
    /// The account on X, with `@`.
    pub x: Option<String>,
}
