//! Newsrooms whose articles and files tell of deals, as parsed, and the sites that come of them.

use jiff::Timestamp;

use super::*;
use crate::base::source::SourceFile;
use crate::base::time::Term;
use crate::compile::bodies::Bodies;
use crate::compile::frontmatter::wish::Wish;
use crate::compile::link::mentions::AllFound;
use crate::compile::link::site::{LinkOptions, link};
use crate::compile::parse::{Content, Parsed, parse};
use crate::model::deal::{Confidence, DealKind, DealStatus, Party, Step};
use crate::model::money::Money;

mod steps;

fn party(name: &str) -> Party {
    Party { org: name.to_owned(), ..Party::default() }
}

fn date(text: &str) -> PartialDate {
    PartialDate::read(text).unwrap()
}

/// A deal between two.
fn deal(id: &str, vendor: &str, customer: &str) -> WrittenDeal {
    let source = crate::model::article::Source { url: "https://a.example/".to_owned(), ..Default::default() };
    WrittenDeal {
        id: id.to_owned(),
        vendors: vec![party(vendor)],
        customers: vec![party(customer)],
        sources: vec![source],
        ..WrittenDeal::default()
    }
}

fn named(id: &str) -> WrittenDeal {
    WrittenDeal { id: id.to_owned(), ..WrittenDeal::default() }
}

#[derive(Default)]
struct Newsroom {
    parsed: Vec<Parsed>,
}

impl Newsroom {
    fn file(mut self, path: &str, text: &str) -> Self {
        let file = SourceFile { path: SourcePath::new(path), text: text.to_owned() };
        self.parsed.push(parse(&file, &Config::default()));
        self
    }

    fn article(mut self, name: &str, front: &str, deals: Vec<WrittenDeal>) -> Self {
        self = self.file(&format!("content/news/{name}.md"), &format!("---\ntitle: {name}\n{front}\n---\n"));
        if let Some(Content::Article(written)) = &mut self.parsed.last_mut().unwrap().content {
            written.record.deals = deals;
        }
        self
    }

    fn deal_file(mut self, name: &str, deal: WrittenDeal) -> Self {
        let path = SourcePath::new(&format!("content/deals/{name}.yaml"));
        let content = Some(Content::Deal(Box::new(deal)));
        self.parsed.push(Parsed { path, content, diagnostics: Vec::new(), wish: Wish::None });
        self
    }

    /// The site and the findings above a note, each as `code: message`.
    fn link(self) -> (Site, Vec<String>) {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let options = LinkOptions { drafts: false, now, strict: false };
        let mut findings = Vec::new();
        let site = link(
            self.parsed,
            &Config::default(),
            options,
            Bodies::all_kept(),
            AllFound::default(),
            &mut findings,
        )
        .site;
        let told = findings.iter().filter(|finding| finding.severity > crate::base::code::Severity::Note);
        let told = told.map(|finding| format!("{}: {}", finding.code.as_str(), finding.message)).collect();
        (site, told)
    }
}

fn names(site: &Site, ids: &[OrganisationId]) -> Vec<String> {
    ids.iter().map(|id| site.organisation(*id).name.clone()).collect()
}

#[test]
fn a_deal_gives_its_article_parties_and_its_organisations_pages() {
    let mut told = deal("", "Nokia", "BT");
    told.lost = vec!["Huawei".to_owned()];
    told.products = vec!["5G RAN".to_owned()];
    told.technology = vec!["Open RAN".to_owned()];
    let (site, found) = Newsroom::default()
        .article("nokia-bt", "date: 2020-09-29\nvendors: Nokia\nmentions: [BT, EE]", vec![told])
        .link();
    assert_eq!(found, [""; 0]);
    let article = &site.articles[0];
    assert_eq!(names(&site, &article.customers), ["BT"]);
    assert_eq!(names(&site, &article.mentions), ["EE"]);
    let deal = &site.deals[0];
    assert_eq!((deal.written.id.as_str(), deal.title.as_str()), ("nokia-bt-1", "Nokia – BT: 5G RAN"));
    assert_eq!(
        (deal.kind, deal.status, deal.confidence),
        (DealKind::New, DealStatus::Signed, Confidence::Official)
    );
    assert_eq!(deal.date, Some(date("2020-09-29")));
    assert_eq!(site.topics[deal.technology[0].index()].name, "Open RAN");
    let with_deals = site.organisations.iter().filter(|organisation| !organisation.deals.is_empty());
    assert_eq!(
        with_deals.map(|organisation| organisation.slug.as_str()).collect::<Vec<_>>(),
        ["bt", "huawei", "nokia"]
    );
    let bt = site.organisations.iter().find(|organisation| organisation.slug == "bt").unwrap();
    assert_eq!((bt.as_customer.len(), bt.mentioned.len()), (1, 0));
    assert_eq!(site.relations.len(), 1);
}

