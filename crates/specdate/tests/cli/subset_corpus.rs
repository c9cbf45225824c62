//! The questions with known answers of `schema-subset`, asked through the program in one go.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::workspace::Workspace;

/// A question with the answer that it must have.
struct Labelled {
    line: String,
    id: String,
    contained: bool,
}

/// The questions about plain inclusion and about roles that this program has options for.
fn corpus() -> Vec<Labelled> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema-subset/tests/corpus");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let texts = files.iter().map(|file| fs::read_to_string(file).unwrap());
    texts
        .flat_map(|text| text.lines().filter_map(labelled).collect::<Vec<_>>())
        .collect()
}

fn labelled(text: &str) -> Option<Labelled> {
    let question: Value = serde_json::from_str(text).unwrap();
    let question = question.as_object().unwrap();
    // The other reading of `nullable` has no option.
    if question.contains_key("nullable") {
        return None;
    }
    let mut line = String::from("{");
    for (name, value) in question {
        let field = match name.as_str() {
            "id" | "a" | "b" | "dialect" | "role" | "formatAssertion" => name,
            // What the question is labelled with.
            "contained" | "witness" | "why" | "oneOfAsAnyOf" => continue,
            other => panic!("the field {other} is not known here"),
        };
        let separator = if line.len() > 1 { "," } else { "" };
        let _ = write!(line, "{separator}\"{field}\":{value}");
    }
    line.push('}');
    Some(Labelled {
        line,
        id: question["id"].as_str().unwrap().to_owned(),
        contained: question["contained"].as_bool().unwrap(),
    })
}

#[test]
fn no_question_is_answered_wrong() {
    let corpus = corpus();
    assert!(corpus.len() > 800, "only {} questions", corpus.len());
    let input: Vec<&str> = corpus
        .iter()
        .map(|question| question.line.as_str())
        .collect();
    let run =
        Workspace::empty().run_with_input(&["subset", "--batch", "-"], input.join("\n").as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));

    let answers: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(answers.len(), corpus.len());
    let (mut wrong, mut unknown) = (Vec::new(), Vec::new());
    for (question, line) in corpus.iter().zip(answers) {
        let answer: Value = serde_json::from_str(line).unwrap();
        assert_eq!(answer["id"], question.id);
        let [has_witness, has_reason] =
            ["witness", "reason"].map(|name| answer.get(name).is_some());
        match answer["contained"].as_bool() {
            None => unknown.push(line),
            Some(contained) if contained != question.contained => wrong.push(line),
            Some(_) => {}
        }
        assert_eq!(has_witness, answer["contained"] == false, "{line}");
        assert_eq!(has_reason, answer["contained"].is_null(), "{line}");
    }
    assert!(wrong.is_empty(), "wrong:\n{}", wrong.join("\n"));
    assert!(
        unknown.len() * 100 <= corpus.len(),
        "{} of {} are unknown:\n{}",
        unknown.len(),
        corpus.len(),
        unknown.join("\n")
    );
}
