//! What holds for every page of a site that has them all: the example's.

use std::collections::{BTreeMap, BTreeSet};

use super::sandbox::Sandbox;

/// The pages of the example site, by their paths.
fn example() -> BTreeMap<String, String> {
    let sandbox = Sandbox::example();
    sandbox.build();
    let pages = sandbox.outputs().into_iter().filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

/// The text between two marks, wherever they stand.
fn between<'h>(html: &'h str, open: &str, close: &str) -> Vec<&'h str> {
    html.split(open).skip(1).map(|rest| rest.split(close).next().unwrap()).collect()
}

#[test]
fn every_page_says_of_what_kind_it_is() {
    let pages = example();
    let kind = |path: &str| {
        let classes = between(&pages[path], "<body class=\"page-", "\"");
        assert_eq!(classes.len(), 1, "{path}");
        classes[0].to_owned()
    };
    for (path, expected) in [
        ("index.html", "home"),
        ("404.html", "404"),
        ("briefings/index.html", "section"),
        ("briefings/2020/index.html", "year"),
        ("briefings/2020/06/index.html", "month"),
        ("vendors/index.html", "index"),
        ("vendors/nokia/index.html", "vendor"),
        ("customers/tencent/index.html", "customer"),
        ("organisations/nokia/index.html", "organisation"),
        ("topics/5g/index.html", "topic"),
        ("about/index.html", "page"),
        ("corrections/index.html", "corrections"),
        ("threads/index.html", "threads"),
        ("deals/index.html", "deals"),
        ("matrix/index.html", "matrix"),
    ] {
        assert_eq!(kind(path), expected, "{path}");
    }
    let moved = |path: &&String| pages[*path].contains("http-equiv=\"refresh\"");
    let kinds: BTreeSet<String> = pages.keys().filter(|path| !moved(path)).map(|path| kind(path)).collect();
    for kind in ["article", "author", "deal", "relation", "thread", "withdrawn"] {
        assert!(kinds.contains(kind), "no {kind} in {kinds:?}");
    }
}

/// How many columns the cells of a row take.
fn columns(row: &str) -> usize {
    let cells = row.split("<t").skip(1).filter(|cell| cell.starts_with(['d', 'h']));
    let width = |cell: &str| -> usize {
        let tag = cell.split('>').next().unwrap();
        between(tag, " colspan=\"", "\"").first().map_or(1, |columns| columns.parse().unwrap())
    };
    cells.map(width).sum()
}

#[test]
fn every_table_of_the_theme_has_a_caption_and_every_table_as_many_cells_in_each_row_as_heads() {
    let mut tables = 0;
    for (path, html) in &example() {
        for table in between(html, "<table", "</table>") {
            tables += 1;
            // A table that a writer typed has none: Markdown knows no caption.
            assert!(table.contains("<caption") || table.starts_with(">\n<thead>"), "{path}: {table}");
            let (head, body) = table.split_once("<tbody").unwrap();
            let heads = columns(head.split("<thead>").nth(1).unwrap());
            assert!(head.matches("<th ").count() == head.matches("scope=\"col\"").count(), "{path}: {head}");
            // Cells of earlier rows that reach into this one, each with how many rows it still takes.
            let mut reaching: Vec<usize> = Vec::new();
            for row in between(body, "<tr", "</tr>") {
                assert_eq!(columns(row) + reaching.len(), heads, "{path}: {row}");
                let deep = between(row, "rowspan=\"", "\"");
                reaching.extend(deep.iter().map(|rows| rows.parse::<usize>().unwrap()));
                reaching = reaching.iter().map(|rows| rows - 1).filter(|rows| *rows > 0).collect();
            }
        }
    }
    assert!(tables > 20, "{tables}");
}

#[test]
fn every_drawing_in_a_page_has_words_for_those_who_do_not_see_it() {
    let mut drawings = 0;
    for (path, html) in &example() {
        for svg in between(html, "<svg", "</svg>") {
            drawings += 1;
            let tag = svg.split('>').next().unwrap();
            let named =
                tag.contains("role=\"img\"") && (tag.contains("aria-label") || svg.contains("<title"));
            assert!(named || tag.contains("aria-hidden=\"true\""), "{path}: {tag}");
        }
    }
    assert!(drawings > 0);
}

#[test]
fn every_cell_of_the_matrix_leads_to_a_page_and_no_row_is_empty() {
    let pages = example();
    let matrix = &pages["matrix/index.html"];
    let body = between(matrix, "<tbody>", "</tbody>")[0];
    let rows = between(body, "<tr>", "</tr>");
    assert!(rows.len() > 3);
    for row in rows {
        let cells = between(row, "<td>", "</td>");
        let links: Vec<&str> = cells.iter().flat_map(|cell| between(cell, "href=\"/", "\"")).collect();
        assert!(!links.is_empty(), "{row}");
        for link in links {
            assert!(pages.contains_key(&format!("{link}index.html")), "{link}");
        }
    }
}

