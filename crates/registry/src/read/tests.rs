//! What the parser says about files, good and bad.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::{AcceptanceKind, Audience, Lifecycle, MAX_BYTES, Position, Registry};

const VERIFA: &str = include_str!("../edit/fixture.toml");

/// The problems of a text, one per line.
fn problems(text: &str) -> String {
    match Registry::parse("specdate.toml", text) {
        Ok(registry) => format!("no problem: {registry:#?}"),
        Err(problems) => problems.iter().fold(String::new(), |said, problem| {
            said + problem.id + ": " + &problem.to_string() + "\n"
        }),
    }
}

#[test]
fn a_registry_as_people_write_it_is_read() {
    let registry = Registry::parse("openapi/specdate.toml", VERIFA).unwrap();
    let api = registry.api("verifa").unwrap();
    assert_eq!(api.title, "Verifa API");
    assert_eq!(api.notice_months, 12);
    assert_eq!(
        api.gate.fail_on,
        BTreeSet::from([Audience::Wire, Audience::Unknown])
    );
    assert_eq!(
        api.client.as_ref().unwrap().crate_dir.as_str(),
        "crates/verifa"
    );
    assert!(
        api.headers.is_selector("verifa-version")
            && api.headers.is_selector("KEY-INFLECTION")
            && !api.headers.is_selector("X-API-Key")
    );
    let dates: Vec<String> = api
        .versions
        .iter()
        .map(|version| version.date.to_string())
        .collect();
    assert_eq!(dates, ["2026-01-01", "2026-02-01"]);
    for version in &api.versions {
        assert_eq!(
            version.lifecycle,
            Lifecycle::Active {
                released: version.date.day()
            }
        );
    }
    assert_eq!(
        crate::calendar::check(&registry, "2026-02-01".parse().unwrap()),
        []
    );
}

#[test]
fn everything_that_can_be_written_is_read() {
    let text = r#"
accept = [{ fingerprint = "f1", api = "b", reason = "r" }]

[api.b.client]
crate = "crates/b"

[[api.b.versions]]
date = "2025-01-01"
document = "b/old.yaml"
state = "retired"
released = "2025-01-05"
deprecated = "2025-02-01"
sunset = "2026-02-01"
retired = "2026-02-02"
released-copy = "b/old-released.yaml"

[api.a]
notice-months = 0
versions = [{ date = "2026-01-01", state = "draft" }]
headers.key = "X-Key"

[api.a.gate]
fail-on = []
draft = ["wire"]
deprecated = ["behavior"]
policy = "github"

[[api.a.gate.overrides]]
id = "response-enum-value-added"
paths = ["/a/**"]
level = "warn"
reason = "r"
"#;
    insta::assert_debug_snapshot!(Registry::parse("specdate.toml", text).unwrap());
}

#[test]
fn problems_of_a_gate_come_at_once() {
    insta::assert_snapshot!(problems(
        r#"
[api.a.gate]
fail-on = ["wire", "wire"]
draft = "wire"
retired = []
policy = "github.com"

[[api.a.gate.overrides]]
id = "x"
paths = []
level = "error"
reason = "r"

[[api.a.gate.overrides]]
id = " "
paths = ["/a*", "/a b"]
level = "warning"
because = "r"
"#
    ));
}

#[test]
fn an_empty_file_is_an_empty_registry() {
    let registry = Registry::parse("specdate.toml", "").unwrap();
    assert!(registry.apis.is_empty() && registry.accept.is_empty());
    assert_eq!(
        registry.api("verifa").unwrap_err().to_string(),
        "specdate.toml has no API `verifa`; add an `[api.NAME]` table for `verifa`"
    );
}

#[test]
fn a_syntax_error_is_one_problem_with_its_place() {
    insta::assert_snapshot!(problems(
        "[api.verifa]\ntitle = \"Verifa\nnotice-months = 12\n"
    ));
    insta::assert_snapshot!(problems("[api.a]\ntitle = \"x\"\ntitle = \"y\"\n"));
}

