//! How long a question takes, from the text of both schemas to a checked verdict.
//!
//! `cargo bench -p schema-subset --bench subset`
//!
//! Compare only figures of one run. `SPECDATE_SPECS` names a folder with `stripe-2020-10-08.json` and
//! `stripe-2021-06-10.json`; `SPECDATE_PYTHON` names a Python interpreter that
//! has the package `jsonsubschema`. Without them those parts are left out, and it says so.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a benchmark that cannot go on has failed"
)]

mod shapes;

use std::hint::black_box;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use jsonschema::canonical::Containment;
use jsonschema::canonicalize;
use schema_subset::{Dialect, Options, Pool, Reading, Schema, Verdict, subset};
use serde_json::Value;
use source_tree::{Format, Limits, Pointer, SourceTree};

criterion_group!(benches, corpus, others, shapes, stripe);
criterion_main!(benches);

struct Question {
    id: String,
    a: String,
    b: String,
}

/// The questions of the corpus that are about JSON Schema 2020-12 in its usual reading.
fn questions() -> Vec<Question> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut found = Vec::new();
    for file in files {
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let question: Value = serde_json::from_str(line).unwrap();
            let usual = ["dialect", "role", "formatAssertion"];
            if usual.iter().all(|field| question.get(field).is_none()) {
                found.push(Question {
                    id: question["id"].as_str().unwrap().to_owned(),
                    a: question["a"].to_string(),
                    b: question["b"].to_string(),
                });
            }
        }
    }
    found
}

fn options() -> Options {
    // The others that are compared with name no causes either.
    Options {
        causes: false,
        ..Options::default()
    }
}

fn ask(a: &str, b: &str) -> Verdict {
    let reading = Reading::of(Dialect::JsonSchema2020_12);
    let schema = |text| Schema::parse("schema.json", text, reading).unwrap();
    subset(&schema(a), &schema(b), &options())
}

/// The shortest of some runs.
fn time(mut run: impl FnMut()) -> Duration {
    let times = (0..15).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    times.min().unwrap()
}

/// Each question by itself: the median and the worst, without the check of witnesses and with it.
fn corpus(criterion: &mut Criterion) {
    let questions = questions();
    let mut times: Vec<(Duration, &str)> = questions
        .iter()
        .map(|question| {
            let asked = time(|| drop(black_box(ask(&question.a, &question.b))));
            (asked, question.id.as_str())
        })
        .collect();
    times.sort();
    let contained = questions
        .iter()
        .filter(|question| ask(&question.a, &question.b).is_contained());
    let contained: Vec<&Question> = contained.collect();
    let mut proofs: Vec<Duration> = contained
        .iter()
        .map(|question| time(|| drop(black_box(ask(&question.a, &question.b)))))
        .collect();
    proofs.sort();
    println!(
        "{} questions: median {:?}, 95th percentile {:?}, worst {:?} ({}); those that are contained, where no witness is \
         compiled: median {:?}",
        times.len(),
        times[times.len() / 2].0,
        times[times.len() * 95 / 100].0,
        times[times.len() - 1].0,
        times[times.len() - 1].1,
        proofs[proofs.len() / 2],
    );
    criterion.bench_function("corpus", |bencher| {
        bencher.iter(|| {
            for question in &questions {
                black_box(ask(&question.a, &question.b));
            }
        });
    });
}

/// What others need on the questions that they decide, as a ratio to what is needed here on the same questions.
fn others(_: &mut Criterion) {
    let mut questions = questions();
    questions.retain(|question| {
        let texts = (question.a.as_str(), question.b.as_str());
        canonical(texts).is_some_and(|answer| answer != Containment::Unknown)
    });
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for question in &questions {
        ours.push(time(|| drop(black_box(ask(&question.a, &question.b)))));
        let texts = (question.a.as_str(), question.b.as_str());
        theirs.push(time(|| {
            let _ = black_box(canonical(texts));
        }));
    }
    report("jsonschema::canonical", &ours, &theirs);

    let Some(python) = std::env::var_os("SPECDATE_PYTHON") else {
        println!("jsonsubschema: skipped, SPECDATE_PYTHON names no interpreter that has it");
        return;
    };
    let questions = self::questions();
    let theirs = jsonsubschema(Path::new(&python), &questions);
    let (mut ours, mut known) = (Vec::new(), Vec::new());
    for (question, theirs) in questions.iter().zip(theirs) {
        if let Some(theirs) = theirs {
            ours.push(time(|| drop(black_box(ask(&question.a, &question.b)))));
            known.push(theirs);
        }
    }
    report("jsonsubschema", &ours, &known);
}

