//! YAML: the core schema, spans, aliases, tags, errors.

mod support;

use source_tree::{Format, Kind};
use support::{compact, errors, json, outline, parse, yaml};

#[test]
fn block_layouts_know_their_place() {
    let source = "# top\nopenapi: 3.1.0  # version\nétat: 'it''s'\npaths:\n- /é: \"a\\tb\"\n  x: plain\n    more\n-\n- - |\n    one\n     two\n\n  - >-\n    folded\n    text\nempty:\nlast: ~\n";
    insta::assert_snapshot!(outline(&yaml(source)));
}

#[test]
fn flow_layouts_know_their_place() {
    let source = "{a: [1, 'ü', \"x\", [k: v], ], b: , ? c, \"d\":1,\n e: {}, f: []}";
    insta::assert_snapshot!(outline(&yaml(source)));
}

#[test]
fn anchors_and_tags_are_not_part_of_a_span() {
    let source = "a: &x\n  k: 1\nb: !!map &y # note\n  k: !!str 2\nc: [&p 1, !!str 3, &q [], &r,]\nd: &s !!str\ne: !<tag:yaml.org,2002:int> 7\nf: &z\n- 1\ng: &t |\n  text\n";
    insta::assert_snapshot!(outline(&yaml(source)));
}

#[test]
fn plain_scalars_follow_the_core_schema() {
    let cases = [
        ("~", "null"),
        ("", "null"),
        ("Null", "null"),
        ("NULL", "null"),
        ("nULL", "\"nULL\""),
        ("True", "true"),
        ("FALSE", "false"),
        ("yes", "\"yes\""),
        ("on", "\"on\""),
        ("n", "\"n\""),
        ("0", "0"),
        ("-0", "-0"),
        ("12", "12"),
        ("+12", "12"),
        ("007", "7"),
        ("-007", "-7"),
        ("000", "0"),
        ("0o17", "15"),
        ("0x1F", "31"),
        ("0xffffffffffffffffffff", "1208925819614629174706175"),
        ("-0x1F", "\"-0x1F\""),
        ("0b11", "\"0b11\""),
        ("0x", "\"0x\""),
        ("0o8", "\"0o8\""),
        ("1.5", "1.5"),
        (".5", "0.5"),
        ("-.5", "-0.5"),
        ("1.", "1.0"),
        ("1.e3", "1.0e3"),
        ("1E+3", "1E+3"),
        ("+.5E2", "0.5e2"),
        (".", "\".\""),
        ("1e", "\"1e\""),
        ("1_000", "\"1_000\""),
        ("1.2.3", "\"1.2.3\""),
        ("12:30", "\"12:30\""),
        ("2026-01-01", "\"2026-01-01\""),
        ("2026-01-01T10:00:00Z", "\"2026-01-01T10:00:00Z\""),
        ("'1'", "\"1\""),
        ("\"true\"", "\"true\""),
        ("!!str 1", "\"1\""),
        ("! 1", "\"1\""),
        ("!!int \"1\"", "1"),
        ("!!float 1", "1"),
        ("!!null ''", "null"),
        ("!!bool 'true'", "true"),
        ("!!str", "\"\""),
        (
            "\"\\x41\\u00e9\\U0001F980\\e\\_\\N\"",
            "\"Aé🦀\\u001b\u{a0}\u{85}\"",
        ),
        ("|\n  a\n  b\n", "\"a\\nb\\n\""),
        (">\n  a\n  b\n", "\"a b\\n\""),
        ("a\n  b", "\"a b\""),
    ];
    for (source, expected) in cases {
        let tree = yaml(&format!("k: {source}"));
        assert_eq!(compact(tree.root().get("k").unwrap()), expected, "{source}");
    }
}

#[test]
fn rewritten_numbers_keep_what_is_written_in_their_span() {
    let tree = yaml("a: é\nmask: 0x1F # bits\n");
    let mask = tree.root().get("mask").unwrap();
    assert_eq!(mask.as_number().unwrap().text(), "31");
    assert_eq!(mask.source(), "0x1F");
}

#[test]
fn keys_that_are_not_strings_become_their_text() {
    let tree = yaml("200: a\n0x1F: b\ntrue: c\n~: d\n1.0: e\n.inf: f\n'x': g\n? y\n: h\n: i\n");
    let keys: Vec<&str> = tree
        .root()
        .as_object()
        .unwrap()
        .iter()
        .map(|(key, _)| key.as_str())
        .collect();
    assert_eq!(
        keys,
        ["200", "0x1F", "true", "~", "1.0", ".inf", "x", "y", ""]
    );
    assert!(
        tree.root()
            .as_object()
            .unwrap()
            .iter()
            .all(|(key, _)| key.node().kind() == Kind::String)
    );
}

