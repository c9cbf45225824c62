//! `specdate diff` on documents that differ: what people read, and how the command ends.

use serde_json::Value;

use crate::workspace::Workspace;

const BASE: &str = r"openapi: 3.1.1
info: { title: Pets, version: '1' }
paths:
  /pets/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pet' }
    put:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Pet' }
      responses: { '204': { description: Fine. } }
components:
  schemas:
    Pet:
      type: object
      required: [name, kind]
      properties:
        name: { type: string }
        kind: { type: string, enum: [cat, dog] }
";

/// A kind more, of which clients of the base document know nothing.
fn with_another_kind() -> String {
    BASE.replace("[cat, dog]", "[cat, dog, eel]")
}

fn workspace(revision: &str) -> Workspace {
    let workspace = Workspace::empty();
    workspace.write("base.yaml", BASE);
    workspace.write("revision.yaml", revision);
    workspace
}

#[test]
fn a_break_is_shown_with_its_proof() {
    let workspace = workspace(&with_another_kind());
    let run = workspace.run(&["diff", "base.yaml", "revision.yaml"]);
    insta::assert_snapshot!(run.transcript(&workspace));
}

#[test]
fn a_break_for_a_pull_request() {
    let workspace = workspace(&with_another_kind());
    let run = workspace.run(&["diff", "--format", "markdown", "base.yaml", "revision.yaml"]);
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn a_break_for_programs() {
    let workspace = workspace(&with_another_kind());
    let run = workspace.run(&["diff", "--format", "json", "base.yaml", "revision.yaml"]);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let schema: Value = serde_json::from_str(&workspace.run(&["schema", "report"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(validator.is_valid(&report), "{report}");
    assert_eq!(report["summary"]["wire"], 1);
    let findings = report["findings"].as_array().unwrap();
    let breaks = |finding: &&Value| finding["id"] == "response-enum-value-added";
    let finding = findings.iter().find(breaks).unwrap();
    assert_eq!(finding["verdicts"]["wire"], "breaking");
    assert_eq!(finding["verdicts"]["client"], "compatible");
    assert_eq!(finding["witness"]["body"], r#"{"kind":"eel","name":""}"#);
}

#[test]
fn the_exit_code_says_what_is_gated() {
    let breaking = workspace(&with_another_kind());
    let code = |workspace: &Workspace, more: &[&str]| {
        let arguments = [&["diff", "base.yaml", "revision.yaml"], more].concat();
        workspace.run(&arguments).code
    };
    assert_eq!(code(&breaking, &[]), Some(1));
    assert_eq!(code(&breaking, &["--fail-on", "none"]), Some(0));
    // The generated client keeps values that it does not know.
    assert_eq!(code(&breaking, &["--fail-on", "client"]), Some(0));

    let unknown = workspace(&BASE.replace(
        "name: { type: string }",
        "name: { type: string, format: color }",
    ));
    assert_eq!(code(&unknown, &[]), Some(3));
    assert_eq!(code(&unknown, &["--fail-on", "wire"]), Some(0));

    let compatible = workspace(&BASE.replace("required: [name, kind]", "required: [kind, name]"));
    assert_eq!(code(&compatible, &[]), Some(0));
}

#[test]
fn every_rule_can_be_explained() {
    let workspace = Workspace::empty();
    let list = workspace.run(&["explain"]);
    assert!(list.stdout.lines().count() > 100, "{}", list.stdout);
    for line in list.stdout.lines() {
        let id = line.split_whitespace().next().unwrap();
        let run = workspace.run(&["explain", id]);
        assert_eq!(run.code, Some(0), "{id}");
        assert!(run.stdout.starts_with(&format!("{id}: ")), "{}", run.stdout);
    }
    insta::assert_snapshot!(
        workspace
            .run(&["explain", "response-enum-value-added"])
            .stdout
    );
}
