//! How long a whole comparison takes, from the bytes of both documents to judged findings with witnesses.
//!
//! `cargo bench -p openapi-compat --bench compare`
//!
//! The documents of this workspace are always compared. `SPECDATE_SPECS` names a folder of real documents: those whose
//! names agree up to the first `-` are releases of one API, and the first is compared with the last. For these, a table
//! gives each time as a multiple of what `serde_json::from_slice::<Value>` needs for both files. Compare only figures
//! of one run. A word on the command line, such as `github`, selects the groups whose names contain it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on has failed"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::Criterion;
use openapi_compat::{Comparison, Options, compare};
use openapi_doc::{Document, Limits, MemoryFiles, load};
use serde_json::{Map, Value, json};

const FOLDER: &str = "SPECDATE_SPECS";

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    shipped(&mut criterion);
    criterion.final_summary();
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let wanted = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    match std::env::var_os(FOLDER) {
        None => eprintln!("no real documents: set {FOLDER} to a folder that has some"),
        Some(folder) => {
            let mut pairs = pairs(Path::new(&folder));
            pairs.retain(|pair| {
                wanted
                    .as_deref()
                    .is_none_or(|word| pair.name.contains(word))
            });
            println!(
                "\ntimes are medians; in brackets, as a multiple of serde_json::from_slice::<Value> of both files"
            );
            for pair in &pairs {
                real(pair);
            }
        }
    }
}

fn shipped(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/verifa");
    let read = |date: &str| fs::read(folder.join(format!("{date}.yaml"))).unwrap();
    let (base, revision) = (read("2026-01-01"), read("2026-02-01"));
    let mut group = criterion.benchmark_group("verifa");
    group.bench_function("from date to date", |bencher| {
        bencher.iter(|| whole("yaml", &base, &revision));
    });
    group.bench_function("against itself", |bencher| {
        bencher.iter(|| whole("yaml", &base, &base));
    });
    let (base, revision) = (document("yaml", &base), document("yaml", &revision));
    group.bench_function("from date to date, already read", |bencher| {
        bencher.iter(|| compare(black_box(&base), black_box(&revision), &Options::default()));
    });
    group.finish();
}

/// Two releases of one API.
struct Pair {
    name: String,
    base: Vec<u8>,
    revision: Vec<u8>,
}

fn pairs(folder: &Path) -> Vec<Pair> {
    let mut releases: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    for name in names {
        if let Some((api, _)) = name
            .strip_suffix(".json")
            .and_then(|stem| stem.split_once('-'))
        {
            releases.entry(api.to_owned()).or_default().push(name);
        }
    }
    let read = |name: &String| fs::read(folder.join(name)).unwrap();
    releases
        .into_iter()
        .filter(|(_, files)| files.len() > 1)
        .map(|(name, files)| Pair {
            name,
            base: read(&files[0]),
            revision: read(&files[files.len() - 1]),
        })
        .collect()
}

/// One pair of real documents: whole, the parts of it, with one change, and its first paths.
fn real(pair: &Pair) {
    let Pair {
        name,
        base,
        revision,
    } = pair;
    println!("\n{name}: {} and {} bytes", base.len(), revision.len());
    let parse = baseline(base, revision);
    line(name, "serde_json alone", parse, parse);

    let findings = whole("json", base, revision).findings.len();
    let time = median(|| drop(black_box(whole("json", base, revision))));
    line(
        name,
        &format!("read and compare, {findings} findings"),
        time,
        parse,
    );
    let time = median(|| {
        let documents = (document("json", base), document("json", revision));
        drop(black_box(documents));
    });
    line(name, "read alone", time, parse);
    let documents = (document("json", base), document("json", revision));
    let time = median(|| drop(black_box(run(&documents.0, &documents.1))));
    line(name, "compare alone", time, parse);
    drop(documents);

    let time = median(|| drop(black_box(whole("json", base, base))));
    line(
        name,
        "against itself, read and compare",
        time,
        baseline(base, base),
    );
    let whole_base: Value = serde_json::from_slice(base).unwrap();
    planted(name, &whole_base);

    let whole_revision: Value = serde_json::from_slice(revision).unwrap();
    let count = |document: &Value| document["paths"].as_object().map_or(0, Map::len);
    let all = count(&whole_base).min(count(&whole_revision));
    for paths in [125, 250, 500, all] {
        if paths <= all {
            scaled(name, paths, &whole_base, &whole_revision);
        }
    }
}

/// The same document with one change.
fn planted(name: &str, document: &Value) {
    let mut changed = document.clone();
    let what = plant(&mut changed);
    // Each in lines, and each as a single line: places in long lines must not cost more.
    let in_lines = |document: &Value| serde_json::to_vec_pretty(document).unwrap();
    one_change(name, &what, &in_lines(document), &in_lines(&changed));
    let minified = |document: &Value| serde_json::to_vec(document).unwrap();
    let what = format!("minified, {what}");
    one_change(name, &what, &minified(document), &minified(&changed));
}

