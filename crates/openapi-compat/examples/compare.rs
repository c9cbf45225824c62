//! Compares two documents and prints what each phase of it took, for whoever makes it faster.
//!
//! `cargo run --release -p openapi-compat --example compare -- BASE REVISION`

use std::env;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

use openapi_compat::{Options, compare};
use openapi_doc::{Document, FileSystem, Limits, load};

fn main() -> Result<(), Box<dyn Error>> {
    let names: Vec<String> = env::args().skip(1).collect();
    let [base, revision] = names.as_slice() else {
        return Err("name two documents".into());
    };
    let start = Instant::now();
    let (base, revision) = (read(base)?, read(revision)?);
    println!("reading:    {:?}", start.elapsed());
    let start = Instant::now();
    let comparison = compare(&base, &revision, &Options::default());
    println!("comparison: {:?}", start.elapsed());
    println!("{:#?}", comparison.summary());
    Ok(())
}

fn read(name: &str) -> Result<Document, Box<dyn Error>> {
    let path = Path::new(name);
    let folder = path.parent().unwrap_or(Path::new("."));
    let file = path.file_name().and_then(|name| name.to_str());
    let files = FileSystem::new(folder)?;
    load(file.ok_or("no file")?, &files, &Limits::default()).map_err(|problems| {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        problems.join("\n").into()
    })
}
