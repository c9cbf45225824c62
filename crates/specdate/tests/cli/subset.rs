//! `specdate subset A B`: each answer in text and JSON, the options, and where schemas come from.

use crate::workspace::{Run, Workspace};

const OLD: &str = r#"{
  "type": "object",
  "properties": {
    "status": {"enum": ["new", "done"]}
  }
}
"#;

const NEW: &str = r#"{
  "type": "object",
  "properties": {
    "status": {"enum": ["new", "done", "verified"]}
  }
}
"#;

/// What is not there might forbid anything.
const MISSING: &str = r##"{"$ref": "#/$defs/missing"}"##;

/// A folder with `old.json` and `new.json`, which allows one value more.
fn folder() -> Workspace {
    let folder = Workspace::empty();
    folder.write("old.json", OLD);
    folder.write("new.json", NEW);
    folder
}

/// A question about two schemas that are written down here.
fn ask(a: &str, b: &str, options: &[&str]) -> Run {
    let folder = Workspace::empty();
    folder.write("a.json", a);
    folder.write("b.json", b);
    folder.run(&[&["subset", "a.json", "b.json"], options].concat())
}

/// The exit code and what was printed; an answer leaves nothing to say on standard error.
fn answer(run: &Run) -> (Option<i32>, &str) {
    assert_eq!(run.stderr, "");
    (run.code, &run.stdout)
}

#[test]
fn every_value_is_allowed() {
    let folder = folder();
    insta::assert_snapshot!(
        folder
            .run(&["subset", "old.json", "new.json"])
            .transcript(&folder)
    );
}

#[test]
fn a_value_is_refused() {
    let folder = folder();
    insta::assert_snapshot!(
        folder
            .run(&["subset", "new.json", "old.json"])
            .transcript(&folder)
    );
}

#[test]
fn it_cannot_be_decided() {
    let folder = folder();
    folder.write("missing.json", MISSING);
    insta::assert_snapshot!(
        folder
            .run(&["subset", "new.json", "missing.json"])
            .transcript(&folder)
    );
}

