//! Quotes, figures and series: from front matter to the page.

use dateline::base::path::SourcePath;
use dateline::base::source::SourceFile;
use dateline::base::time::PartialDate;
use dateline::compile::parse::{Content, parse};
use dateline::model::config::Config;
use dateline::model::record::{FigureKind, Record};

use super::sandbox::Sandbox;

const FRONT: &str = "\
title: Most would stay at home
date: 2020-06-16
sources: [{url: https://example.org/poll, title: The poll, publisher: Example Press}]
quotes:
- {id: kim, speaker: Kim Roe, role: Editor, organisation: Example Press, text: \"\\\"We asked them.\\\"\", said: on air}
- {speaker: Jo Doe, text: It was -- in the end -- simple}
- {speaker: Lee Poe, text: Not in the text, source: https://www.example.com/a}
figures:
- {id: wfh, kind: poll, label: would go on working from home, value: 84%, by: Readers, source: https://example.org/poll}
- {kind: money, label: sales, value: \"1,311.50\", unit: EUR million, low: 1300, high: 1320, date: 2020-03, by: Nokia}
- {id: rival, series: Claims, kind: count, label: Ericsson & Co, value: 24, date: 2019, by: Ericsson}
- {series: Claims, kind: count, label: Nokia, value: 48, date: 2019, source: https://example.org/poll}
- {series: Claims, kind: count, label: Ericsson & Co, value: 113, date: 2020-10-28, by: Ericsson}
- {series: Shares, kind: share, label: Huawei, value: 57.3%, source: Example Press}
- {series: Shares, kind: share, label: ZTE, value: 28.7%, source: Example Press}
- {series: Shares, kind: share, label: Ericsson, value: 11.5%, source: Example Press}
- {series: Split, kind: share, label: A, value: 60%, by: A's filing, population: A's sites}
- {series: Split, kind: share, label: B, value: 40%, by: A's filing, population: traffic}
";

const BODY: &str = "\
“It was — in the end — simple”, he said. <b>See</b> [the poll](#figure-wfh).

```quote
kim
```

- in a list

  ```figure
  wfh
  ```

```series
claims
```

```series
Claims
```
";

fn record(front: &str) -> Record {
    let text = format!("---\n{front}---\n{BODY}");
    let file = SourceFile { path: SourcePath::new("content/news/a.md"), text };
    match parse(&file, &Config::default()).content {
        Some(Content::Article(article)) => article.record,
        other => panic!("{other:?}"),
    }
}

fn page() -> String {
    let sandbox = Sandbox::new(&[("content/news/a.md", &format!("---\n{FRONT}---\n{BODY}"))]);
    let built = sandbox.build();
    assert!(!built.err.contains("error"), "{}", built.err);
    sandbox.output("news/a/index.html")
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let start = text.find(from).unwrap_or_else(|| panic!("no {from} in {text}"));
    let rest = &text[start..];
    &rest[..rest.find(to).unwrap_or_else(|| panic!("no {to} in {rest}"))]
}

#[test]
fn figures_are_read_exactly_as_written() {
    let record = record(FRONT);
    let [poll, sales, ..] = record.figures.as_slice() else { panic!("no figures") };
    assert_eq!(
        (poll.kind, poll.value.to_string().as_str(), poll.unit.as_deref()),
        (FigureKind::Poll, "84", Some("%"))
    );
    assert_eq!((sales.value.to_string().as_str(), sales.unit.as_deref()), ("1311.50", Some("EUR million")));
    assert_eq!(
        sales.low.zip(sales.high).map(|(low, high)| format!("{low} {high}")).as_deref(),
        Some("1300 1320")
    );
    assert_eq!(sales.date, PartialDate::read("2020-03"));
    assert_eq!(record.quotes[0].text, "We asked them.");
}

#[test]
fn a_block_becomes_what_it_names_and_the_rest_stands_after_the_text() {
    let page = page();
    let body = between(&page, "<div class=\"body\">", "<footer");
    assert!(!body.contains('\u{1}') && !body.contains("```") && !body.contains("<code"), "{body}");
    let order = [
        "<b>See</b>",
        "We asked them.",
        "in a list",
        ">84%<",
        "Claims",
        "Not in the text",
        "1,311.50",
        "Shares",
    ];
    let places: Vec<usize> =
        order.iter().map(|text| body.find(text).unwrap_or_else(|| panic!("{text}: {body}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(body.matches("simple").count(), 1, "the text has this quote");
    assert_eq!(body.matches("84%").count(), 1);
    // What stands twice has its id once.
    assert_eq!(body.matches("id=\"series-claims\"").count(), 1);
    assert_eq!(body.matches("<figcaption>Claims</figcaption>").count(), 2);
    assert!(
        body.contains("href=\"#figure-wfh\"")
            && body.contains("<figure class=\"number kind-poll\" id=\"figure-wfh\">")
    );
}

#[test]
fn a_figure_says_all_that_is_needed_to_judge_it() {
    let page = page();
    let poll = between(&page, "<figure class=\"number kind-poll\"", "</figure>");
    assert!(poll.contains("sample not stated") && poll.contains("Readers"), "{poll}");
    assert!(poll.contains("<a href=\"https://example.org/poll\">Example Press</a>"), "{poll}");
    let sales = between(&page, "<figure class=\"number kind-money\"", "</figure>");
    assert!(sales.contains("value=\"1311.50\">€1,311.50\u{A0}million<"), "{sales}");
    assert!(
        sales.contains("€1,300 to 1,320\u{A0}million")
            && sales.contains("<time datetime=\"2020-03\">March 2020")
    );
    let quote = between(&page, "<figure class=\"quote\" id=\"quote-kim\">", "</figure>");
    assert!(quote.contains("<b>Kim Roe</b>, Editor, Example Press, on air"), "{quote}");
    assert!(page.contains("<a href=\"https://www.example.com/a\">example.com</a>"));
}

#[test]
fn a_series_is_a_table_with_a_chart() {
    let page = page();
    let claims = between(&page, "<figure class=\"series\" id=\"series-claims\">", "</figure>");
    assert!(
        claims.contains("<svg class=\"chart lines\"")
            && claims.contains("role=\"img\" aria-label=\"Line chart: Claims.")
    );
    let rows: Vec<&str> =
        claims.split("<tr>").skip(2).map(|row| row.split("</tr>").next().unwrap()).collect();
    assert_eq!(
        rows[0],
        "<th scope=\"rowgroup\" rowspan=\"2\">Ericsson &amp; Co</th><td class=\"date\"><time datetime=\"2019\">2019</time></td>\
         <td class=\"amount\"><data value=\"24\">24</data></td><td class=\"says\">Ericsson</td>"
    );
    assert!(
        rows[1].starts_with("<td class=\"date\"><time datetime=\"2020-10-28\">28 Oct 2020</time></td>"),
        "{}",
        rows[1]
    );
    assert!(rows[2].starts_with("<th scope=\"row\">Nokia</th>") && rows[2].contains(">Example Press</a>"));
    assert_eq!(
        (rows.len(), claims.matches("<tbody>").count(), claims.matches("</tbody>").count()),
        (3, 2, 2)
    );
    let shares = between(&page, "<figure class=\"series\" id=\"series-shares\">", "</figure>");
    assert!(
        shares.contains("<svg class=\"chart bars\"") && shares.contains("Source: Example Press"),
        "{shares}"
    );
    assert!(shares.contains("<th scope=\"col\" class=\"amount\">Share</th></tr>"), "{shares}");
    let two = between(&page, "<figure class=\"series\" id=\"series-split\">", "</figure>");
    assert!(!two.contains("<svg") && two.contains("A’s filing"), "{two}");
    assert!(two.contains(">A’s sites</td>") && two.contains(">traffic</td>"), "what each is of: {two}");
    assert!(claims.contains("○ □ only the year is known"), "no other mark is drawn so: {claims}");
}

#[test]
fn an_article_without_figures_prints_nothing_of_them() {
    let sandbox = Sandbox::new(&[("content/news/a.md", "---\ntitle: A\ndate: 2020-06-16\n---\nText.\n")]);
    sandbox.build();
    let page = sandbox.output("news/a/index.html");
    assert!(!page.contains("<figure") && page.contains("<p>Text.</p>\n\n</div>"), "{page}");
}
