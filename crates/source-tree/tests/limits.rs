//! Limits, and inputs made to break a reader.

#![allow(clippy::unwrap_used)] // What is allowed in tests is not in their helpers.

mod support;

use std::fmt::Write;

use source_tree::{Format, Limits, SourceTree};
use support::parse;

fn error(source: String, format: Format, limits: Limits) -> String {
    let read = SourceTree::parse("t", source.into_bytes(), format, &limits);
    read.unwrap_err().to_string()
}

#[test]
fn limits_are_named_in_the_error() {
    let limits = Limits {
        max_bytes: 9,
        max_depth: 2,
        max_nodes: 3,
    };
    let json = |source: &str| error(source.into(), Format::Json, limits);
    let yaml = |source: &str| error(source.into(), Format::Yaml, limits);
    insta::assert_snapshot!(json("[        ]"));
    insta::assert_snapshot!(json("[1,\n2,3]"));
    insta::assert_snapshot!(json("[\n[[]]]"));
    insta::assert_snapshot!(yaml("{a: 1,b}"));
    insta::assert_snapshot!(yaml("- - - a"));
}

#[test]
fn what_is_just_within_the_limits_is_read() {
    let limits = Limits {
        max_bytes: 9,
        max_depth: 2,
        max_nodes: 4,
    };
    for (source, format) in [("[[1],   2", Format::Json), ("- - a\n- b", Format::Yaml)] {
        let source = source.replace(",   2", ",2]  ");
        assert_eq!(source.len(), 9);
        let tree = SourceTree::parse("t", source.into(), format, &limits).unwrap();
        assert_eq!(tree.len(), 4);
    }
}

#[test]
fn a_million_levels_are_an_error() {
    let deep = 1_000_000;
    let sources = [
        ("[".repeat(deep), Format::Json),
        ("{\"a\":".repeat(deep), Format::Json),
        ("[".repeat(deep), Format::Yaml),
        ("{a: ".repeat(deep), Format::Yaml),
        ("[\n".repeat(deep), Format::Yaml),
        ("- ".repeat(deep), Format::Yaml),
        ("? ".repeat(deep), Format::Yaml),
        ("{\"a\": [".repeat(deep), Format::Yaml),
    ];
    for (source, format) in sources {
        let shown = &source[..6];
        let message = parse(&source, format).unwrap_err().to_string();
        let expected =
            message.contains("nested deeper than 128 levels") || message.contains("as a key");
        assert!(expected, "{shown:?}: {message}");
    }
}

#[test]
fn deep_blocks_are_an_error() {
    let sequences = (0..2_000)
        .map(|level| format!("{:level$}-\n", ""))
        .collect::<Vec<_>>()
        .concat();
    let mappings = (0..2_000)
        .map(|level| format!("{:level$}a:\n", ""))
        .collect::<Vec<_>>()
        .concat();
    for source in [sequences, mappings] {
        let message = parse(&source, Format::Yaml).unwrap_err().to_string();
        assert!(
            message.contains("nested deeper than 128 levels"),
            "{message}"
        );
    }
}

#[test]
fn depth_has_no_bound_but_the_limit() {
    let deep = 500_000;
    let source = "[".repeat(deep) + &"]".repeat(deep);
    let limits = Limits {
        max_depth: deep,
        ..Limits::default()
    };
    let tree = SourceTree::parse("t", source.into(), Format::Json, &limits).unwrap();
    assert_eq!(tree.len(), deep);
}

#[test]
fn alias_bombs_are_stopped() {
    let mut source = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..20 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(source, "a{level}: &a{level} [{aliases}]").unwrap();
    }
    let limits = Limits {
        max_nodes: 100_000,
        ..Limits::default()
    };
    let message = error(source, Format::Yaml, limits);
    insta::assert_snapshot!(message);
}

#[test]
fn aliases_count_the_depth_of_what_they_stand_for() {
    let mut source = String::from("a0: &a0 [x]\n");
    for level in 1..200 {
        writeln!(source, "a{level}: &a{level} [*a{}]", level - 1).unwrap();
    }
    insta::assert_snapshot!(parse(&source, Format::Yaml).unwrap_err());
}

#[test]
fn a_huge_hexadecimal_number_is_refused() {
    let source = format!("a: 0x{}", "F".repeat(257));
    insta::assert_snapshot!(parse(&source, Format::Yaml).unwrap_err());
    let source = format!("a: 0x{}", "F".repeat(256));
    let tree = parse(&source, Format::Yaml).unwrap();
    assert_eq!(
        tree.root()
            .get("a")
            .unwrap()
            .as_number()
            .unwrap()
            .text()
            .len(),
        309
    );
}