#[test]
fn places_of_one_deal_are_joined() {
    let mut file = deal("Verizon-Samsung-2020", "samsung", "Verizon");
    file.starts = Some(date("2020-06-30"));
    file.term = Some(Term { months: 66 });
    file.announced = Some(date("2020-09"));
    let mut in_article = named("verizon-samsung-2020");
    in_article.announced = Some(date("2020-09-07"));
    in_article.history = vec![
        Step { at: date("2020-09-04"), status: DealStatus::Rumoured, sources: Vec::new(), note: None },
        Step { at: date("2020-09-07"), status: DealStatus::Signed, sources: Vec::new(), note: None },
    ];
    let mut parties = deal("VERIZON-SAMSUNG-2020", "Samsung Electronics", "verizon");
    parties.vendors[0].share = Some(100.into());
    let (site, found) = Newsroom::default()
        .deal_file("vs", file)
        .file("content/organisations/samsung.md", "---\nname: Samsung\naliases: Samsung Electronics\n---\n")
        .article("b", "date: 2020-09-08", vec![in_article])
        .article("a", "date: 2020-09-09", vec![parties])
        .article("c", "date: 2020-09-10", vec![named("verizon-samsung-2020")])
        .link();
    assert_eq!(found, [""; 0]);
    assert_eq!(site.deals.len(), 1);
    let deal = &site.deals[0];
    assert_eq!(deal.written.id, "verizon-samsung-2020");
    assert_eq!(
        deal.articles.iter().map(|id| site.article(*id).path.stem()).collect::<Vec<_>>(),
        ["b", "a", "c"]
    );
    assert_eq!(deal.places.len(), 3);
    assert_eq!(deal.written.vendors[0].org, "Samsung");
    assert_eq!(deal.written.vendors[0].share, Some(100.into()));
    assert_eq!(deal.date, Some(date("2020-09-07")));
    assert_eq!(deal.ends, Some(date("2025-12-29")));
    assert_eq!(deal.written.sources.len(), 1);
}

#[test]
fn what_two_places_say_differently_is_told_and_the_file_wins() {
    let money = |text: &str, amount: i64| Money {
        text: text.to_owned(),
        amount: Some(amount.into()),
        currency: Some("USD".to_owned()),
        basis: crate::model::money::Basis::Contract,
        source: None,
    };
    let mut file = deal("x", "Nokia", "BT");
    file.value = Some(money("$6.6bn", 66));
    let mut agrees = deal("x", "nokia", "bt");
    agrees.value = Some(money("US$6.6 billion", 66));
    let mut older = deal("x", "Nokia", "EE");
    older.value = Some(money("$6.65bn", 67));
    let (site, found) = Newsroom::default()
        .article("old", "date: 2020-01-01", vec![older])
        .article("new", "date: 2020-01-02", vec![agrees])
        .deal_file("x", file)
        .link();
    assert_eq!(
        found,
        [
            "deal-disagrees: `customers` of the deal `x` is EE here, and BT in content/deals/x.yaml",
            "deal-disagrees: `value` of the deal `x` is $6.65bn here, and $6.6bn in content/deals/x.yaml",
        ]
    );
    assert_eq!(site.deals[0].title, "Nokia – BT");
    assert_eq!(site.deals[0].written.value.as_ref().unwrap().text, "$6.6bn");
}

#[test]
fn deals_without_an_id_are_never_one() {
    let (site, found) = Newsroom::default()
        .article("same", "date: 2020-01-02", vec![deal("", "Nokia", "BT"), deal("", "Nokia", "EE")])
        .file("content/other/same.md", "---\ntitle: Same\ndate: 2020-01-01\n---\n")
        .article("third", "date: 2020-01-03", vec![deal("same-1", "Ericsson", "BT"), named("same-2")])
        .link();
    assert_eq!(found, [""; 0]);
    let titles: Vec<_> =
        site.deals.iter().map(|deal| (deal.written.id.as_str(), deal.title.as_str())).collect();
    assert_eq!(titles, [("same-1", "Ericsson – BT"), ("same-1-2", "Nokia – BT"), ("same-2", "Nokia – EE")]);
}

#[test]
fn references_are_checked_and_circles_cut() {
    let part =
        |id: &str, whole: &str| WrittenDeal { part_of: Some(whole.to_owned()), ..deal(id, "Nokia", "BT") };
    let (site, found) = Newsroom::default()
        .article(
            "a",
            "date: 2020-01-02",
            vec![
                part("one", "two"),
                part("two", "three"),
                part("three", "two"),
                part("four", "four"),
                named("ons"),
            ],
        )
        .article("b", "date: 2020-01-03", vec![part("five", "one"), part("six", "twenty")])
        .link();
    assert_eq!(
        found,
        [
            "unknown-reference: no deal has the id `ons`",
            "unknown-reference: no deal has the id `twenty`",
            "reference-cycle: `part_of` leads round in a circle: two → three → two",
            "reference-cycle: the deal `four` is said to be a part of itself",
        ]
    );
    let wholes: Vec<_> = site
        .deals
        .iter()
        .filter_map(|deal| Some((deal.written.id.as_str(), site.deal(deal.part_of?).written.id.as_str())))
        .collect();
    assert_eq!(wholes, [("five", "one"), ("one", "two"), ("two", "three")]);
}

