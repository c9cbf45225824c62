//! `specdate subset --batch`: a line in, a line out, in order and at once.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;

use crate::workspace::{Run, Workspace};

fn batch(input: &str, options: &[&str]) -> Run {
    let arguments = [&["subset", "--batch", "-"], options].concat();
    Workspace::empty().run_with_input(&arguments, input.as_bytes())
}

/// The answers to lines that can all be read.
fn answers(input: &str, options: &[&str]) -> String {
    let run = batch(input, options);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{input}");
    run.stdout
}

/// What is said about a line behind one that can be read.
fn refused(line: &str) -> String {
    let run = batch(&format!("{GOOD}\n{line}\n{GOOD}\n"), &[]);
    assert_eq!(run.code, Some(2), "{line}");
    assert_eq!(run.stdout, GOOD_ANSWER, "{line}");
    run.stderr
}

const GOOD: &str = r#"{"id": "good", "a": {"type": "integer"}, "b": {"type": "number"}}"#;
const GOOD_ANSWER: &str = "{\"id\":\"good\",\"contained\":true}\n";

#[test]
fn each_answer_has_its_line() {
    let input = r##"{"id": 1, "a": {"type": "integer"}, "b": {"type": "number"}}
{"id": 2, "a": {"type": "number"}, "b": {"type": "integer"}}
{"b": {"$ref": "\"#\""}, "a": true, "id": 3}
{"id": 4, "a": false, "b": {}}
"##;
    assert_eq!(
        answers(input, &[]),
        r##"{"id":1,"contained":true}
{"id":2,"contained":false,"witness":0.5}
{"id":3,"contained":null,"reason":"unsupported: $ref \"#\""}
{"id":4,"contained":true}
"##
    );
}

#[test]
fn a_file_of_questions_is_as_good_as_a_pipe() {
    let folder = Workspace::empty();
    folder.write("pairs.jsonl", &format!("{GOOD}\n"));
    let run = folder.run(&["subset", "--batch", "pairs.jsonl"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), GOOD_ANSWER));
    let run = folder.run(&["subset", "--batch", "pairs.jsonl", "--format", "json"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), GOOD_ANSWER));
}

#[test]
fn ids_are_repeated_as_they_are_written() {
    for id in [
        "0",
        "-1.50",
        "1e999",
        "12345678901234567890.5",
        r#""""#,
        r#""\u0041\/é""#,
        r#""a \"quoted\" one""#,
    ] {
        let line = format!("{{\"a\": true, \"id\" : {id} , \"b\": true}}");
        assert_eq!(
            answers(&line, &[]),
            format!("{{\"id\":{id},\"contained\":true}}\n")
        );
    }
}