#[test]
fn answers_about_messages_name_their_sender() {
    let folder = folder();
    folder.write("missing.json", MISSING);
    let said = |a, b, role| {
        let run = folder.run(&["subset", a, b, "--role", role]);
        run.stdout.lines().next().unwrap().to_owned()
    };
    let said = [
        said("old.json", "new.json", "request"),
        said("old.json", "new.json", "response"),
        said("new.json", "old.json", "request"),
        said("new.json", "old.json", "response"),
        said("new.json", "missing.json", "request"),
        said("new.json", "missing.json", "response"),
    ];
    insta::assert_snapshot!(said.join("\n"), @r"
    contained: every request that a client of old.json sends is accepted by new.json
    contained: every response that a server of old.json sends is accepted by new.json
    not contained: a client of new.json sends a request that old.json refuses
    not contained: a server of new.json sends a response that old.json refuses
    unknown: whether missing.json accepts every request that a client of new.json sends cannot be decided
    unknown: whether missing.json accepts every response that a server of new.json sends cannot be decided
    ");
}

#[test]
fn a_program_gets_one_line_of_json() {
    let folder = folder();
    let json = |a, b| folder.run(&["subset", "--format", "json", a, b]);
    let run = json("old.json", "new.json");
    assert_eq!(answer(&run), (Some(0), "{\"contained\":true}\n"));
    let run = json("new.json", "old.json");
    let text: String = run.stdout.clone();
    assert!(
        text.starts_with(r#"{"contained":false,"witness":{"status":"verified"}"#),
        "{text}"
    );
    assert!(text.ends_with("}\n") && text.lines().count() == 1, "{text}");
    assert_eq!(run.code, Some(1));

    folder.write("missing.json", MISSING);
    let run = json("new.json", "missing.json");
    assert_eq!(
        answer(&run),
        (
            Some(3),
            "{\"contained\":null,\"reason\":\"unsupported: $ref #/$defs/missing\"}\n"
        )
    );
}

#[test]
fn color_stands_at_the_verdict() {
    let folder = folder();
    let run = folder.run(&["subset", "old.json", "new.json", "--color", "always"]);
    assert!(
        run.stdout
            .starts_with("\u{1b}[1m\u{1b}[32mcontained\u{1b}[0m: "),
        "{}",
        run.stdout
    );
    let run = folder.run(&[
        "subset",
        "--format=json",
        "old.json",
        "new.json",
        "--color=always",
    ]);
    assert_eq!(run.stdout, "{\"contained\":true}\n");
}

#[test]
fn a_dialect_decides_what_keywords_mean() {
    let exit = |a: &str, b: &str, options: &[&str]| ask(a, b, options).code;
    let openapi = &["--dialect", "openapi-3.0"][..];
    let json_schema = &["--dialect", "2020-12"][..];

    let nullable = r#"{"type": "string", "nullable": true}"#;
    assert_eq!(exit(nullable, r#"{"type": "string"}"#, openapi), Some(1));
    assert_eq!(
        exit(nullable, r#"{"type": "string"}"#, json_schema),
        Some(0)
    );
    assert_eq!(exit(nullable, r#"{"type": "string"}"#, &[]), Some(0));

    let above = r#"{"type": "number", "minimum": 3, "exclusiveMinimum": true}"#;
    let four = r#"{"type": "number", "not": {"enum": [3]}}"#;
    assert_eq!(exit(above, four, openapi), Some(0));
    // In 2020-12 this keyword has a number.
    assert_eq!(exit(above, four, json_schema), Some(3));
    let above = r#"{"type": "number", "exclusiveMinimum": 3}"#;
    assert_eq!(exit(above, four, json_schema), Some(0));
}

#[test]
fn formats_restrict_where_they_are_told_to() {
    let exit = |options: &[&str]| {
        let date = r#"{"type": "string", "format": "date"}"#;
        ask(r#"{"type": "string"}"#, date, options).code
    };
    assert_eq!(exit(&[]), Some(0));
    assert_eq!(exit(&["--format-assertion"]), Some(1));
    assert_eq!(exit(&["--dialect", "openapi-3.0"]), Some(1));
    assert_eq!(
        exit(&["--dialect", "openapi-3.0", "--format-assertion"]),
        Some(1)
    );
}

#[test]
fn a_sender_sends_only_what_it_declares() {
    let one = r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#;
    let two =
        r#"{"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}"#;
    assert_eq!(ask(one, two, &[]).code, Some(1), "any member may be `b`");
    for role in ["request", "response"] {
        assert_eq!(ask(one, two, &["--role", role]).code, Some(0), "{role}");
    }
}

#[test]
fn what_one_side_never_sends_depends_on_the_role() {
    let a = r#"{"type": "object", "properties": {"id": {"type": "string", "readOnly": true}}}"#;
    let b = r#"{"type": "object", "properties": {"id": {"type": "integer"}}}"#;
    assert_eq!(ask(a, b, &["--role", "request"]).code, Some(0));
    assert_eq!(ask(a, b, &["--role", "response"]).code, Some(1));
}

#[test]
fn a_sender_that_sends_nothing_is_unknown() {
    let run = ask("false", "true", &["--role", "request", "--format", "json"]);
    assert_eq!(
        answer(&run),
        (
            Some(3),
            "{\"contained\":null,\"reason\":\"unsatisfiable: the sender's schema allows nothing\"}\n"
        )
    );
}

#[test]
fn standard_input_is_one_of_the_two() {
    let folder = folder();
    let run = folder.run_with_input(&["subset", "-", "new.json"], OLD.as_bytes());
    assert_eq!(
        answer(&run),
        (
            Some(0),
            "contained: every value that <stdin> allows is allowed by new.json\n"
        )
    );
    let run = folder.run_with_input(&["subset", "new.json", "-"], OLD.as_bytes());
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(
        run.stdout
            .starts_with("not contained: new.json allows a value that <stdin> refuses\n"),
        "{}",
        run.stdout
    );
}

#[test]
fn yaml_is_known_by_its_name() {
    let folder = folder();
    let yaml = "# The old one.\ntype: object\nproperties:\n  status: {enum: [new, done]}\n";
    folder.write("old.yaml", yaml);
    folder.write("old.YML", yaml);
    for old in ["old.yaml", "old.YML"] {
        assert_eq!(folder.run(&["subset", old, "old.json"]).code, Some(0));
        assert_eq!(folder.run(&["subset", "old.json", old]).code, Some(0));
        assert_eq!(folder.run(&["subset", "new.json", old]).code, Some(1));
    }
}

#[test]
fn a_name_without_an_ending_is_json() {
    let folder = folder();
    folder.write("old", OLD);
    assert_eq!(folder.run(&["subset", "old", "old.json"]).code, Some(0));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_as_good_as_a_file() {
    let folder = folder();
    let command = format!(
        "exec '{}' subset /dev/fd/3 new.json 3<<'END'\n{OLD}END\n",
        env!("CARGO_BIN_EXE_specdate")
    );
    let output = std::process::Command::new("sh")
        .args(["-c", &command])
        .current_dir(folder.root())
        .output()
        .unwrap();
    let run = Run::of(&[], output);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn numbers_stay_as_exact_as_they_are_written() {
    for number in ["9007199254740993", "12345678901234567890", "0.1", "-1e-7"] {
        let constant = format!(r#"{{"const": {number}}}"#);
        let run = ask(&constant, r#"{"type": "string"}"#, &[]);
        let witness = format!("\nwitness: {number}\n");
        assert!(run.stdout.contains(&witness), "{number}: {}", run.stdout);
    }
    // As floating-point numbers these two are the same.
    let (odd, even) = (
        r#"{"const": 9007199254740993}"#,
        r#"{"const": 9007199254740992}"#,
    );
    assert_eq!(ask(odd, even, &[]).code, Some(1));
}

#[test]
fn a_number_that_nothing_else_can_hold_is_never_rounded() {
    let constant = r#"{"const": 12345678901234567890.5}"#;
    assert_eq!(ask(constant, constant, &[]).code, Some(0));
    for other in [
        r#"{"type": "string"}"#,
        r#"{"const": 12345678901234567890.25}"#,
        r#"{"const": 12345678901234567000}"#,
    ] {
        let run = ask(constant, other, &["--format", "json"]);
        match run.code {
            Some(1) => assert!(
                run.stdout.contains(r#""witness":12345678901234567890.5"#),
                "{}",
                run.stdout
            ),
            // The independent check may not be able to hold it either.
            code => assert_eq!(code, Some(3), "{other}: {}", run.stdout),
        }
    }
}

#[test]
fn a_witness_cannot_speak_to_the_terminal() {
    let constant = r#"{"const": "\u001b[2J\u202e"}"#;
    for options in [&[][..], &["--format", "json"]] {
        let run = ask(constant, r#"{"type": "null"}"#, options);
        assert_eq!(run.code, Some(1));
        assert!(
            run.stdout.contains(r#""\u001b[2J\u202e""#),
            "{}",
            run.stdout
        );
    }
}

#[test]
fn the_same_question_has_the_same_answer() {
    let folder = folder();
    let ask = || folder.run(&["subset", "new.json", "old.json"]).stdout;
    let first = ask();
    for _ in 0..3 {
        assert_eq!(ask(), first);
    }
}

#[test]
fn no_registry_is_needed_or_read() {
    let folder = folder();
    folder.write("openapi/specdate.toml", "this is no registry");
    assert_eq!(
        folder.run(&["subset", "old.json", "new.json"]).code,
        Some(0)
    );
}
