//! Every kind of diagnostic: its stable code and its severity. The manual (`docs/diagnostics.md`)
//! has a row for each, and `tests/cases` an example.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; shown by `check`.
    Note,
    /// Probably not meant; the site is built. An error under `--strict`.
    Warning,
    /// Nothing is written until it is mended.
    Error,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident $code:literal $severity:ident,)+) => {
        /// A kind of diagnostic. The text of a code never changes.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// All codes.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The stable text: `unknown-key`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// How bad it is if nothing else is said.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// What it means, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    // The file itself
    /// A file cannot be read.
    UnreadableFile "unreadable-file" Error,
    /// A file is larger than 8 MB.
    FileTooLarge "file-too-large" Error,
    /// A file is in UTF-16.
    Utf16 "utf-16" Error,
    /// A file holds bytes that are not UTF-8.
    NotUtf8 "not-utf8" Error,
    /// A file holds a NUL byte.
    NulByte "nul-byte" Error,
    /// A file is empty.
    EmptyFile "empty-file" Error,
    /// A symbolic link leads out of the site or nowhere.
    SymlinkOutside "symlink-outside" Error,

    // Front matter as a block
    /// Blank lines stand before the front matter.
    BlankBeforeFrontMatter "blank-before-front-matter" Warning,
    /// The front matter is never closed by a line `---`.
    UnclosedFrontMatter "unclosed-front-matter" Error,
    /// The front matter has another format's fences.
    ForeignFrontMatter "foreign-front-matter" Error,
    /// Keys stand at the top of the file without a fence.
    UnfencedFrontMatter "unfenced-front-matter" Error,
    /// The front matter is longer than 64 KB, or nested deeper than 32 levels.
    FrontMatterTooLarge "front-matter-too-large" Error,
    /// The front matter is not a list of keys and values.
    FrontMatterNotMap "front-matter-not-a-map" Error,
    /// An invisible character (U+2028, U+2029, U+0085, U+200B and the like) stands in the front matter; it is read as a blank or as nothing.
    LineSeparator "line-separator" Warning,
    /// A control character stands in the front matter.
    ControlCharacter "control-character" Error,

    // YAML
    /// The YAML cannot be read.
    YamlSyntax "yaml-syntax" Error,
    /// A value with a colon in it is not quoted.
    UnquotedColon "unquoted-colon" Error,
    /// A tab is used for indentation in YAML.
    YamlTab "yaml-tab" Error,
    /// A key stands twice in one map.
    DuplicateKey "duplicate-key" Error,

    // Keys and values
    /// A key is one edit away from a known one.
    UnknownKey "unknown-key" Warning,
    /// A known key is written with other capitals; it is read as meant.
    KeyCase "key-case" Warning,
    /// A key would hold a piece back, but is misspelled or unknown here.
    ReservedKey "reserved-key" Error,
    /// A key that must be there is missing.
    MissingKey "missing-key" Error,
    /// A value is of another type than its key needs.
    WrongType "wrong-type" Error,
    /// A value is not one of those that its key allows.
    UnknownValue "unknown-value" Error,
    /// A title is a number, a date or a truth value, written bare; it is read as text.
    BareTitle "bare-title" Warning,
    /// A bare title, standfirst or name ends early, because ` #` begins a comment.
    CommentInValue "comment-in-value" Warning,
    /// A title holds HTML, which is shown as text.
    HtmlInTitle "html-in-title" Warning,
    /// A date cannot be read.
    BadDate "bad-date" Error,
    /// A date names a day or an hour that does not exist.
    ImpossibleDate "impossible-date" Error,
    /// The date in the file's name and the key `date` disagree; the key wins.
    DateDisagrees "date-disagrees" Warning,
    /// An article is updated before it is published.
    UpdatedBeforeDate "updated-before-date" Error,
    /// An article, or what a deal says has happened, is dated after the build's clock; it is published all the same.
    FutureDate "future-date" Warning,
    /// A comma stands in one author's name: these may be several people.
    CommaInAuthor "comma-in-author" Warning,
    /// A language is not a BCP 47 tag.
    BadLanguage "bad-language" Error,
    /// A web address cannot be read.
    BadUrl "bad-url" Error,
    /// The date up to which `security.txt` is to be trusted has passed, or is more than a year ahead.
    SecurityExpires "security-expires" Warning,
    /// An old address in `aliases` is not a path of this site.
    BadAlias "bad-alias" Error,
    /// No address can be made from a slug or a name, or it would be too long or outside the site.
    BadSlug "bad-slug" Error,
    /// A region is neither a country nor a region of the site.
    UnknownRegion "unknown-region" Warning,
    /// An image has no text alternative.
    MissingAlt "missing-alt" Warning,
    /// A Legal Entity Identifier fails its check.
    BadLei "bad-lei" Error,
    /// An identifier does not have the form that it should have.
    BadIdentifier "bad-identifier" Error,
    /// A number cannot be read, or cannot be what it says.
    BadNumber "bad-number" Error,
    /// A figure names neither a source nor who counted.
    FigureWithoutSource "figure-without-source" Warning,
    /// The figures of one series have several units, so that it has no chart.
    MixedSeries "mixed-series" Warning,
    /// Two quotes or figures of an article, or one of them and something else of its page, have one id.
    DuplicateId "duplicate-id" Error,
    /// The text of a quote does not occur in the article.
    QuoteNotFound "quote-not-found" Warning,
    /// The first paragraph repeats the standfirst; it is printed once.
    StandfirstRepeated "standfirst-repeated" Warning,
    /// An article is not public yet (a draft, on hold, under embargo or scheduled) and is left out.
    DraftLeftOut "draft-left-out" Note,
    /// An embargo, a publication or an expiry has no time of the day with its offset from UTC.
    TimeWithoutZone "time-without-zone" Error,
    /// An article expires before it may be seen.
    ExpiresTooEarly "expires-too-early" Error,
    /// An article has `status: withdrawn` without `withdrawn`, or the other way round.
    HalfWithdrawn "half-withdrawn" Error,
    /// An embargo has passed, and the article is still on hold or a draft.
    EmbargoPassed "embargo-passed" Error,
    /// The name of an article's file, or its slug, gives away what is under embargo.
    TellingSlug "telling-slug" Warning,
    /// An article follows one that is newer.
    FollowsNewer "follows-newer" Warning,
    /// The name of an article to which another one refers is that of several.
    AmbiguousReference "ambiguous-reference" Warning,
    /// A file to which a text leads that is not public yet is public already.
    HeldFilePublic "held-file-public" Warning,
    /// A deal in a file of its own was reported by a withdrawn article only, and is still told.
    DealOfWithdrawn "deal-of-withdrawn" Warning,
    /// Two articles may tell the same story.
    SameStory "same-story" Note,

    // Markdown
    /// A link leads to a page that does not exist.
    BrokenLink "broken-link" Warning,
    /// A link leads to a heading that does not exist.
    BrokenAnchor "broken-anchor" Warning,
    /// An image does not exist.
    MissingImage "missing-image" Warning,
    /// A wiki link names nothing that the site knows.
    UnknownWikiLink "unknown-wiki-link" Warning,
    /// Two headings, or a heading and something else of the page, claim one id.
    DuplicateHeadingId "duplicate-heading-id" Warning,
    /// A heading of the first level stands in a body; all its headings are set one level down.
    SecondH1 "second-h1" Warning,
    /// HTML that is not allowed was taken away.
    RemovedHtml "removed-html" Warning,
    /// Markup of another template language stands in a body; it stays text.
    ForeignMarkup "foreign-markup" Warning,

    // Names
    /// A comma stands in one organisation's name: these may be several.
    CommaInName "comma-in-name" Warning,
    /// An organisation without a file is spelled nearly like a known one.
    NearOrganisation "near-organisation" Warning,
    /// An author without a file is spelled nearly like a known person.
    NearPerson "near-person" Warning,
    /// An organisation is named that has no file.
    UnlistedOrganisation "unlisted-organisation" Note,
    /// An article names a known organisation that it does not list.
    UnlistedMention "unlisted-mention" Warning,
    /// A name that is a common word as well stands in articles where nothing tells what is meant.
    AmbiguousName "ambiguous-name" Note,
    /// An article or a deal has so many vendors and customers that it makes no relations.
    ManyParties "many-parties" Note,
    /// Two entries claim one name.
    NameClaimedTwice "name-claimed-twice" Error,
    /// Two names have one slug.
    SlugClaimedTwice "slug-claimed-twice" Error,
    /// A reference names nothing that the site knows.
    UnknownReference "unknown-reference" Error,
    /// References lead round in a circle.
    ReferenceCycle "reference-cycle" Error,

    // Deals
    /// Two places say different things of one deal.
    DealDisagrees "deal-disagrees" Error,
    /// An organisation is vendor and customer of one deal.
    SellsToItself "sells-to-itself" Error,
    /// One organisation stands twice in a list of a deal.
    NamedTwice "named-twice" Warning,
    /// A deal has no source, nor has any article that reports it.
    DealWithoutSource "deal-without-source" Warning,
    /// An amount of money cannot be read, or its parts disagree.
    BadMoney "bad-money" Error,
    /// A share is not between 0 and 100, or the shares of a deal come to more than 100.
    BadShare "bad-share" Error,
    /// A term is no number of years or months.
    BadTerm "bad-term" Error,
    /// The end of a deal is not where its term puts it, counted from its beginning.
    TermDisagrees "term-disagrees" Warning,
    /// A deal ends before it begins or is signed; a parent or a post ends before it begins.
    EndsTooEarly "ends-too-early" Error,
    /// The history of a deal is not in the order of time; it is sorted.
    HistoryOrder "history-order" Warning,
    /// The status of a deal is not that of the latest entry of its history.
    StatusDisagrees "status-disagrees" Error,
    /// Who lost a deal or goes is among its vendors, too.
    WonAndLost "won-and-lost" Warning,
    /// Text stands below the data of a deal; it is not published.
    DealWithText "deal-with-text" Warning,

    // The plan
    /// A file under `content/` is published by nobody.
    UnusedFile "unused-file" Note,
    /// Two sources claim one address.
    AddressClaimedTwice "address-claimed-twice" Error,
    /// Redirects lead from one to the other and never to a page.
    RedirectLoop "redirect-loop" Error,
    /// An address that `dateline.urls` lists has no page and leads nowhere.
    UrlDropped "url-dropped" Error,
    /// A line of `dateline.urls` is no address.
    UrlList "url-list" Error,
    /// A permalink pattern cannot be used.
    BadPermalink "bad-permalink" Error,
    /// The configuration names a section that does not exist.
    UnknownSection "unknown-section" Warning,

    // Templates
    /// A template cannot be read.
    TemplateSyntax "template-syntax" Error,
    /// A template fails on a page.
    TemplateRender "template-render" Error,
    /// A template asks for a name that nobody has.
    UnknownInQuestion "unknown-in-question" Warning,
    /// A file of `data/` cannot be read as what its name says it is.
    DataSyntax "data-syntax" Error,
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let code = Self::ALL.iter().copied().find(|code| code.as_str() == text);
        code.ok_or_else(|| D::Error::custom("no such code"))
    }
}
