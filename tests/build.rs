//! Writes down how each type of the generated client is read, from the listings beside its modules: so no type can be
//! forgotten by the tests that read every one.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

/// The listings of what each generated module offers.
const FOLDER: &str = "../crates/verifa/src/generated";
const LISTING: &str = ".surface.txt";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let mut modules = Vec::new();
    for entry in fs::read_dir(FOLDER)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        modules.extend(name.strip_suffix(LISTING).map(str::to_owned));
    }
    modules.sort();
    let mut text = String::from("pub static MODULES: &[Module] = &[\n");
    for module in &modules {
        let listing = fs::read_to_string(format!("{FOLDER}/{module}{LISTING}"))?;
        writeln!(text, "Module {{ name: {module:?}, types: &[")?;
        for name in types(&listing) {
            let path = format!("verifa::{module}::types::{name}");
            writeln!(text, "({name:?}, read_and_write::<{path}>),")?;
        }
        writeln!(text, "] }},")?;
    }
    text.push_str("];\n");
    let folder = env::var_os("OUT_DIR").ok_or("cargo names no folder for output")?;
    fs::write(Path::new(&folder).join("decoders.rs"), text)?;
    Ok(())
}

fn types(listing: &str) -> impl Iterator<Item = &str> {
    listing.lines().filter_map(|line| {
        let (kind, name) = line.split_once(' ')?;
        ["struct", "enum", "type"].contains(&kind).then_some(name)
    })
}
