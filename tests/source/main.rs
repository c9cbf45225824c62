//! The audience `source` is judged as the compiler does: small programs are compiled against two clients.
//!
//! Each program compiles with the client of the base. With that of the revision it has to fail exactly where the surfaces
//! say that the item it uses is gone or another.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod programs;
mod scratch;

use std::collections::BTreeSet;
use std::path::Path;

use openapi_codegen::{Listing, SurfaceChange, SurfaceChangeKind, surface_changes};
use serde_json::Value;
use specdate::{AutoColor, Exit, Invocation, Terminal};
use specdate_tests::root;

use programs::{Program, TOYS, VERIFA};

fn changes(base: &str, revision: &str) -> Vec<SurfaceChange> {
    let [base, revision] = [base, revision].map(|text| Listing::parse(text).unwrap().surface);
    surface_changes(&base, &revision)
}

fn changes_of_verifa() -> Vec<SurfaceChange> {
    let read = |module: &str| {
        let path = root().join(format!("crates/verifa/src/generated/{module}.surface.txt"));
        std::fs::read_to_string(path).unwrap()
    };
    changes(&read("v2026_01_01"), &read("v2026_02_01"))
}

/// What `specdate diff` says about two dates where it says that `source` breaks: titles and reasons.
fn told(root: &Path, dates: [&str; 2]) -> Vec<String> {
    let invocation = Invocation::specdate(root.to_path_buf());
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut terminal = Terminal::new(&mut out, &mut err, AutoColor::NEVER);
    let arguments = ["diff", dates[0], dates[1], "--format", "json"].map(str::to_owned);
    let exit = specdate::run(arguments, &invocation, &mut terminal);
    assert!(exit != Exit::Unusable, "{}", String::from_utf8_lossy(&err));
    let report: Value = serde_json::from_slice(&out).unwrap();
    assert!(report["summary"]["source"].is_number(), "{report}");
    let findings = report["findings"].as_array().unwrap();
    let broken = findings
        .iter()
        .filter(|finding| finding["verdicts"]["source"] == "breaking");
    broken
        .map(|finding| format!("{} {}", finding["title"], finding["why"]))
        .collect()
}

/// Whether it is told that the program breaks: by a change of the surface, and by a finding.
fn is_told(program: &Program, changes: &[SurfaceChange], told: &[String]) -> bool {
    let Some((kind, item, member)) = program.change else {
        return false;
    };
    let is_changed = changes.iter().any(|change| {
        let is_it =
            change.kind == kind && change.item == item && change.member.as_deref() == member;
        is_it || change.gone.iter().any(|gone| gone == item)
    });
    let is_found = told.iter().any(|text| {
        let names = |name: &str| text.contains(&format!("`{name}`"));
        names(item) && (kind == SurfaceChangeKind::TraitRemoved || member.is_none_or(names))
    });
    is_changed && is_found
}

#[test]
fn the_compiler_refuses_what_is_told_and_nothing_else() {
    let clients = scratch::clients();
    let toys = changes(&clients.base, &clients.revision);
    let verifa = changes_of_verifa();
    let folder = tempfile::tempdir().unwrap();
    scratch::write_workspace(folder.path(), &clients);
    let toys_told = told(folder.path(), ["toys@2026-01-01", "toys@2026-02-01"]);
    let verifa_told = told(&root(), ["verifa@2026-01-01", "verifa@2026-02-01"]);
    let refused: BTreeSet<String> = scratch::refused(&clients);
    let mut wrong = Vec::new();
    for (programs, changes, told) in [(TOYS, &toys, &toys_told), (VERIFA, &verifa, &verifa_told)] {
        for program in programs {
            let name = program.name;
            if refused.contains(&format!("base_{name}")) {
                wrong.push(format!("{name} does not compile with its own client"));
            }
            let is_refused = refused.contains(&format!("revision_{name}"));
            let is_told = is_told(program, changes, told);
            if is_refused != program.change.is_some() || is_refused != is_told {
                wrong.push(format!("{name}: refused {is_refused}, told {is_told}"));
            }
        }
    }
    // A list that may be left out takes `Default` from nobody, and an added variant of an enum nothing.
    for kept in ["`Wishes`", "`Mode`", "`Part`"] {
        if let Some(text) = toys_told.iter().find(|text| text.contains(kept)) {
            wrong.push(format!("told of {kept}: {text}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n\n{}",
        wrong.join("\n"),
        toys_told.join("\n")
    );
}

/// What is not compiled above is not told either: a change without a program could be wrong.
#[test]
fn every_change_has_its_program() {
    let clients = scratch::clients();
    let toys = changes(&clients.base, &clients.revision);
    for (programs, changes) in [(TOYS, toys), (VERIFA, changes_of_verifa())] {
        for change in changes {
            let has_program = programs.iter().any(|program| {
                program.change == Some((change.kind, &*change.item, change.member.as_deref()))
            });
            // Lists leave it to the documents.
            assert!(has_program || change.assumption.is_some(), "{change:?}");
        }
    }
}
