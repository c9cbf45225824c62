//! How long reading takes, beside `serde_json` reading the same bytes into a `Value`.
//!
//! Generated documents by default; `SPECDATE_SPECS=folder cargo bench -p source-tree` adds every
//! `.json`, `.yaml` and `.yml` file of a folder.

#![allow(clippy::unwrap_used)] // A benchmark that cannot run should stop.

use std::fmt::Write;
use std::fs;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput, measurement::WallTime};
use source_tree::{Format, Limits, SourceTree};

const FOLDER: &str = "SPECDATE_SPECS";

fn main() {
    let mut criterion = Criterion::default()
        .configure_from_args()
        .sample_size(20)
        .measurement_time(Duration::from_secs(3));
    bench(&mut criterion, "generated.json", &json(2_000));
    bench(&mut criterion, "generated.yaml", &yaml(500));
    match std::env::var_os(FOLDER) {
        None => eprintln!("no real documents: set {FOLDER} to a folder that has some"),
        Some(folder) => {
            let entries = fs::read_dir(&folder).unwrap();
            let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
            paths.sort();
            for path in paths {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                if Format::from_name(&name).is_some() {
                    bench(&mut criterion, &name, &fs::read(&path).unwrap());
                }
            }
        }
    }
    criterion.final_summary();
}

fn bench(criterion: &mut Criterion, name: &str, bytes: &[u8]) {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    let format = Format::from_name(name).unwrap();
    if format == Format::Json {
        bench_value(&mut group, bytes);
    }
    group.bench_function("source-tree", |bencher| {
        bencher.iter_batched(
            || bytes.to_vec(),
            |bytes| SourceTree::parse(name, bytes, format, &Limits::default()).unwrap(),
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

fn bench_value(group: &mut BenchmarkGroup<'_, WallTime>, bytes: &[u8]) {
    group.bench_function("serde_json::Value", |bencher| {
        bencher.iter_with_large_drop(|| {
            serde_json::from_slice::<serde_json::Value>(black_box(bytes)).unwrap()
        });
    });
}

/// A document in the style of OpenAPI with so many schemas, indented by two spaces.
fn json(schemas: usize) -> Vec<u8> {
    let mut out =
        String::from("{\n  \"openapi\": \"3.1.0\",\n  \"components\": {\n    \"schemas\": {");
    for schema in 0..schemas {
        let comma = if schema > 0 { "," } else { "" };
        write!(out, "{comma}\n      \"schema-{schema}\": {{\n        \"type\": \"object\",\n        \"properties\": {{").unwrap();
        for property in 0..8 {
            let comma = if property > 0 { "," } else { "" };
            write!(
                out,
                "{comma}\n          \"property_{property}\": {{\n            \"type\": [\"string\", \"null\"],\n            \"description\": \"What property {property} of \\\"schema {schema}\\\" is for, in a sentence.\",\n            \"maxLength\": 1{property}{schema},\n            \"readOnly\": false\n          }}",
            )
            .unwrap();
        }
        out.push_str("\n        }\n      }");
    }
    out.push_str("\n    }\n  }\n}\n");
    out.into_bytes()
}

/// The same document as block YAML.
fn yaml(schemas: usize) -> Vec<u8> {
    let mut out = String::from("openapi: 3.1.0\ncomponents:\n  schemas:\n");
    for schema in 0..schemas {
        writeln!(
            out,
            "    schema-{schema}:\n      type: object\n      properties:"
        )
        .unwrap();
        for property in 0..8 {
            writeln!(
                out,
                "        property_{property}:\n          type: [string, 'null']\n          description: What property {property} of \"schema {schema}\" is for, in a sentence.\n          maxLength: 1{property}{schema}\n          readOnly: false",
            )
            .unwrap();
        }
    }
    out.into_bytes()
}