#[test]
fn all_problems_come_at_once() {
    insta::assert_snapshot!(problems(
        r#"
apis = 1

[api.Verifa]
titel = "x"

[api.one]
title = " "
notice-months = 1201
color = "red"
headers = { version = "X Version", casing = { name = "x-key" }, key = "X-Key" }
client = { crate = "../one" }
gate = { fail-on = ["wire", "behaviour", "wire", 3] }

[[api.one.versions]]
date = 2026-01-01
state = "active"

[[api.one.versions]]
date = "2026-02-30"
state = "activ"
released = "yesterday"

[[api.one.versions]]
date = "2026-03-01"
state = "draft"
released = 2026-03-01
document = "/etc/passwd"

[[api.one.versions]]
date = "2026-02-01"
state = "deprecated"
released = "2026-02-01"
deprecated = "2026-05-01"
sunset = "2026-04-01"

[[api.one.versions]]
date = "2026-03-01"
state = "active"
released = "2026-03-01"
sunset = "2027-03-01"
retired = "2027-03-01"

[[api.one.versions]]
state = "retired"
released = "2026-03-01"

[api]
two = 2

[api.three]
client = { crate = "crates/three" }
versions = "2026-01-01"

[api.four]
client = { crate = "Crates/three" }

[api.five.headers]
version = "X-Version"
casing = { name = "x-version", value = "snake\n" }
key = "x-VERSION"

[api.six]
client = {}

[[api.six.versions]]
date = "2026-01-01"
state = "draft"
released-copy = "six/a.yaml"

[[api.six.versions]]
date = "2026-02-01"
state = "draft"
document = "six/a.yaml"

[[accept]]
fingerprint = "abc"
api = "thre"
kind = "correction"
reason = "r"

[[accept]]
fingerprint = "two words"
kind = "brake"
reason = ""
until = "2026-13-01"

[[accept]]
because = "x"

[[accept]]
fingerprint = "same"
reason = "r"

[[accept]]
fingerprint = "same"
reason = "r"
"#
    ));
}

#[test]
fn one_cause_is_one_problem() {
    let version = "[[api.a.versions]]\ndate = \"2026-01-01\"\nstate = \"draft\"\n";
    // The second entry has the first one's documents as well.
    assert_eq!(
        problems(&version.repeat(2)),
        "duplicate-date: specdate.toml:5:8: version `2026-01-01` is listed twice, first at 2:8; remove one of the two entries\n"
    );
}

#[test]
fn positions_of_entries_are_those_of_their_headers() {
    let registry = Registry::parse(
        "specdate.toml",
        "[api.a]\n  [[api.a.versions]]\n  date = \"2026-01-01\"\n  state = \"draft\"\n\n[[accept]]\nfingerprint = \"f\"\nreason = \"r\"\n",
    )
    .unwrap();
    let api = registry.api("a").unwrap();
    assert_eq!(api.position, Position { line: 1, column: 1 });
    assert_eq!(api.versions[0].position, Position { line: 2, column: 3 });
    assert_eq!(registry.accept[0].position, Position { line: 6, column: 1 });
    assert_eq!(
        registry.accept[0].kind,
        AcceptanceKind::Break { evidence: None }
    );
}

#[test]
fn a_byte_order_mark_and_windows_line_endings_do_not_move_positions() {
    let text = "[api.a]\r\ntitel = \"x\"\r\n";
    assert_eq!(
        problems(text),
        "unknown-field: specdate.toml:2:1: unknown field `titel` in `[api.a]`; did you mean `title`?\n"
    );
    assert_eq!(problems(&format!("\u{feff}{text}")), problems(text));
}

