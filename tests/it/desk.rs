//! A desk that edits a site at random: every sort of file and key, one edit after another.
//!
//! An edit is a kind and two numbers, so that a script of edits can be made from a seed and shrunk.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;

/// One edit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edit {
    pub kind: usize,
    pub at: usize,
    pub with: usize,
}

/// All files of a site, and the clock it is built at.
#[derive(Clone)]
pub(crate) struct Desk {
    files: BTreeMap<String, Vec<u8>>,
    stories: Vec<Story>,
    config: BTreeMap<&'static str, String>,
    organisations: BTreeMap<usize, BTreeMap<&'static str, String>>,
    /// Days since 1 June 2026, and the hour of the day.
    pub day: usize,
    pub hour: usize,
}

#[derive(Clone)]
struct Story {
    path: String,
    keys: BTreeMap<&'static str, String>,
    body: String,
}

type Do = fn(&mut Desk, usize, usize);

/// The kinds of edit by name.
const KINDS: &[(&str, Do)] = &[
    ("add an article", Desk::add),
    ("delete an article", Desk::delete),
    ("rename an article", Desk::rename),
    ("give an article a headline", |desk, at, with| desk.set(at, "title", format!("Story of {with}"))),
    ("give an article a standfirst", |desk, at, with| {
        desk.set(at, "standfirst", format!("In *short*, {with}."));
    }),
    ("date an article", |desk, at, with| desk.set(at, "date", day(with % 300))),
    ("give an article vendors", |desk, at, with| desk.set(at, "vendors", names(with))),
    ("give an article customers", |desk, at, with| desk.set(at, "customers", names(with / 3))),
    ("give an article topics", |desk, at, with| desk.set(at, "topics", format!("[Topic {}, 5G]", with % 4))),
    ("give an article authors", |desk, at, with| desk.set(at, "authors", format!("[Kim {}, Lee]", with % 3))),
    ("edit a body", Desk::body),
    ("link articles", Desk::link),
    ("correct an article", |desk, at, with| {
        desk.set(at, "corrections", format!("[{{at: {}, text: Wrong was {with}.}}]", day(with % 150)));
    }),
    ("update an article", |desk, at, with| {
        desk.set(at, "updates", format!("[{{at: {}, text: More on {with}.}}]", day(with % 150)));
    }),
    ("put an article under embargo", |desk, at, with| {
        desk.set(at, "embargo_until", format!("{}T06:00:00Z", day(with % 300)));
    }),
    ("schedule an article", |desk, at, with| {
        desk.set(at, "publish_at", format!("{}T06:00:00Z", day(with % 300)));
    }),
    ("let an article expire", |desk, at, with| {
        desk.set(at, "expires", format!("{}T06:00:00Z", day(150 + with % 150)));
    }),
    ("draft an article", |desk, at, _| desk.set(at, "status", "draft".to_owned())),
    ("withdraw an article", |desk, at, with| {
        desk.set(at, "status", "withdrawn".to_owned());
        desk.set(at, "withdrawn", format!("{{at: {}, reason: Untrue.}}", day(with % 150)));
    }),
    ("take a key from an article", Desk::unset),
    ("go on with a story", Desk::follow),
    ("report a deal", |desk, at, with| {
        let value = ["USD 5m", "EUR 1bn", "undisclosed"][with % 3];
        let deal = format!(
            "[{{id: deal-{}, vendors: [{}], customers: [{}], value: {value}, announced: {}, status: {}}}]",
            with % 4,
            name(with),
            name(with + 3),
            day(with % 300),
            ["signed", "bidding", "live"][with / 3 % 3],
        );
        desk.set(at, "deals", deal);
    }),
    ("quote somebody", |desk, at, with| {
        desk.set(at, "quotes", format!("[{{id: q, speaker: Kim {}, text: Said {with}}}]", with % 3));
        desk.append(at, "\n\n```quote\nq\n```\n");
    }),
    ("give a figure", |desk, at, with| {
        desk.set(at, "figures", format!("[{{kind: count, label: Sites, value: {with}}}]"));
    }),
    ("give a hero", |desk, at, _| desk.set(at, "hero", "{src: /static/mark.svg, alt: A mark}".to_owned())),
    ("keep an old address", |desk, at, with| desk.set(at, "aliases", format!("[/old/{}/]", with % 50))),
    ("write a key of our own", |desk, at, with| desk.set(at, "our_key", format!("[{with}, {{a: b}}]"))),
    ("write an organisation's file", |desk, at, with| {
        desk.organisation(at, "country", ["Finland", "Sweden", "Turkey"][with % 3].to_owned());
    }),
    ("give an organisation an alias", |desk, at, with| {
        desk.organisation(at, "aliases", format!("[Alias {at}-{}]", with % 3));
    }),
    ("rename an organisation", |desk, at, with| {
        desk.organisation(
            at,
            "former_names",
            format!("[{{name: Formerly {at}, until: 20{:02}}}]", 10 + with % 20),
        );
    }),
    ("call an organisation otherwise", |desk, at, with| {
        // Its address stays, and those who write of it find it by the old name.
        desk.organisation(at, "slug", format!("org-{}", at % ORGANISATIONS));
        desk.organisation(at, "aliases", format!("[{}]", name(at)));
        desk.organisation(at, "name", format!("Newly {} {at}", with % 3));
    }),
    ("merge an organisation", |desk, at, with| {
        desk.organisation(at, "merged_into", name(with));
        desk.organisation(at, "merged_on", "2026-03-01".to_owned());
    }),
    ("give an organisation a parent", |desk, at, with| {
        desk.organisation(at, "parent", format!("{{org: {}}}", name(with)));
    }),
    ("delete an organisation's file", |desk, at, _| {
        desk.organisations.remove(&(at % ORGANISATIONS));
    }),
    ("write a person's file", |desk, at, with| {
        let text =
            format!("---\nname: Kim {}\nroles: [{{title: Head of {with}}}]\n---\n\nKnows {with}.\n", at % 3);
        desk.file(&format!("content/people/kim-{}.md", at % 3), &text);
    }),
    ("write a topic's file", |desk, at, with| {
        let text = format!("---\nname: Topic {}\ndescription: On {with}.\n---\n\nText.\n", at % 4);
        desk.file(&format!("content/topics/topic-{}.md", at % 4), &text);
    }),
    ("write a deal's file", |desk, at, with| {
        let text = format!(
            "id: deal-{}\nvendors: [{}]\ncustomers: [{}]\nkind: expansion\n",
            at % 4,
            name(with),
            name(with + 3)
        );
        desk.file(&format!("content/deals/deal-{}.yaml", at % 4), &text);
    }),
    ("write a page", |desk, at, with| {
        let text = format!("---\ntitle: About {}\n---\n\nWe are {with}. [Home](/)\n", at % 2);
        desk.file(&format!("content/pages/about-{}.md", at % 2), &text);
    }),
    ("write an asset", |desk, _, with| {
        desk.file("static/mark.svg", &format!("<svg xmlns='http://www.w3.org/2000/svg' width='{with}'/>"));
    }),
    ("write another asset", |desk, at, with| {
        desk.file(&format!("static/f-{}.txt", at % 2), &"x".repeat(with));
    }),
    ("write the stylesheet", |desk, _, with| {
        desk.file("static/dateline.css", &format!("p{{margin:{with}px}}"));
    }),
    ("write a partial", |desk, _, with| {
        desk.file(
            "templates/headline.html",
            &format!("<li>{with} <a href=\"{{{{ card.href }}}}\">{{{{ card.title }}}}</a>"),
        );
    }),
    ("write the card", |desk, _, with| {
        desk.file(
            "templates/card.html",
            &format!("<li>{with} {{{{ card.title }}}} {{{{ card.date.text }}}}"),
        );
    }),
    ("write a template", |desk, at, with| {
        let name = ["404", "topic", "deal", "redirect", "page"][at % 5];
        let text = format!("{{% extends \"theme/{name}.html\" %}}\n{{# {with} #}}");
        desk.file(&format!("templates/{name}.html"), &text);
    }),
    ("write a template that asks", |desk, at, with| {
        let name = ["404", "topic", "deal", "organisation", "page"][at % 5];
        let text = format!(
            "{{% extends \"theme/{name}.html\" %}}{{% block main %}}{{{{ super() }}}}{}{{% endblock main %}}",
            asking(with)
        );
        desk.file(&format!("templates/{name}.html"), &text);
    }),
    ("write a part that asks", |desk, _, with| {
        desk.file("templates/aside.html", &asking(with));
        let text = "{% extends \"theme/section.html\" %}{% block main %}{{ super() }}{% include \"aside.html\" %}{% endblock main %}";
        desk.file("templates/section.html", text);
    }),
    ("write a file of data", Desk::data),
    ("write the frame", |desk, _, with| {
        desk.file("templates/base.html", &format!("{{% extends \"theme/base.html\" %}}{{# {with} #}}"));
    }),
    ("delete a file", Desk::unfile),
    ("call the site something", |desk, _, with| desk.configure("title", format!("Desk {}", with % 5))),
    ("move the site", |desk, _, with| {
        desk.configure("base_url", format!("https://example.org/{}", with % 3));
    }),
    ("page lists otherwise", |desk, _, with| desk.configure("per_page", (1 + with % 6).to_string())),
    ("switch suggestions", |desk, _, with| desk.configure("related", (with % 2 == 0).to_string())),
    ("switch mentions", |desk, _, with| desk.configure("find_mentions", (with % 2 == 0).to_string())),
    ("set relations", |desk, _, with| {
        desk.configure("relations", format!("{{briefings: {}}}", 1 + with % 3));
    }),
    ("speak another language", |desk, _, with| {
        desk.configure("language", ["en", "de", "ar"][with % 3].to_owned());
    }),
    // About as old as news may be, or still to come.
    ("report the news", |desk, at, with| {
        let date = desk.now() - jiff::SignedDuration::from_hours(i64::try_from(with % 60).unwrap() - 6);
        let earlier = ["corrections", "updates", "expires", "status", "withdrawn"];
        desk.story(at).into_iter().for_each(|story| story.keys.retain(|key, _| !earlier.contains(key)));
        desk.set(at, "date", date.to_string());
    }),
    ("change the feeds", |desk, at, with| {
        let of = ["site", "site, vendors, topics", "relations, sections, customers"][at % 3];
        let format = ["atom", "json", "rss, json"][with % 3];
        let feeds = format!(
            "{{of: [{of}], formats: [{format}], content: {}, entries: {}}}",
            ["full", "summary"][(at + with) % 2],
            1 + with % 4
        );
        desk.configure("base_url", "https://example.org".to_owned());
        desk.configure("feeds", if with % 7 == 0 { "false".to_owned() } else { feeds });
    }),
    ("switch the sitemaps", |desk, at, with| {
        desk.configure("sitemaps", (at % 3 > 0).to_string());
        desk.configure("news_sitemap", ["true", "false", "{without: [analysis]}"][with % 3].to_owned());
    }),
    ("ask crawlers", |desk, at, with| {
        let path = ["/vendors/", "/briefings/2026/", "/*/page/", "/nothing/"][at % 4];
        desk.configure("robots", format!("{{disallow: [{path}], agents: {{Bot-{}: [/]}}}}", with % 3));
    }),
    ("say whom to tell", |desk, _, with| {
        let expires = format!("{}T12:00:00Z", day(140 + with % 100));
        desk.configure("security", format!("{{contact: \"mailto:a@example.org\", expires: {expires}}}"));
    }),
    ("link in a standfirst", |desk, at, with| {
        let to = ["#why", "/vendors/", "s-1.md", "nowhere.md"][with % 4];
        desk.set(at, "standfirst", format!("\"In short: [this]({to})\""));
    }),
    ("tell programs", |desk, at, with| {
        let kinds = ["", "ninjs", "organisations", "ninjs, organisations"][with % 4];
        desk.configure("documents", format!("[{kinds}]"));
        desk.configure("publisher", format!("{{name: Desk {}, x: \"@desk{}\"}}", at % 3, with % 2));
        desk.configure("time_zone", ["UTC", "Europe/London", "Asia/Tokyo"][at % 3].to_owned());
    }),
    ("lead readers on", |desk, at, with| {
        let to = ["/", "/vendors/", "/old-2/", "/organisations/"][with % 4];
        desk.configure("redirects", format!("{{/old-{}/: {to}, /old-2/: /customers/}}", at % 3));
        let hosts = ["", "netlify", "apache", "cloudflare, apache"][at % 4];
        desk.configure("redirect_files", format!("[{hosts}]"));
    }),
    ("remember an address", |desk, at, with| {
        let kind = ["organisations", "vendors", "customers"][with % 3];
        desk.organisation(at, "former_names", format!("[Formerly {at}]"));
        desk.file("dateline.urls", &format!("/{kind}/formerly-{at}/\n/\n"));
    }),
    ("guide models", |desk, _, with| desk.configure("llms", (with % 3 > 0).to_string())),
    ("let hours pass", |desk, _, with| desk.hour = (desk.hour + with % 7) % 24),
    ("let time pass", |desk, _, with| desk.day = (desk.day + with % 40) % 300),
];

