//! The pages of deals, relations and organisations: which there are, and what they tell.

use std::time::Instant;

use super::sandbox::Sandbox;

pub(crate) fn briefing(title: &str, date: &str, more: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n{more}---\n\nText.\n")
}

/// Deals of several kinds, one article with two of them, a merger and a child.
fn newsroom() -> Sandbox {
    let dci = "vendors: Nokia\ncustomers: [Tencent, Baidu]\ndeals:\n- {id: dci, vendors: Nokia, customers: [Tencent, Baidu], \
               product: DCI, kind: expansion, network: transport, region: CN, sources: [\"https://a.example/1\"]}\n- cm\n";
    Sandbox::new(&[
        ("content/briefings/dci.md", &briefing("Nokia in China", "2020-06-16", dci)),
        (
            "content/briefings/bt.md",
            &briefing("BT picks Nokia", "2020-09-29", "vendors: Nokia\ncustomers: BT\ndeals: bt\n"),
        ),
        (
            "content/deals/cm.yaml",
            "title: China Mobile phase 2\nvendors: [{org: Huawei, share: 57.3}, {org: ZTE, share: 28.7}]\ncustomers: China Mobile\n\
             lost: Nokia\nproduct: 5G RAN\nnetwork: RAN\nregion: CN\nvalue: CNY37.1 billion\n\
             claims: [{text: US$5.2bn, source: Mobile World Live}, {text: US$5.3bn, source: \"https://b.example/2\"}]\n\
             announced: 2020-04-01\nsources: [\"https://a.example/2\"]\n",
        ),
        (
            "content/deals/bt.yaml",
            "vendors: Nokia\ncustomers: BT\ndisplaced: Huawei\nkind: replacement\nproduct: 5G RAN\nnetwork: RAN\nregion: GB\n\
             starts: 2020-10\nterm: 8m\nhistory:\n- {at: 2020-09-28, status: rumoured, source: Reuters}\n- {at: 2020-09-29, status: signed}\n\
             sources: [\"https://a.example/3\"]\n",
        ),
        (
            "content/deals/tim.yaml",
            "vendors: Nokia\ncustomers: TIM\nstatus: rumoured\nconfidence: single-source\nannounced: 2020-04\n\
             value: $9bn\nsources: [\"https://a.example/4\"]\n",
        ),
        (
            "content/deals/tmo.yaml",
            "vendors: Nokia\ncustomers: T-Mobile US\nannounced: 2018-07-30\nvalue: $3.5 billion\nsources: [\"https://a.example/5\"]\n",
        ),
        (
            "content/deals/sprint.yaml",
            "vendors: Samsung\ncustomers: Sprint\nannounced: 2016\nstatus: completed\nsources: [\"https://a.example/6\"]\n",
        ),
        (
            "content/deals/symphony.yaml",
            "vendors: Rakuten Symphony\ncustomers: 1&1\nannounced: 2019-08\nsources: [\"https://a.example/7\"]\n",
        ),
        ("content/organisations/sprint.md", "---\nname: Sprint\nmerged_into: T-Mobile US\n---\n"),
        ("content/organisations/t-mobile-us.md", "---\nname: T-Mobile US\n---\n"),
        ("content/organisations/rakuten.md", "---\nname: Rakuten\n---\n"),
        ("content/organisations/rakuten-symphony.md", "---\nname: Rakuten Symphony\nparent: Rakuten\n---\n"),
    ])
}

/// A page without its tags, its words apart by one blank.
pub(crate) fn words(html: &str) -> String {
    let text: String = html
        .split('<')
        .map(|part| part.split_once('>').map_or("", |(_, text)| text).to_owned() + " ")
        .collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace("&amp;", "&").replace("( ", "(").replace(" )", ")");
    [",", ":", "."].iter().fold(text, |text, mark| text.replace(&format!(" {mark} "), &format!("{mark} ")))
}

#[track_caller]
pub(crate) fn tells(page: &str, told: &[&str]) {
    let words = words(page);
    for told in told {
        assert!(words.contains(told), "`{told}` is missing: {words}");
    }
}

#[test]
fn every_link_of_a_site_with_deals_leads_somewhere() {
    let sandbox = newsroom();
    sandbox.build();
    let outputs = sandbox.outputs();
    let mut links = 0;
    for (name, bytes) in outputs.iter().filter(|(name, _)| name.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for href in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let Some(path) = href.strip_prefix('/') else { continue };
            let file = if path.is_empty() || path.ends_with('/') {
                format!("{path}index.html")
            } else {
                path.to_owned()
            };
            assert!(outputs.contains_key(&file), "{name} leads to {href}");
            links += 1;
        }
    }
    assert!(links > 500, "{links}");
}

