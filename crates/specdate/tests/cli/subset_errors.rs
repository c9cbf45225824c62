//! `specdate subset` on what cannot be read: exit code 2, with file, line and column, and nothing on standard output.

use std::fmt::Write as _;
use std::fs;

use crate::workspace::Workspace;

/// A folder with one schema.
fn folder() -> Workspace {
    let folder = Workspace::empty();
    folder.write("any.json", "true");
    folder
}

/// Runs and returns what was said about it.
fn refused(folder: &Workspace, arguments: &[&str]) -> String {
    let arguments = [&["subset"], arguments].concat();
    let run = folder.run(&arguments);
    assert_eq!(run.code, Some(2), "{}{}", run.stdout, run.stderr);
    assert_eq!(run.stdout, "", "an error is no data");
    run.stderr
}

/// What is said about `bytes` as either of the two schemas.
fn refused_bytes(name: &str, bytes: &[u8]) -> String {
    let folder = folder();
    fs::write(folder.path(name), bytes).unwrap();
    let said = refused(&folder, &[name, "any.json"]);
    assert_eq!(said, refused(&folder, &["any.json", name]));
    said
}

#[test]
fn what_is_no_schema_is_refused_where_it_stands() {
    let mut said = String::new();
    for (name, text) in [
        ("comma.json", "{\"type\":\n  \"string\",}\n"),
        ("quote.json", "{'type': 'string'}"),
        ("open.json", "{\"type\": [\"string\""),
        ("two.json", "{}\n{}\n"),
        ("empty.json", ""),
        ("blank.json", " \n\t\n"),
        ("array.json", "\n  [{\"type\": \"string\"}]"),
        ("number.json", "12"),
        ("string.json", "\"object\""),
        ("null.json", "null"),
        ("indent.yaml", "type: object\nproperties:\n\tname: 1\n"),
        ("open.yaml", "type: [string\n"),
        ("two.yaml", "type: object\n---\ntype: string\n"),
        ("empty.yaml", ""),
        ("list.yml", "- type: object\n"),
        ("alias.yaml", "type: *missing\n"),
    ] {
        let _ = writeln!(said, "{}", refused_bytes(name, text.as_bytes()));
    }
    insta::assert_snapshot!(said);
}

#[test]
fn both_schemas_are_told_about_at_once() {
    let folder = Workspace::empty();
    folder.write("list.json", "[]");
    folder.write("open.json", "{");
    assert_eq!(
        refused(&folder, &["list.json", "open.json"]),
        "error: list.json:1:1: a schema is an object or a boolean, not an array\n  \
         help: write the schema itself, such as `{\"type\": \"string\"}`\n\
         error: open.json:1:2: the document ends inside an object that starts at 1:1\n  \
         help: close it with `}`\n\
         error: stopped because of 2 problems\n"
    );
}

#[test]
fn bytes_that_are_no_text_have_a_place() {
    assert_eq!(
        refused_bytes("latin.json", b"{\n \"title\": \"caf\xe9\"}"),
        "error: latin.json:2:15: byte 0xE9 is not UTF-8\n  help: save the file in the encoding UTF-8\n"
    );
}

#[test]
fn nesting_beyond_the_limit_has_a_place() {
    let mut deep = "{\"not\": ".repeat(200);
    deep.push_str("true");
    deep.push_str(&"}".repeat(200));
    let said = refused_bytes("deep.json", deep.as_bytes());
    assert!(
        said.starts_with(
            "error: deep.json:1:1025: nested deeper than 128 levels (limit `max_depth`)\n"
        ),
        "{said}"
    );
}

#[test]
fn a_file_beyond_the_limit_is_not_read() {
    let folder = folder();
    // Takes no room on the disk: the bytes are never written.
    let large = fs::File::create(folder.path("large.json")).unwrap();
    large.set_len((64 << 20) + 1).unwrap();
    assert_eq!(
        refused(&folder, &["large.json", "any.json"]),
        "error: large.json:1:1: the file has more than 67108864 bytes (limit `max_bytes`)\n  \
         help: leave out what the question does not need\n"
    );
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let said = refused(&folder(), &["any.json", "other.json"]);
    assert!(
        said.starts_with("error: cannot read other.json: "),
        "{said}"
    );
    let folder = folder();
    fs::create_dir(folder.path("folder.json")).unwrap();
    let said = refused(&folder, &["folder.json", "any.json"]);
    assert!(
        said.starts_with("error: cannot read folder.json: "),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_must_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = folder();
    let path = folder.path("secret.json");
    fs::write(&path, "true").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(&path).is_ok() {
        eprintln!("skipped: this user may read every file");
        return;
    }
    let said = refused(&folder, &["secret.json", "any.json"]);
    assert!(
        said.starts_with("error: cannot read secret.json: Permission denied"),
        "{said}"
    );
}

#[test]
fn files_of_other_machines_are_refused() {
    assert_eq!(
        refused(&folder(), &["any.json", "https://api.example/schema.json"]),
        "error: cannot read https://api.example/schema.json: files of other machines are not read\n  \
         help: download it, and name the file here\n"
    );
}

#[test]
fn standard_input_is_read_once() {
    assert_eq!(
        refused(&folder(), &["-", "-"]),
        "error: `-` stands for both schemas, and standard input can be read only once\n  \
         help: name a file for one of them\n"
    );
}

#[test]
fn standard_input_has_places_too() {
    let folder = folder();
    for arguments in [["subset", "-", "any.json"], ["subset", "any.json", "-"]] {
        let run = folder.run_with_input(&arguments, b"{\n\"type\" 1}");
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
        assert!(
            run.stderr.starts_with("error: <stdin>:2:8: "),
            "{}",
            run.stderr
        );
    }
    // Nothing stands there, as for a program that is started without standard input.
    let said = refused(&folder, &["-", "any.json"]);
    assert!(
        said.starts_with("error: <stdin>:1:1: the document is empty\n"),
        "{said}"
    );
}

#[test]
fn a_reference_that_leads_nowhere_is_no_answer() {
    let folder = folder();
    folder.write("missing.json", r##"{"$ref": "#/$defs/missing"}"##);
    folder.write("elsewhere.json", r#"{"$ref": "other.json#/$defs/name"}"#);
    folder.write("text.json", r#"{"type": "string"}"#);
    for (name, reference) in [
        ("missing.json", "#/$defs/missing"),
        ("elsewhere.json", "other.json#/$defs/name"),
    ] {
        let run = folder.run(&["subset", "text.json", name]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(3), ""));
        assert!(
            run.stdout.contains(&format!(
                "\nreason: unsupported: $ref {reference}\n  help: "
            )),
            "{}",
            run.stdout
        );
    }
}

#[test]
fn wrong_command_lines_are_explained() {
    let folder = folder();
    let mut said = String::new();
    for line in [
        "",
        "any.json",
        "any.json any.json any.json",
        "any.json --batch pairs.jsonl",
        "any.json any.json --dialect draft-07",
        "any.json any.json --role server",
        "any.json any.json --format yaml",
        "--batch pairs.jsonl --format text",
    ] {
        let arguments: Vec<&str> = line.split_whitespace().collect();
        let _ = writeln!(
            said,
            "$ specdate subset {line}\n{}",
            refused(&folder, &arguments)
        );
    }
    insta::assert_snapshot!(said);
}
