//! What must not be published: drafts, and what belongs to them.

use dateline::command::build::BuildOptions;
use dateline::command::status::Status;

use super::sandbox::Sandbox;
use super::site::article;

#[test]
fn drafts_reach_no_output_not_even_a_name() {
    let sandbox = Sandbox::new(&[
        ("content/a/open.md", &article("Open", "2020-01-01", "vendors: Nokia\n")),
        (
            "content/a/secret.md",
            &article(
                "Secret plan",
                "2020-01-02",
                "vendors: Hushtel\ntopics: Whisper\nauthors: Zorro\nstatus: draft\nhero: {src: hush.svg, alt: x}\n",
            ),
        ),
        ("content/a/hush.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("content/a/held/index.md", &article("Held back", "2020-01-03", "status: hold\nslug: quiet\n")),
        ("content/a/held/data.csv", "hushtel,1\n"),
        ("content/pages/later.md", "---\ntitle: Later\ndraft: true\n---\nHushtel.\n"),
    ]);
    sandbox.build();
    for (name, bytes) in sandbox.outputs() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for word in ["hushtel", "secret", "whisper", "zorro", "hush", "held", "quiet", "later"] {
            assert!(!name.contains(word), "{name}");
            assert!(!text.contains(word) || name.ends_with(".css"), "{name} tells of {word}");
        }
    }
    let with_drafts = BuildOptions { drafts: true, ..sandbox.options() };
    assert_eq!(sandbox.run(&with_drafts).status, Status::Done);
    for name in ["vendors/hushtel/index.html", "a/hush.svg", "a/quiet/data.csv", "later/index.html"] {
        assert!(sandbox.has_output(name), "{name}");
    }
    sandbox.build();
    assert!(!sandbox.has_output("vendors/hushtel/index.html"), "a page that is no longer planned stays");
}

#[test]
fn a_draft_s_pictures_are_not_published_by_a_text_above_them() {
    let draft = |picture: &str| article("Plan", "2020-01-02", "status: draft\n") + picture;
    let sandbox = Sandbox::new(&[
        ("content/index.md", &article("Top", "2020-01-01", "slug: top\n")),
        ("content/pages/index.md", "---\ntitle: Page\n---\n![o](plan/open.png)\n"),
        ("content/pages/later.md", "---\ntitle: Later\ndraft: true\n---\n![s](plan/secret.png)\n"),
        ("content/a/draft.md", &draft("![s](secret.png)\n")),
        ("content/a/bundle/index.md", &(article("B", "2020-01-01", "slug: b\n") + "![o](open.png)\n")),
        ("content/a/bundle/draft.md", &draft("![s](secret.png)\n")),
        ("content/a/above/index.md", &article("C", "2020-01-01", "")),
        ("content/a/above/below/draft.md", &draft("![s](img/secret.png)\n")),
        ("content/a/above/data/free.png", "png"),
    ]);
    for folder in ["pages/plan", "a", "a/bundle", "a/above/below/img"] {
        sandbox.write(&format!("content/{folder}/secret.png"), b"png");
        sandbox.write(&format!("content/{folder}/open.png"), b"png");
    }
    sandbox.build();
    let outputs = sandbox.outputs();
    let copies: Vec<&str> =
        outputs.keys().map(String::as_str).filter(|name| name.ends_with(".png")).collect();
    assert_eq!(copies, ["a/above/data/free.png", "a/b/open.png", "pages/plan/open.png"]);
}

#[test]
#[cfg(unix)]
fn no_line_is_shown_of_a_file_behind_a_link_out_of_the_site() {
    let (outside, sandbox) = (Sandbox::new(&[("x.md", "a private line\n")]), Sandbox::new(&[]));
    sandbox.write("content/a/x.txt", b"");
    std::os::unix::fs::symlink(outside.path("x.md"), sandbox.path("content/a/x.md")).unwrap();
    let built = sandbox.run(&sandbox.options());
    assert!(built.err.contains("symlink-outside") && !built.err.contains("private"), "{}", built.err);
}

#[test]
fn an_article_whose_address_another_one_has_is_in_no_list() {
    let sandbox = Sandbox::new(&[
        ("content/a/x.md", &article("First", "2020-01-02", "slug: s\n")),
        ("content/a/y.md", &article("Second", "2020-01-01", "slug: s\nvendors: Losing\n")),
    ]);
    let built = sandbox.run(&sandbox.options());
    assert_eq!(built.status, Status::SiteHasErrors);
    assert_eq!(built.err.matches("address-claimed-twice").count(), 1, "{}", built.err);
    assert!(built.err.contains("content/a/y.md:1:1"), "{}", built.err);
    assert!(built.err.contains("1 of 2 files (1 with errors)"), "{}", built.err);
    assert!(!built.err.contains("Losing"), "{}", built.err);
}