#[test]
fn aliases_are_copies_with_the_place_of_the_anchored_text() {
    let tree = yaml(
        "a: &x {k: [1, 0x2]}\nb: *x\nc: [*x, *x]\n&name d: *name\n*name : &name 1\ne: *name\n",
    );
    insta::assert_snapshot!(compact(tree.root()));
    let copy = tree.root().get("b").unwrap();
    assert_eq!(copy.position().to_string(), "1:7");
    assert_eq!(copy.span(), tree.root().get("a").unwrap().span());
    assert_ne!(copy.id(), tree.root().get("a").unwrap().id());
    assert_eq!(
        tree.pointer_to(copy.get("k").unwrap().id()).as_str(),
        "/b/k"
    );
}

#[test]
fn a_copied_large_object_is_looked_up_in_its_copy() {
    let members = (0..40)
        .map(|n| format!("  k{n}: {n}\n"))
        .collect::<Vec<_>>()
        .concat();
    let tree = yaml(&format!(
        "a: &x\n{members}b: *x\nc: &y\n  in: *x\nd: [*y]\n"
    ));
    for key in ["k0", "k17", "k39"] {
        let copy = tree.root().get("b").unwrap();
        let found = copy.get(key).unwrap();
        assert!(
            found.id() > copy.id(),
            "found in the copy, not in the original"
        );
        assert_eq!(tree.pointer_to(found.id()).as_str(), format!("/b/{key}"));
        let nested = tree
            .pointer(&format!("/d/0/in/{key}").parse().unwrap())
            .unwrap();
        assert_eq!(
            tree.pointer_to(nested.id()).as_str(),
            format!("/d/0/in/{key}")
        );
    }
    assert!(tree.root().get("b").unwrap().get("k40").is_none());
}

#[test]
fn json_is_yaml() {
    let source =
        "{\n  \"a\": [1.50, -2e10, true, null, \"\\u00e9\\n\\/\"],\n  \"b\":{\"c\":\"\"}\n}\n";
    assert_eq!(outline(&json(source)), outline(&yaml(source)));
}

#[test]
fn schema_errors() {
    let sources = [
        "",
        "# nothing\n",
        "a: .inf",
        "a: [-.INF]",
        "é: .NaN",
        "a: 1\n---\nb: 2\n",
        "a: 1\n...\n---\nb: 2\n",
        "<<: {a: 1}",
        "x:\n  <<: *y",
        "a: &y {}\nb:\n  <<: *y\n",
        "? [a]\n: 1",
        "? {a: b}\n: 1",
        "{[a]: 1}",
        "a: !local 1",
        "a: !!binary aGk=",
        "a: !!set {b}",
        "a: !!seq {}",
        "a: !!map x",
        "a: !!int x",
        "a: !!int 1.5",
        "a: !!float .inf",
        "a: !<tag:example.com,2026:t> 1",
        "a: *x",
        "a: &x [1, *x]",
        "a: &x\n  b:\n    c: *x\n",
        "&x a: {b: *x, *x : 1, c: &y 1, *y : 2}",
        "&x 1: *x",
        "a: &x []\n*x : 1",
        "a: \u{0}b",
        "a: \u{7}",
    ];
    insta::assert_snapshot!(errors(Format::Yaml, &sources));
}

#[test]
fn syntax_errors() {
    let sources = [
        "a: [1",
        "a: {b: 1",
        "a: 'x",
        "a: \"x\\q\"",
        "a: b: c",
        "a:\n\t- 1",
        "a: 1\n b: 2",
        "- 1\nb: 2",
        "a: @x",
        "a: `x",
        "a: %x",
        "é: [ü\nb: 1",
        "a: |x\n  y",
        "%TAG",
        "a: !x!y 1",
        "{a: 1}}",
        "[1]]",
        "a: ]",
        "\"\\ud83e\\udd80\"",
    ];
    insta::assert_snapshot!(errors(Format::Yaml, &sources));
}

#[test]
fn json_that_is_not_read_as_yaml() {
    let deep = "[".repeat(256) + &"]".repeat(256);
    for source in ["\"\\ud83e\\udd80\"", &deep] {
        assert!(parse(source, Format::Yaml).is_err(), "{source}");
    }
    let long_key = format!("{{\"{}\"\n: 1}}", "k".repeat(2_000));
    assert_eq!(outline(&yaml(&long_key)), outline(&json(&long_key)));
}
