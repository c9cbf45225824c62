//! What is told about each document.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use openapi_codegen::GenerateError;

use crate::support::{GENERATED, REFUSED, obstacles_of, standalone};

fn lines<T: ToString>(told: &[T]) -> String {
    told.iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn everything_that_is_mended_or_doubtful_is_told_with_its_place() {
    for (name, text) in GENERATED {
        let file = format!("{name}.yaml");
        let generation = standalone(name, &file, text.as_bytes())
            .unwrap_or_else(|errors| panic!("{name}: {}", lines(&errors)));
        let obstacles = obstacles_of(name, &file, text.as_bytes());
        let told = format!(
            "{}\n\n{}\n",
            lines(&obstacles),
            lines(&generation.documents[0].rewrites)
        );
        insta::assert_snapshot!(name, told.trim_start());
    }
}

#[test]
fn everything_that_cannot_be_generated_is_told_at_once() {
    for (name, text) in REFUSED {
        let file = format!("{name}.yaml");
        let errors = standalone(name, &file, text.as_bytes()).unwrap_err();
        assert!(
            matches!(errors.as_slice(), [GenerateError::Obstacles(_)]),
            "{name}"
        );
        insta::assert_snapshot!(name, lines(&errors));
    }
}

/// A kind of obstacle, or of rewrite, that no document has would be one that nobody has seen.
#[test]
fn the_documents_have_every_kind_of_obstacle() {
    let mut kinds = BTreeSet::new();
    for (name, text) in GENERATED.into_iter().chain(REFUSED) {
        let found = obstacles_of(name, &format!("{name}.yaml"), text.as_bytes());
        kinds.extend(found.into_iter().map(|obstacle| obstacle.id));
    }
    insta::assert_snapshot!("kinds", lines(&kinds.into_iter().collect::<Vec<_>>()));
}

/// A rewrite that no document of ours needs would be one that nobody has seen.
#[test]
fn the_documents_have_every_kind_of_rewrite() {
    let mut told = BTreeSet::new();
    for (name, text) in GENERATED {
        let generation = standalone(name, &format!("{name}.yaml"), text.as_bytes()).unwrap();
        told.extend(
            generation.documents[0]
                .rewrites
                .iter()
                .map(|rewrite| rewrite.rule.id),
        );
    }
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![source.join("downgrade.rs")];
    for folder in ["prepare", "project"] {
        let entries = fs::read_dir(source.join(folder)).unwrap();
        files.extend(entries.map(|entry| entry.unwrap().path()));
    }
    let mut declared = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        let ids = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("id: \""));
        declared.extend(ids.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
    }
    let unseen: Vec<&String> = declared
        .iter()
        .filter(|id| !told.contains(id.as_str()))
        .collect();
    assert!(declared.len() > 30, "{declared:?}");
    assert_eq!(unseen, Vec::<&String>::new());
}

#[test]
fn names_that_had_to_change_show_in_the_surface() {
    for name in ["names", "unions", "answers"] {
        let (_, text) = GENERATED.into_iter().find(|(own, _)| *own == name).unwrap();
        let generation = standalone(name, &format!("{name}.yaml"), text.as_bytes()).unwrap();
        let surface =
            &generation.plan.files[&format!("{name}/src/generated/v2026_01_01.surface.txt")];
        let lines = surface.lines().skip_while(|line| line.starts_with('#'));
        insta::assert_snapshot!(
            format!("{name}_surface"),
            lines.collect::<Vec<_>>().join("\n")
        );
    }
}
