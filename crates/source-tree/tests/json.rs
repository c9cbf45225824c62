//! JSON: grammar, spans, errors.

mod support;

use source_tree::{Format, Limits, SourceTree};
use support::{compact, errors, json, outline};

#[test]
fn every_kind_of_node_knows_its_place() {
    let tree = json(
        "{\n  \"a\": [1, -0.5e+3, true, false, null],\r\n  \"é\\n\": \"ü\\u00e9\",\n\t\"\": {}\n}\n",
    );
    insta::assert_snapshot!(outline(&tree));
}

#[test]
fn grammar_that_is_accepted() {
    let same = [
        "0",
        "-0",
        "1.0E+10",
        "123456789012345678901234567890",
        "1e999999",
        "\"\"",
        "[]",
        "{}",
        "[[],{}]",
        "{\"\":{\"\":[]}}",
        "\"\u{7f}\u{2028}\"",
        "true",
        "null",
    ];
    for source in same {
        assert_eq!(compact(json(source).root()), source);
    }
    let escaped = json(r#""\" \\ \/ \b \f \n \r \t \u0041 \ud83e\udd80 \u0000""#);
    let text = "\" \\ / \u{8} \u{c} \n \r \t A 🦀 \0";
    assert_eq!(escaped.root().as_str(), Some(text));
}

#[test]
fn number_text_is_exact_and_converts_only_where_it_fits() {
    let tree = json("[18446744073709551615, -9223372036854775808, 1.50, 1e400, 1.0]");
    let numbers: Vec<_> = tree
        .root()
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node.as_number().unwrap())
        .collect();
    assert_eq!(numbers[0].as_u64(), Some(u64::MAX));
    assert_eq!(numbers[0].as_i64(), None);
    assert_eq!(numbers[1].as_i64(), Some(i64::MIN));
    assert_eq!(
        (numbers[2].text(), numbers[2].as_f64()),
        ("1.50", Some(1.5))
    );
    assert_eq!((numbers[3].text(), numbers[3].as_f64()), ("1e400", None));
    assert_eq!(
        (numbers[4].as_i64(), numbers[4].as_f64()),
        (None, Some(1.0))
    );
}

#[test]
fn structure_errors() {
    let sources = [
        "",
        "  \n ",
        "[1,]",
        "{\"a\":1,\n}",
        "[1 2]",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{'a':1}",
        "[,1]",
        "[1}",
        "{\"a\":1]",
        "1 2",
        "[1]]",
        "[\n[1,\n",
        "{\n  \"a\": {",
        "{\"a\"",
        "{\"a\":",
        "{",
        "[1, // one\n2]",
        "{ /* x */ }",
        "nul",
        "True",
        "NaN",
        "undefined",
        "]",
        ",",
        "\u{a0}1",
        "{\"a\":1,,}",
        "{1:2}",
        "[\"é\" x]",
    ];
    insta::assert_snapshot!(errors(Format::Json, &sources));
}

#[test]
fn number_errors() {
    let sources = [
        "01",
        "-",
        "-a",
        "+1",
        ".5",
        "1.",
        "1.e5",
        "1e",
        "1e+",
        "-01",
        "0x10",
        "1_000",
        "[1.5.2]",
        "Infinity",
        "-Infinity",
    ];
    insta::assert_snapshot!(errors(Format::Json, &sources));
}

#[test]
fn string_errors() {
    let sources = [
        "\"abc",
        "{\"a\": \"x\n\"}",
        "[\"tab\there\"]",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12G4\"",
        "\"\\u+123\"",
        "\"\\ud800\"",
        "\"é\\udc00\"",
        "\"\\ud800\\u0041\"",
        "\"\\ud800\\n\"",
        "\"\\",
        "\"\\u",
        "\"a\\nb",
        "\"\u{1}\"",
        "\"\\uéé\"",
        "{\"long key without a special byte\u{2}\": 1}",
    ];
    insta::assert_snapshot!(errors(Format::Json, &sources));
}

#[test]
fn bytes_that_are_not_utf8_are_an_error_with_their_place() {
    let error = |bytes: &[u8]| {
        let read = SourceTree::parse("t.json", bytes.to_vec(), Format::Json, &Limits::default());
        read.unwrap_err().to_string()
    };
    insta::assert_snapshot!(error(b"{\n \"\xC3\xA9\": \"\xFF\"}"));
    insta::assert_snapshot!(error(b"\xEF\xBB\xBF[\xC3"));
    insta::assert_snapshot!(error(b"\xFF\xFE[\0]\0"));
}

#[test]
fn a_byte_order_mark_is_dropped() {
    let tree = json("\u{feff}[1]");
    assert_eq!(tree.source(), "[1]");
    assert_eq!(tree.root().position().column, 1);
}

#[test]
fn lines_are_found_with_any_line_end() {
    let tree = json("[\r\n\"é\",\n 2\n]");
    assert_eq!(tree.line_text(1), Some("["));
    assert_eq!(tree.line_text(2), Some("\"é\","));
    assert_eq!(tree.line_text(4), Some("]"));
    assert_eq!(tree.line_text(0), None);
    assert_eq!(tree.line_text(5), None);
    let comma = u32::try_from(tree.source().find(',').unwrap()).unwrap();
    assert_eq!(tree.position(comma).to_string(), "2:4");
    assert_eq!(tree.position(u32::MAX).line, 4);
}
