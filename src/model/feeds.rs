//! Which feeds a site has, and what stands in them.

/// The feeds of a site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feeds {
    /// In which formats each feed is; none where that is left to what it is of ([`FeedKind::formats`]).
    pub formats: Option<Vec<FeedFormat>>,
    /// What has a feed.
    pub of: Vec<FeedKind>,
    /// How many articles a feed has at most, the newest.
    pub entries: usize,
    /// Whether the whole text of an article stands in a feed, or its standfirst only.
    pub full: bool,
    /// Who answers for the ids of entries: a host name and a date on which it was the newsroom's, as a tag URI
    /// has them (RFC 4151). None where neither that nor a base URL is configured.
    pub authority: Option<String>,
    /// The hub that tells subscribers of changes (W3C `WebSub`).
    pub hub: Option<String>,
}

/// The formats of feeds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FeedFormat {
    /// RFC 4287.
    Atom,
    /// RSS 2.0.
    Rss,
    /// JSON Feed 1.1.
    Json,
}

/// What may have a feed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FeedKind {
    /// The whole site.
    Site,
    /// Each section.
    Sections,
    /// Each organisation that sells.
    Vendors,
    /// Each organisation that buys.
    Customers,
    /// Each vendor with each of its customers.
    Relations,
    /// Each topic.
    Topics,
}

impl Feeds {
    /// In which formats there is a feed of this kind.
    pub fn formats(&self, kind: FeedKind) -> &[FeedFormat] {
        if self.of.contains(&kind) { self.formats.as_deref().unwrap_or(kind.formats()) } else { &[] }
    }
}

impl FeedFormat {
    /// All of them with their names in the configuration.
    pub const NAMES: &[(&str, Self)] = &[("atom", Self::Atom), ("rss", Self::Rss), ("json", Self::Json)];

    /// The name of the file.
    pub fn file(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Rss => "rss.xml",
            Self::Json => "feed.json",
        }
    }

    /// Its media type (RFC 4287, section 7; JSON Feed 1.1; of RSS the one that is in use).
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Rss => "application/rss+xml",
            Self::Json => "application/feed+json",
        }
    }
}

impl FeedKind {
    /// All of them with their names in the configuration.
    pub const NAMES: &[(&str, Self)] = &[
        ("site", Self::Site),
        ("sections", Self::Sections),
        ("vendors", Self::Vendors),
        ("customers", Self::Customers),
        ("relations", Self::Relations),
        ("topics", Self::Topics),
    ];

    /// The formats where the configuration names none. There are thousands of organisations, and one format is what
    /// every reader's program knows.
    pub fn formats(self) -> &'static [FeedFormat] {
        match self {
            Self::Site | Self::Sections => &[FeedFormat::Atom, FeedFormat::Rss, FeedFormat::Json],
            Self::Vendors | Self::Customers | Self::Relations | Self::Topics => &[FeedFormat::Atom],
        }
    }
}

impl Default for Feeds {
    fn default() -> Self {
        Self {
            formats: None,
            of: vec![
                FeedKind::Site,
                FeedKind::Sections,
                FeedKind::Vendors,
                FeedKind::Customers,
                FeedKind::Topics,
            ],
            entries: 20,
            full: false,
            authority: None,
            hub: None,
        }
    }
}
