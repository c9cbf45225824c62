//! Gates of the registry: by state, by policy and by override. Reports say which of them has decided.

use crate::repository::PullRequest;
use crate::workspace::{NEWER, NEWER_RELEASED, OLDER, OLDER_RELEASED, REGISTRY, Run, Workspace};

/// The newer document has a value more than its released copy, which breaks the wire alone.
fn with_another_value(gate: &str) -> Workspace {
    let workspace = Workspace::with_another_value();
    workspace.append(REGISTRY, &format!("\n[api.parcels.gate]\n{gate}\n"));
    workspace
}

fn check(workspace: &Workspace) -> Run {
    workspace.run(&["check", "--today", "2026-03-01"])
}

#[test]
fn what_a_provider_calls_compatible_is_told_and_passes() {
    let workspace = with_another_value("policy = \"github\"");
    let run = check(&workspace);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    insta::assert_snapshot!(run.stdout);
    // Another provider does not say so.
    let workspace = with_another_value("policy = \"stripe\"");
    assert_eq!(check(&workspace).code, Some(1));
    // What the command line asks for counts alone.
    let workspace = with_another_value("policy = \"github\"");
    let asked = ["check", "--today", "2026-03-01", "--fail-on", "wire"];
    assert_eq!(workspace.run(&asked).code, Some(1));
}

#[test]
fn what_a_provider_calls_a_break_fails_though_it_breaks_nobody() {
    let workspace = Workspace::healthy();
    for path in [OLDER, OLDER_RELEASED, NEWER_RELEASED] {
        workspace.edit(
            path,
            "x-known-values: [packed, sent]",
            "enum: [packed, sent]",
        );
    }
    workspace.edit(NEWER, "x-known-values: [packed, sent]", "enum: [packed]");
    assert_eq!(workspace.run(&["generate"]).code, Some(0));
    assert_eq!(check(&workspace).code, Some(0));
    workspace.append(REGISTRY, "\n[api.parcels.gate]\npolicy = \"github\"\n");
    let run = check(&workspace);
    assert_eq!(run.code, Some(1));
    for part in [
        "breaking[response-enum-value-removed]: ",
        "gate         fails: the policy `github`: an enum value that is removed breaks\n",
    ] {
        assert!(run.stdout.contains(part), "{part} in {}", run.stdout);
    }
    // It can be accepted like any other.
    let fingerprint = run.stdout.split("fingerprint").nth(1).unwrap();
    let fingerprint = fingerprint.split_whitespace().next().unwrap();
    let run = workspace.run(&["accept", fingerprint, "--reason", "agreed"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(check(&workspace).code, Some(0));
}

#[test]
fn a_decision_about_a_rule_comes_first() {
    let with = |level: &str, path: &str| {
        format!(
            "[[api.parcels.gate.overrides]]\nid = \"response-enum-value-added\"\npaths = [\"{path}\"]\nlevel = \"{level}\"\nreason = \"agreed\""
        )
    };
    let workspace = with_another_value(&with("warn", "/parcels/*"));
    let run = check(&workspace);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let line = "gate         warns: the override at openapi/specdate.toml:21:1: agreed\n";
    assert!(run.stdout.contains(line), "{}", run.stdout);
    let explained = workspace
        .run(&["explain", "response-enum-value-added"])
        .stdout;
    let line = "API `parcels`    warn  agreed (openapi/specdate.toml:21:1, for /parcels/*)\n";
    assert!(explained.contains(line), "{explained}");

    let workspace = with_another_value(&with("ignore", "/**"));
    let run = check(&workspace);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        run.stdout.contains("ignored[response-enum-value-added]: "),
        "{}",
        run.stdout
    );
    // A decision about other operations is none about this one.
    let workspace = with_another_value(&with("ignore", "/letters/**"));
    assert_eq!(check(&workspace).code, Some(1));
}

#[test]
fn a_state_may_have_a_gate_of_its_own() {
    let workspace = Workspace::with_draft();
    let Some(request) = PullRequest::of(workspace) else {
        return;
    };
    let draft = "openapi/parcels/2026-03-01.yaml";
    request.workspace.edit(
        draft,
        "x-known-values: [packed, sent]",
        "enum: [packed, sent]",
    );
    request.commit("listed");
    request.git(&["branch", "--force", "main"]);
    request
        .workspace
        .edit(draft, "enum: [packed, sent]", "enum: [packed, lost]");
    request.generate();
    assert_eq!(
        request.review(&[]).code,
        Some(0),
        "a draft may change freely"
    );
    request
        .workspace
        .append(REGISTRY, "\n[api.parcels.gate]\ndraft = [\"wire\"]\n");
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    let row = "2026-03-01  draft   since the base     fails ";
    assert!(run.stdout.contains(row), "{}", run.stdout);
    let told = "error: the review found 1 break of a draft\n  help: make the change as its finding says, or accept it with `specdate accept FINGERPRINT --reason …`\n";
    assert!(run.stderr.contains(told), "{}", run.stderr);
}

#[test]
fn a_decision_about_no_rule_is_refused_where_it_stands() {
    let workspace = with_another_value(
        "[[api.parcels.gate.overrides]]\nid = \"response-enum-value-aded\"\nlevel = \"warn\"\nreason = \"r\"",
    );
    let run = check(&workspace);
    assert_eq!(run.code, Some(2));
    let said = "error: openapi/specdate.toml:21:1: there is no rule `response-enum-value-aded` [unknown-rule]\n  help: did you mean `response-enum-value-added`?\n";
    assert!(run.stderr.contains(said), "{}", run.stderr);
}