#[test]
fn options_are_fields() {
    let text = r#""a": {"type": "string"}, "b": {"type": "string", "format": "date"}"#;
    let contained = |options: &str| {
        let answer = answers(&format!("{{\"id\": 0, {text}{options}}}"), &[]);
        answer.contains("\"contained\":true")
    };
    assert!(contained(""));
    assert!(!contained(r#", "formatAssertion": true"#));
    assert!(!contained(r#", "format-assertion": true"#));
    assert!(!contained(r#", "format_assertion": true"#));
    assert!(!contained(r#", "dialect": "openapi-3.0""#));
    assert!(contained(
        r#", "dialect": "openapi-3.0", "formatAssertion": false"#
    ));
    assert!(contained(r#", "dialect": "2020-12""#));

    let record = r#""a": {"properties": {}}, "b": {"properties": {"x": {"type": "string"}}}"#;
    let contained = |options: &str| {
        let answer = answers(&format!("{{\"id\": 0, {record}{options}}}"), &[]);
        answer.contains("\"contained\":true")
    };
    assert!(!contained(""));
    assert!(contained(r#", "role": "request""#));
    assert!(contained(r#", "role": "response""#));
}

#[test]
fn the_command_line_says_what_a_line_does_not() {
    let date = r#""a": {"type": "string"}, "b": {"type": "string", "format": "date"}"#;
    let input = format!(
        "{{\"id\": 1, {date}}}\n{{\"id\": 2, {date}, \"formatAssertion\": false}}\n{{\"id\": 3, {date}, \"formatAssertion\": null}}\n"
    );
    let verdicts = |input: &str, options: &[&str]| -> Vec<bool> {
        answers(input, options)
            .lines()
            .map(|line| line.contains("\"contained\":true"))
            .collect()
    };
    assert_eq!(verdicts(&input, &[]), [true, true, true]);
    assert_eq!(
        verdicts(&input, &["--format-assertion"]),
        [false, true, true]
    );

    let nullable = r#""a": {"type": "string", "nullable": true}, "b": {"type": "string"}"#;
    let input = format!(
        "{{\"id\": 1, {nullable}}}\n{{\"id\": 2, {nullable}, \"dialect\": \"2020-12\"}}\n{{\"id\": 3, {nullable}, \"dialect\": null}}\n"
    );
    assert_eq!(verdicts(&input, &[]), [true, true, true]);
    assert_eq!(
        verdicts(&input, &["--dialect", "openapi-3.0"]),
        [false, true, true]
    );

    let record = r#""a": {"properties": {}}, "b": {"properties": {"x": {"type": "string"}}}"#;
    let input = format!(
        "{{\"id\": 1, {record}}}\n{{\"id\": 2, {record}, \"role\": \"response\"}}\n{{\"id\": 3, {record}, \"role\": null}}\n"
    );
    assert_eq!(verdicts(&input, &[]), [false, true, false]);
    assert_eq!(
        verdicts(&input, &["--role", "request"]),
        [true, true, false]
    );
}

#[test]
fn schemas_are_taken_as_they_are_written() {
    let input = r#"{"id": 1, "a": {"const": 9007199254740993}, "b": {"const": 9007199254740992}}
{"id": 2, "a": {"const": 12345678901234567890}, "b": {"type": "string"}}
{"id": 3, "a": {"const": 12345678901234567890.5}, "b": {"const": 12345678901234567890.5}}
{"id": 4, "a": {"const": "\u0041\n"}, "b": {"const": "A"}}
{"id": 5, "a": {"const": 1, "const": 1}, "b": {"const": 1}}
"#;
    assert_eq!(
        answers(input, &[]),
        r#"{"id":1,"contained":false,"witness":9007199254740993}
{"id":2,"contained":false,"witness":12345678901234567890}
{"id":3,"contained":true}
{"id":4,"contained":false,"witness":"A\n"}
{"id":5,"contained":true}
"#
    );
}

#[test]
fn an_answer_is_one_line_for_every_program() {
    // Each of these ends a line for some programs.
    let input = "{\"id\": 1, \"a\": {\"const\": \"\u{85}\u{2028}\u{2029}\\n\\r\"}, \"b\": false}";
    assert_eq!(
        answers(input, &[]),
        "{\"id\":1,\"contained\":false,\"witness\":\"\\u0085\\u2028\\u2029\\n\\r\"}\n"
    );
}

#[test]
fn a_schema_refers_to_itself_and_not_to_its_line() {
    let input = r##"{"id": 1, "a": {"$ref": "#/$defs/n", "$defs": {"n": {"type": "integer"}}}, "b": {"type": "number"}}
{"id": 2, "a": true, "b": {"$ref": "#/a"}}
"##;
    assert_eq!(
        answers(input, &[]),
        "{\"id\":1,\"contained\":true}\n{\"id\":2,\"contained\":null,\"reason\":\"unsupported: $ref #/a\"}\n"
    );
}

#[test]
fn a_program_can_ask_and_wait_for_the_answer() {
    let folder = Workspace::empty();
    let mut command = folder.command(&["subset", "--batch", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut questions = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for id in 0..5 {
        writeln!(questions, "{{\"id\": {id}, \"a\": true, \"b\": true}}").unwrap();
        questions.flush().unwrap();
        // Waits forever if the answer stays in the program.
        let answer = answers.next().unwrap().unwrap();
        assert_eq!(answer, format!("{{\"id\":{id},\"contained\":true}}"));
    }
    drop(questions);
    assert!(answers.next().is_none());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn lines_may_be_blank_end_in_either_way_and_lack_the_last_end() {
    let input = format!("\n{GOOD}\r\n \t\r\n\n  {GOOD}  \n{GOOD}");
    assert_eq!(answers(&input, &[]), GOOD_ANSWER.repeat(3));
    assert_eq!(answers("", &[]), "");
    assert_eq!(answers("\n\n", &[]), "");
    // As some editors save it.
    assert_eq!(answers(&format!("\u{feff}{GOOD}\n"), &[]), GOOD_ANSWER);
}

#[test]
fn a_bad_line_ends_the_run_behind_the_answers_before_it() {
    let mut said = String::new();
    for line in [
        r#"{"id": 1, "a": {"type": "integer"},, "b": true}"#,
        r#"{"id": 1, "a": true, "b": true"#,
        r#"{"id": 1, "a": true, "b": true} {"id": 2}"#,
        "{\n  \"id\": 1,\n  \"a\": true,\n  \"b\": true\n}",
        "id,a,b",
        "12",
        "[1, {}, {}]",
        "{}",
        r#"{"id": 1, "b": true}"#,
        r#"  {"id": 1, "a": true}"#,
        r#"{"a": true, "b": true}"#,
        r#"{"id": null, "a": true, "b": true}"#,
        r#"{"id": [1], "a": true, "b": true}"#,
        r#"{"id": 1, "a": "a.json", "b": true}"#,
        r#"{"id": 1, "a": true, "b": null}"#,
        r#"{"id": 1, "a": true, "b": true, "rolle": "request"}"#,
        r#"{"id": 1, "a": true, "b": true, "role": "server"}"#,
        r#"{"id": 1, "a": true, "b": true, "role": 1}"#,
        r#"{"id": 1, "a": true, "b": true, "dialect": "draft-07"}"#,
        r#"{"id": 1, "a": true, "b": true, "formatAssertion": "yes"}"#,
        r#"{"id": 1, "a": true, "b": true, "formatAssertion": true, "format-assertion": false}"#,
        r#"{"id": 1, "a": true, "id": 2, "b": true}"#,
        "{\"id\": \"é\", \"a\": {\"title\": \"a\tb\"}, \"b\": true}",
    ] {
        let _ = writeln!(said, "{line}\n{}", refused(line));
    }
    insta::assert_snapshot!(said);
}

#[test]
fn places_in_a_file_of_questions_are_lines_of_that_file() {
    let folder = Workspace::empty();
    folder.write(
        "pairs/first.jsonl",
        &format!("\n{GOOD}\r\n\r\n{{\"id\": \"é\", \"a\": 1}}\n"),
    );
    let run = folder.run(&["subset", "--batch", "pairs/first.jsonl"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), GOOD_ANSWER));
    assert_eq!(
        run.stderr,
        "error: pairs/first.jsonl:4:18: a schema is an object or a boolean, not a number\n  \
         help: write the schema itself into the line\n"
    );
}

#[test]
fn a_line_that_is_no_text_has_a_place() {
    let input = [
        GOOD.as_bytes(),
        b"\n",
        b"{\"id\": \"caf\xe9\", \"a\": {}, \"b\": {}}\n",
    ]
    .concat();
    let run = Workspace::empty().run_with_input(&["subset", "--batch", "-"], &input);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), GOOD_ANSWER));
    assert!(
        run.stderr
            .starts_with("error: <stdin>:2:12: byte 0xE9 is not UTF-8\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_line_that_is_nested_too_deeply_has_a_place() {
    let said = refused(&format!(
        "{{\"id\": 1, \"a\": {}true{}, \"b\": true}}",
        "{\"not\": ".repeat(200),
        "}".repeat(200)
    ));
    assert!(
        said.starts_with(
            "error: <stdin>:2:1032: nested deeper than 128 levels (limit `max_depth`)\n"
        ),
        "{said}"
    );
}

#[test]
fn a_line_that_never_ends_is_refused_before_it_fills_the_memory() {
    let folder = Workspace::empty();
    let mut command = folder.command(&["subset", "--batch", "-"]);
    command.stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let block = vec![b' '; 1 << 20];
    // The program is the one to stop: writing fails once it is gone.
    while stdin.write_all(&block).is_ok() {}
    let run = Run::of(&[], child.wait_with_output().unwrap());
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        "error: <stdin>:1:1: the line has more than 67108864 bytes (limit `max_bytes`)\n  \
         help: leave out what the question does not need\n"
    );
}

#[test]
fn a_file_of_questions_must_be_there() {
    let run = Workspace::empty().run(&["subset", "--batch", "pairs.jsonl"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(
        run.stderr.starts_with("error: cannot read pairs.jsonl: "),
        "{}",
        run.stderr
    );
}

#[test]
fn ten_thousand_lines_have_ten_thousand_answers_in_order() {
    let (mut input, mut expected) = (String::new(), String::new());
    for id in 0..10_000 {
        let maximum = id % 7;
        let _ = writeln!(
            input,
            "{{\"id\": {id}, \"a\": {{\"type\": \"integer\", \"minimum\": 3, \"maximum\": 3}}, \"b\": {{\"maximum\": {maximum}}}}}"
        );
        let answer = if maximum < 3 {
            "false,\"witness\":3"
        } else {
            "true"
        };
        let _ = writeln!(expected, "{{\"id\":{id},\"contained\":{answer}}}");
    }
    let output = answers(&input, &[]);
    assert!(
        output == expected,
        "{}",
        first_difference(&output, &expected)
    );
}

fn first_difference(output: &str, expected: &str) -> String {
    let pairs = output.lines().zip(expected.lines());
    match pairs.clone().find(|(found, wanted)| found != wanted) {
        Some((found, wanted)) => format!("{found}\nis not\n{wanted}"),
        None => format!("{} lines", output.lines().count()),
    }
}
