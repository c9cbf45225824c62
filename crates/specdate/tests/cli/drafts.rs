//! A gate for drafts: what it stops, and how that is accepted until the release.

use serde_json::Value;

use crate::repository::{PullRequest, TODAY};
use crate::workspace::{REGISTRY, Run, Workspace};

const DRAFT: &str = "openapi/parcels/2026-03-01.yaml";

/// A pull request that renames a value of a draft whose registry has a gate for drafts, and the fingerprint of that.
fn with_gated_draft() -> Option<(PullRequest, String)> {
    let workspace = Workspace::with_draft();
    workspace.edit(
        DRAFT,
        "x-known-values: [packed, sent]",
        "enum: [packed, sent]",
    );
    workspace.append(REGISTRY, "\n[api.parcels.gate]\ndraft = [\"wire\"]\n");
    let request = PullRequest::of(workspace)?;
    request
        .workspace
        .edit(DRAFT, "enum: [packed, sent]", "enum: [packed, lost]");
    request.generate();
    let run = request.review(&["--format", "json"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let findings = &report["apis"][0]["dates"][0]["since_base"]["report"]["findings"];
    let broken = findings.as_array().unwrap().iter().find(|finding| {
        finding["id"] == "response-enum-value-added" && finding["verdicts"]["wire"] == "breaking"
    });
    let fingerprint = broken.unwrap()["fingerprint"].as_str().unwrap().to_owned();
    Some((request, fingerprint))
}

fn accept(request: &PullRequest, fingerprint: &str, more: &[&str]) -> Run {
    let arguments = ["accept", fingerprint, "--reason", "nobody has it yet"];
    request.run_in("", &[&arguments, more].concat())
}

#[test]
fn what_a_gate_for_drafts_stops_is_accepted_until_the_release() {
    let Some((request, fingerprint)) = with_gated_draft() else {
        return;
    };
    let workspace = &request.workspace;
    let check = || workspace.run(&["check", "--today", TODAY]);
    let run = accept(&request, &fingerprint, &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    insta::assert_snapshot!(request.transcript(&run));
    let entry = format!(
        "\n[[accept]]\nfingerprint = \"{fingerprint}\"\napi = \"parcels\"\nkind = \"break\"\nreason = \"nobody has it yet\"\ndraft = \"2026-03-01\"\n"
    );
    let registry = workspace.read(REGISTRY);
    assert!(registry.ends_with(&entry), "{registry}");

    // It is valid in the pull request, by all commands, and still when that is merged.
    let run = request.review(&[]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("1 accepted"), "{}", run.stdout);
    assert_eq!(check().code, Some(0));
    request.commit("renamed");
    request.git(&["branch", "--force", "main"]);
    request.git(&["checkout", "--quiet", "-b", "next"]);
    assert_eq!(check().code, Some(0));
    workspace.append(DRAFT, "        color:\n          type: string\n");
    request.generate();
    let run = request.review(&[]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);

    // Another change at the same place is not accepted with it.
    workspace.edit(DRAFT, "enum: [packed, lost]", "enum: [packed, gone]");
    request.generate();
    assert_eq!(request.review(&[]).code, Some(1));
    workspace.edit(DRAFT, "enum: [packed, gone]", "enum: [packed, lost]");
    request.generate();

    // With the release it goes.
    let run = request.run_in("", &["release", "parcels", "2026-03-01", "--today", TODAY]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let told = format!("what was accepted for the draft is removed: `{fingerprint}`\n");
    assert!(run.stdout.contains(&told), "{}", run.stdout);
    assert!(!workspace.read(REGISTRY).contains("[[accept]]"));
    assert_eq!(check().code, Some(0));
    // By hand it can be forgotten.
    workspace.append(REGISTRY, &entry);
    let run = check();
    assert_eq!(run.code, Some(1));
    let told = format!(
        "`{fingerprint}` was accepted for the draft 2026-03-01, which is no draft any more\n"
    );
    assert!(run.stdout.contains(&told), "{}", run.stdout);
    let run = accept(&request, &fingerprint, &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("remove that entry"), "{}", run.stderr);
}

#[test]
fn an_acceptance_for_a_draft_that_nothing_needs_fails_where_it_is_added() {
    let Some((request, fingerprint)) = with_gated_draft() else {
        return;
    };
    let workspace = &request.workspace;
    assert_eq!(accept(&request, &fingerprint, &[]).code, Some(0));
    workspace.edit(DRAFT, "enum: [packed, lost]", "enum: [packed, sent]");
    request.generate();
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1));
    let told = format!("nothing has the fingerprint `{fingerprint}`\n");
    assert!(run.stdout.contains(&told), "{}", run.stdout);
}

#[test]
fn what_is_accepted_for_a_draft_is_known_by_the_base_that_was_reviewed() {
    let Some((request, fingerprint)) = with_gated_draft() else {
        return;
    };
    request.commit("renamed");
    request.git(&["checkout", "--quiet", "main"]);
    request.git(&["merge", "--quiet", "feature"]);
    // On the main branch nothing has changed since it.
    let run = accept(&request, &fingerprint, &[]);
    assert_eq!(run.code, Some(2));
    let told = format!("error: no comparison finds `{fingerprint}`\n");
    assert!(run.stderr.contains(&told), "{}", run.stderr);
    let run = request.review(&["--base", "HEAD~1"]);
    let told = "accept it with `specdate accept FINGERPRINT --reason … --base HEAD~1`\n";
    assert!(run.stderr.ends_with(told), "{}", run.stderr);
    let run = accept(&request, &fingerprint, &["--base", "no-such"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("no revision `no-such`"),
        "{}",
        run.stderr
    );
    // What passes needs no acceptance, and what is meant is named.
    request
        .workspace
        .edit(REGISTRY, "draft = [\"wire\"]", "draft = []");
    let other = format!("{}x", &fingerprint[1..]);
    let run = accept(&request, &other, &["--base", "HEAD~1"]);
    assert_eq!(run.code, Some(2));
    assert!(!run.stderr.contains(&fingerprint), "{}", run.stderr);
    request
        .workspace
        .edit(REGISTRY, "draft = []", "draft = [\"wire\"]");
    let run = accept(&request, &other, &["--base", "HEAD~1"]);
    let meant = format!("did you mean `{fingerprint}` (");
    assert!(run.stderr.contains(&meant), "{}", run.stderr);
    let run = accept(&request, &fingerprint, &["--base", "HEAD~1"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}
