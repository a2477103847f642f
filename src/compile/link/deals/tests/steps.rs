//! What several places say of the steps and the value of one deal.

use super::*;

/// The history that these places tell together: `date status (sources) note`.
fn history(places: &[&str]) -> Vec<String> {
    let mut newsroom = Newsroom::default();
    for (index, history) in places.iter().enumerate() {
        let front = format!("title: A\ndate: 2021-01-{:02}", index + 1);
        let deal = format!("- {{id: x, vendors: Nokia, customers: BT, history: {history}}}");
        let path = format!("content/news/a{index}.md");
        newsroom = newsroom.file(&path, &format!("---\n{front}\ndeals:\n{deal}\n---\n"));
    }
    let (site, _) = newsroom.link();
    let steps = site.deals[0].written.history.iter().map(|step| {
        let sources = step.sources.join(", ");
        let note = step.note.as_deref().unwrap_or_default();
        format!("{} {} ({sources}) {note}", step.at, step.status.name())
            .replace(" () ", "")
            .trim_end()
            .to_owned()
    });
    steps.collect()
}

#[test]
fn a_signed_deal_never_becomes_a_rumour_because_a_date_is_vague() {
    for (places, expected) in [
        (
            ["[{at: 2020-10, status: rumoured}]", "[{at: 2020, status: signed}]"],
            "2020-10 rumoured, 2020 signed",
        ),
        (
            ["[{at: 2020, status: signed}]", "[{at: 2020-10, status: rumoured}]"],
            "2020-10 rumoured, 2020 signed",
        ),
        (["[{at: 2020-10, status: signed}]", "[{at: 2020-10-08, status: signed}]"], "2020-10-08 signed"),
        (
            [
                "[{at: 2020, status: selected}, {at: 2020-11, status: live}]",
                "[{at: 2020-10, status: signed}]",
            ],
            "2020 selected, 2020-10 signed, 2020-11 live",
        ),
        (
            ["[{at: 2021, status: live}]", "[{at: 2019, status: rumoured}, {at: 2022, status: completed}]"],
            "2019 rumoured, 2021 live, 2022 completed",
        ),
        // A month that a later step contradicts is another step.
        (
            ["[{at: 2020, status: signed}, {at: 2020-02, status: live}]", "[{at: 2020-10, status: signed}]"],
            "2020 signed, 2020-02 live, 2020-10 signed",
        ),
    ] {
        assert_eq!(history(&places).join(", "), expected, "{places:?}");
    }
}

#[test]
fn a_step_that_several_tell_keeps_the_sources_and_notes_of_all() {
    let found = history(&[
        "[{at: 2020-10, status: signed, source: Reuters, note: filed}]",
        "[{at: 2020-10-08, status: signed, source: Nokia, note: after a tender}]",
        "[{at: 2020-10-08, status: signed, source: Reuters, note: filed}]",
    ]);
    assert_eq!(found, ["2020-10-08 signed (Reuters, Nokia) filed; after a tender"]);
}

#[test]
fn a_value_that_two_sources_give_keeps_both() {
    let value =
        |source: &str| format!("vendors: Nokia\ncustomers: BT\nvalue: {{text: $1bn, source: {source}}}\n");
    let (site, found) = Newsroom::default()
        .file("content/deals/x.yaml", &value("Reuters"))
        .file(
            "content/news/a.md",
            "---\ntitle: A\ndate: 2021-01-01\ndeals:\n- {id: x, value: {text: US$1bn, source: Nokia}}\n---\n",
        )
        .link();
    assert_eq!(found, [""; 0]);
    let written = &site.deals[0].written;
    let sources: Vec<_> =
        written.value.iter().chain(&written.claims).map(|money| money.source.clone().unwrap()).collect();
    assert_eq!(sources, ["Reuters", "Nokia"]);
}
