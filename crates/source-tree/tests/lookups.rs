//! Objects, duplicates, pointers.

#![allow(clippy::unwrap_used)] // What is allowed in tests is not in their helpers.

mod support;

use source_tree::{Format, NodeId, Pointer, SourceTree};
use support::{json, yaml};

#[test]
fn send_and_sync() {
    fn check<T: Send + Sync + 'static>() {}
    check::<SourceTree>();
}

fn first_key(tree: &SourceTree) -> NodeId {
    tree.root()
        .as_object()
        .unwrap()
        .iter()
        .next()
        .unwrap()
        .0
        .id()
}

#[test]
fn duplicates_are_found_in_small_and_large_objects() {
    for others in [0, 3, 12, 13, 14, 200] {
        let fill = (0..others)
            .map(|n| format!("\"k{n}\": {n}, "))
            .collect::<Vec<_>>()
            .concat();
        let tree = json(&format!(
            "{{\"a\": 1, {fill}\"\\u0061\": 2, \"b\": {{\"a\": 3}}, \"a\": 4}}"
        ));
        let found: Vec<_> = tree
            .duplicate_keys()
            .iter()
            .map(|duplicate| (duplicate.key(&tree), duplicate.first(), duplicate.object()))
            .collect();
        assert_eq!(
            found,
            [("a", first_key(&tree), NodeId::ROOT); 2],
            "{others}"
        );
        let places: Vec<u32> = tree
            .duplicate_keys()
            .iter()
            .map(|found| found.position(&tree).column)
            .collect();
        assert!(places.is_sorted());
        assert_eq!(
            tree.root().get("a").unwrap().as_number().unwrap().text(),
            "1"
        );
        assert_eq!(
            tree.root()
                .get("b")
                .unwrap()
                .get("a")
                .unwrap()
                .as_number()
                .unwrap()
                .text(),
            "3"
        );
        assert!(tree.root().get("c").is_none());
    }
}

#[test]
fn keys_with_equal_ends_and_lengths_are_not_duplicates() {
    let keys = [
        "",
        "a",
        "b",
        "ab",
        "ba",
        "xx-12345678",
        "yx-12345678",
        "a-1234567",
        "b-1234567",
    ];
    let members: Vec<String> = keys
        .iter()
        .map(|key| format!("\"{key}\":\"{key}\""))
        .collect();
    let tree = json(&format!("{{{}}}", members.join(",")));
    assert!(tree.duplicate_keys().is_empty());
    for key in keys {
        assert_eq!(tree.root().get(key).unwrap().as_str(), Some(key));
    }
}

#[test]
fn yaml_keys_are_compared_as_text() {
    let tree = yaml("200: a\n'200': b\n");
    assert_eq!(tree.duplicate_keys().len(), 1);
    assert_eq!(
        tree.duplicate_keys()[0].first_position(&tree).to_string(),
        "1:1"
    );
    assert_eq!(tree.duplicate_keys()[0].position(&tree).to_string(), "2:1");
}

#[test]
fn an_object_of_100_000_keys_is_not_quadratic() {
    let members: Vec<String> = (0..100_000)
        .map(|n| format!("\"key-{n:06}\":{n}"))
        .collect();
    let tree = json(&format!("{{{}}}", members.join(",")));
    // With linear lookups these are five billion comparisons.
    for n in 0..100_000 {
        let found = tree.root().get(&format!("key-{n:06}")).unwrap();
        assert_eq!(found.as_number().unwrap().as_u64(), Some(n));
    }
    let same = format!("{{{}}}", vec!["\"same\":0"; 100_000].join(","));
    let tree = json(&same);
    assert_eq!(tree.duplicate_keys().len(), 99_999);
    assert!(
        tree.duplicate_keys()
            .iter()
            .all(|duplicate| duplicate.first() == first_key(&tree))
    );
}

#[test]
fn pointers_of_rfc_6901_section_5() {
    let tree = json(
        r#"{"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8}"#,
    );
    let cases = [
        ("/", "#/", 0),
        ("/a~1b", "#/a~1b", 1),
        ("/c%d", "#/c%25d", 2),
        ("/e^f", "#/e%5Ef", 3),
        ("/g|h", "#/g%7Ch", 4),
        ("/i\\j", "#/i%5Cj", 5),
        ("/k\"l", "#/k%22l", 6),
        ("/ ", "#/%20", 7),
        ("/m~0n", "#/m~0n", 8),
    ];
    for (text, fragment, value) in cases {
        let pointer = Pointer::parse(text).unwrap();
        assert_eq!(Pointer::from_fragment(&fragment[1..]).unwrap(), pointer);
        let node = tree.pointer(&pointer).unwrap();
        assert_eq!(node.as_number().unwrap().as_u64(), Some(value));
        assert_eq!(tree.pointer_to(node.id()), pointer);
        assert_eq!(Pointer::from_tokens(pointer.tokens()), pointer);
    }
    assert_eq!(tree.pointer(&Pointer::root()), Some(tree.root()));
    assert_eq!(
        tree.pointer(&"/foo/0".parse().unwrap()).unwrap().as_str(),
        Some("bar")
    );
    for nowhere in [
        "/foo/2",
        "/foo/-",
        "/foo/01",
        "/foo/+1",
        "/foo/0/x",
        "/bar",
        "/foo/99999999999999999999",
    ] {
        assert!(
            tree.pointer(&nowhere.parse().unwrap()).is_none(),
            "{nowhere}"
        );
    }
}

#[test]
fn pointer_steps_and_errors() {
    let pointer = Pointer::parse("/a/~01").unwrap();
    assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["a", "~1"]);
    assert_eq!(pointer.parent(), Some(Pointer::root().child("a")));
    assert_eq!(Pointer::root().parent(), None);
    assert!(Pointer::root().is_root() && Pointer::root().tokens().next().is_none());
    let errors = ["a", "#/a", "/~", "/a~2", "/~a~0"]
        .map(|text| Pointer::parse(text).unwrap_err().to_string());
    insta::assert_snapshot!(errors.join("\n"));
    let errors = ["/%", "/%4", "/%4g", "/%ff", "x%41", "/%7E"]
        .map(|text| Pointer::from_fragment(text).unwrap_err().to_string());
    insta::assert_snapshot!(errors.join("\n"));
}

#[test]
fn pointer_to_a_key_is_that_of_its_value() {
    let tree = json(r#"{"a": [0, {"b": 1}]}"#);
    let (key, value) = tree
        .root()
        .get("a")
        .unwrap()
        .as_array()
        .unwrap()
        .get(1)
        .unwrap()
        .as_object()
        .unwrap()
        .iter()
        .next()
        .unwrap();
    assert_eq!(tree.pointer_to(key.id()).as_str(), "/a/1/b");
    assert_eq!(tree.pointer_to(value.id()).as_str(), "/a/1/b");
}

#[test]
fn formats_by_name() {
    let cases = [
        ("a.json", Some(Format::Json)),
        ("A.JSON", Some(Format::Json)),
        ("x/2026-01-01.yaml", Some(Format::Yaml)),
        ("a.b.yml", Some(Format::Yaml)),
        ("json", None),
        ("a.json/b", None),
        ("a.jsonc", None),
        ("", None),
        ("dir.yaml\\b", None),
    ];
    for (name, format) in cases {
        assert_eq!(Format::from_name(name), format, "{name}");
    }
}

#[test]
fn debug_shows_no_content() {
    let tree = json(r#"{"token": "secret"}"#);
    let shown = format!("{tree:?} {:?} {:?}", tree.root(), tree.root().get("token"));
    assert!(!shown.contains("secret"), "{shown}");
}