#[test]
fn parties_are_judged_by_what_their_names_lead_to() {
    let mut told = deal("x", "Nokia Oyj", "nokia");
    told.displaced = vec!["Huawei".to_owned(), "Huawei Technologies".to_owned(), "huawei, ltd".to_owned()];
    let (site, found) = Newsroom::default()
        .file("content/organisations/huawei.md", "---\nname: Huawei\naliases: Huawei Technologies\n---\n")
        .file("content/organisations/nokia.md", "---\nname: Nokia\n---\n")
        .article("a", "date: 2020-01-02", vec![told])
        .article(
            "b",
            "date: 2020-01-02",
            vec![WrittenDeal { sources: Vec::new(), ..deal("y", "Nokia", "Huawei") }],
        )
        .article(
            "c",
            "date: 2020-01-02",
            vec![WrittenDeal { vendors: Vec::new(), ..deal("z", "Nokia", "Huawei") }],
        )
        .link();
    assert_eq!(
        found,
        [
            "named-twice: `Huawei` and `Huawei Technologies` are one organisation, which stands twice in `displaced`",
            "named-twice: `Huawei` and `huawei, ltd` are one organisation, which stands twice in `displaced`",
            "sells-to-itself: `Nokia` is vendor and customer of one deal",
            "deal-without-source: this deal has no source",
            "missing-key: this deal does not say who sells",
        ]
    );
    assert_eq!(names(&site, &site.deals[0].displaced), ["Huawei"]);
    assert_eq!(site.deals[0].written.displaced, ["Huawei"]);
}

#[test]
fn a_deal_keeps_the_names_of_its_day() {
    let mut told = deal("x", "datang", "Sprint");
    told.lost = vec!["Idea".to_owned(), "Alcatel".to_owned()];
    let (site, _) = Newsroom::default()
        .file("content/organisations/cict.md", "---\nname: CICT\n---\n")
        .file("content/organisations/datang.md", "---\nname: Datang\nparent: cict\n---\n")
        .file("content/organisations/nokia.md", "---\nname: Nokia\naliases: Alcatel\n---\n")
        .file("content/organisations/sprint.md", "---\nname: Sprint\nmerged_into: T-Mobile US\n---\n")
        .file("content/organisations/t-mobile-us.md", "---\nname: T-Mobile US\n---\n")
        .file(
            "content/organisations/vi.md",
            "---\nname: Vodafone Idea\nformer_names: [{name: IDEA, until: 2018}]\n---\n",
        )
        .article("a", "date: 2020-01-02", vec![told])
        .link();
    let deal = &site.deals[0];
    assert_eq!(deal.title, "Datang – Sprint");
    assert_eq!(deal.written.lost, ["IDEA", "Alcatel"]);
    assert_eq!(names(&site, &deal.lost), ["Vodafone Idea", "Nokia"]);
}

#[test]
fn what_is_held_back_makes_no_deal_and_no_name() {
    let held =
        WrittenDeal { embargo_until: "2026-06-01T00:00:00Z".parse().ok(), ..deal("e", "Secret", "Hidden") };
    let passed =
        WrittenDeal { embargo_until: "2025-06-01T00:00:00Z".parse().ok(), ..deal("p", "Nokia", "BT") };
    let (site, found) = Newsroom::default()
        .deal_file("e", held)
        .deal_file("p", passed)
        .article("draft", "date: 2020-01-01\nstatus: hold", vec![deal("x", "Silent", "Mute")])
        .article("open", "date: 2020-01-02", vec![named("x"), named("e"), named("p")])
        .link();
    assert_eq!(found, [""; 0]);
    assert_eq!(site.deals.iter().map(|deal| deal.written.id.as_str()).collect::<Vec<_>>(), ["p"]);
    let slugs: Vec<_> = site.organisations.iter().map(|organisation| organisation.slug.as_str()).collect();
    assert_eq!(slugs, ["bt", "nokia"]);
}

#[test]
fn relations_come_of_a_deal_or_of_several_briefings() {
    let both = vec![
        deal("one", "Microsoft", "AT&T"),
        deal("two", "AT&T", "Microsoft"),
        deal("three", "Nokia", "Dish"),
    ];
    let (site, _) = Newsroom::default()
        .article("a", "date: 2021-06-30", both)
        .article("b", "date: 2021-07-01\nvendors: Nokia\ncustomers: [Dish, BT, EE]", Vec::new())
        .article("c", "date: 2021-07-02\nvendors: [Nokia, Ericsson]\ncustomers: BT", Vec::new())
        .link();
    let told: Vec<_> = site
        .relations
        .iter()
        .map(|relation| {
            let pair = names(&site, &[relation.vendor, relation.customer]).join(" > ");
            format!("{pair}: {} deals, {} briefings", relation.deals.len(), relation.articles.len())
        })
        .collect();
    assert_eq!(
        told,
        [
            "AT&T > Microsoft: 1 deals, 1 briefings",
            "Microsoft > AT&T: 1 deals, 1 briefings",
            "Nokia > BT: 0 deals, 2 briefings",
            "Nokia > Dish: 1 deals, 2 briefings",
        ]
    );
}
