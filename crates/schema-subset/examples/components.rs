//! Compares every component schema that two OpenAPI documents have in common, in both directions, and counts the verdicts.
//!
//! ```text
//! cargo run --release -p schema-subset --example components -- OLD.json NEW.json [request|response]
//! ```

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Instant;

use schema_subset::{Dialect, Options, Pool, Reading, Role, Verdict};
use source_tree::{Format, Limits, Node, Pointer, SourceTree};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let (old, new, role) = match arguments {
        [old, new] => (old, new, None),
        [old, new, role] if role == "request" => (old, new, Some(Role::Request)),
        [old, new, role] if role == "response" => (old, new, Some(Role::Response)),
        _ => return Err("usage: components OLD NEW [request|response]".into()),
    };
    let start = Instant::now();
    let (old, new) = (read(old)?, read(new)?);
    println!("{:>8.1?} read and parsed", start.elapsed());

    let mut pool = Pool::new();
    let first = pool
        .insert("old", &old, reading(&old))
        .map_err(|error| error.to_string())?;
    let second = pool
        .insert("new", &new, reading(&new))
        .map_err(|error| error.to_string())?;
    let (mut pairs, mut asked) = (Vec::new(), Vec::new());
    for name in names(&old) {
        let pointer = Pointer::from_tokens(["components", "schemas", name]);
        if let (Some(a), Some(b)) = (pool.node(first, &pointer), pool.node(second, &pointer)) {
            pairs.extend([(a, b), (b, a)]);
            asked.extend([format!("{name}, old in new"), format!("{name}, new in old")]);
        }
    }
    println!(
        "{:>8.1?} loaded, {} questions",
        start.elapsed(),
        pairs.len()
    );
    let same = pairs.iter().filter(|&&(a, b)| pool.is_same(a, b)).count();
    println!(
        "{:>8.1?} merged, {same} of them about the same schema",
        start.elapsed()
    );

    for causes in [false, true] {
        let options = Options {
            causes,
            ..Options::default()
        };
        let start = Instant::now();
        let verdicts = pool.compare_all(&pairs, role, &options);
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (verdict, asked) in verdicts.iter().zip(&asked) {
            let what = match verdict {
                Verdict::Contained => "contained".to_owned(),
                Verdict::NotContained(_) => "not contained".to_owned(),
                Verdict::Unknown(reason) => format!("unknown: {asked}: {reason}"),
            };
            *counts.entry(what).or_default() += 1;
        }
        println!(
            "{:>8.1?} compared, causes {}",
            start.elapsed(),
            if causes { "named" } else { "left out" }
        );
        for (what, count) in counts {
            println!("         {count:>5} {what}");
        }
        let causes: std::collections::BTreeSet<_> = verdicts
            .iter()
            .filter_map(Verdict::witness)
            .flat_map(|witness| &witness.causes)
            .collect();
        if !causes.is_empty() {
            println!("         {:>5} different causes", causes.len());
        }
    }
    Ok(())
}

fn read(path: &str) -> Result<SourceTree, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let format = Format::from_name(path).unwrap_or(Format::Json);
    SourceTree::parse(path, bytes, format, &Limits::default()).map_err(|error| error.to_string())
}

fn reading(tree: &SourceTree) -> Reading {
    let version = tree.root().get("openapi").and_then(Node::as_str);
    Reading::of(match version {
        Some(version) if version.starts_with("3.0") => Dialect::OpenApi3_0,
        _ => Dialect::JsonSchema2020_12,
    })
}

fn names(tree: &SourceTree) -> Vec<&str> {
    let schemas = tree.pointer(&Pointer::from_tokens(["components", "schemas"]));
    let schemas = schemas.and_then(Node::as_object).into_iter().flatten();
    schemas.map(|(name, _)| name.as_str()).collect()
}
