//! Generation as a whole against progenitor and prettyplease alone on the same, prepared documents.
//!
//! `cargo bench -p openapi-codegen --bench generate`: within each group, compare the two times of one run. Both sides make
//! the code of all dates of a group. Ours reads the files, finds obstacles, prepares the documents, shares types between
//! dates and lists the surfaces besides, with a thread for each date as far as there are cores; the other side has the
//! prepared documents and one thread.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use openapi_codegen::{generate, prepared};
use openapi_doc::{FileSystem, Files, Limits, MemoryFiles, load};
use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TagStyle};
use registry::{Api, Registry};
use serde::Deserialize as _;
use serde_json::Value;

criterion_group!(benches, verifa, many_operations, three_dates);
criterion_main!(benches);

/// Both dates of this workspace's API.
fn verifa(criterion: &mut Criterion) {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let files = FileSystem::new(root.as_ref()).unwrap();
    let text = String::from_utf8(files.read("openapi/specdate.toml", u64::MAX).unwrap()).unwrap();
    compare(criterion, "verifa", &text, &files);
}

/// One date with 200 operations, each with types of its own.
fn many_operations(criterion: &mut Criterion) {
    made_up(criterion, "many-operations", 200, &["2026-01-01"]);
}

/// Three dates with 60 operations each; from date to date every tenth type changes.
fn three_dates(criterion: &mut Criterion) {
    let dates = ["2026-01-01", "2026-02-01", "2026-03-01"];
    made_up(criterion, "three-dates", 60, &dates);
}

fn made_up(criterion: &mut Criterion, name: &str, operations: usize, dates: &[&str]) {
    let mut registry = "[api.many]\nclient = { crate = \"crates/many\" }\n".to_owned();
    let mut files = vec![(
        "crates/many/Cargo.toml".to_owned(),
        "[package]\nname = \"many\"\n".to_owned(),
    )];
    for (index, date) in dates.iter().enumerate() {
        let _ = write!(
            registry,
            "[[api.many.versions]]\ndate = \"{date}\"\nstate = \"active\"\nreleased = \"{date}\"\n"
        );
        files.push((
            format!("openapi/many/{date}.yaml"),
            document(date, operations, index),
        ));
    }
    compare(criterion, name, &registry, &MemoryFiles::new(files));
}

/// A document of which every tenth type has `changes` members more.
fn document(date: &str, operations: usize, changes: usize) -> String {
    let mut document =
        format!("openapi: 3.0.3\ninfo: {{ title: Many, version: \"{date}\" }}\npaths:\n");
    for number in 0..operations {
        let _ = write!(
            document,
            "  /items{number}/{{id}}:\n    get:\n      operationId: get_item{number}\n      parameters:\n        \
             - {{ name: id, in: path, required: true, schema: {{ type: string }} }}\n        \
             - {{ name: limit, in: query, schema: {{ type: integer, minimum: 1, maximum: 100 }} }}\n      responses:\n        \
             \"200\":\n          description: An item.\n          content: {{ application/json: {{ schema: {{ $ref: \"#/components/schemas/Item{number}\" }} }} }}\n"
        );
    }
    document += "components:\n  schemas:\n";
    for number in 0..operations {
        let _ = write!(
            document,
            "    Item{number}:\n      type: object\n      required: [id, state]\n      properties:\n        \
             id: {{ type: string, title: Id }}\n        state: {{ type: string, enum: [new, old{number}] }}\n        \
             owner: {{ type: string, x-pii: true }}\n        seen: {{ type: string, format: date-time, nullable: true }}\n        \
             size: {{ type: integer, maximum: 9 }}\n"
        );
        for change in 0..changes * usize::from(number % 10 == 0) {
            let _ = writeln!(document, "        more{change}: {{ type: string }}");
        }
    }
    document
}

fn compare(criterion: &mut Criterion, name: &str, registry: &str, files: &dyn Files) {
    let registry = Registry::parse("openapi/specdate.toml", registry).unwrap();
    let documents: Vec<Value> = registry
        .apis
        .values()
        .flat_map(|api| documents_of(api, files))
        .collect();
    let mut group = criterion.benchmark_group(name);
    group.sample_size(20);
    group.bench_function("progenitor-and-prettyplease", |bencher| {
        bencher.iter(|| {
            documents
                .iter()
                .map(|document| generator_alone(document).len())
                .sum::<usize>()
        });
    });
    group.bench_function("specdate", |bencher| {
        bencher.iter(|| {
            black_box(
                generate(&registry, "openapi", files, None)
                    .unwrap()
                    .plan
                    .files
                    .len(),
            )
        });
    });
    group.finish();
}

fn documents_of(api: &Api, files: &dyn Files) -> Vec<Value> {
    let prepared_document = |version: &registry::Version| {
        let entry = format!("openapi/{}", version.document);
        let document = load(&entry, files, &Limits::default()).unwrap();
        prepared(&document, api, version.date).document
    };
    api.versions.iter().map(prepared_document).collect()
}

/// What a build script that uses progenitor does once it has read and parsed its document.
fn generator_alone(document: &Value) -> String {
    let document = OpenAPI::deserialize(document).unwrap();
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_derive("PartialEq");
    settings.with_crate("specdate-support", progenitor::CrateVers::Any, None);
    let tokens = Generator::new(&settings)
        .generate_tokens(&document)
        .unwrap();
    prettyplease::unparse(&syn::parse2(tokens).unwrap())
}