/// How many kinds of edit there are.
pub(crate) const EDITS: usize = KINDS.len();

/// A template's text that asks something of every kind, some of it in loops and only where something is so.
fn asking(with: usize) -> String {
    let (name, other) = (name(with), name(with / 2));
    let questions = [
        format!(
            "{{% for card in articles(vendor=\"{name}\", limit=3) %}}{{{{ card.title }}}} {{{{ card.date.text }}}}{{% endfor %}}"
        ),
        format!(
            "{{% for card in articles(topic=\"topic-{}\") %}}{{{{ card.title }}}}\
             {{% for row in deals(year=2026, limit={}) %}}{{{{ row.title }}}} {{{{ row.value }}}}{{% endfor %}}{{% endfor %}}",
            with % 5,
            1 + with % 3
        ),
        format!(
            "{{% for kind in [\"new\", \"expansion\"] %}}{{% for row in deals(kind=kind, vendor=\"{other}\") %}}{{{{ row.href }}}}\
             {{% if loop.first %}}{{{{ articles(section=\"briefings\", author=\"Kim 1\") | length }}}}{{% endif %}}\
             {{% endfor %}}{{% endfor %}}"
        ),
        format!(
            "{{% set one = organisation(name=\"{name}\") %}}{{% if one %}}{{{{ one.country or \"nowhere\" }}}}\
             {{% for child in one.children %}}{{{{ child.name }}}}{{% endfor %}}{{% endif %}}"
        ),
        "{% for row in data(path=\"share.csv\") %}{{ row.vendor }} {{ row.share }}\
         {% for card in articles(vendor=row.vendor) %}{{ card.href }}{% endfor %}{% endfor %}"
            .to_owned(),
        "{{ data(path=\"list.json\") }}{{ data(path=\"more.yaml\") | length }}".to_owned(),
        format!("{{{{ articles(customer=\"Alias {}-{}\") | length }}}}", with % ORGANISATIONS, with % 3),
    ];
    [&questions[with % 7], &questions[with / 7 % 7]].into_iter().map(String::as_str).collect()
}

