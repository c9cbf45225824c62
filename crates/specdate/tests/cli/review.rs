//! `specdate review`: pull requests, played through.

use serde_json::Value;

use crate::repository::PullRequest;
use crate::workspace::{NEWER, NEWER_RELEASED, OLDER, REGISTRY};

fn json(request: &PullRequest) -> Value {
    let run = request.review(&["--format", "json"]);
    serde_json::from_str(&run.stdout).unwrap()
}

/// The fingerprints of what breaks the wire since the release.
fn breaks(request: &PullRequest) -> Vec<String> {
    let report = json(request);
    let dates = report["apis"][0]["dates"].as_array().unwrap().clone();
    let findings = dates.iter().flat_map(|date| {
        let findings = &date["since_release"]["report"]["findings"];
        findings.as_array().cloned().unwrap_or_default()
    });
    findings
        .filter(|finding| finding["verdicts"]["wire"] == "breaking" && finding["accepted"] == false)
        .map(|finding| finding["fingerprint"].as_str().unwrap().to_owned())
        .collect()
}

fn accept(request: &PullRequest, fingerprint: &str, more: &[&str]) {
    let arguments = [
        &[
            "accept",
            fingerprint,
            "--reason",
            "agreed with all clients",
            "--today",
            "2026-03-01",
        ],
        more,
    ]
    .concat();
    let run = request.workspace.run(&arguments);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn a_field_more_passes() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    request
        .workspace
        .append(NEWER, "        color:\n          type: string\n");
    request.generate();
    let run = request.review(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    insta::assert_snapshot!(request.transcript(&run));
    // Committed or not, it is the same change.
    request.commit("color");
    assert_eq!(request.review(&[]).stdout, run.stdout);
}

#[test]
fn nothing_is_nothing() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let run = request.review(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    insta::assert_snapshot!(request.transcript(&run));
}

#[test]
fn a_renamed_value_fails_until_it_is_accepted_and_again_when_that_is_over() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    request.rename_value();
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(request.transcript(&run));
    let markdown = request.review(&["--format", "markdown"]);
    insta::assert_snapshot!(request.transcript(&markdown));

    for fingerprint in breaks(&request) {
        accept(
            &request,
            &fingerprint,
            &["--until", "2026-03-31", "--by", "API team"],
        );
    }
    let run = request.review(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    insta::assert_snapshot!(request.transcript(&run));
    let markdown = request.review(&["--format", "markdown"]).stdout;
    let reason = "agreed with all clients (accepted by API team until 2026-03-31 at openapi/specdate.toml:20:1)";
    assert!(
        markdown.contains(&format!("`response-enum-value-added`): {reason}\n")),
        "{markdown}"
    );
    let report = json(&request);
    let findings = report["apis"][0]["dates"][1]["since_release"]["report"]["findings"].clone();
    let accepted = findings
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["accepted"] == true);
    let gate = serde_json::json!({"outcome": "accepted", "by": reason});
    assert_eq!(accepted.unwrap()["gate"], gate);
    // `check` sees it in the same way.
    let check = |today: &str| request.workspace.run(&["check", "--today", today]);
    assert_eq!(check("2026-03-31").code, Some(0));
    assert_eq!(check("2026-04-01").code, Some(1));

    let run = request.review(&["--today", "2026-04-01"]);
    assert_eq!(run.code, Some(2), "an option that is given twice");
    let run = request.run_in("", &["review", "--today", "2026-04-01"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.contains("expired on 2026-03-31"),
        "{}",
        run.stdout
    );
    let line = 1 + request
        .workspace
        .read(REGISTRY)
        .lines()
        .position(|line| line == "[[accept]]")
        .unwrap();
    let place = format!("error[acceptance-expired]: {REGISTRY}:{line}:1: ");
    assert!(run.stdout.contains(&place), "{}", run.stdout);
}

#[test]
fn an_acceptance_does_not_cover_a_second_change_at_the_same_place() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    request.rename_value();
    for fingerprint in breaks(&request) {
        accept(&request, &fingerprint, &[]);
    }
    assert_eq!(breaks(&request), [""; 0]);
    request
        .workspace
        .edit(NEWER, "enum: [packed, gone]", "enum: [packed, lost]");
    request.generate();
    assert_eq!(request.review(&[]).code, Some(1));
    assert_ne!(breaks(&request), [""; 0]);
}

#[test]
fn an_acceptance_that_is_taken_back_fails_though_no_document_changed() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    request.rename_value();
    let before = request.workspace.read(REGISTRY);
    for fingerprint in breaks(&request) {
        accept(&request, &fingerprint, &[]);
    }
    request.commit("accepted");
    request.git(&["branch", "--force", "main"]);
    assert_eq!(request.review(&[]).code, Some(0));
    request.workspace.write(REGISTRY, &before);
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.contains("removed  parcels  acceptance of `"),
        "{}",
        run.stdout
    );
}

