//! The audience `source`: judged where both clients were generated, by `diff`, `check` and `review`.

use serde_json::{Value, json};

use crate::repository::{PullRequest, TODAY};
use crate::workspace::{GENERATED, NEWER, NEWER_RELEASED, OLDER, REGISTRY, Run, Workspace};

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
fn an_override_of_its_rules_asks_for_it() {
    let workspace = with_other_names();
    let level = |level: &str| {
        format!(
            "\n[[api.parcels.gate.overrides]]\nid = \"source-type-renamed\"\nlevel = \"{level}\"\nreason = \"names are a promise\"\n"
        )
    };
    workspace.append(REGISTRY, &level("error"));
    let (run, released) = since_release(&workspace, &[]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert_eq!(released["summary"]["source"], 2, "{released}");
    workspace.edit(REGISTRY, &level("error"), &level("warn"));
    let (run, released) = since_release(&workspace, &[]);
    assert_eq!(
        (run.code, &released["summary"]["source"]),
        (Some(0), &Value::Null)
    );
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

/// What a check says about the newer date since its release.
fn since_release(workspace: &Workspace, more: &[&str]) -> (Run, Value) {
    let run = workspace.run(&[&["check", "--today", TODAY, "--format", "json"], more].concat());
    let released = report(&run)["apis"][0]["released"][1].clone();
    (run, released)
}

#[test]
fn where_a_gate_lists_it_check_judges_what_changed_since_the_release() {
    let workspace = with_other_names();
    let (run, released) = since_release(&workspace, &[]);
    assert_eq!(
        (run.code, &released["summary"]["source"]),
        (Some(0), &Value::Null)
    );

    // No client is generated from the released copy: that is done in memory.
    for more in [&["--fail-on", "source"][..], &[]] {
        let (run, released) = since_release(&workspace, more);
        assert_eq!(run.code, Some(1), "{}", run.stderr);
        assert_eq!(released["summary"]["source"], 2, "{released}");
        let told =
            "  Generating the client of openapi/parcels/released/2026-02-01.yaml, in memory\n";
        assert!(run.stderr.contains(told), "{}", run.stderr);
        if !more.is_empty() {
            workspace.append(REGISTRY, "\n[api.parcels.gate]\nfail-on = [\"source\"]\n");
        }
    }
    insta::assert_snapshot!(workspace.run(&["check", "--today", TODAY]).stdout);
    // What the other formats say about code that is in no file.
    for format in ["sarif", "github", "html", "markdown", "junit"] {
        let run = workspace.run(&["check", "--today", TODAY, "--format", format]);
        assert_eq!(run.code, Some(1), "{}", run.stderr);
        assert!(run.stdout.contains("source-type-renamed"), "{}", run.stdout);
    }

    // It is the same verdict as of two generated clients.
    let (_, released) = since_release(&workspace, &[]);
    let fingerprints = |of: &Value| {
        let findings = of["findings"].as_array().unwrap().iter();
        let broken = findings.filter(|finding| finding["verdicts"]["source"] == "breaking");
        broken
            .map(|finding| finding["fingerprint"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    for fingerprint in fingerprints(&released) {
        let run = workspace.run(&["accept", &fingerprint, "--reason", "agreed"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
    let (run, released) = since_release(&workspace, &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(released["summary"]["source"], 0);

    // A client that is stale has no say: what would be generated from the document has.
    workspace.edit(
        NEWER,
        "operationId: find_parcel",
        "operationId: seek_parcel",
    );
    let (run, released) = since_release(&workspace, &["--fail-on", "source"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(released["summary"]["source"], 1, "{released}");
}

#[test]
fn a_gate_that_lists_it_does_not_pass_without_a_verdict() {
    let without_client = || {
        let workspace = with_other_names();
        let registry = workspace.read(REGISTRY);
        let (before, after) = registry.split_once("[api.parcels.client]").unwrap();
        let (_, after) = after.split_once("\n\n").unwrap();
        workspace.write(REGISTRY, &format!("{before}{after}"));
        workspace
    };
    let workspace = without_client();
    let check = ["check", "--today", TODAY];
    assert_eq!(workspace.run(&check).code, Some(0));
    let asked = [&check[..], &["--fail-on", "source"]].concat();
    insta::assert_snapshot!(workspace.run(&asked).transcript(&workspace));
    let asked = diff(&workspace, &["--fail-on", "source"]);
    insta::assert_snapshot!(asked.transcript(&workspace));

    // Where nothing differs, nothing breaks.
    let same = ["diff", NEWER, NEWER, "--fail-on", "source"];
    assert_eq!(workspace.run(&same).code, Some(0));
    workspace.write(NEWER_RELEASED, &workspace.read(NEWER));
    assert_eq!(
        workspace
            .run(&[&check[..], &["--fail-on", "source"]].concat())
            .code,
        Some(0)
    );

    // Documents that no registry names.
    workspace.write("a.yaml", &workspace.read(OLDER));
    let run = workspace.run(&["diff", "a.yaml", NEWER, "--fail-on", "source"]);
    assert_eq!(run.code, Some(0));
    let told = format!(
        "warning: {NEWER}:1:1: `--fail-on` asks for source, and the pair could not be judged for it: no registry names a.yaml, so it has no client [source-not-judged]\n"
    );
    assert!(run.stderr.contains(&told), "{}", run.stderr);
    let run = workspace.run(&[
        "diff",
        "a.yaml",
        NEWER,
        "--fail-on=source",
        "--format=github",
    ]);
    let told = format!("::warning file={NEWER},line=1,col=1,title=source-not-judged::");
    assert!(run.stdout.contains(&told), "{}", run.stdout);
}

#[test]
fn a_document_that_no_client_can_be_generated_from_is_not_judged_for_it() {
    let workspace = with_other_names();
    // An object in a header, which no client can write.
    workspace.edit(
        NEWER_RELEASED,
        "        - name: parcel_id\n",
        "        - name: X-Box\n          in: header\n          schema:\n            type: object\n        - name: parcel_id\n",
    );
    let (run, released) = since_release(&workspace, &["--fail-on", "source"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert_eq!(released["summary"]["source"], Value::Null);
    let problems = report(&run)["problems"].clone();
    let problem = problems
        .as_array()
        .unwrap()
        .iter()
        .find(|problem| problem["id"] == "source-not-judged")
        .unwrap_or_else(|| panic!("{problems}"));
    let message = problem["message"].as_str().unwrap();
    assert!(
        message.contains("no client can be generated from openapi/parcels/released/2026-02-01.yaml: openapi/parcels/released/2026-02-01.yaml:"),
        "{message}"
    );
}

#[test]
fn review_judges_it_since_the_release_after_other_changes() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let workspace = &request.workspace;
    // The base has a document that is no longer as it was released: nothing is generated from the released copy.
    request.git(&["checkout", "--quiet", "main"]);
    workspace.append(NEWER, "        color:\n          type: string\n");
    request.generate();
    request.commit("a field");
    request.git(&["checkout", "--quiet", "-b", "rename"]);
    workspace.edit(NEWER, "operationId: get_parcel", "operationId: find_parcel");
    request.generate();
    let source = |more: &[&str]| {
        let run = request.review(&[&["--format", "json"], more].concat());
        let date = report(&run)["apis"][0]["dates"][0].clone();
        (
            run.code,
            date["since_release"]["report"]["summary"]["source"].clone(),
        )
    };
    assert_eq!(source(&[]), (Some(0), Value::Null));
    assert_eq!(source(&["--fail-on", "source"]), (Some(1), json!(1)));
}

#[test]
fn review_judges_a_draft_since_the_base_also_where_nothing_was_committed_for_it() {
    let workspace = Workspace::with_draft();
    workspace.append(REGISTRY, "\n[api.parcels.gate]\ndraft = [\"source\"]\n");
    let listing = format!("{GENERATED}/v2026_03_01.surface.txt");
    let Some(request) = PullRequest::of(workspace) else {
        return;
    };
    let workspace = &request.workspace;
    request.git(&["checkout", "--quiet", "main"]);
    std::fs::remove_file(workspace.path(&listing)).unwrap();
    request.commit("no listing");
    request.git(&["checkout", "--quiet", "-b", "rename"]);
    let draft = "openapi/parcels/2026-03-01.yaml";
    workspace.edit(draft, "operationId: get_parcel", "operationId: find_parcel");
    request.generate();
    let run = request.review(&["--format", "json"]);
    let date = report(&run)["apis"][0]["dates"][0].clone();
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert_eq!(
        date["since_base"]["report"]["summary"]["source"], 1,
        "{date}"
    );
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

/// Both dates with one more operation, whose body has this schema.
fn with_body(older: &str, newer: &str) -> Workspace {
    let workspace = Workspace::healthy();
    for (path, schema) in [(OLDER, older), (NEWER, newer)] {
        let operation = format!(
            r#"    put:
      operationId: put_parcel
      parameters: [{{ name: parcel_id, in: path, required: true, schema: {{ type: string }} }}]
      requestBody:
        required: true
        content:
          application/json:
            schema: {schema}
      responses: {{ "204": {{ description: Done. }} }}
components:
"#
        );
        workspace.edit(path, "components:\n", &operation);
    }
    assert_eq!(workspace.run(&["generate"]).code, Some(0));
    workspace
}

#[test]
fn a_schema_that_stands_in_an_operation_is_found_by_the_name_of_that() {
    let schema = |more: &str, required: &str| {
        format!(
            "{{ type: object, required: [{required}], properties: {{ size: {{ type: integer }}{more} }} }}"
        )
    };
    let list = ", labels: { type: array, items: { type: string } }";
    for (older, newer, expected) in [
        (schema("", ""), schema(list, ""), 0),
        (schema("", ""), schema(list, "labels"), 1),
        (schema(list, ""), schema(list, "labels"), 1),
        // Another cause than the list, which was required before.
        (
            schema(list, "labels"),
            schema(&format!("{list}, note: {{ type: string }}"), "labels"),
            0,
        ),
    ] {
        let workspace = with_body(&older, &newer);
        let report = report(&diff(&workspace, &["--format", "json"]));
        let summary = &report["summary"];
        assert_eq!(
            [&summary["source"], &summary["unknown"]],
            [expected, 0],
            "{older} {newer} {report}"
        );
    }
}

#[test]
fn words_for_people_change_no_surface() {
    let list = "{ type: object, required: [labels], properties: { labels: { type: array, items: { type: string } } } }";
    // The type of the values of a map is called after the map, and is not found.
    for schema in [
        list.to_owned(),
        format!("{{ type: object, additionalProperties: {list} }}"),
    ] {
        let described = schema.replacen("{ type", "{ description: All, type", 1);
        let workspace = with_body(&schema, &described);
        workspace.edit(NEWER, "        weight:\n          type: integer\n", "");
        assert_eq!(workspace.run(&["generate"]).code, Some(0));
        let run = diff(
            &workspace,
            &["--format", "json", "--fail-on", "source,unknown"],
        );
        assert_eq!(run.code, Some(0), "{}", run.stdout);
        let summary = report(&run)["summary"].clone();
        assert_eq!([&summary["docs"], &summary["unknown"]], [1, 0], "{schema}");
    }
}

#[test]
fn what_neither_surfaces_nor_documents_decide_is_unknown() {
    // The type of the values of a map, which is called after the map.
    let schema = |list: &str| {
        format!(
            "{{ type: object, additionalProperties: {{ type: object, properties: {{ size: {{ type: integer }}{list} }} }} }}"
        )
    };
    let list = ", labels: { type: array, items: { type: string } }";
    let workspace = with_body(&schema(""), &schema(list));
    let run = diff(&workspace, &["--format", "json"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let report = report(&run);
    let findings = report["findings"].as_array().unwrap();
    let finding = findings
        .iter()
        .find(|finding| finding["verdicts"]["source"] == "unknown");
    let finding = finding.unwrap_or_else(|| panic!("{report}"));
    let [why, title] = ["why", "title"].map(|key| finding[key].as_str().unwrap());
    assert!(
        [why, title].concat().contains("is no longer `Default`"),
        "{title}: {why}"
    );
    let listed = ["--fail-on", "source,unknown"];
    assert_eq!(diff(&workspace, &listed).code, Some(3));
    assert_eq!(diff(&workspace, &["--fail-on", "source"]).code, Some(0));
}
