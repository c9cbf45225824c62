//! Random pairs of schemas, held to account from outside: validators, two other deciders, and laws.
//!
//! `cargo test` judges 200 pairs. Variables for more, in a release build:
//! - `SPECDATE_PAIRS`: how many pairs; a single one is printed, and with `SPECDATE_SHRINK` a small one instead for
//!   which a figure is counted that starts so, as in `SPECDATE_SHRINK="unknown: unverified"`;
//! - `SPECDATE_FIRST_SEED`: the seed of the first one, 0 without it;
//! - `SPECDATE_PROGRESS`: a file that keeps the figures and the next seed. A run that finds it goes on where the last one
//!   was, up to the number of pairs, and tells failures only at the end;
//! - `SPECDATE_JSONCOMPAT`: the program of `tests/jsoncompat`, for its opinion. It is no member of the workspace:
//!   `cargo build --release --manifest-path crates/schema-subset/tests/jsoncompat/Cargo.toml` builds it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::path::PathBuf;

use schema_subset::{Dialect, Options, Role, subset, subset_in_role};
use support::figures::Figures;
use support::judge::Judge;
use support::opinions::{Expert, answer_as_canonical};
use support::pairs::Pair;
use support::roles;
use support::shrink::shrink;

/// What a debug build judges in some seconds.
const PAIRS: u64 = 200;
/// How often progress is kept.
const CHUNK: u64 = 100;
/// More failures than anybody reads.
const MAX_FAILURES: usize = 200;

#[test]
fn random_pairs() {
    let count = number("SPECDATE_PAIRS").unwrap_or(PAIRS);
    let first = number("SPECDATE_FIRST_SEED").unwrap_or(0);
    let progress = std::env::var_os("SPECDATE_PROGRESS").map(PathBuf::from);
    let kept = progress.as_deref().and_then(Figures::load);
    let (mut figures, start) = kept.unwrap_or_else(|| (Figures::default(), first));
    let mut judge = Judge {
        experts: Expert::all("canonical"),
        ..Judge::default()
    };
    for seed in start..first + count {
        let pair = Pair::of(seed);
        if count == 1 {
            print(&mut judge, &pair, seed);
        }
        let failures = judge.judge(&pair, seed, &mut figures);
        for failure in failures {
            figures.count(format!("FAILURES: {:?}", failure.kind));
            if figures.failures.len() < MAX_FAILURES {
                let small = shrunk(
                    &mut judge,
                    failure.marked.as_ref().unwrap_or(&pair),
                    seed,
                    failure.kind,
                );
                figures.failures.push(format!("seed {seed}: {small}"));
            }
        }
        if progress.is_none() {
            assert!(
                figures.failures.is_empty(),
                "{}",
                figures.failures.join("\n\n")
            );
        }
        if let Some(file) = &progress
            && (seed + 1) % CHUNK == 0
        {
            figures.save(file, seed + 1);
        }
    }
    if let Some(file) = &progress {
        figures.save(file, first + count);
    }
    println!("{figures}");
    assert!(
        figures.failures.is_empty(),
        "{}",
        figures.failures.join("\n\n")
    );
    if count < PAIRS {
        return;
    }
    let contained = figures.get("questions: contained");
    let decided = contained + figures.get("questions: not contained");
    assert!(
        (30..=70).contains(&(contained * 100 / decided.max(1))),
        "{contained} of {decided} are contained: the pairs are too alike or too different to tell much"
    );
    assert!(
        figures.get("questions: unknown") * 20 <= decided,
        "too much is unknown:\n{figures}"
    );
}

/// Shows the pair of a seed, or a smaller one for which the same is counted.
fn print(judge: &mut Judge, pair: &Pair, seed: u64) {
    let mut pair = roles::with_marks(pair, seed);
    if let Ok(counted) = std::env::var("SPECDATE_SHRINK") {
        judge.as_is = true;
        pair = shrink(&pair, 3000, |pair| {
            let mut figures = Figures::default();
            judge.judge(pair, seed, &mut figures);
            figures.has(&counted)
        });
        judge.as_is = false;
    }
    for pair in [&pair, &pair.turned()] {
        let (a, b) = (pair.schema(&pair.a), pair.schema(&pair.b));
        let options = Options::default();
        println!("{:?}\n  a = {}\n  b = {}", pair.dialect, pair.a, pair.b);
        println!("  {:?}", subset(&a, &b, &options));
        for role in [Role::Request, Role::Response] {
            println!("  {role:?}: {:?}", subset_in_role(&a, &b, role, &options));
        }
    }
}

/// The smallest pair with the same kind of failure, and what it says.
fn shrunk(judge: &mut Judge, pair: &Pair, seed: u64, kind: support::judge::Kind) -> String {
    judge.as_is = true;
    let mut fails = |pair: &Pair| {
        let failures = judge.judge(pair, seed, &mut Figures::default());
        failures.into_iter().find(|failure| failure.kind == kind)
    };
    let small = shrink(pair, 3000, |pair| fails(pair).is_some());
    let text = fails(&small).map_or("not seen again".to_owned(), |failure| failure.text);
    format!(
        "{kind:?} ({:?})\n  a = {}\n  b = {}\n  {text}",
        pair.dialect, small.a, small.b
    )
}

/// The attack is worth nothing if it does not find what is there.
#[test]
fn attacks_find_what_is_known_to_be_wrong() {
    let mut judge = Judge::default();
    let (mut tried, mut found) = (0, 0);
    for seed in 0..150 {
        let pair = Pair::of(seed);
        let verdict = subset(
            &pair.schema(&pair.a),
            &pair.schema(&pair.b),
            &Options::default(),
        );
        if verdict.witness().is_some()
            && let Some(shown) = judge.attack(&pair, seed)
        {
            tried += 1;
            found += usize::from(shown);
        }
    }
    println!("{found} of {tried} are shown by the values of an attack");
    assert!(
        tried > 30 && found * 100 >= tried * 80,
        "only {found} of {tried}"
    );
}

/// What the generator does not write is not judged.
#[test]
fn every_keyword_occurs() {
    const BOTH: &str = "type enum minimum maximum multipleOf minLength maxLength pattern items minItems maxItems uniqueItems \
        properties required additionalProperties minProperties maxProperties allOf anyOf oneOf not $ref $defs \
        exclusiveMinimum exclusiveMaximum const";
    const ONLY_2020_12: &str = "prefixItems contains minContains maxContains unevaluatedItems patternProperties propertyNames \
        dependentRequired dependentSchemas unevaluatedProperties if then else $anchor";
    const ONLY_3_0: &str = "nullable format";
    let pairs: Vec<Pair> = (0..1000).map(Pair::of).collect();
    for (dialect, keywords) in [
        (Dialect::JsonSchema2020_12, [BOTH, ONLY_2020_12]),
        (Dialect::OpenApi3_0, [BOTH, ONLY_3_0]),
    ] {
        let text: String = pairs
            .iter()
            .filter(|pair| pair.dialect == dialect)
            .flat_map(|pair| [pair.a.to_string(), pair.b.to_string()])
            .collect();
        for keyword in keywords.iter().flat_map(|list| list.split_whitespace()) {
            let times = text.matches(&format!("\"{keyword}\":")).count();
            assert!(times >= 5, "{keyword} occurs {times} times in {dialect:?}");
        }
    }
}

/// Not a test: the process that `Expert` starts.
#[test]
#[ignore = "answers questions on its input"]
fn canonical() {
    answer_as_canonical();
}

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is not a number: {text}")),
    )
}