#[test]
fn a_deal_s_page_tells_all_that_is_on_record() {
    let sandbox = newsroom();
    sandbox.build();
    tells(
        &sandbox.output("deals/cm/index.html"),
        &[
            "Huawei, 57.3% ZTE, 28.7%",
            "Bid and lost Nokia",
            "Value CNY37.1 billion Sources say US$5.2bn to US$5.3bn US$5.2bn (Mobile World Live) US$5.3bn (b.example)",
            "Sources a.example",
            "Reported in 1 briefing",
            "All deals as data: CSV, JSON",
        ],
    );
    tells(
        &sandbox.output("deals/bt/index.html"),
        &[
            "Displaced Huawei",
            "Ends June 2021",
            "Term 8 months",
            "28 September 2020 Rumoured (Reuters)",
            "29 September 2020 Signed",
        ],
    );
}

#[test]
fn lists_of_deals_need_no_script() {
    let sandbox = newsroom();
    sandbox.write("dateline.yaml", b"per_page: 3\n");
    sandbox.build();
    for page in ["2020", "2018", "region/china", "network/ran", "status/rumoured", "page/1"] {
        assert!(sandbox.has_output(&format!("deals/{page}/index.html")), "{page}");
    }
    let front = sandbox.output("deals/index.html");
    // Nothing that is only rumoured is in a sum, nor a claim.
    tells(
        &front,
        &[
            "CNY 37.1 billion in 1 deal",
            "USD 3.5 billion in 1 deal",
            "2020 4 on record",
            "Deals, the newest first 6 deals, 1 rumoured",
        ],
    );
    assert!(front.contains("rel=\"next\" href=\"/deals/page/1/\""), "{front}");
    let china = sandbox.output("deals/region/china/index.html");
    tells(
        &china,
        &[
            "Deals in China",
            "16 June 2020 Nokia Tencent, Baidu DCI Nokia in China Expansion Signed",
            "CNY37.1 billion or US$5.2bn to US$5.3bn",
        ],
    );
    assert!(!words(&china).contains("BT"), "{china}");
}

#[test]
fn a_vendor_s_page_is_a_factbox_with_rumours_apart() {
    let sandbox = newsroom();
    sandbox.build();
    let nokia = sandbox.output("vendors/nokia/index.html");
    tells(
        &nokia,
        &[
            "1 Won 1 Expanded 1 Replaced others 1 Lost 1 Rumoured",
            "Counted from 29 September 2020, the day of the newest briefing or deal. June 2021 Nokia – BT: 5G RAN",
            "Won 1 deal 30 July 2018 Nokia T-Mobile US",
            "USD 3.5 billion in 1 deal",
        ],
    );
    let (agreed, rumours) = nokia.split_once("class=\"rumours\"").expect("rumours stand apart");
    assert!(rumours.contains("/deals/tim/") && !agreed.contains("/deals/tim/"), "{nokia}");
    // An article on two deals does not make Nokia sell to the customer of the other.
    let customers = nokia.split("class=\"partners\"").nth(1).unwrap().split("</table>").next().unwrap();
    assert!(customers.contains("/customers/baidu/") && !customers.contains("china-mobile"), "{customers}");
    assert!(sandbox.has_output("vendors/huawei/index.html"), "who lost a customer has a page, too");
}

#[test]
fn a_customer_s_page_tells_who_supplies_what_and_who_displaced_whom() {
    let sandbox = newsroom();
    sandbox.build();
    tells(
        &sandbox.output("customers/bt/index.html"),
        &[
            "Who supplies what RAN Nokia 5G RAN (28 September 2020)",
            "28 September 2020 Nokia for Huawei: 5G RAN",
        ],
    );
}

#[test]
fn a_profile_has_the_deals_of_those_merged_and_of_children_marked() {
    let sandbox = newsroom();
    sandbox.build();
    tells(
        &sandbox.output("organisations/t-mobile-us/index.html"),
        &["Buys from", "Bought 1 deal", "As Sprint Date", "Ended 1 deal 2016 Samsung Sprint"],
    );
    tells(
        &sandbox.output("organisations/rakuten/index.html"),
        &["Through Rakuten Symphony", "Won 1 deal August 2019"],
    );
    tells(&sandbox.output("deals/sprint/index.html"), &["Sprint (now T-Mobile US)"]);
}

