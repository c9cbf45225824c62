//! Writes down how each type of the generated client is read, from the listings beside its modules, and how it is converted,
//! from the modules: so no type can be forgotten by the tests that read and convert every one.

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
    text.push_str(&conversions(&modules)?);
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

/// A table of all implementations of `From` and `TryFrom` between types of different dates.
fn conversions(modules: &[String]) -> Result<String, Box<dyn Error>> {
    let mut text = String::from("pub static CONVERSIONS: &[Conversion] = &[\n");
    for module in modules {
        let code = fs::read_to_string(format!("{FOLDER}/{module}.rs"))?;
        let words: Vec<&str> = code.split_whitespace().collect();
        let code = words.join(" ");
        let Some((_, code)) = code.split_once("mod conversions {") else {
            continue;
        };
        let older = code
            .split_once("use super::super::")
            .and_then(|(_, rest)| rest.split_once("::types as older;"))
            .map(|(older, _)| older)
            .ok_or("the conversions name no older date")?;
        for part in code.split("impl ::std::convert::").skip(1) {
            let head = part.split_once(" {").map_or(part, |(head, _)| head);
            let (kind, rest) = head.split_once('<').ok_or("an implementation of nothing")?;
            let is_forward = rest.starts_with("older::");
            let (_, name) = rest.rsplit_once("::").ok_or("a type without a module")?;
            let (from, to) = if is_forward {
                (older, module.as_str())
            } else {
                (module.as_str(), older)
            };
            writeln!(
                text,
                "Conversion {{ name: {name:?}, from: {from:?}, to: {to:?}, is_total: {}, convert: converted::<verifa::{from}::types::{name}, verifa::{to}::types::{name}> }},",
                kind == "From"
            )?;
        }
    }
    text.push_str("];\n");
    Ok(text)
}
