//! Reads documents and parses each with `serde_json`: what comparing them is measured against.
//!
//! `cargo run --release -p openapi-compat --example baseline -- BASE REVISION`

use std::env;
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    for name in env::args().skip(1) {
        let value: serde_json::Value = serde_json::from_slice(&fs::read(&name)?)?;
        println!(
            "{name}: {} members",
            value.as_object().map_or(0, serde_json::Map::len)
        );
    }
    Ok(())
}