const ORGANISATIONS: usize = 6;

fn name(number: usize) -> String {
    ["Nokia", "Ericsson", "BT", "Tencent", "Seller", "Vodafone"][number % ORGANISATIONS].to_owned()
}

fn names(number: usize) -> String {
    format!("[{}, {}]", name(number), name(number / 7 + 1))
}

/// A day of 2026, counted from its first.
fn day(number: usize) -> String {
    format!("2026-{:02}-{:02}", 1 + number / 28, 1 + number % 28)
}

fn yaml(keys: &BTreeMap<&str, String>) -> String {
    keys.iter().fold(String::new(), |yaml, (key, value)| format!("{yaml}{key}: {value}\n"))
}

impl fmt::Debug for Edit {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} ({}: {}, {})", KINDS[self.kind % EDITS].0, self.kind, self.at, self.with)
    }
}

/// Edits after which templates ask for all sorts of things.
pub(crate) fn ask(with: usize) -> Vec<Edit> {
    let kind = |name| KINDS.iter().position(|(kind, _)| *kind == name).unwrap();
    let templates =
        (0..5).map(|at| Edit { kind: kind("write a template that asks"), at, with: with + 9 * at });
    templates.chain([Edit { kind: kind("write a part that asks"), at: 0, with: with / 3 }]).collect()
}