#[test]
fn an_acceptance_that_nothing_needs_is_told_where_it_was_added() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let entry = "\n[[accept]]\nfingerprint = \"gone\"\nreason = \"agreed\"\n";
    request.workspace.append(REGISTRY, entry);
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1));
    let problem = "error[acceptance-unused]: openapi/specdate.toml:20:1: nothing has the fingerprint `gone`\n";
    assert!(run.stdout.contains(problem), "{}", run.stdout);
    // Later it is a matter of `check`.
    request.commit("accepted");
    request.git(&["branch", "--force", "main"]);
    request
        .workspace
        .append(NEWER, "        color:\n          type: string\n");
    request.generate();
    assert_eq!(request.review(&[]).code, Some(0));
}

#[test]
fn a_new_date_may_break_what_is_before_it() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let workspace = &request.workspace;
    let draft = workspace.read(NEWER).replace("2026-02-01", "2026-03-01");
    workspace.write(
        "openapi/parcels/2026-03-01.yaml",
        &draft.replace("required: [id]", "required: []"),
    );
    workspace.append(
        REGISTRY,
        "\n[[api.parcels.versions]]\ndate = \"2026-03-01\"\nstate = \"draft\"\n",
    );
    request.generate();
    let run = request.review(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    insta::assert_snapshot!(request.transcript(&run));
}

#[test]
fn a_stale_client_fails_with_the_command_that_mends_it() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    request
        .workspace
        .append(NEWER, "        color:\n          type: string\n");
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1));
    let help = "help: run `specdate generate` and commit what it writes\n";
    assert!(run.stderr.ends_with(help), "{}", run.stderr);
    // So does one that nobody but its own files changed.
    request.git(&["checkout", "--quiet", "--", "openapi"]);
    request.make_stale();
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("1 stale file\n"), "{}", run.stdout);
    for (format, told) in [
        (
            "markdown",
            "1 file is stale; `generate` writes what is due:",
        ),
        (
            "html",
            "1 file is stale; <code>generate</code> writes what is due:",
        ),
        ("github", "run `generate` and commit what it writes"),
    ] {
        let run = request.review(&["--format", format]);
        assert_eq!(run.code, Some(1));
        assert!(run.stdout.contains(told), "{format}: {}", run.stdout);
    }
}

#[test]
fn two_compatible_steps_can_break_what_was_released() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let workspace = &request.workspace;
    // As released, the parcel has a weight that is a whole number. Without it anything goes there; then a text comes back.
    workspace.edit(NEWER, "        weight:\n          type: integer\n", "");
    request.generate();
    assert_eq!(request.review(&[]).code, Some(0));
    request.commit("no weight");
    request.git(&["branch", "--force", "main"]);
    workspace.append(NEWER, "        weight:\n          type: string\n");
    request.generate();
    let report = json(&request);
    let date = &report["apis"][0]["dates"][0];
    assert_eq!(date["since_base"]["report"]["summary"]["wire"], 0, "{date}");
    assert_eq!(date["since_release"]["breaks"], 1, "{date}");
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(request.transcript(&run));
}

#[test]
fn an_edit_of_the_released_copy_hides_nothing() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    request.rename_value();
    let workspace = &request.workspace;
    workspace.write(NEWER_RELEASED, &workspace.read(NEWER));
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.contains("error[released-copy-changed]: "),
        "{}",
        run.stdout
    );
    assert!(!breaks(&request).is_empty());

    // What the copy says beside what was released hides nothing.
    for path in [NEWER, NEWER_RELEASED] {
        request.git(&["checkout", "--quiet", "--", path]);
        workspace.append(path, "        color:\n          type: string\n");
    }
    request.generate();
    let run = request.review(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(
        run.stdout.contains("warning[released-copy-changed]: "),
        "{}",
        run.stdout
    );
    std::fs::remove_file(workspace.path(NEWER_RELEASED)).unwrap();
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("and was removed\n"), "{}", run.stdout);
}

