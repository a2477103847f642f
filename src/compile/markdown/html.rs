//! The HTML of a body, its links still open.
//!
//! Takes the events of a body and its headings, gives HTML with a slot for each address. It reports
//! nothing (that is `scan`'s) and knows no page.

use pulldown_cmark::{Event, Options, Parser};

use crate::model::body::Heading;
use crate::model::config::RawHtml;

use super::events::{Events, Text};
use super::mask::Mask;
use super::writer::{Addresses, Writer};

/// The HTML of a body, with slots for its addresses. Where `skip_first_paragraph`, the first
/// paragraph is left out, because the page prints it elsewhere.
pub fn html(
    text: &Text<'_>,
    events: &Events<'_>,
    headings: &[Heading],
    skip_first_paragraph: bool,
) -> Box<str> {
    let written = |raw_html| {
        let mut writer = Writer::new(&text.mask, raw_html);
        writer.headings = headings;
        writer.skip_first = skip_first_paragraph;
        writer.placing = text.options.placing;
        writer.write_all(events.iter().map(|(event, _)| event));
        writer.finish()
    };
    // HTML that cannot be cleaned is shown as text.
    let html = written(text.options.raw_html).or_else(|| written(RawHtml::Escape)).unwrap_or_default();
    // A copy of its very size: bodies stay in memory to the end, and the room they were written in not.
    html.as_str().into()
}

