//! What counts as a deal, on every page that counts: agreed, in that role, and not a part beside its whole.

use super::deal_pages::{briefing, tells, words};
use super::sandbox::Sandbox;

/// A site of deals, each a file: its id and its keys.
fn deals(deals: &[(&str, &str)], more: &[(&str, &str)]) -> Sandbox {
    let deal = |(id, keys): &(&str, &str)| {
        (format!("content/deals/{id}.yaml"), format!("{keys}\nsources: [\"https://a.example/{id}\"]\n"))
    };
    let deals: Vec<(String, String)> = deals.iter().map(deal).collect();
    let mut files: Vec<(&str, &str)> =
        deals.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    files.extend(more);
    let sandbox = Sandbox::new(&files);
    sandbox.build();
    sandbox
}

#[track_caller]
fn tells_nothing_of(page: &str, told: &[&str]) {
    let words = words(page);
    for told in told {
        assert!(!words.contains(told), "`{told}` stands in: {words}");
    }
}

#[test]
fn a_rumour_or_a_bid_has_cost_nobody_anything_and_is_no_deal() {
    let keys = "vendors: Nokia\ncustomers: TIM\ndisplaced: Huawei\nlost: ZTE\nannounced: 2020-05\nstatus: ";
    let article = briefing("Nokia at TIM", "2020-05-02", "vendors: Nokia\ncustomers: TIM\n");
    for (status, word, group, verb) in [
        ("rumoured", "1 rumoured", "Rumoured", "is reported to sell to"),
        ("bidding", "1 open for bids", "Bidding", "bids to sell to"),
        ("withdrawn", "1 called off", "Called off", "was to sell to"),
    ] {
        let sandbox = deals(&[("x", &format!("{keys}{status}"))], &[("content/a/x.md", &article)]);
        for slug in ["huawei", "zte"] {
            let page = sandbox.output(&format!("vendors/{slug}/index.html"));
            let against = if status == "withdrawn" { group } else { "May lose or be replaced" };
            tells(&page, &[&format!("{against} 1 deal")]);
            tells_nothing_of(&page, &["Replaced by others", "Lost"]);
            assert_eq!(page.contains("class=\"rumours\""), status != "withdrawn");
        }
        let customer = sandbox.output("customers/tim/index.html");
        tells(&customer, &[&format!("{group} 1 deal"), &format!("Nokia {word} 1 2 May 2020")]);
        tells_nothing_of(&customer, &["Who displaced whom", "Who supplies what"]);
        let relation = sandbox.output("vendors/nokia/tim/index.html");
        tells(&relation, &[&format!("Nokia {verb} TIM {word}, 1 briefing")]);
        tells(&sandbox.output("matrix/index.html"), &[&format!("TIM: {word}, 1 briefing")]);
        tells(&sandbox.output("deals/index.html"), &[&format!("Deals, the newest first {word}")]);
        let vendors = sandbox.output("vendors/index.html");
        tells(&vendors, &[&format!("Nokia 1 briefing, {word}"), "Huawei 0 briefings"]);
        tells_nothing_of(&vendors, &["1 deal", "lost"]);
    }
}

#[test]
fn an_index_counts_what_was_won_in_that_role() {
    let sandbox = deals(
        &[
            ("a", "vendors: Nokia\ncustomers: BT\ndisplaced: Huawei"),
            ("b", "vendors: Ericsson\ncustomers: BT\nlost: [Huawei, Nokia]"),
        ],
        &[],
    );
    let vendors = sandbox.output("vendors/index.html");
    tells(
        &vendors,
        &["Huawei 0 briefings, 2 lost", "Nokia 0 briefings, 1 deal", "Ericsson 0 briefings, 1 deal"],
    );
    tells(&sandbox.output("customers/index.html"), &["BT 0 briefings, 2 deals"]);
}

#[test]
fn a_part_does_not_count_beside_its_whole_and_says_of_what_it_is_one() {
    let parties = "vendors: ZTE\ncustomers: China Mobile\nannounced: 2020-03";
    let sandbox = deals(
        &[
            ("whole", &format!("{parties}\ntitle: Phase two")),
            ("north", &format!("{parties}\ntitle: The north\nkind: expansion\npart_of: whole")),
            ("south", &format!("{parties}\ntitle: The south\npart_of: whole")),
        ],
        &[],
    );
    let vendor = sandbox.output("vendors/zte/index.html");
    tells(&vendor, &["Won 1 deal, 2 parts", "The south part of Phase two", "China Mobile 1 0"]);
    tells_nothing_of(&vendor, &["Expanded", "3 deals"]);
    tells(&vendor, &["No contract value is known: 1 deal of which nothing is said."]);
    tells(&sandbox.output("customers/china-mobile/index.html"), &["Bought 1 deal, 2 parts"]);
    let relation = sandbox.output("vendors/zte/china-mobile/index.html");
    tells(&relation, &["ZTE sells to China Mobile 1 deal. More", "part of Phase two"]);
    tells(&sandbox.output("matrix/index.html"), &["China Mobile: 1 deal"]);
    tells(&sandbox.output("vendors/index.html"), &["0 briefings, 1 deal"]);
    let all = sandbox.output("deals/index.html");
    tells(&all, &["the newest first 1 deal Date", "2020 1 on record"]);
    assert_eq!(all.matches("<td class=\"seller\">").count(), 3);
}

