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
fn a_site_may_leave_its_texts_unsearched() {
    let text = format!("{HEAD}---\n\nNokia and Huawei.\n");
    let files = [("dateline.yaml", "find_mentions: false\n"), ("content/news/a.md", &text)];
    let sandbox = Sandbox::new(&[&files[..], &ORGANISATIONS[..]].concat());
    assert!(!sandbox.run(&sandbox.options()).err.contains("unlisted-mention"));
    sandbox.build();
    assert!(sandbox.output("news/a/index.html").contains("<p>Nokia and Huawei.</p>"));
    assert!(!sandbox.output("organisations/huawei/index.html").contains("/news/a/"));
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
    assert!(
        own.contains("Also printed as Markus Bochert, Ma Boze")
            && own.contains("until <time datetime=\"2020-05\">May 2020</time>")
    );
    assert_eq!(own.matches("<article>").count(), 3, "{own}");
}

#[test]
fn an_article_keeps_the_name_of_its_day() {
    let nokia = (
        "content/organisations/nokia.md",
        "---\nname: Nokia\naliases: [Nokia Networks]\nformer_names: [{name: Old Nokia, until: 2010}]\n---\n",
    );
    let article = |title: &str, parties: &str| {
        format!("---\ntitle: {title}\ndate: 2006-01-01\n{parties}\n---\n\nText.\n")
    };
    let texts = [
        article("Then", "vendors: old nokia"),
        article("Now", "vendors: [Nokia Networks, ZTE]"),
        article("Bought", "customers: Old Nokia Oyj"),
        article("Named", "mentions: Old Nokia"),
    ];
    let sandbox = Sandbox::new(&[
        nokia,
        ("content/news/then.md", &texts[0]),
        ("content/news/now.md", &texts[1]),
        ("content/news/bought.md", &texts[2]),
        ("content/news/named.md", &texts[3]),
    ]);
    sandbox.build();
    let page = |name: &str| sandbox.output(&format!("news/{name}/index.html"));
    let then = "Old Nokia</a> (now Nokia)</dd>";
    assert!(page("then").contains(&format!("<dd><a href=\"/vendors/nokia/\">{then}")));
    assert!(page("bought").contains(&format!("<dd><a href=\"/customers/nokia/\">{then}")));
    assert!(page("named").contains(&format!("<dd><a href=\"/organisations/nokia/\">{then}")));
    assert!(
        page("now").contains("<dd><a href=\"/vendors/nokia/\">Nokia</a></dd>"),
        "an alias is no former name"
    );
    let home = sandbox.output("index.html");
    assert!(home.contains("Vendor: <a href=\"/vendors/nokia/\">Old Nokia</a></span>"), "{home}");
    assert!(home.contains("Customer: <a href=\"/customers/nokia/\">Old Nokia</a></span>"));
    assert!(home.contains("Vendors: <a href=\"/vendors/nokia/\">Nokia</a>, "));
    assert!(
        sandbox.output("vendors/nokia/index.html").contains("<h1>Nokia"),
        "its page has the name of today"
    );
}

#[test]
fn an_author_in_two_spellings_has_written_an_article_once() {
    let person = "---\nname: Markus Borchert\naliases: [Ma Boze]\n---\n";
    let article =
        "---\ntitle: Both spellings\ndate: 2020-01-01\nauthors: [Markus Borchert, Ma Boze]\n---\n\nText.\n";
    let sandbox =
        Sandbox::new(&[("content/people/markus-borchert.md", person), ("content/news/a.md", article)]);
    sandbox.build();
    let page = sandbox.output("authors/markus-borchert/index.html");
    assert_eq!(page.matches("<h3><a href=\"/news/a/\">").count(), 1);
    assert!(sandbox.output("news/a/index.html").contains(">Markus Borchert</a> and <a"), "the byline stays");
}

#[test]
fn an_author_s_page_lists_the_articles_that_quote_the_author() {
    let person = "---\nname: Markus Borchert\naliases: [Ma Boze]\n---\n";
    let said = |title: &str, more: &str| {
        format!(
            "---\ntitle: {title}\ndate: 2020-01-01\n{more}quotes:\n- {{speaker: Ma Boze, text: We won.}}\n- {{speaker: Markus Borchert, text: Again.}}\n---\n\nWe won. Again.\n"
        )
    };
    let (told, held) = (said("Words of a winner", ""), said("Words on hold", "status: hold\n"));
    let sandbox = Sandbox::new(&[
        ("content/people/markus-borchert.md", person),
        ("content/people/kim-roe.md", "---\nname: Kim Roe\n---\n"),
        ("content/news/a.md", &told),
        ("content/news/b.md", &held),
    ]);
    sandbox.build();
    let page = sandbox.output("authors/markus-borchert/index.html");
    let (_, quoted) = page.split_once("<h2>Quoted in</h2>").unwrap();
    assert_eq!(quoted.matches("Words of a winner").count(), 1);
    assert!(!page.contains("Words on hold"));
    assert!(!sandbox.output("authors/kim-roe/index.html").contains("Quoted in"));
}