impl Desk {
    /// A site with one of nearly everything.
    pub(crate) fn new() -> Self {
        let mut desk = Self {
            files: BTreeMap::new(),
            stories: Vec::new(),
            config: BTreeMap::new(),
            organisations: BTreeMap::new(),
            day: 0,
            hour: 12,
        };
        (0..12).for_each(|number| desk.add(number * 5, number * 11));
        for kind in 0..EDITS {
            desk.edit(Edit { kind, at: kind * 3, with: kind * 7 });
        }
        desk.files.retain(|path, _| !path.starts_with("templates/") && path != "dateline.urls");
        (0..3).for_each(|file| desk.data(file, 8 * file));
        desk
    }

    pub(crate) fn edit(&mut self, edit: Edit) {
        (KINDS[edit.kind % EDITS].1)(self, edit.at, edit.with);
    }

    /// The site's clock.
    pub(crate) fn now(&self) -> jiff::Timestamp {
        format!("{}T{:02}:00:00Z", day(150 + self.day / 2), self.hour).parse().unwrap()
    }

    /// Every file of the site.
    fn all(&self) -> BTreeMap<String, Vec<u8>> {
        let mut all = self.files.clone();
        for Story { path, keys, body } in &self.stories {
            let front = yaml(keys);
            all.insert(path.clone(), format!("---\n{front}---\n\n{body}\n").into_bytes());
        }
        for (number, keys) in &self.organisations {
            let front = yaml(keys);
            let own =
                if keys.contains_key("name") { String::new() } else { format!("name: {}\n", name(*number)) };
            let text = format!("---\n{own}{front}---\n\nIt sells [things](/).\n");
            all.insert(format!("content/organisations/org-{number}.md"), text.into_bytes());
        }
        let config = yaml(&self.config);
        all.insert("dateline.yaml".to_owned(), config.into_bytes());
        all
    }