#[test]
fn what_lies_past_its_end_is_over() {
    let sandbox = deals(
        &[
            ("old", "vendors: Huawei\ncustomers: BT\nstarts: 2010-01-01\nterm: 5y\nnetwork: core"),
            ("new", "vendors: Nokia\ncustomers: BT\nannounced: 2020-09\nnetwork: core"),
        ],
        &[],
    );
    let huawei = sandbox.output("vendors/huawei/index.html");
    tells(&huawei, &["Ended 1 deal 1 January 2010", "Signed ended 31 December 2014"]);
    tells_nothing_of(&huawei, &["Won"]);
    let bt = sandbox.output("customers/bt/index.html");
    tells(&bt, &["1 Bought 1 Ended", "Core Nokia", "Huawei no longer"]);
    tells(&sandbox.output("vendors/huawei/bt/index.html"), &["Huawei has sold to BT 1 deal."]);
}

#[test]
fn kinds_are_told_apart_and_a_trial_makes_no_supplier() {
    let deal = |kind: &str, more: &str| format!("vendors: Nokia\ncustomers: C {kind}\nkind: {kind}{more}");
    let made =
        ["new", "trial", "mou", "acquisition", "expansion"].map(|kind| (kind, deal(kind, "\nnetwork: RAN")));
    let mut files: Vec<(&str, &str)> = made.iter().map(|(id, keys)| (*id, keys.as_str())).collect();
    files.push(("again", "vendors: Nokia\ncustomers: C new"));
    let sandbox = deals(&files, &[]);
    tells(
        &sandbox.output("vendors/nokia/index.html"),
        &["5 Won: 2 contracts, 1 trial, 1 memorandum of understanding, 1 acquisition 1 Expanded"],
    );
    tells(&sandbox.output("customers/c-trial/index.html"), &["RAN Nokia trial only", "1 Bought: 1 trial"]);
    tells(&sandbox.output("customers/c-mou/index.html"), &["RAN Nokia memorandum of understanding only"]);
    tells_nothing_of(&sandbox.output("customers/c-acquisition/index.html"), &["Who supplies what"]);
    tells_nothing_of(&sandbox.output("customers/c-new/index.html"), &["only", "contract,", "1 contract"]);
    tells(&sandbox.output("vendors/nokia/c-trial/index.html"), &["Nokia has had a trial at C trial"]);
}

#[test]
fn a_profile_tells_what_each_deal_is_for_the_organisation() {
    let sandbox = deals(
        &[
            ("a", "vendors: Nokia\ncustomers: BT\ndisplaced: Huawei"),
            ("b", "vendors: Huawei\ncustomers: MTN"),
            ("c", "vendors: Google Cloud\ncustomers: Huawei"),
            ("d", "vendors: Huawei\ncustomers: TIM\nstatus: rumoured"),
        ],
        &[],
    );
    let groups =
        ["Deals Date", "Won 1 deal", "Bought 1 deal", "Replaced by others 1 deal", "Rumoured 1 deal"];
    let profile = sandbox.output("organisations/huawei/index.html");
    tells(&profile, &groups);
    let profile = words(&profile);
    assert!(groups.windows(2).all(|pair| profile.find(pair[0]) < profile.find(pair[1])), "{profile}");
}

#[test]
fn a_customer_s_page_begins_with_what_it_bought() {
    let deal = |status: &str| format!("vendors: Nokia\ncustomers: BT\nstatus: {status}");
    let made = ["withdrawn", "expired", "signed", "rumoured"].map(|status| (status, deal(status)));
    let files: Vec<(&str, &str)> = made.iter().map(|(id, keys)| (*id, keys.as_str())).collect();
    tells(
        &deals(&files, &[]).output("customers/bt/index.html"),
        &["1 Bought 1 Ended 1 Called off 1 Rumoured"],
    );
}

#[test]
fn an_article_s_deals_say_who_sells_to_whom_for_all_who_are_in_them() {
    let article = "vendors: [Nokia, Ericsson, Ciena]\ncustomers: [BT, MTN, Tele2]\n\
                   deals:\n- {vendors: Nokia, customers: BT, sources: [\"https://a.example\"]}\n\
                   - {vendors: Ericsson, customers: MTN, sources: [\"https://a.example\"]}\n";
    let sandbox = deals(&[], &[("content/a/x.md", &briefing("Two deals", "2020-05-02", article))]);
    let customers = |slug: &str| {
        let page = sandbox.output(&format!("vendors/{slug}/index.html"));
        let table = page.split("class=\"partners\"").nth(1).unwrap().split("</table>").next().unwrap();
        let found =
            ["bt", "mtn", "tele2"].into_iter().filter(|slug| table.contains(&format!("/customers/{slug}/")));
        found.collect::<Vec<_>>()
    };
    assert_eq!([customers("nokia"), customers("ericsson"), customers("ciena")], [["bt"], ["mtn"], ["tele2"]]);
}