#[test]
fn lookups_name_what_is_valid() {
    let registry = Registry::parse(
        "specdate.toml",
        r#"
[[api.verifa.versions]]
date = "2025-01-01"
state = "retired"
released = "2025-01-01"
deprecated = "2025-01-02"
sunset = "2026-01-02"
retired = "2026-01-03"

[[api.verifa.versions]]
date = "2026-01-01"
state = "active"
released = "2026-01-01"

[[api.verifa.versions]]
date = "2026-02-01"
state = "draft"

[api.billing]
"#,
    )
    .unwrap();
    assert_eq!(
        registry.api("verfia").unwrap_err().to_string(),
        "specdate.toml has no API `verfia`; did you mean `verifa`? it has `billing`, `verifa`"
    );
    let api = registry.api("verifa").unwrap();
    let version = |date: &str| api.version(&date.parse().unwrap());
    assert_eq!(
        version("2026-02-01").unwrap().document.as_str(),
        "verifa/2026-02-01.yaml"
    );
    assert_eq!(
        version("2026-03-01").unwrap_err().to_string(),
        "API `verifa` has no version `2026-03-01`; valid dates: `2026-01-01`, `2026-02-01`"
    );
    assert_eq!(
        version("2025-01-01").unwrap_err().to_string(),
        "version `2025-01-01` of API `verifa` was retired on 2026-01-03; valid dates: `2026-01-01`, `2026-02-01`"
    );
    assert!(api.entry("2025-01-01".parse().unwrap()).is_some());
    assert_eq!(api.latest().unwrap().date.to_string(), "2026-01-01");
    assert_eq!(
        registry
            .api("billing")
            .unwrap()
            .version(&"2026-01-01".parse().unwrap())
            .unwrap_err()
            .to_string(),
        "API `billing` has no version `2026-01-01`; no date is valid yet: add one"
    );
}

#[test]
fn hostile_files_get_one_short_answer() {
    let deep = format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(
        problems(&deep).starts_with("syntax: "),
        "{}",
        problems(&deep)
    );
    let tables = format!("[{}]", vec!["a"; 50_000].join("."));
    assert!(!problems(&tables).is_empty());
    assert_eq!(
        problems(&" ".repeat(MAX_BYTES + 1)),
        "too-large: specdate.toml:1:1: the file has 4194305 bytes, more than 4194304; split off what is not a registry\n"
    );
    let long = format!(
        "[api.{}]\n[api.a]\n\"\\u202e{}\" = 1\n",
        "x".repeat(100_000),
        "y".repeat(100_000)
    );
    let said = problems(&long);
    assert!(said.len() < 1000 && !said.contains('\u{202e}'), "{said}");
}

#[test]
fn many_entries_on_one_line_are_read_in_time_that_grows_with_the_file() {
    let entries = "{ fingerprint = \"same\", reason = \"ä\" }, ".repeat(20_000);
    let found = Registry::parse("specdate.toml", &format!("accept = [{entries}]")).unwrap_err();
    assert_eq!(found.len(), 19_999);
    assert_eq!(
        found[0].position,
        Position {
            line: 1,
            column: 67
        }
    );
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_with_places_inside_it(text in hostile_text()) {
        if let Err(problems) = Registry::parse("specdate.toml", &text) {
            prop_assert!(!problems.is_empty());
            for problem in problems {
                let line = text.split('\n').nth(problem.position.line - 1);
                prop_assert!(line.is_some_and(|line| problem.position.column <= line.chars().count() + 1), "{problem}");
                prop_assert!(!problem.message.is_empty() && !problem.next_step.is_empty());
            }
        }
    }
}

/// Lines of registry files in any order, with anything between.
fn hostile_text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        prop::sample::select(
            VERIFA
                .lines()
                .filter(|line| !line.starts_with('#'))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        ),
        prop::sample::select(vec![
            "[[accept]]",
            "[accept]",
            "api = 1",
            "accept = [1, {}]",
            "fingerprint = \"é\"",
            "state = \"retired\"",
            "date = 2026-01-01",
            "casing = []"
        ])
        .prop_map(str::to_owned),
        "\\PC{0,12}",
    ];
    prop::collection::vec(line, 0..20).prop_map(|lines| lines.join("\n"))
}