#[test]
fn a_document_that_was_wrong_is_corrected_and_its_released_copy_stays() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let workspace = &request.workspace;
    let copy = workspace.read(NEWER_RELEASED);
    // The wrong way: both are edited, so that `check` sees no difference. The error says the right one.
    request.rename_value();
    workspace.write(NEWER_RELEASED, &workspace.read(NEWER));
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1));
    let told = format!(
        "put it back with `git checkout [BASE] -- {NEWER_RELEASED}`; where the document was wrong and not the API, correct the document alone, and accept that with `accept --kind correction`\n"
    );
    let said = request.transcript(&run);
    assert!(said.contains(&told), "{said}");
    request.git(&["checkout", "main", "--", NEWER_RELEASED]);

    for fingerprint in breaks(&request) {
        let run = workspace.run(&[
            "accept",
            &fingerprint,
            "--reason",
            "it was always called so",
            "--kind=correction",
            "--evidence=https://issues.example/7",
        ]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
    let long_after = ["check", "--today", "2036-03-01"];
    let is_well = || {
        let run = request.review(&[]);
        assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
        let run = workspace.run(&long_after);
        assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    };
    is_well();
    // It stays well when it is merged, and in the pull requests after it.
    request.commit("corrected");
    request.git(&["branch", "--force", "main"]);
    request.git(&["checkout", "--quiet", "-b", "next"]);
    is_well();
    workspace.append(NEWER, "        color:\n          type: string\n");
    request.generate();
    is_well();
    assert_eq!(workspace.read(NEWER_RELEASED), copy);

    // No acceptance lets the copy be edited.
    workspace.write(NEWER_RELEASED, &workspace.read(NEWER));
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1));
    let told = "error[released-copy-changed]: ";
    assert!(run.stdout.contains(told), "{}", run.stdout);
}

#[test]
fn a_released_date_is_neither_removed_nor_made_a_draft() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let workspace = &request.workspace;
    let older = "[[api.parcels.versions]]\ndate = \"2026-01-01\"\nstate = \"active\"\nreleased = \"2026-01-01\"\n";
    workspace.edit(REGISTRY, older, "");
    request.generate();
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.contains("error[released-date-removed]: "),
        "{}",
        run.stdout
    );
    let draft = older.replace("\"active\"\nreleased = \"2026-01-01\"", "\"draft\"");
    request.git(&["checkout", "--quiet", "--", "."]);
    workspace.edit(REGISTRY, older, &draft);
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.contains("error[lifecycle-backward]: "),
        "{}",
        run.stdout
    );
}

#[test]
fn a_new_state_is_shown_and_judged_by_the_calendar() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let deprecated = |sunset: &str| {
        request.git(&["checkout", "--quiet", "--", REGISTRY]);
        request.workspace.edit(
            REGISTRY,
            "state = \"active\"\nreleased = \"2026-01-01\"\n",
            &format!(
                "state = \"deprecated\"\nreleased = \"2026-01-01\"\ndeprecated = \"2026-03-01\"\nsunset = \"{sunset}\"\n"
            ),
        );
        request.generate();
        request.review(&[])
    };
    let run = deprecated("2027-03-01");
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    let edit = "  changed  parcels  version 2026-01-01: active, released 2026-01-01 -> deprecated 2026-03-01, sunset 2027-03-01\n";
    assert!(run.stdout.contains(edit), "{}", run.stdout);
    let row = "  2026-01-01  deprecated  since its release  passes  no differences\n";
    assert!(run.stdout.contains(row), "{}", run.stdout);
    let run = deprecated("2027-02-28");
    assert_eq!(run.code, Some(1));
    let problem = "error[sunset-too-soon]: openapi/specdate.toml:10:1: ";
    assert!(run.stdout.contains(problem), "{}", run.stdout);
}

#[test]
fn two_apis_are_reviewed_at_once() {
    let workspace = crate::workspace::Workspace::healthy();
    workspace.add_letters(true);
    let Some(request) = PullRequest::of(workspace) else {
        return;
    };
    let more = "        color:\n          type: string\n";
    for path in [OLDER, "openapi/letters/2026-01-01.yaml"] {
        request.workspace.append(path, more);
    }
    request.generate();
    let run = request.review(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for part in [
        "parcels: Parcel API\n",
        "letters: letters\n",
        "2 APIs, 2 dates: no problems\n",
    ] {
        assert!(run.stdout.contains(part), "{part:?} in {}", run.stdout);
    }
    // An API that nobody touched is not looked at.
    request.git(&["checkout", "--quiet", "--", "openapi/letters"]);
    request.generate();
    let run = request.review(&[]);
    assert!(run.stdout.contains("1 API, 1 date: "), "{}", run.stdout);
    assert!(!run.stdout.contains("letters"), "{}", run.stdout);
}

#[test]
fn what_could_not_be_read_at_the_base_can_be_mended() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let right = request.workspace.read(OLDER);
    request.workspace.write(OLDER, "openapi: [");
    request.commit("wrong");
    request.git(&["branch", "--force", "main"]);
    request.workspace.write(OLDER, &right);
    let run = request.review(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        run.stdout.contains("warning[base-unreadable]: "),
        "{}",
        run.stdout
    );
}

#[test]
fn json_is_as_its_schema_says() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    request.rename_value();
    request
        .workspace
        .append(REGISTRY, "\n[api.parcels.gate]\nfail-on = [\"client\"]\n");
    let schema = request.workspace.run(&["schema", "review"]).stdout;
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let report = json(&request);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&report)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, [""; 0]);
    assert_eq!(
        report["registry"][0]["text"],
        "`gate.fail-on`: wire, unknown -> client"
    );
    assert_eq!(report["summary"]["breaks"], 1);
}
