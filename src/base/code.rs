//! Every kind of diagnostic: its stable code and its severity. The manual (`docs/diagnostics.md`)
//! has a row for each, and `tests/cases` an example.

use serde::{Serialize, Serializer};

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
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
    /// A key is reserved for a later version, or would hold a piece back but is misspelled or unknown here.
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
    /// An article is dated after the build's clock; it is published all the same.
    FutureDate "future-date" Warning,
    /// A comma stands in one author's name: these may be several people.
    CommaInAuthor "comma-in-author" Warning,
    /// A language is not a BCP 47 tag.
    BadLanguage "bad-language" Error,
    /// A web address cannot be read.
    BadUrl "bad-url" Error,
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
    /// The first paragraph repeats the standfirst; it is printed once.
    StandfirstRepeated "standfirst-repeated" Warning,
    /// An article is a draft or on hold and is left out.
    DraftLeftOut "draft-left-out" Note,

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
    /// An organisation is named that has no file.
    UnlistedOrganisation "unlisted-organisation" Note,
    /// Two entries claim one name.
    NameClaimedTwice "name-claimed-twice" Error,
    /// Two names have one slug.
    SlugClaimedTwice "slug-claimed-twice" Error,
    /// A reference names nothing that the site knows.
    UnknownReference "unknown-reference" Error,
    /// References lead round in a circle.
    ReferenceCycle "reference-cycle" Error,

    // The plan
    /// A file under `content/` is published by nobody.
    UnusedFile "unused-file" Note,
    /// Two sources claim one address.
    AddressClaimedTwice "address-claimed-twice" Error,
    /// A permalink pattern cannot be used.
    BadPermalink "bad-permalink" Error,
    /// The configuration names a section that does not exist.
    UnknownSection "unknown-section" Warning,

    // Templates
    /// A template cannot be read.
    TemplateSyntax "template-syntax" Error,
    /// A template fails on a page.
    TemplateRender "template-render" Error,
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