#[test]
fn a_logo_is_printed_with_its_words() {
    let page = |logo: &str| {
        let sandbox = Sandbox::new(&[
            ("content/organisations/nokia.md", &format!("---\nname: Nokia\nlogo: {logo}\n---\n")),
            ("static/nokia.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ]);
        sandbox.build();
        let page = sandbox.output("organisations/nokia/index.html");
        between(&page, "<img", ">").iter().map(|&tag| tag.to_owned()).collect::<Vec<_>>()
    };
    let with = page("{src: /nokia.svg, alt: The word Nokia in blue}");
    assert_eq!(with.len(), 1);
    assert!(with[0].contains("src=\"/nokia.svg\"") && with[0].contains("alt=\"The word Nokia in blue\""));
    assert!(page("/nokia.svg")[0].contains("alt=\""));
}

#[test]
fn a_front_shows_cards_and_the_pages_behind_it_headlines_each_article_once() {
    let types = ["", "type: press-release\n"];
    let files: Vec<(String, String)> = (1..=7)
        .map(|day| {
            let text =
                format!("---\ntitle: Story {day}\ndate: 2020-01-0{day}\n{}---\n\nText.\n", types[day % 2]);
            (format!("content/news/a{day}.md"), text)
        })
        .collect();
    let mut all: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    all.push(("dateline.yaml", "per_page: 3\n"));
    let sandbox = Sandbox::new(&all);
    sandbox.build();
    let (front, older) = (sandbox.output("news/index.html"), sandbox.output("news/page/1/index.html"));
    assert!(front.contains("class=\"cards\"") && !front.contains("class=\"headlines\""));
    assert!(older.contains("class=\"headlines\"") && !older.contains("class=\"cards\""));
    let stories =
        |html: &str| (1..=7).filter(|day| html.contains(&format!(">Story {day}</a>"))).collect::<Vec<_>>();
    assert_eq!((stories(&front), stories(&older)), (vec![4, 5, 6, 7], vec![1, 2, 3]));
    assert_eq!(older.matches("<span class=\"label\">Press release</span>").count(), 2);
}

#[test]
fn links_in_a_standfirst_and_a_caption_lead_where_they_lead_in_a_text() {
    let keys = "standfirst: \"After [the other](other.md) and [below](#why)\"\n\
                hero: {src: /a.svg, alt: A, caption: \"From [there](other.md)\"}\nvendors: Nokia\n";
    let sandbox = Sandbox::new(&[
        (
            "content/x/2020/one.md",
            &format!("---\ntitle: One\ndate: 2020-01-02\n{keys}---\n\n## Why\n\nText.\n"),
        ),
        ("content/x/2020/other.md", "---\ntitle: Other\ndate: 2020-01-01\nvendors: Nokia\n---\n\nText.\n"),
        (
            "content/pages/about.md",
            "---\ntitle: About\nstandfirst: See [one](../x/2020/one.md)\n---\n\nUs.\n",
        ),
        ("static/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        (
            "templates/404.html",
            "{% for card in articles(vendor=\"Nokia\") %}{{ card.standfirst_html | safe }}{% endfor %}",
        ),
    ]);
    let built = sandbox.build();
    assert!(!built.err.contains("warning"), "{}", built.err);
    for page in
        ["index.html", "x/2020/one/index.html", "x/index.html", "vendors/nokia/index.html", "404.html"]
    {
        let html = sandbox.output(page);
        assert!(html.contains("After <a href=\"/x/2020/other/\">the other</a>"), "{page}: {html}");
        assert!(html.contains("<a href=\"/x/2020/one/#why\">below</a>"), "{page}: {html}");
    }
    assert!(sandbox.output("x/2020/one/index.html").contains("From <a href=\"/x/2020/other/\">there</a>"));
    assert!(sandbox.output("about/index.html").contains("See <a href=\"/x/2020/one/\">one</a>"));
    for (path, bytes) in sandbox.outputs() {
        assert!(!bytes.contains(&1), "an address was left open in {path}");
    }
    // What leads nowhere is told as in a text, with its place.
    let broken = "---\ntitle: One\ndate: 2020-01-02\nstandfirst: \"[a](nowhere.md)\"\n---\n\nText.\n";
    sandbox.write("content/x/2020/one.md", broken.as_bytes());
    let found = sandbox.check(false);
    assert!(
        found.contains("one.md:4:13: warning[broken-link]: the link `nowhere.md` leads nowhere")
            || found.contains("one.md:4:13"),
        "{found}"
    );
}