#[test]
fn a_vendor_and_a_customer_with_a_deal_have_a_page_and_a_cell() {
    let sandbox = newsroom();
    sandbox.build();
    let relation = sandbox.output("vendors/nokia/bt/index.html");
    tells(&relation, &["Nokia sells to BT", "1 deal, 1 briefing", "Nokia – BT: 5G RAN", "BT picks Nokia"]);
    assert!(!sandbox.has_output("vendors/nokia/china-mobile/index.html"));
    let matrix = sandbox.output("matrix/index.html");
    tells(
        &matrix,
        &["Vendor China Mobile Baidu BT", "Nokia Baidu: 1 deal, 1 briefing BT: 1 deal, 1 briefing"],
    );
    assert!(matrix.contains("<th scope=\"row\"><a href=\"/vendors/nokia/\">Nokia</a></th>"), "{matrix}");
    sandbox.write("dateline.yaml", b"matrix: {vendors: 1, customers: 2}\n");
    sandbox.build();
    assert_eq!(sandbox.output("matrix/index.html").matches("scope=\"row\"").count(), 1);
    sandbox.write("dateline.yaml", b"matrix: false\n");
    sandbox.build();
    assert!(!sandbox.has_output("matrix/index.html") && !sandbox.output("index.html").contains("/matrix/"));
}

#[test]
fn a_customer_called_page_has_its_relation_beside_the_numbered_pages() {
    let deals: Vec<(String, String)> = (1..=3)
        .map(|day| {
            let more = "vendors: Nokia\ncustomers: Page\n";
            (format!("content/a/{day}.md"), briefing("T", &format!("2020-01-0{day}"), more))
        })
        .collect();
    let mut files: Vec<(&str, &str)> =
        deals.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    files.push(("dateline.yaml", "per_page: 1\n"));
    let sandbox = Sandbox::new(&files);
    sandbox.build();
    tells(&sandbox.output("vendors/nokia/page/index.html"), &["Nokia sells to Page"]);
    assert!(sandbox.has_output("vendors/nokia/page/1/index.html"));
}

#[test]
fn long_lists_are_cut_and_lead_to_the_whole_list() {
    let deals: Vec<(String, String)> = (1..=25)
        .map(|day| {
            let text = format!("vendors: Nokia\ncustomers: C{}\nannounced: 2020-01-{day:02}\nsources: [\"https://a.example\"]\n", day % 3);
            (format!("content/deals/d{day}.yaml"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = deals.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let sandbox = Sandbox::new(&files);
    sandbox.build();
    let nokia = sandbox.output("vendors/nokia/index.html");
    tells(&nokia, &["Won 25 deals, the newest 20", "All 25 entries on Nokia, won, lost or open"]);
    assert_eq!(nokia.matches("<td class=\"seller\">").count(), 20);
    let all = sandbox.output("deals/vendor/nokia/index.html");
    assert_eq!(all.matches("<td class=\"seller\">").count(), 25);
    assert!(!sandbox.has_output("deals/customer/c1/index.html"), "its own page has all of them");
}

#[test]
fn a_site_without_deals_and_relations_has_no_word_of_them() {
    let sandbox = Sandbox::new(&[(
        "content/a/x.md",
        &briefing("Nokia in Finland", "2020-06-16", "vendors: Nokia\ncustomers: Tencent\n"),
    )]);
    sandbox.build();
    for (name, bytes) in sandbox.outputs() {
        assert!(!name.contains("deals") && !name.contains("matrix"), "{name}");
        let html = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!name.ends_with(".html") || !html.contains("deal"), "{name} tells of deals: {html}");
    }
    assert!(!sandbox.has_output("vendors/nokia/tencent/index.html"));
}

#[test]
fn a_list_of_a_whole_market_makes_no_page_for_each_pair() {
    let names = |letter: char, count: usize| {
        (0..count).map(|number| format!("{letter}{number}x")).collect::<Vec<_>>().join(", ")
    };
    let article = |vendors: usize, customers: usize| {
        let (vendors, customers) = (names('V', vendors), names('C', customers));
        format!(
            "---\ntitle: A market\ndate: 2020-01-01\nvendors: [{vendors}]\ncustomers: [{customers}]\n---\n\nText.\n"
        )
    };
    let built = |text: &str| {
        let settings = ("dateline.yaml", "relations: {briefings: 1}\n");
        let sandbox = Sandbox::new(&[("content/news/a.md", text), settings]);
        sandbox.build();
        sandbox
    };
    let pair = "vendors/v0x/c0x/index.html";
    assert!(built(&article(40, 2)).has_output(pair));
    let start = Instant::now();
    let sandbox = built(&article(600, 600));
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    assert!(!sandbox.has_output(pair));
    let card = sandbox.output("customers/c599x/index.html");
    assert!(card.contains(">V11x</a> and 588 more</span>"), "a card names the first twelve");
}
