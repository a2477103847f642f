//! Organisations named in texts, and people under their names: what pages show of them.

use super::sandbox::Sandbox;

const ORGANISATIONS: [(&str, &str); 3] = [
    ("content/organisations/nokia.md", "---\nname: Nokia\naliases: [诺基亚]\n---\n"),
    ("content/organisations/huawei.md", "---\nname: Huawei\n---\n"),
    ("content/organisations/att.md", "---\nname: AT&T\nlink_mentions: false\n---\n"),
];

/// The text of an article's page, of a site with this article and more files.
fn body(article: &str, more: &[(&str, &str)]) -> String {
    let files: Vec<(&str, &str)> = [("content/news/a.md", article)]
        .into_iter()
        .chain(ORGANISATIONS)
        .chain(more.iter().copied())
        .collect();
    let sandbox = Sandbox::new(&files);
    sandbox.build();
    let page = sandbox.output("news/a/index.html");
    let (_, body) = page.split_once("<div class=\"body\">").unwrap();
    body.split_once("</div>").unwrap().0.trim().to_owned()
}

const HEAD: &str = "---\ntitle: A\ndate: 2020-01-01\nvendors: Nokia\n";

#[test]
fn the_first_mention_of_each_organisation_is_a_link() {
    let text = format!(
        "{HEAD}---\n\nNokia, *Huawei* and Nokia. 诺基亚, AT&T.\n\n## Huawei\n\nHuawei and `Nokia`.\n"
    );
    assert_eq!(
        body(&text, &[]),
        concat!(
            "<p><a href=\"/organisations/nokia/\">Nokia</a>, <em><a href=\"/organisations/huawei/\">Huawei</a></em> and Nokia. 诺基亚, ",
            "AT&amp;T.</p>\n<h2 id=\"huawei\">Huawei</h2>\n<p>Huawei and <code>Nokia</code>.</p>"
        )
    );
}

#[test]
fn what_the_writer_has_linked_is_not_linked_again() {
    let text = format!("{HEAD}---\n\nNokia, the [vendor](/vendors/nokia/), and [[Huawei]]. Huawei.\n");
    assert_eq!(
        body(&text, &[]),
        "<p>Nokia, the <a href=\"/vendors/nokia/\">vendor</a>, and <a href=\"/organisations/huawei/\">Huawei</a>. Huawei.</p>"
    );
    let text = format!("{HEAD}---\n\n[Nokia said](https://nokia.example/). Nokia.\n");
    assert!(body(&text, &[]).ends_with(". <a href=\"/organisations/nokia/\">Nokia</a>.</p>"));
}

#[test]
fn links_can_be_left_out_of_an_article_or_the_site() {
    let off = ("dateline.yaml", "link_mentions: false\n");
    let text = |more: &str| format!("{HEAD}{more}---\n\nNokia.\n");
    assert_eq!(body(&text("link_mentions: false\n"), &[]), "<p>Nokia.</p>");
    assert_eq!(body(&text(""), &[off]), "<p>Nokia.</p>");
    assert_eq!(
        body(&text("link_mentions: true\n"), &[off]),
        "<p><a href=\"/organisations/nokia/\">Nokia</a>.</p>"
    );
}

#[test]
fn an_organisation_without_a_file_is_linked_if_it_is_a_party_somewhere() {
    let other = (
        "content/news/b.md",
        "---\ntitle: B\ndate: 2020-01-02\nvendors: Fujitsu\nmentions: Corning\n---\n\nText.\n",
    );
    let text = format!("{HEAD}---\n\nFujitsu and Corning.\n");
    assert_eq!(body(&text, &[other]), "<p><a href=\"/organisations/fujitsu/\">Fujitsu</a> and Corning.</p>");
}

#[test]
fn an_article_stands_on_the_pages_of_those_it_only_names() {
    let files: Vec<(&str, &str)> = [
        (
            "content/news/a.md",
            "---\ntitle: In Finland\ndate: 2020-01-01\nvendors: Nokia\n---\n\nNot Huawei.\n",
        ),
        ("content/news/b.md", "---\ntitle: In Sweden\ndate: 2020-01-02\nstatus: hold\n---\n\nHuawei.\n"),
    ]
    .into_iter()
    .chain(ORGANISATIONS)
    .collect();
    let sandbox = Sandbox::new(&files);
    sandbox.build();
    let profile = sandbox.output("organisations/huawei/index.html");
    let (_, mentioned) = profile.split_once("mentioned in").unwrap();
    assert!(mentioned.contains("In Finland") && !mentioned.contains("In Sweden"));
    assert!(!sandbox.has_output("vendors/huawei/index.html"), "a mention is no role");
    assert!(
        sandbox
            .output("news/a/index.html")
            .contains("<dt>Also mentioned</dt>\n<dd><a href=\"/organisations/huawei/\">Huawei</a></dd>")
    );
}

#[test]
fn a_person_is_one_person_under_all_spellings_with_the_post_of_the_day() {
    let person = concat!(
        "---\nname: Markus Borchert\naliases: [Markus Bochert, Ma Boze]\nroles:\n",
        "- {title: Chief executive, organisation: Nokia Shanghai Bell, to: 2020-05}\n",
        "- {title: President, organisation: Nokia Greater China, from: 2020-06}\n---\n"
    );
    let said = "quotes: [{speaker: Ma Boze, text: We won.}]\n";
    let article = |date: &str, by: &str, more: &str| {
        format!("---\ntitle: T\ndate: {date}\nauthors: {by}\n{more}---\n\nText.\n")
    };
    let texts = [
        article("2020-04-01", "Markus Borchert", ""),
        article("2020-06-16", "Markus Bochert", said),
        article("2020-06-17", "{name: Ma Boze, role: Guest}", ""),
    ];
    let sandbox = Sandbox::new(&[
        ("content/people/markus-borchert.md", person),
        ("content/news/a.md", &texts[0]),
        ("content/news/b.md", &texts[1]),
        ("content/news/c.md", &texts[2]),
    ]);
    sandbox.build();
    let page = |name: &str| sandbox.output(&format!("news/{name}/index.html"));
    let link = "<a rel=\"author\" href=\"/authors/markus-borchert/\">";
    assert!(page("a").contains(&format!("{link}Markus Borchert</a> (Chief executive, Nokia Shanghai Bell)")));
    assert!(
        page("b").contains(&format!("{link}Markus Bochert</a> (President, Nokia Greater China)")),
        "as printed"
    );
    assert!(page("c").contains(&format!("{link}Ma Boze</a> (Guest)")));
    let quote = page("b").split_once("<figure").map(|(_, quote)| quote.to_owned()).unwrap();
    assert!(quote.contains("href=\"/authors/markus-borchert/\"") && quote.contains("President"), "{quote}");
    let own = sandbox.output("authors/markus-borchert/index.html");
    assert!(own.contains("Also printed as Markus Bochert, Ma Boze") && own.contains("until 2020-05"));
    assert_eq!(own.matches("<article>").count(), 3, "{own}");
}