/// `CommonMark` alone: the specification's HTML, by the same code with all that is ours off.
pub fn commonmark(markdown: &str) -> String {
    let mask = Mask::none(markdown);
    let mut writer = Writer::new(&mask, RawHtml::Allow);
    writer.void_end = " />";
    writer.pre = "<pre";
    writer.addresses = Addresses::AsWritten;
    let events: Vec<Event<'_>> = Parser::new_ext(markdown, Options::empty()).collect();
    writer.write_all(&events);
    writer.finish().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SourcePath;
    use crate::base::source::SourceFile;
    use crate::compile::markdown::options::MarkdownOptions;
    use crate::compile::markdown::scan::scan;
    use crate::compile::markdown::slots::{fill, fill_all};
    use crate::model::body::LinkKind;

    /// Read and written; links lead where they are shouted.
    fn rendered(markdown: &str, raw_html: RawHtml, skip_first_paragraph: bool) -> String {
        let text =
            Text::new(markdown, MarkdownOptions { smart_punctuation: true, raw_html, placing: &["map"] });
        let events = text.events();
        let file = SourceFile { path: SourcePath::new("content/a.md"), text: markdown.to_owned() };
        let (body, _) = scan(&file, 0, &text, &events, &mut Vec::new());
        let resolve = |kind: LinkKind, to: &str| match (kind, to) {
            (LinkKind::Wiki, "Nokia") => Some("/organisations/nokia/".to_owned()),
            (_, "b.md") => Some("/b/".to_owned()),
            _ => None,
        };
        fill(&html(&text, &events, &body.headings, skip_first_paragraph), &resolve)
    }

    fn page(markdown: &str) -> String {
        rendered(markdown, RawHtml::Sanitize, false)
    }

    #[test]
    fn headings_have_ids_and_the_level_of_the_page() {
        assert_eq!(
            page("# A\n\n## A {.x lang=de onclick=y}"),
            "<h2 id=\"a\">A</h2>\n<h3 id=\"a-1\" class=\"x\" lang=\"de\">A</h3>\n"
        );
        assert_eq!(page("### *B* {#c}"), "<h3 id=\"c\"><em>B</em></h3>\n");
    }

    #[test]
    fn links_lead_where_the_site_says() {
        assert_eq!(
            page("[a](b.md 't') [[Nokia]] [[Nokia|x *y*]] [[Nobody]] [c](d.md)"),
            "<p><a href=\"/b/\" title=\"t\">a</a> <a href=\"/organisations/nokia/\">Nokia</a> \
             <a href=\"/organisations/nokia/\">x <em>y</em></a> <a class=\"unresolved\">Nobody</a> \
             <a href=\"d.md\">c</a></p>\n"
        );
        assert_eq!(
            page("![a *b* ![c](d)](b.md \"<t>\")"),
            "<p><img src=\"/b/\" alt=\"a b c\" title=\"&lt;t&gt;\"></p>\n"
        );
        assert_eq!(page("<a class=z href=b.md>x</a>"), "<p><a class=\"z\" href=\"/b/\">x</a></p>\n");
    }

    #[test]
    fn an_address_that_runs_code_is_left_out() {
        assert_eq!(page("[a](javascript:b) ![c](data:text/html,d)"), "<p>a c</p>\n");
        assert_eq!(page("![c](data:image/png,d)"), "<p><img src=\"data:image/png,d\" alt=\"c\"></p>\n");
        assert!(rendered("[a](javascript:b)", RawHtml::Allow, false).contains("href=\"javascript:b\""));
    }

    #[test]
    fn raw_html_is_cleaned_let_through_or_shown() {
        let markdown = "<div onclick=x>\n\n*a* <script>b</script><!-- c -->\n\n</div>\n";
        assert_eq!(page(markdown), "<div>\n<p><em>a</em> </p>\n</div>\n");
        assert_eq!(
            rendered(markdown, RawHtml::Allow, false),
            "<div onclick=x>\n<p><em>a</em> <script>b</script><!-- c --></p>\n</div>\n"
        );
        assert_eq!(
            rendered(markdown, RawHtml::Escape, false),
            "<p>&lt;div onclick=x&gt;</p>\n<p><em>a</em> &lt;script&gt;b&lt;/script&gt;&lt;!-- c --&gt;</p>\n<p>&lt;/div&gt;</p>\n"
        );
    }

    #[test]
    fn a_scheme_that_markdown_may_use_survives_html_beside_it() {
        let expected = "<p><a href=\"tel:+4930\">a</a> <b>c</b></p>\n";
        assert_eq!(page("[a](tel:+4930) <b>c</b>"), expected);
        assert_eq!(page("[a](file:///b) [c](odd:d) <b>c</b>"), "<p>a c <b>c</b></p>\n");
        assert_eq!(page("[a](file:///b) [c](odd:d)"), "<p>a c</p>\n");
    }

    #[test]
    fn every_sound_address_in_html_survives_the_sanitiser() {
        for address in [
            "https://a.example",
            "http://a.example:8080",
            "mailto:a@b.example",
            "//a.example",
            "?a=b#c",
            "#a",
            "a/",
            "",
        ] {
            let html = format!("<p><a href=\"{address}\">x</a></p>");
            assert_eq!(page(&html), html);
        }
    }

    #[test]
    fn a_placing_block_becomes_what_stands_in_its_place() {
        let text = "a[^1]\n\n```map\nx\n```\n\n- b\n\n  ``` map wide\n  y\n  ```\n\n```maps\nz\n```\n\n[^1]: c\n\n    ```map\n    ```\n";
        for html in ["", "\n<b>d</b>\n"] {
            let markdown = format!("{text}{html}");
            let options =
                MarkdownOptions { smart_punctuation: true, raw_html: RawHtml::Sanitize, placing: &["map"] };
            let text = Text::new(&markdown, options);
            let file = SourceFile { path: SourcePath::new("content/a.md"), text: markdown.clone() };
            let (body, _) = scan(&file, 0, &text, &text.events(), &mut Vec::new());
            let placed: Vec<_> = body
                .placed
                .iter()
                .map(|block| (block.word.as_ref(), block.name.as_str(), &markdown[block.place.clone()]))
                .collect();
            assert_eq!(placed, [("map", "x", "x"), ("map", "y", "y"), ("map", "", "```map\n    ```")]);
            let html = super::html(&text, &text.events(), &body.headings, false);
            let filled = fill_all(&html, &[], &|_, _| None, &|nth| format!("<i>{nth}</i>"));
            assert!(filled.contains("</p>\n<i>0</i>\n<ul>\n<li>\n<p>b</p>\n<i>1</i>\n</li>"), "{filled}");
            assert!(filled.contains("language-maps") && filled.contains("<p>c</p>\n<i>2</i>"), "{filled}");
            assert_eq!(fill(&html, &|_, _| None).matches('\u{1}').count(), 0);
        }
    }

    #[test]
    fn a_wiki_link_without_a_text_shows_its_target() {
        assert_eq!(
            page("[[Nokia|]] [[Nobody| ]]"),
            "<p><a href=\"/organisations/nokia/\">Nokia</a> <a class=\"unresolved\">Nobody</a></p>\n"
        );
    }

    #[test]
    fn foreign_markup_stays_as_written() {
        for (markdown, expected) in [
            ("{% include \"a_b_c\" %} it's", "<p>{% include \"a_b_c\" %} it’s</p>\n"),
            ("{{< figure src=\"*a*\" >}}", "<p>{{&lt; figure src=\"*a*\" &gt;}}</p>\n"),
            (
                "<Tabs a={\"b\"}>\n# not a heading",
                "<p>&lt;Tabs a={\"b\"}&gt;</p>\n<h2 id=\"not-a-heading\">not a heading</h2>\n",
            ),
            ("`{{ a }}` {: .b}", "<p><code>{{ a }}</code> {: .b}</p>\n"),
            (
                "```x\n{{ a }}\n<Tabs>\n```",
                "<pre tabindex=\"0\"><code class=\"language-x\">{{ a }}\n&lt;Tabs&gt;\n</code></pre>\n",
            ),
            ("<div>{{ \"a\" }}<Tabs></div>", "<div>{{ \"a\" }}&lt;Tabs&gt;</div>"),
            ("**{{ a }}**b", "<p><strong>{{ a }}</strong>b</p>\n"),
            ("[a]({{ b }}/c)", "<p>[a]({{ b }}/c)</p>\n"),
        ] {
            assert_eq!(page(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn footnotes_stand_at_the_end_and_lead_back() {
        let html = page("a[^y] b[^x] c[^y]\n\n[^x]: X\n\n[^y]: Y\n\n    - z\n\nd");
        assert_eq!(
            html,
            "<p>a<sup class=\"footnote-reference\" id=\"fnref-1\"><a href=\"#fn-1\" role=\"doc-noteref\">1</a></sup> \
             b<sup class=\"footnote-reference\" id=\"fnref-2\"><a href=\"#fn-2\" role=\"doc-noteref\">2</a></sup> \
             c<sup class=\"footnote-reference\" id=\"fnref-1-2\"><a href=\"#fn-1\" role=\"doc-noteref\">1</a></sup></p>\n\
             <p>d</p>\n<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n<li id=\"fn-1\">\n<p>Y</p>\n<ul>\n<li>z</li>\n</ul> \
             <a href=\"#fnref-1\" role=\"doc-backlink\" aria-label=\"Back to reference 1\">↩</a> \
             <a href=\"#fnref-1-2\" role=\"doc-backlink\" aria-label=\"Back to reference 1-2\">↩<sup>2</sup></a>\n</li>\n\
             <li id=\"fn-2\">\n<p>X <a href=\"#fnref-2\" role=\"doc-backlink\" aria-label=\"Back to reference 2\">↩</a></p>\n</li>\n\
             </ol>\n</section>\n"
        );
    }

    #[test]
    fn the_first_paragraph_is_left_out_where_the_body_begins_with_it() {
        for (markdown, expected) in [
            ("a *b* ![c](d)\n\ne", "<p>e</p>\n"),
            ("<!-- x -->\n\na\n\ne", "<p>e</p>\n"),
            ("- a\n\ne", "<ul>\n<li>a</li>\n</ul>\n<p>e</p>\n"),
            ("***\n\ne", "<hr>\n<p>e</p>\n"),
        ] {
            assert_eq!(rendered(markdown, RawHtml::Sanitize, true), expected, "{markdown}");
        }
    }

    /// Everything that a body can be made of without raw HTML.
    const ALL: &str = "# One\n\nA *b* **c** ~~d~~ `e` \"f\" -- g  \nh[^1] [i](/j?k=1&l=2 \"m\") <https://n.o> ![p](q.png) [[Nokia]] [[X]] \
        [r](tel:1) ![s](data:image/png,t)\n\n- [x] done\n- [ ] open\n\n3. three\n4. four\n\n\
        | a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |\n\n| no | rows |\n|---|---|\n\n> quote\n\n> [!NOTE]\n> alert\n\n\
        ```rust\nlet a = \"<b>\" & 'c';\n```\n\n    code\n\nterm\n: definition\n\n  more\n\n***\n\n## Two {#two .x}\n\n[^1]: note\n";

    #[test]
    fn the_sanitiser_leaves_alone_what_the_writer_makes() {
        let html = page(ALL);
        let serialised = html.clone();
        assert_eq!(crate::compile::markdown::sanitise::clean(&html), serialised);
        // And so it does with HTML beside it.
        assert_eq!(
            page(&format!("{ALL}\n\n<b>u</b>")),
            page(&format!("{ALL}\n\n**u**")).replace("strong>u</strong", "b>u</b")
        );
    }

    #[test]
    fn a_table_marks_its_head_and_its_columns() {
        assert_eq!(
            page("| a | b |\n|---|--:|\n| 1 | 2 |"),
            "<table>\n<thead>\n<tr><th scope=\"col\">a</th><th scope=\"col\" class=\"align-right\">b</th></tr>\n</thead>\n\
             <tbody>\n<tr><td>1</td><td class=\"align-right\">2</td></tr>\n</tbody>\n</table>\n"
        );
    }

    #[test]
    fn nothing_a_writer_types_takes_long_or_breaks() {
        for (unit, times) in [
            (">", 10_000),
            ("[", 50_000),
            ("- ", 5_000),
            ("*a ", 50_000),
            ("[^a]", 10_000),
            ("<b>", 10_000),
            ("[[a|", 20_000),
            ("{{ ", 50_000),
            ("<!-- ", 20_000),
            ("`", 20_000),
            ("![", 20_000),
            ("<a href=", 10_000),
            ("[a](", 20_000),
            ("|", 20_000),
            ("> [!NOTE]\n", 5_000),
            ("# a\n", 5_000),
            ("[^1]: a\n", 5_000),
            ("\u{E000}{{ é }}", 5_000),
            ("<Tabs>", 10_000),
            ("{{ é }}\n", 10_000),
            ("&#0;\u{FFFD}", 5_000),
            ("<svg><p>", 2_000),
            ("<div>", 50_000),
            ("<div><object></div>", 20_000),
        ] {
            let html = page(&unit.repeat(times));
            assert!(html.len() < 40_000_000, "{unit}");
        }
    }
}
