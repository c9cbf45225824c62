//! Input that means harm: the answer is a list of problems or a document, never a panic, a hang or a lost file.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use std::fmt::Write as _;

use openapi_doc::{FileSystem, Limits, MemoryFiles, Problem, load, schemas_in_role};
use proptest::prelude::*;

#[path = "../fuzz/body.rs"]
mod body;

const HEAD: &str = "openapi: 3.1.1\ninfo: { title: T, version: '1' }\n";

fn problems(text: &str) -> Vec<Problem> {
    load(
        "api.yaml",
        &MemoryFiles::new([("api.yaml", text)]),
        &Limits::default(),
    )
    .unwrap_err()
}

#[test]
fn deep_nesting_is_refused_where_it_gets_too_deep() {
    let json = format!("{{\"openapi\":\"3.1.1\",\"x-deep\":{}", "[".repeat(100_000));
    let problems = load(
        "api.json",
        &MemoryFiles::new([("api.json", json)]),
        &Limits::default(),
    )
    .unwrap_err();
    assert_eq!((problems.len(), problems[0].code), (1, "syntax"));
}

/// A chain of references is as long as its author likes, whatever the limit of nesting.
#[test]
fn long_chains_and_long_cycles_of_references() {
    let mut chain =
        format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    S20000: {{ type: string }}\n");
    for index in 0..20_000 {
        writeln!(
            chain,
            "    S{index}: {{ $ref: '#/components/schemas/S{}' }}",
            index + 1
        )
        .unwrap();
    }
    let document = load(
        "api.yaml",
        &MemoryFiles::new([("api.yaml", chain.clone())]),
        &Limits::default(),
    )
    .unwrap();
    let first = document.components().schema("S0").unwrap();
    assert_eq!(
        first.resolve().types().only(),
        Some(openapi_doc::Type::String)
    );

    let cycle = chain.replace(
        "S20000: { type: string }",
        "S20000: { $ref: '#/components/schemas/S0' }",
    );
    let problems = problems(&cycle);
    assert_eq!((problems.len(), problems[0].code), (1, "reference-cycle"));
    assert!(problems[0].message.len() < 1000);
}

#[test]
fn many_cycles_and_many_missing_targets_are_counted() {
    let mut text = format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n");
    for index in 0..5000 {
        writeln!(
            text,
            "    A{index}: {{ $ref: '#/components/schemas/A{index}' }}"
        )
        .unwrap();
        writeln!(
            text,
            "    B{index}: {{ $ref: '#/components/schemas/Missing' }}"
        )
        .unwrap();
    }
    let problems = problems(&text);
    assert_eq!(problems.len(), 1001);
    assert_eq!(problems[1000].message, "9000 more problems are not shown");
}

#[test]
fn callbacks_may_contain_themselves() {
    let text = format!(
        "{HEAD}paths:\n  /a:\n    post:\n      responses: {{ '200': {{ description: d }} }}\n      callbacks: {{ again: {{ $ref: '#/components/callbacks/Again' }} }}\n\
         components:\n  callbacks:\n    Again:\n      '{{$url}}':\n        post:\n          responses: {{ '200': {{ description: d }} }}\n          callbacks: {{ again: {{ $ref: '#/components/callbacks/Again' }} }}\n"
    );
    let document = load(
        "api.yaml",
        &MemoryFiles::new([("api.yaml", text)]),
        &Limits::default(),
    )
    .unwrap();
    // Ending is what is asked of it.
    let _roles = schemas_in_role(&document);
    let surface = openapi_doc::surface::Surface::of(
        &document,
        &openapi_doc::surface::SurfaceLimits::default(),
    )
    .unwrap();
    assert_eq!(surface.line_count(), 4);
}

#[test]
fn files_outside_of_the_root_are_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("root");
    std::fs::create_dir(&root).unwrap();
    std::fs::write(folder.path().join("secret.yaml"), "password: hunter2\n").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("secret.yaml"), root.join("link.yaml")).unwrap();
    let mut text = String::from(HEAD);
    text.push_str("paths:\n");
    let absolute = folder.path().join("secret.yaml").display().to_string();
    for (index, reference) in [
        "../secret.yaml",
        "../../../../../../etc/passwd",
        "./../secret.yaml",
        "%2e%2e/secret.yaml",
        "link.yaml",
        &absolute,
        "file:///etc/passwd",
    ]
    .iter()
    .enumerate()
    {
        writeln!(text, "  /{index}: {{ $ref: '{reference}' }}").unwrap();
    }
    std::fs::write(root.join("api.yaml"), text).unwrap();
    let problems = load(
        "api.yaml",
        &FileSystem::new(&root).unwrap(),
        &Limits::default(),
    )
    .unwrap_err();
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(
        codes,
        [
            "outside-root",
            "outside-root",
            "outside-root",
            "outside-root",
            "unreadable-file",
            "outside-root",
            "remote-reference"
        ]
    );
    assert!(
        problems
            .iter()
            .all(|problem| !problem.to_string().contains("hunter2"))
    );
}

