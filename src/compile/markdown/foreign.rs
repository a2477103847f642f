//! Markup of other template languages: Liquid, Jinja, Hugo shortcodes, kramdown attributes, ERB,
//! Blade, JSX, MDX.
//!
//! Takes a body, gives where such constructs stand and what they are called. They are never run.
//! Must not know findings or HTML output.

use std::collections::BTreeSet;
use std::ops::Range;

use super::sanitise::is_html;

/// The longest construct that is recognised, in bytes.
const LONGEST: usize = 2000;

/// One piece of foreign markup.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Construct {
    /// Where it stands in the body.
    pub range: Range<usize>,
    /// What it is called: `{% include %}`. The end of a pair is called as its beginning.
    pub name: String,
    /// The language it belongs to.
    pub language: &'static str,
    /// Whether it ends a pair.
    pub closing: bool,
}

/// All foreign markup in a body, in order, code included.
pub(super) fn constructs(body: &str) -> Vec<Construct> {
    let mut found = Vec::new();
    let mut search = Search::new(body);
    let mut end = 0;
    for at in memchr::memchr2_iter(b'{', b'<', body.as_bytes()) {
        if at < end {
            continue;
        }
        if let Some(construct) = search.construct(at) {
            end = construct.range.end;
            found.push(construct);
        }
    }
    let lines = mdx_lines(body);
    if !lines.is_empty() {
        found.retain(|construct| {
            let before = lines.partition_point(|line| line.range.start <= construct.range.start);
            before == 0 || lines[before - 1].range.end <= construct.range.start
        });
        found.extend(lines);
        found.sort_by_key(|construct| construct.range.start);
    }
    found
}

struct Search<'a> {
    body: &'a str,
    /// The ends of the brace constructs and of paragraphs; each is searched for once, however many
    /// beginnings stand before it.
    ends: [Ahead; 8],
}

const ENDS: [&str; 8] = ["\n\n", ">}}", "%}}", "}}", "%}", "#}", "!!}", "%>"];
const BRACES: [(&str, usize, &str); 8] = [
    ("{{<", 1, "Hugo"),
    ("{{%", 2, "Hugo"),
    ("{{", 3, "Liquid or Jinja"),
    ("{%", 4, "Liquid or Jinja"),
    // Without the blank it is the id of a heading.
    ("{# ", 5, "Jinja"),
    ("{!!", 6, "Blade"),
    ("<%=", 7, "ERB or EJS"),
    ("<%", 7, "ERB or EJS"),
];
/// Tags of HTML without content, which may be closed in themselves.
const VOID: [&str; 8] = ["br", "col", "hr", "img", "input", "source", "track", "wbr"];

impl<'a> Search<'a> {
    fn new(body: &'a str) -> Self {
        Self { body, ends: ENDS.map(Ahead::new) }
    }

    fn construct(&mut self, at: usize) -> Option<Construct> {
        let rest = &self.body[at..];
        match rest.as_bytes().get(1)? {
            b'{' | b'%' | b'#' | b'!' if rest.starts_with('{') => self.braces(at),
            b'%' => self.braces(at),
            b':' if rest.starts_with('{') => self.attributes(at),
            b'/' | b'A'..=b'Z' if rest.starts_with('<') => self.component(at),
            _ => None,
        }
    }

    fn paragraph_end(&mut self, at: usize) -> usize {
        self.ends[0].after(self.body, at).unwrap_or(self.body.len())
    }

    fn braces(&mut self, at: usize) -> Option<Construct> {
        let (open, end, language) =
            BRACES.into_iter().find(|(open, ..)| self.body[at..].starts_with(open))?;
        let close = ENDS[end];
        let stop = self.ends[end].after(self.body, at + open.len())?;
        if stop - at > LONGEST || stop > self.paragraph_end(at) {
            return None;
        }
        let inside =
            self.body[at + open.len()..stop].trim_matches(|ch: char| ch == '-' || ch.is_whitespace());
        let word = first_word(inside);
        let bare = match open {
            "{%" => word.strip_prefix("end").filter(|rest| !rest.is_empty()),
            "{{<" | "{{%" => inside.strip_prefix('/').map(|rest| first_word(rest.trim_start())),
            _ => None,
        };
        Some(Construct {
            range: at..stop + close.len(),
            name: format!("{} {} {close}", open.trim_end(), bare.unwrap_or(word)),
            language,
            closing: bare.is_some(),
        })
    }