fn report(name: &str, ours: &[Duration], theirs: &[Duration]) {
    let median = |times: &[Duration]| {
        let mut times = times.to_vec();
        times.sort();
        times[times.len() / 2].as_secs_f64()
    };
    let sum = |times: &[Duration]| times.iter().sum::<Duration>().as_secs_f64();
    println!(
        "{name}: {} questions that it decides, its time as a multiple of ours: median {:.1}, sum {:.1}",
        ours.len(),
        median(theirs) / median(ours),
        sum(theirs) / sum(ours),
    );
}

fn canonical((a, b): (&str, &str)) -> Option<Containment> {
    let read = |text| serde_json::from_str::<Value>(text).unwrap();
    let (a, b) = (read(a), read(b));
    let (a, b) = (canonicalize(&a).ok()?, canonicalize(&b).ok()?);
    b.covers(&a).ok()
}

/// Seconds for each question that the package answers; the interpreter is started once, and stopped if it hangs.
fn jsonsubschema(python: &Path, questions: &[Question]) -> Vec<Option<Duration>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/time_jsonsubschema.py");
    let mut child = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let lines: Vec<String> = questions
        .iter()
        .map(|question| format!("[{}, {}]\n", question.a, question.b))
        .collect();
    let writer = std::thread::spawn(move || {
        for line in lines {
            if input.write_all(line.as_bytes()).is_err() {
                return;
            }
        }
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let seconds = text.lines().map(|line| line.parse().ok());
    seconds
        .map(|seconds: Option<f64>| seconds.map(Duration::from_secs_f64))
        .collect()
}

fn shapes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("shapes");
    for (name, (a, b)) in [
        (
            "object of 1,000 properties, one changed",
            shapes::object(1_000),
        ),
        ("200 levels deep, the last changed", shapes::deep(200)),
        ("union of 100 arms, one changed", shapes::union(100)),
        ("list of 600 constants, one removed", shapes::constants(600)),
        ("cyclic union of 60 arms, one changed", shapes::cyclic(60)),
    ] {
        group.bench_function(format!("{name}: not contained"), |bencher| {
            assert!(matches!(ask(&a, &b), Verdict::NotContained(_)), "{name}");
            bencher.iter(|| black_box(ask(&a, &b)));
        });
        group.bench_function(format!("{name}: contained"), |bencher| {
            assert!(ask(&b, &a).is_contained(), "{name}");
            bencher.iter(|| black_box(ask(&b, &a)));
        });
    }
    group.finish();
}

/// All common components of two documents in both directions, from the bytes to verdicts with checked witnesses.
fn stripe(criterion: &mut Criterion) {
    let Some(folder) = std::env::var_os("SPECDATE_SPECS").map(PathBuf::from) else {
        println!("stripe: skipped, SPECDATE_SPECS names no folder with two of its documents");
        return;
    };
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let (old, new) = (
        read("stripe-2020-10-08.json"),
        read("stripe-2021-06-10.json"),
    );
    let mut group = criterion.benchmark_group("stripe");
    group.sample_size(20);
    for (name, causes) in [("witnesses", false), ("witnesses and causes", true)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| components(&old, &new, causes));
        });
    }
    group.bench_function("serde_json::from_slice alone", |bencher| {
        bencher.iter(|| {
            let read = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap();
            black_box((read(&old), read(&new)))
        });
    });
    group.finish();
}

fn components(old: &[u8], new: &[u8], causes: bool) -> Vec<Verdict> {
    let parse = |name: &str, bytes: &[u8]| {
        SourceTree::parse(name, bytes.to_vec(), Format::Json, &Limits::default()).unwrap()
    };
    let (old, new) = (parse("old", old), parse("new", new));
    let mut pool = Pool::new();
    let reading = Reading::of(Dialect::OpenApi3_0);
    let first = pool.insert("old", &old, reading).unwrap();
    let second = pool.insert("new", &new, reading).unwrap();
    let schemas = old
        .pointer(&Pointer::from_tokens(["components", "schemas"]))
        .unwrap();
    let mut pairs = Vec::new();
    for (name, _) in schemas.as_object().into_iter().flatten() {
        let pointer = Pointer::from_tokens(["components", "schemas", name.as_str()]);
        if let (Some(a), Some(b)) = (pool.node(first, &pointer), pool.node(second, &pointer)) {
            pairs.extend([(a, b), (b, a)]);
        }
    }
    let options = Options {
        causes,
        ..Options::default()
    };
    pool.compare_all(&pairs, None, &options)
}