#[test]
fn what_is_in_no_sum_is_a_sentence() {
    let sandbox = deals(
        &[
            ("a", "vendors: Nokia\ncustomers: BT\nvalue: undisclosed"),
            ("b", "vendors: Nokia\ncustomers: MTN\nvalue: about $1bn"),
            ("c", "vendors: Nokia\ncustomers: TIM\nvalue: $1bn\nstatus: rumoured"),
        ],
        &[],
    );
    let told = "1 deal with only an estimate, a limit or a reported figure; 1 deal of undisclosed value; \
                1 rumoured, open for bids or called off.";
    let page = sandbox.output("vendors/nokia/index.html");
    tells(&page, &[&format!("Contract values No contract value is known: {told}")]);
    assert!(page.contains("or called off.</p>"), "{page}");
    sandbox.write(
        "content/deals/d.yaml",
        b"vendors: Nokia\ncustomers: BT\nvalue: $2bn\nsources: [\"https://a.example/d\"]\n",
    );
    sandbox.build();
    tells(
        &sandbox.output("vendors/nokia/index.html"),
        &[&format!("USD 2 billion in 1 deal Not in these sums: {told}")],
    );
}

#[test]
fn long_lists_of_partners_topics_and_mentions_are_cut_and_say_so() {
    let articles: Vec<(String, String)> = (0..62)
        .map(|number| {
            let day = format!("2020-{:02}-{:02}", 1 + number / 28, 1 + number % 28);
            let more = format!(
                "vendors: Nokia\ncustomers: Customer {number}\ntopics: Topic {number}\nmentions: Huawei\n"
            );
            (format!("content/a/{number}.md"), briefing(&format!("Story {number}"), &day, &more))
        })
        .collect();
    let files: Vec<(&str, &str)> =
        articles.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let sandbox = deals(&[], &files);
    let nokia = sandbox.output("vendors/nokia/index.html");
    tells(
        &nokia,
        &["and 12 more, with one briefing each Topics", "and 42 more, with one briefing each Briefings"],
    );
    let table = nokia.split("class=\"partners\"").nth(1).unwrap().split("</table>").next().unwrap();
    assert_eq!(table.matches("<th scope=\"row\">").count(), 50);
    let huawei = sandbox.output("organisations/huawei/index.html");
    tells(&huawei, &["Story 61", "Story 12", "and 12 more, older than these"]);
    tells_nothing_of(&huawei, &["Story 11 "]);
}

#[test]
fn a_successor_has_the_deals_of_those_merged_into_it_in_its_tables_and_pages() {
    let sandbox = deals(
        &[
            ("tmo", "vendors: Nokia\ncustomers: T-Mobile US\nannounced: 2018"),
            ("sprint", "vendors: Samsung\ncustomers: Sprint\nannounced: 2016"),
            ("nextel", "vendors: Motorola\ncustomers: Nextel\nannounced: 2004"),
        ],
        &[
            ("content/organisations/nextel.md", "---\nname: Nextel\nmerged_into: Sprint\n---\n"),
            ("content/organisations/sprint.md", "---\nname: Sprint\nmerged_into: T-Mobile US\n---\n"),
            ("content/organisations/t-mobile-us.md", "---\nname: T-Mobile US\n---\n"),
        ],
    );
    let ids = |slug: &str| {
        let table = sandbox.output(&format!("customers/{slug}/deals.csv"));
        table.lines().skip(1).filter_map(|row| row.split(',').next().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(ids("t-mobile-us"), ["nextel", "sprint", "tmo"]);
    assert_eq!(ids("nextel"), ["nextel"]);
    tells(
        &sandbox.output("customers/t-mobile-us/index.html"),
        &["As Nextel Date", "Motorola Nextel", "As Sprint Date"],
    );
}

#[test]
fn a_family_has_the_deals_of_its_years_and_of_its_joint_ventures() {
    let phones = "---\nname: Phones\nparent: {org: Microsoft, from: 2014, to: 2016}\n---\n";
    let sandbox = deals(
        &[
            ("before", "title: Before\nvendors: Phones\ncustomers: BT\nannounced: 2012"),
            ("within", "title: Within\nvendors: Phones\ncustomers: BT\nannounced: 2015"),
            ("venture", "title: 5G for all\nvendors: Nokia\ncustomers: Antina\nannounced: 2021"),
        ],
        &[
            ("content/organisations/phones.md", phones),
            ("content/organisations/microsoft.md", "---\nname: Microsoft\n---\n"),
            ("content/organisations/m1.md", "---\nname: M1\n---\n"),
            ("content/organisations/antina.md", "---\nname: Antina\njoint_venture_of: M1\n---\n"),
        ],
    );
    let microsoft = sandbox.output("organisations/microsoft/index.html");
    tells(&microsoft, &["Owns Phones, 2014 to 2016", "Through Phones", "Within"]);
    tells_nothing_of(&microsoft, &["Before"]);
    tells(
        &sandbox.output("organisations/m1/index.html"),
        &["Through Antina, a joint venture", "Bought 1 deal", "5G for all"],
    );
}