    fn attributes(&mut self, at: usize) -> Option<Construct> {
        let line = self.body[at..].split('\n').next()?;
        let stop = memchr::memchr(b'}', &line.as_bytes()[..line.len().min(LONGEST)])?;
        let inside = &line[2..stop];
        if inside.contains('{') {
            return None;
        }
        let name = if inside.starts_with(' ') {
            format!("{{: {}}}", first_word(inside.trim_start()))
        } else {
            format!("{{:{}}}", first_word(inside))
        };
        Some(Construct { range: at..at + stop + 1, name, language: "kramdown", closing: false })
    }

    /// A JSX component: a tag that begins with a capital and is none of HTML's, or is written as
    /// none of HTML's can be.
    fn component(&mut self, at: usize) -> Option<Construct> {
        let closing = self.body[at + 1..].starts_with('/');
        let name_at = at + 1 + usize::from(closing);
        let name_len = self.body[name_at..]
            .bytes()
            .position(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'.' | b'_'))?;
        let name = &self.body[name_at..name_at + name_len];
        if !name.starts_with(|ch: char| ch.is_ascii_uppercase()) {
            return None;
        }
        let lower = name.to_ascii_lowercase();
        let html = is_html(&lower);
        if html && !name.contains(|ch: char| ch.is_ascii_lowercase()) {
            return None;
        }
        let limit = self.paragraph_end(at).min(at + LONGEST);
        let attributes = self.body.as_bytes().get(name_at + name_len..limit)?;
        let end = component_end(attributes)?;
        if html && !is_jsx(&attributes[..end], VOID.contains(&lower.as_str())) {
            return None;
        }
        Some(Construct {
            range: at..name_at + name_len + end,
            name: format!("<{name}>"),
            language: "JSX",
            closing,
        })
    }
}