fn one_change(name: &str, what: &str, base: &[u8], revision: &[u8]) {
    let found = whole("json", base, revision).findings.len();
    assert!(found > 0, "{name}: {what} is not found");
    let time = median(|| drop(black_box(whole("json", base, revision))));
    let parse = baseline(base, revision);
    line(
        name,
        &format!("one change ({what}), {found} findings"),
        time,
        parse,
    );
    let documents = (document("json", base), document("json", revision));
    let time = median(|| drop(black_box(run(&documents.0, &documents.1))));
    line(name, "one change, compare alone", time, parse);
}

/// Adds a status to the operation in the middle, and says to which.
fn plant(document: &mut Value) -> String {
    let paths = document["paths"].as_object_mut().unwrap();
    let middle = paths.len() / 2;
    for (path, item) in paths.iter_mut().skip(middle) {
        for (method, operation) in item.as_object_mut().unwrap() {
            let responses = operation
                .get_mut("responses")
                .and_then(Value::as_object_mut);
            let Some(responses) = responses.filter(|responses| responses.contains_key("200"))
            else {
                continue;
            };
            responses.insert("299".to_owned(), json!({ "description": "Planted." }));
            return format!("a status of {method} {path}");
        }
    }
    panic!("no operation with the status 200 in the second half");
}

fn scaled(name: &str, paths: usize, base: &Value, revision: &Value) {
    let (base, revision) = (first_paths(base, paths), first_paths(revision, paths));
    let bytes = base.len() + revision.len();
    let time = median(|| drop(black_box(whole("json", &base, &revision))));
    line(
        name,
        &format!("the first {paths} paths, {bytes} bytes"),
        time,
        baseline(&base, &revision),
    );
}

/// The document with its first paths in the order of their names, and the components that they reach.
fn first_paths(document: &Value, count: usize) -> Vec<u8> {
    let mut document = document.clone();
    let all = document["paths"].as_object().unwrap();
    let kept: Map<String, Value> = all
        .iter()
        .take(count)
        .map(|(path, item)| (path.clone(), item.clone()))
        .collect();
    document["paths"] = Value::Object(kept);
    document.as_object_mut().unwrap().remove("x-webhooks");
    let components = document["components"].take();
    let mut reached = BTreeSet::new();
    let mut open = Vec::new();
    references(&document, &mut open);
    while let Some(pointer) = open.pop() {
        if reached.insert(pointer.clone())
            && let Some(target) = components.pointer(&pointer)
        {
            references(target, &mut open);
        }
    }
    let mut kept = components;
    for (section, members) in kept.as_object_mut().unwrap() {
        if section != "securitySchemes" {
            let members = members.as_object_mut().unwrap();
            members.retain(|name, _| reached.contains(&format!("/{section}/{name}")));
        }
    }
    document["components"] = kept;
    serde_json::to_vec_pretty(&document).unwrap()
}

/// The components that a value refers to, as pointers below `components`.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for member in members.values() {
                references(member, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::String(text) => {
            // The values of a mapping count as well; a text that only looks like one keeps a component too many.
            let below = text.strip_prefix("#/components");
            let parts = below.map(|below| below.split('/').take(3).collect::<Vec<_>>());
            found.extend(parts.map(|parts| parts.join("/")));
        }
        _ => {}
    }
}

fn document(extension: &str, bytes: &[u8]) -> Document {
    let name = format!("api.{extension}");
    let files = MemoryFiles::new([(name.as_str(), bytes)]);
    load(&name, &files, &Limits::default()).unwrap()
}

fn run(base: &Document, revision: &Document) -> Comparison {
    compare(base, revision, &Options::default())
}

fn whole(extension: &str, base: &[u8], revision: &[u8]) -> Comparison {
    run(&document(extension, base), &document(extension, revision))
}

fn baseline(base: &[u8], revision: &[u8]) -> Duration {
    let read = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap();
    median(|| drop(black_box((read(base), read(revision)))))
}

/// The median of fifteen runs, or of as many as ten seconds allow, but of three at least.
fn median(mut run: impl FnMut()) -> Duration {
    let begin = Instant::now();
    let mut times = Vec::new();
    while times.len() < 15 && (times.len() < 3 || begin.elapsed() < Duration::from_secs(10)) {
        let start = Instant::now();
        run();
        times.push(start.elapsed());
    }
    times.sort_unstable();
    times[times.len() / 2]
}

fn line(name: &str, what: &str, time: Duration, baseline: Duration) {
    let ratio = time.as_secs_f64() / baseline.as_secs_f64();
    println!("{name}: {time:>10.1?} [{ratio:>6.2}x] {what}");
}