#[test]
fn limits_on_files_and_bytes() {
    let entry = format!("{HEAD}paths: {{ /a: {{ $ref: b.yaml }}, /c: {{ $ref: c.yaml }} }}\n");
    let files = MemoryFiles::new([
        ("api.yaml", entry.as_str()),
        ("b.yaml", "{}"),
        ("c.yaml", "{}"),
    ]);
    assert!(load("api.yaml", &files, &Limits::default()).is_ok());
    let few = Limits {
        max_files: 2,
        ..Limits::default()
    };
    assert_eq!(
        load("api.yaml", &files, &few).unwrap_err()[0].code,
        "over-limit"
    );
    let small = Limits {
        max_total_bytes: entry.len() as u64 + 1,
        ..Limits::default()
    };
    let problems = load("api.yaml", &files, &small).unwrap_err();
    assert_eq!((problems.len(), problems[0].code), (2, "over-limit"));
}

/// Two thousand paths that share one path item of a thousand parameters.
#[test]
fn shared_path_items_do_not_multiply_without_end() {
    let mut text = format!("{HEAD}paths:\n");
    for index in 0..2000 {
        writeln!(
            text,
            "  /{index}: {{ $ref: '#/components/pathItems/Shared' }}"
        )
        .unwrap();
    }
    text.push_str("components:\n  pathItems:\n    Shared:\n      get: {}\n      parameters:\n");
    for index in 0..1000 {
        writeln!(
            text,
            "        - {{ name: p{index}, in: query, schema: {{}} }}"
        )
        .unwrap();
    }
    let problems = problems(&text);
    assert_eq!((problems.len(), problems[0].code), (1, "over-limit"));
}

#[test]
fn bytes_that_are_no_text() {
    let problems = load(
        "api.yaml",
        &MemoryFiles::new([("api.yaml", vec![0xFF, 0xFE, 0])]),
        &Limits::default(),
    )
    .unwrap_err();
    assert_eq!(problems[0].code, "syntax");
}

const SEEDS: [&str; 2] = [
    include_str!("surface/sessions-3.0.yaml"),
    include_str!("surface/sessions-3.1.yaml"),
];

/// Pieces of which mutations are made: what means something to the loader.
const PIECES: [&str; 20] = [
    "$ref",
    "#/components/schemas/Session",
    "null",
    "{}",
    "[]",
    "true",
    "-1",
    "1e999",
    "allOf",
    "oneOf",
    "nullable: true, ",
    "type: [string, 'null'], ",
    "enum: [null], ",
    "'#/paths'",
    "default",
    "x-a",
    "properties",
    "{",
    "]",
    "#",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        body::run(&bytes);
    }

    #[test]
    fn mutated_documents_never_panic(
        seed in 0..SEEDS.len(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0..12_usize, 0..PIECES.len()), 1..4),
    ) {
        let mut text: Vec<char> = SEEDS[seed].chars().collect();
        for (at, removed, piece) in edits {
            let at = at.index(text.len());
            let end = (at + removed).min(text.len());
            text.splice(at..end, PIECES[piece].chars());
        }
        body::run(text.into_iter().collect::<String>().as_bytes());
    }

    /// Words swapped for other words keep the document readable for longer than random edits do.
    #[test]
    fn documents_with_swapped_lines_never_panic(
        seed in 0..SEEDS.len(),
        a in any::<prop::sample::Index>(),
        b in any::<prop::sample::Index>(),
    ) {
        let mut lines: Vec<&str> = SEEDS[seed].lines().collect();
        let (a, b) = (a.index(lines.len()), b.index(lines.len()));
        let indent = |line: &str| line.len() - line.trim_start().len();
        let moved = format!("{}{}", " ".repeat(indent(lines[a])), lines[b].trim_start());
        lines[a] = &moved;
        body::run(lines.join("\n").as_bytes());
    }
}
