//! What pages tell programs of themselves, from outside: scripts/check-metadata has the judges of other hands.

use serde_json::Value;

use super::sandbox::Sandbox;

const BASE: &str = "base_url: https://desk.example/news\n";
const DEAL: &str = "---\ntitle: Nokia wins at BT\ndate: 2020-06-16T09:00:00+01:00\nupdated: 2020-06-17T10:00:00+01:00\nstandfirst: \"In *short*\"\nauthors: Kim\nvendors: Nokia\ncustomers: BT\nmentions: Ericsson\ntopics: Radio\nregions: Finland\ncorrections: [{at: 2020-06-18, text: \"A [name](x) </script>\"}]\nsources: [{url: \"https://example.org/a\", title: A source}]\ndateline: {place: ESPOO, country: Finland}\n---\n\nText.\n";

/// The things of a page's graph, as JSON.
fn graph(page: &str) -> Vec<Value> {
    let start = "<script type=\"application/ld+json\">";
    let Some((_, rest)) = page.split_once(start) else { return Vec::new() };
    let (text, rest) = rest.split_once("</script>").unwrap();
    assert!(!rest.contains(start), "two pieces of linked data");
    let data: Value = serde_json::from_str(text).unwrap();
    assert_eq!(data["@context"], "https://schema.org");
    data["@graph"].as_array().unwrap().clone()
}

fn thing(page: &str, kind: &str) -> Value {
    let graph = graph(page);
    graph
        .iter()
        .find(|node| node["@type"] == kind)
        .unwrap_or_else(|| panic!("no {kind} in {graph:#?}"))
        .clone()
}

fn site() -> Sandbox {
    Sandbox::new(&[
        ("dateline.yaml", BASE),
        ("content/a/deal.md", DEAL),
        (
            "content/organisations/nokia.md",
            "---\nname: Nokia\naliases: [Nokia Oyj]\ntickers: [\"HEL:NOKIA\"]\nlei: 549300A0JPRWG1KI7U06\nwikidata: Q1418\n---\n",
        ),
        ("content/organisations/nsb.md", "---\nname: Nokia Shanghai Bell\nparent: Nokia\n---\n"),
    ])
}

#[test]
fn an_article_tells_what_its_file_says() {
    let sandbox = site();
    sandbox.build();
    let page = sandbox.output("a/deal/index.html");
    let told = thing(&page, "NewsArticle");
    let organisation = |slug: &str, name: &str| {
        let id = format!("https://desk.example/news/organisations/{slug}/#organisation");
        serde_json::json!({"@type": "Organization", "@id": id, "name": name})
    };
    assert_eq!(told["about"], serde_json::json!([organisation("nokia", "Nokia"), organisation("bt", "BT")]));
    assert_eq!(told["mentions"], serde_json::json!([organisation("ericsson", "Ericsson")]));
    for (key, expected) in [
        ("headline", "Nokia wins at BT"),
        ("description", "In short"),
        ("datePublished", "2020-06-16T09:00:00+01:00"),
        ("dateModified", "2020-06-18T00:00:00+00:00"),
        ("dateline", "ESPOO, Finland"),
        ("url", "https://desk.example/news/a/deal/"),
    ] {
        assert_eq!(told[key], expected, "{key}");
    }
    assert_eq!(told["correction"][0]["text"], "A name </script>");
    assert_eq!(told["correction"][0]["datePublished"], "2020-06-18");
    assert_eq!(told["isBasedOn"][0]["url"], "https://example.org/a");
    assert_eq!(told["author"][0]["url"], "https://desk.example/news/authors/kim/");
    assert_eq!(told["keywords"][0], "Radio");
    assert!(page.contains("<meta property=\"article:modified_time\" content=\"2020-06-18T00:00:00+00:00\">"));
    assert!(page.contains("<meta name=\"twitter:card\" content=\"summary\">"));
}

