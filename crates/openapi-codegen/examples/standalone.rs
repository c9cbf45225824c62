//! Generates a client crate from documents that no registry lists: one module per version date.
//!
//! `cargo run -p openapi-codegen --example standalone -- FOLDER NAME DATE=DOCUMENT…`

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use openapi_codegen::generate;
use openapi_doc::MemoryFiles;
use registry::Registry;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(name)) = (arguments.next(), arguments.next()) else {
        return Err("usage: standalone FOLDER NAME DATE=DOCUMENT…".into());
    };
    let mut registry = format!("[api.{name}]\n[api.{name}.client]\ncrate = \"client\"\n");
    let mut files = Vec::new();
    for argument in arguments {
        let (date, path) = argument
            .split_once('=')
            .ok_or("each document is named as DATE=DOCUMENT")?;
        let extension = Path::new(path)
            .extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or("yaml");
        let document = format!("{date}.{extension}");
        writeln!(
            registry,
            "[[api.{name}.versions]]\ndate = \"{date}\"\ndocument = \"{document}\"\nstate = \"active\"\nreleased = \"{date}\""
        )?;
        files.push((
            format!("openapi/{document}"),
            std::fs::read_to_string(path)?,
        ));
    }
    let registry =
        Registry::parse("specdate.toml", &registry).map_err(|problems| format!("{problems:#?}"))?;

    let generation =
        generate(&registry, "openapi", &MemoryFiles::new(files), None).map_err(|errors| {
            errors
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n")
        })?;
    for (path, text) in &generation.plan.files {
        let path = Path::new(&folder).join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, text)?;
    }
    for report in &generation.documents {
        println!(
            "{} {}: {} operations, {} types, {} rewrites",
            report.api,
            report.date,
            report.operations,
            report.types,
            report.rewrites.len()
        );
    }
    Ok(())
}
