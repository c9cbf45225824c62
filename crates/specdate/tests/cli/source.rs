//! The audience `source`: judged where both clients were generated, by `diff`, `check` and `review`.

use serde_json::{Value, json};

use crate::repository::PullRequest;
use crate::workspace::{GENERATED, NEWER, OLDER, REGISTRY, Run, Workspace};

const DATES: [&str; 3] = ["diff", "parcels@2026-01-01", "parcels@2026-02-01"];

fn diff(workspace: &Workspace, more: &[&str]) -> Run {
    workspace.run(&[&DATES, more].concat())
}

fn report(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap()
}

/// The newer date with another name for its operation, and for a schema that no message names.
fn with_other_names() -> Workspace {
    let workspace = Workspace::healthy();
    workspace.edit(NEWER, "operationId: get_parcel", "operationId: find_parcel");
    for (from, to) in [
        ("schemas/Address\"", "schemas/Place\""),
        ("    Address:\n", "    Place:\n"),
    ] {
        workspace.edit(NEWER, from, to);
    }
    assert_eq!(workspace.run(&["generate"]).code, Some(0));
    workspace
}

#[test]
fn what_no_message_carries_breaks_code() {
    let workspace = with_other_names();
    let run = diff(&workspace, &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    insta::assert_snapshot!(run.stdout);
    insta::assert_snapshot!(diff(&workspace, &["--format", "markdown"]).stdout);

    let report = report(&diff(&workspace, &["--format", "json"]));
    assert_eq!(report["summary"]["source"], 2);
    let verdicts: Vec<[&Value; 3]> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["verdicts"]["source"] == "breaking")
        .map(|finding| {
            let verdicts = &finding["verdicts"];
            [&finding["id"], &verdicts["wire"], &verdicts["source"]]
        })
        .collect();
    assert_eq!(
        json!(verdicts),
        json!([
            ["operation-id-changed", "compatible", "breaking"],
            ["source-type-renamed", "compatible", "breaking"],
        ])
    );
}