/// Behind the `>` that ends a component's tag: quotes and braces may hold others.
fn component_end(bytes: &[u8]) -> Option<usize> {
    if !matches!(bytes.first()?, b'>' | b'/' | b' ' | b'\n' | b'\t') {
        return None;
    }
    let (mut quote, mut depth) = (None, 0_usize);
    for (at, &byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') => depth = depth.checked_sub(1)?,
            (None, b'>') if depth == 0 => return Some(at + 1),
            (None, b'<') if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Whether a tag with a name of HTML is written as only JSX is: closed in itself, or with a value
/// in braces.
fn is_jsx(attributes: &[u8], void: bool) -> bool {
    (attributes.ends_with(b"/>") && !void) || memchr::memmem::find(attributes, b"={").is_some()
}

fn first_word(text: &str) -> &str {
    let end = text.char_indices().take(40).find(|(_, ch)| ch.is_whitespace() || matches!(ch, '|' | '`'));
    let cut = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
    &text[..end.map_or(cut, |(at, _)| at)]
}

/// Lines of MDX that import or export something, at the beginning of a paragraph.
fn mdx_lines(body: &str) -> Vec<Construct> {
    let mut found: Vec<Construct> = Vec::new();
    // Where the lines found end: a further one may follow directly.
    let mut ends = BTreeSet::new();
    // One search for both words, which end alike.
    for tail in memchr::memmem::find_iter(body.as_bytes(), "port ") {
        let Some(at) = tail.checked_sub(2).filter(|at| body.is_char_boundary(*at)) else { continue };
        let fresh = at == 0 || body[..at].ends_with("\n\n") || (at == 1 && body.starts_with('\n'));
        let after_another = body[..at].ends_with('\n') && ends.contains(&(at - 1));
        if !(fresh || after_another) {
            continue;
        }
        let line = body[at..].split('\n').next().unwrap_or_default();
        if is_mdx(line) {
            ends.insert(at + line.len());
            let name = line[..6].to_owned();
            found.push(Construct { range: at..at + line.len(), name, language: "MDX", closing: false });
        }
    }
    found
}

/// What can follow `export` in MDX.
const EXPORTS: [&str; 8] = ["default ", "const ", "let ", "var ", "function ", "async ", "* from ", "{"];

fn is_mdx(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(';');
    if let Some(rest) = line.strip_prefix("import ") {
        let from = rest.rsplit_once(" from ").map_or(rest, |(_, from)| from);
        return from.len() > 1 && from.starts_with(['"', '\'']) && from.ends_with(['"', '\'']);
    }
    let declares = |rest: &str| {
        EXPORTS.iter().any(|word| rest.starts_with(word)) && rest.contains(['=', '{', '(', '"', '\''])
    };
    line.strip_prefix("export ").is_some_and(declares)
}

/// Finds one text again and again, each time from a later place on, in one walk.
struct Ahead {
    needle: &'static str,
    next: Option<usize>,
    from: usize,
}

impl Ahead {
    fn new(needle: &'static str) -> Self {
        Self { needle, next: Some(0), from: usize::MAX }
    }

    fn after(&mut self, body: &str, at: usize) -> Option<usize> {
        let known = self.from != usize::MAX && self.next.is_none_or(|next| next >= at);
        if !known {
            self.next =
                memchr::memmem::find(&body.as_bytes()[at..], self.needle.as_bytes()).map(|found| at + found);
            self.from = at;
        }
        self.next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(body: &str) -> Vec<String> {
        constructs(body).into_iter().map(|found| format!("{} {}", found.language, found.name)).collect()
    }

    #[test]
    fn each_language_is_known_by_its_marks() {
        for (body, expected) in [
            ("{{ page.title | upcase }}", "Liquid or Jinja {{ page.title }}"),
            ("{%- include a.html -%}", "Liquid or Jinja {% include %}"),
            ("{% endraw %}", "Liquid or Jinja {% raw %}"),
            ("{{< figure src=\"a}}\" >}}", "Hugo {{< figure >}}"),
            ("{{% /note %}}", "Hugo {{% note %}}"),
            ("{: .lead}", "kramdown {: .lead}"),
            ("{:toc}", "kramdown {:toc}"),
            ("<Tabs items={['a', \">\"]} />", "JSX <Tabs>"),
            ("</Tabs>", "JSX <Tabs>"),
            ("<Foo.Bar>", "JSX <Foo.Bar>"),
            ("<Figure src=\"a\" />", "JSX <Figure>"),
            ("<Video x={1}>", "JSX <Video>"),
            ("<%= yield %>", "ERB or EJS <%= yield %>"),
            ("<% end %>", "ERB or EJS <% end %>"),
            ("{!! $a !!}", "Blade {!! $a !!}"),
            ("{# note #}", "Jinja {# note #}"),
            ("import { A } from './a';", "MDX import"),
            ("x\n\nexport const a = 1", "MDX export"),
        ] {
            assert_eq!(names(body), [expected], "{body}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_left_alone() {
        for body in [
            "{ x }",
            "{{ x",
            "{{ a\n\nb }}",
            "# T {#id}",
            "<DIV>",
            "<Table>",
            "<Img src=a />",
            "<Figure>",
            "<FIGURE />",
            "# T {#a} and #}",
            "5 <% of",
            "{!! x",
            "<https://a.b>",
            "a <B",
            "<A@b.c>",
            "import duties from \"China\" rose",
            "The import x from 'y'",
            "{:",
            "{",
            "<",
            "export controls (new)",
        ] {
            assert_eq!(names(body), Vec::<String>::new(), "{body}");
        }
    }

    #[test]
    fn many_beginnings_without_an_end_take_no_time() {
        for unit in
            ["{{ ", "{%", "{{<", "<A \"", "<Ab ", "{:", "{{ }", "<A {", "<%", "{# ", "{!!", "<Figure "]
        {
            let body = unit.repeat(200_000);
            assert!(constructs(&body).is_empty(), "{unit}");
        }
    }
}