#[test]
fn an_organisation_has_one_name_on_all_pages_and_one_address_for_search_engines() {
    let sandbox = site();
    sandbox.build();
    let nokia = thing(&sandbox.output("organisations/nokia/index.html"), "Corporation");
    assert_eq!(nokia["@id"], "https://desk.example/news/organisations/nokia/#organisation");
    assert_eq!(
        (&nokia["leiCode"], &nokia["tickerSymbol"][0]),
        (&"549300A0JPRWG1KI7U06".into(), &"HEL:NOKIA".into())
    );
    assert_eq!(nokia["sameAs"][0], "https://www.wikidata.org/wiki/Q1418");
    let bell = thing(&sandbox.output("organisations/nsb/index.html"), "Organization");
    assert_eq!(bell["parentOrganization"]["@id"], nokia["@id"]);
    let vendor = sandbox.output("vendors/nokia/index.html");
    assert_eq!(thing(&vendor, "CollectionPage")["about"]["@id"], nokia["@id"]);
    assert!(
        vendor.contains("<link rel=\"canonical\" href=\"https://desk.example/news/organisations/nokia/\">")
    );
    let way = &thing(&vendor, "BreadcrumbList")["itemListElement"];
    assert_eq!(
        (&way[1]["name"], &way[1]["item"]),
        (&"Vendors".into(), &"https://desk.example/news/vendors/".into())
    );
}

#[test]
fn what_nobody_may_show_tells_nothing() {
    let sandbox = site();
    let gone =
        DEAL.replacen("title:", "status: withdrawn\nwithdrawn: {at: 2020-07-01, reason: Untrue.}\ntitle:", 1);
    sandbox.write("content/a/deal.md", gone.as_bytes());
    sandbox.write("dateline.yaml", format!("{BASE}documents: [ninjs]\n").as_bytes());
    sandbox.build();
    for page in ["a/deal/index.html", "404.html"] {
        let page = sandbox.output(page);
        assert!(graph(&page).is_empty() && !page.contains("og:title"), "{page}");
    }
    let ninjs: Value = serde_json::from_str(&sandbox.output("a/deal/ninjs.json")).unwrap();
    assert_eq!((&ninjs["pubStatus"], &ninjs["edNote"]), (&"canceled".into(), &"Withdrawn: Untrue.".into()));
    assert!(ninjs.get("bodies").is_none() && ninjs.get("organisations").is_none());
}

#[test]
fn documents_are_there_only_where_they_are_asked_for_and_addresses_can_be_full() {
    let sandbox = site();
    let documents = || -> Vec<String> {
        let is_one = |path: &String| path.ends_with("ninjs.json") || path.ends_with("organisation.json");
        sandbox.outputs().into_keys().filter(is_one).collect()
    };
    sandbox.build();
    assert_eq!(documents(), [""; 0]);
    sandbox.write("dateline.yaml", format!("{BASE}documents: [ninjs, organisations]\n").as_bytes());
    sandbox.build();
    assert_eq!(documents().len(), 5, "{:?}", documents());
    let ninjs: Value = serde_json::from_str(&sandbox.output("a/deal/ninjs.json")).unwrap();
    assert_eq!(ninjs["organisations"][0]["symbols"][0]["symbol"], "NOKIA");
    assert_eq!(ninjs["uri"], "tag:desk.example,2026:a/deal");
    assert!(sandbox.output("a/deal/index.html").contains("href=\"/news/a/deal/ninjs.json\""));
    sandbox.write("dateline.yaml", b"documents: [ninjs, organisations]\n");
    sandbox.build();
    assert_eq!(documents(), [""; 0]);
    assert_eq!(thing(&sandbox.output("a/deal/index.html"), "NewsArticle")["url"], "/a/deal/");
}

#[test]
fn what_is_wrong_with_the_configuration_is_told() {
    let sandbox = site();
    let config = "documents: ninj\npublisher: {x: \"https://x.com/desk\", logo: logo.svg, corrections_policy: /nowhere/, same_as: desk}\n";
    sandbox.write("dateline.yaml", config.as_bytes());
    let found = sandbox.check(false);
    let says = [
        "`ninj` is no kind of document",
        "`https://x.com/desk` is no name of an account on X",
        "`logo.svg` is neither a path from the site's root nor a full address",
        "the link `/nowhere/` of the publisher leads nowhere",
        "same_as",
    ];
    for said in says {
        assert!(found.contains(said), "{said}\n{found}");
    }
}