    /// Writes to a folder what is not there yet and deletes what is too much; what is the same is not touched.
    pub(crate) fn write(&self, root: &Path) {
        let all = self.all();
        let there: BTreeSet<String> = ["content", "templates", "static", "data"]
            .into_iter()
            .filter(|folder| root.join(folder).exists())
            .flat_map(|folder| {
                let files = super::sandbox::files_below(&root.join(folder)).into_keys();
                files.map(move |name| format!("{folder}/{name}"))
            })
            .collect();
        for gone in there.iter().filter(|path| !all.contains_key(*path)) {
            fs::remove_file(root.join(gone)).unwrap();
        }
        if !all.contains_key("dateline.urls") {
            let _ = fs::remove_file(root.join("dateline.urls"));
        }
        for (path, bytes) in all {
            let path = root.join(path);
            if fs::read(&path).ok().as_ref() != Some(&bytes) {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, bytes).unwrap();
            }
        }
    }

    fn add(&mut self, at: usize, with: usize) {
        let number = self.stories.len();
        let folder = ["briefings/2026/01", "briefings/2026/02", "analysis"][at % 3];
        let keys = [
            ("title", format!("Story {number}")),
            ("date", day(with % 150)),
            ("vendors", names(with)),
            ("customers", names(at + 2)),
            ("topics", format!("[Topic {}]", with % 4)),
        ];
        let path = if with.is_multiple_of(5) {
            self.file(&format!("content/{folder}/s-{number}/chart.svg"), &format!("<svg>{with}</svg>"));
            format!("content/{folder}/s-{number}/index.md")
        } else {
            format!("content/{folder}/s-{number}.md")
        };
        let chart = if with.is_multiple_of(5) { "![Chart](chart.svg)" } else { "" };
        let body = format!("{} and {} agreed on {with}. {chart}\n\n## Why\n\nBecause.", name(at), name(with));
        self.stories.push(Story { path, keys: keys.into(), body });
    }

    fn story(&mut self, at: usize) -> Option<&mut Story> {
        let count = self.stories.len();
        self.stories.get_mut(at % count.max(1))
    }

    fn set(&mut self, at: usize, key: &'static str, value: String) {
        if let Some(story) = self.story(at) {
            story.keys.insert(key, value);
        }
    }

    fn unset(&mut self, at: usize, with: usize) {
        let Some(story) = self.story(at) else { return };
        let keys: Vec<&str> =
            story.keys.keys().copied().filter(|key| !matches!(*key, "title" | "date")).collect();
        if let Some(key) = keys.get(with % keys.len().max(1)) {
            story.keys.remove(*key);
        }
    }

    fn delete(&mut self, at: usize, _: usize) {
        if self.stories.len() > 3 {
            let story = self.stories.remove(at % self.stories.len());
            let folder = story.path.trim_end_matches("index.md").to_owned();
            self.files.retain(|path, _| !path.starts_with(&folder));
        }
    }

    fn rename(&mut self, at: usize, with: usize) {
        let Some(story) = self.story(at).filter(|story| !story.path.ends_with("index.md")) else { return };
        let folder = story.path.rsplit_once('/').unwrap().0;
        story.path = format!("{folder}/renamed-{with}-{at}.md");
    }

    fn body(&mut self, at: usize, with: usize) {
        let words = format!("{} met {} on day {with}. It said *nothing*.", name(with), name(with / 6));
        if let Some(story) = self.story(at) {
            story.body = words;
        }
    }

    fn append(&mut self, at: usize, text: &str) {
        if let Some(story) = self.story(at) {
            story.body.push_str(text);
        }
    }

    fn link(&mut self, at: usize, with: usize) {
        let Some(target) = self.story(with).map(|story| story.path.clone()) else { return };
        self.append(at, &format!("\n\nMore [there](/{target}), and [[{}]].", name(with)));
    }

    fn follow(&mut self, at: usize, with: usize) {
        let Some(before) = self.story(with).map(|story| story.path.clone()) else { return };
        self.set(at, "follows", before.trim_start_matches("content/").to_owned());
    }

    fn organisation(&mut self, at: usize, key: &'static str, value: String) {
        self.organisations.entry(at % ORGANISATIONS).or_default().insert(key, value);
    }

    fn file(&mut self, path: &str, text: &str) {
        self.files.insert(path.to_owned(), text.as_bytes().to_vec());
    }

    fn data(&mut self, at: usize, with: usize) {
        let (name, text) = match at % 5 {
            0 => ("share.csv", format!("vendor,share\nNokia,{with}\nBT,{}\n", with % 7)),
            1 => {
                let value = ["0", "false", "null", "\"\""][with % 4];
                ("list.json", format!("[{value}, {{\"a\": {with}}}]"))
            }
            2 => ("more.yaml", format!("- {{a: {with}}}\n")),
            3 => ("other.csv", format!("a\n{with}\n")),
            _ => ("more.yaml", "- {a: [}\n".to_owned()), // The writer takes it back.
        };
        self.file(&format!("data/{name}"), &text);
    }

    fn unfile(&mut self, at: usize, _: usize) {
        if let Some(path) = self.files.keys().nth(at % self.files.len().max(1)).cloned() {
            self.files.remove(&path);
        }
    }

    fn configure(&mut self, key: &'static str, value: String) {
        self.config.insert(key, value);
    }
}