#[test]
fn a_gate_that_lists_it_fails_until_it_is_accepted() {
    let workspace = with_other_names();
    assert_eq!(diff(&workspace, &["--fail-on", "source"]).code, Some(1));
    workspace.append(REGISTRY, "\n[api.parcels.gate]\nfail-on = [\"source\"]\n");
    let run = diff(&workspace, &["--format", "json"]);
    assert_eq!(run.code, Some(1));
    let report_before = report(&run);
    let findings = report_before["findings"].as_array().unwrap();
    let broken = findings
        .iter()
        .filter(|finding| finding["verdicts"]["source"] == "breaking");
    for finding in broken {
        let fingerprint = finding["fingerprint"].as_str().unwrap();
        let accept = ["accept", fingerprint, "--reason", "agreed"];
        let accepted = workspace.run(&accept);
        assert_eq!(accepted.code, Some(0), "{}", accepted.stderr);
    }
    let run = diff(&workspace, &["--format", "json"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let summary = &report(&run)["summary"];
    assert_eq!([&summary["source"], &summary["accepted"]], [0, 2]);
}

#[test]
fn an_override_can_name_its_rules() {
    let workspace = with_other_names();
    workspace.append(
        REGISTRY,
        "\n[[api.parcels.gate.overrides]]\nid = \"source-type-renamed\"\nlevel = \"error\"\nreason = \"names are a promise\"\n",
    );
    let run = diff(&workspace, &[]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stdout.contains("names are a promise"), "{}", run.stdout);
}

#[test]
fn without_a_listing_of_this_very_document_it_is_not_judged() {
    let judged = |workspace: &Workspace| {
        report(&diff(workspace, &["--format", "json"]))["summary"]["source"].clone()
    };
    let workspace = Workspace::healthy();
    assert_eq!(judged(&workspace), 0);

    // Edited, and not generated again: what the listing says is of another document.
    workspace.edit(NEWER, "operationId: get_parcel", "operationId: find_parcel");
    assert_eq!(judged(&workspace), Value::Null);
    assert_eq!(workspace.run(&["generate"]).code, Some(0));
    assert_eq!(judged(&workspace), 1);

    let listing = format!("{GENERATED}/v2026_01_01.surface.txt");
    workspace.edit(&listing, "operation get_parcel", "a method");
    assert_eq!(judged(&workspace), Value::Null);
    std::fs::remove_file(workspace.path(&listing)).unwrap();
    assert_eq!(judged(&workspace), Value::Null);
}

#[test]
fn check_counts_it_from_date_to_date() {
    let workspace = with_other_names();
    let run = workspace.run(&["check", "--today", "2026-03-01", "--format", "json"]);
    let report = report(&run);
    let api = &report["apis"][0];
    assert_eq!(api["pairs"][0]["summary"]["source"], 2, "{report}");
    // The copy has the text of the document from before, and no client is generated from it any more.
    assert_eq!(api["released"][1]["summary"]["source"], Value::Null);
    // That of the other date is as it was released.
    assert_eq!(api["released"][0]["summary"]["source"], 0);
}

#[test]
fn review_reads_the_listing_of_the_base_from_git() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let workspace = &request.workspace;
    workspace.edit(NEWER, "operationId: get_parcel", "operationId: find_parcel");
    let source = |side: &str| {
        let run = request.review(&["--format", "json"]);
        let report = report(&run);
        let date = &report["apis"][0]["dates"][0];
        date[side]["report"]["summary"]["source"].clone()
    };
    assert_eq!(source("since_base"), Value::Null);
    request.generate();
    assert_eq!([source("since_base"), source("since_release")], [1, 1]);
    request.commit("another name");
    assert_eq!([source("since_base"), source("since_release")], [1, 1]);
    // A gate for released dates that lists it fails.
    let asked = ["--fail-on", "source"];
    assert_eq!(request.review(&asked).code, Some(1));
    assert_eq!(request.review(&["--fail-on", "wire"]).code, Some(0));

    let revision = format!("main:{NEWER}");
    let run = request.run_in("", &["diff", &revision, NEWER, "--format", "json"]);
    assert_eq!(report(&run)["summary"]["source"], 1, "{}", run.stderr);
}

#[test]
fn a_list_takes_the_default_value_where_it_is_required() {
    let judged = |added: &str| {
        let workspace = Workspace::healthy();
        let members = |more: &str| {
            format!(
                "        box:\n          type: object\n          properties:\n            size:\n              type: integer\n{more}"
            )
        };
        workspace.append(OLDER, &members(""));
        workspace.append(NEWER, &members(added));
        assert_eq!(workspace.run(&["generate"]).code, Some(0));
        let report = report(&diff(&workspace, &["--format", "json"]));
        let findings = report["findings"].as_array().unwrap().clone();
        let told = findings
            .iter()
            .find(|finding| finding["why"].as_str().unwrap().contains("`Default`"));
        let verdict = told.map(|finding| finding["verdicts"]["source"].clone());
        (report["summary"]["source"].clone(), verdict)
    };
    let list = "            labels:\n              type: array\n              items:\n                type: string\n";
    assert_eq!(judged(list), (json!(0), None));
    let required = "          required: [labels]\n";
    let with_required = format!("{list}{required}");
    assert_eq!(judged(&with_required), (json!(1), Some(json!("breaking"))));
}

#[test]
fn what_neither_surfaces_nor_documents_decide_is_unknown() {
    let workspace = Workspace::healthy();
    // A schema that stands in an operation: its type is called after that.
    let operation = |list: &str| {
        format!(
            r#"    put:
      operationId: put_parcel
      parameters: [{{ name: parcel_id, in: path, required: true, schema: {{ type: string }} }}]
      requestBody:
        required: true
        content:
          application/json:
            schema: {{ type: object, properties: {{ size: {{ type: integer }}{list} }} }}
      responses: {{ "204": {{ description: Done. }} }}
components:
"#
        )
    };
    let list = ", labels: { type: array, items: { type: string } }";
    workspace.edit(OLDER, "components:\n", &operation(""));
    workspace.edit(NEWER, "components:\n", &operation(list));
    assert_eq!(workspace.run(&["generate"]).code, Some(0));
    let run = diff(&workspace, &["--format", "json"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let report = report(&run);
    let findings = report["findings"].as_array().unwrap();
    let finding = findings
        .iter()
        .find(|finding| finding["verdicts"]["source"] == "unknown");
    let finding = finding.unwrap_or_else(|| panic!("{report}"));
    assert_eq!(finding["id"], "request-property-added");
    let why = finding["why"].as_str().unwrap();
    assert!(
        why.ends_with("may no longer compile: type `PutParcelBody` is no longer `Default`."),
        "{why}"
    );
    let listed = ["--fail-on", "source,unknown"];
    assert_eq!(diff(&workspace, &listed).code, Some(3));
    assert_eq!(diff(&workspace, &["--fail-on", "source"]).code, Some(0));
}
