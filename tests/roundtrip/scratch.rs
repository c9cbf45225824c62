//! A crate outside the workspace with what cannot be in it: the client's types with `derive(JsonSchema)`, and the types of a
//! document that has no client here. It takes its dependencies from the lock file of the workspace.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use openapi_codegen::{Generation, generate};
use openapi_doc::{FileSystem, MemoryFiles};
use quote::{format_ident, quote};
use registry::Registry;
use serde_json::Value;
use specdate_tests::{root, workspace_registry};
use syn::{ImplItem, Item, ItemMod, parse_quote};

use crate::constructs::{CONSTRUCTS, Constructs};
use crate::decoders::MODULES;

const MANIFEST: &str = r#"[package]
name = "scratch"
version = "0.0.0"
edition = "2024"

[dependencies]
chrono = { version = "0.4", default-features = false, features = ["serde", "std"] }
schemars = { version = "1", default-features = false, features = ["chrono04", "derive", "std"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"

# A workspace of its own.
[workspace]
"#;

/// What no module defines by itself: the wrapper of personal data, without a mark.
const SUPPORT: &str = r"
    #[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
    #[serde(transparent)]
    pub struct Redacted<T>(T);
";

/// The registry of a client of constructs.
const REGISTRY: &str = r#"
[api.constructs]
title = "Constructs"
[api.constructs.headers]
version = "Version"
[api.constructs.client]
crate = "constructs"
[[api.constructs.versions]]
date = "2026-01-01"
state = "active"
released = "2026-01-01"
"#;

/// The schemas of the types, by module and name, as documents of JSON Schema with their definitions.
pub fn schemas() -> BTreeMap<String, Value> {
    serde_json::from_str(&run("schemas", "")).unwrap()
}

/// Reads each value as the type of a construct of a module, and writes what was read as JSON again.
pub fn read_constructs(module: &str, values: &[(&str, &Value)]) -> Vec<Result<Value, String>> {
    let lines = values
        .iter()
        .map(|(name, value)| format!("{module}::{name} {value}\n"));
    let printed = run("read", &lines.collect::<String>());
    let outcomes = printed.lines().map(|line| {
        let (said, rest) = line.split_once(' ').unwrap();
        match said {
            "read" => Ok(serde_json::from_str(rest).unwrap()),
            _ => Err(rest.to_owned()),
        }
    });
    outcomes.collect()
}

fn run(task: &str, input: &str) -> String {
    static PROGRAM: LazyLock<PathBuf> = LazyLock::new(build);
    let mut child = Command::new(&*PROGRAM)
        .arg(task)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // The program reads all of it before it prints.
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{task}: {}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

/// Writes and builds the crate, without network.
fn build() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scratch");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scratch-target");
    write_crate(&folder);
    let output = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", &target)
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    target
        .join("debug")
        .join(format!("scratch{}", std::env::consts::EXE_SUFFIX))
}

fn write_crate(folder: &Path) {
    let sources = folder.join("src");
    fs::create_dir_all(&sources).unwrap();
    put(&folder.join("Cargo.toml"), MANIFEST);
    // Cargo takes out what is not needed.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let files = FileSystem::new(&root()).unwrap();
    let clients = generated(generate(&workspace_registry(), "openapi", &files, None));
    for (name, text) in modules(&clients) {
        put(&sources.join(name), &definitions(text));
    }
    for constructs in &CONSTRUCTS {
        let client = constructs_client(constructs);
        let (_, text) = modules(&client).next().unwrap();
        put(
            &sources.join(format!("{}.rs", constructs.module)),
            &whole(text),
        );
    }
    // The client reads by it.
    let reader = root().join("crates/verifa/src/support/trace.rs");
    put(
        &sources.join("trace.rs"),
        &fs::read_to_string(reader).unwrap(),
    );
    put(&sources.join("main.rs"), &main());
}

fn constructs_client(constructs: &Constructs) -> Generation {
    let registry = Registry::parse("openapi/specdate.toml", REGISTRY)
        .unwrap_or_else(|problems| panic!("{problems:?}"));
    let files = [
        ("openapi/constructs/2026-01-01.yaml", constructs.text()),
        (
            "constructs/Cargo.toml",
            "[package]\nname = \"constructs\"\n".to_owned(),
        ),
    ];
    generated(generate(
        &registry,
        "openapi",
        &MemoryFiles::new(files),
        None,
    ))
}

fn generated<E: std::fmt::Debug>(generation: Result<Generation, E>) -> Generation {
    generation.unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// The generated modules by the names of their files.
fn modules(generation: &Generation) -> impl Iterator<Item = (&str, &str)> {
    generation.documents.iter().map(|report| {
        let name = report.module.rsplit('/').next().unwrap();
        (name, generation.plan.files[&report.module].as_str())
    })
}

/// Writes a file only where it differs, so that cargo builds only what changed.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::write(path, text).unwrap();
    }
}

/// The types of a generated module with nothing but their definitions, and a schema derived from these.
fn definitions(module: &str) -> String {
    types(module, |item| {
        let attributes = match item {
            Item::Struct(of) => &mut of.attrs,
            Item::Enum(of) => &mut of.attrs,
            // Newer dates re-export the module `error`.
            Item::Mod(of) => return of.ident == "error",
            other => return matches!(other, Item::Use(_) | Item::Type(_)),
        };
        attributes.retain(|attribute| attribute.path().is_ident("serde"));
        attributes.insert(0, parse_quote!(#[derive(::schemars::JsonSchema)]));
        true
    })
}

/// The types of a generated module with all that they can do, but without their builders.
fn whole(module: &str) -> String {
    types(module, |item| match item {
        Item::Mod(of) => of.ident != "builder",
        Item::Impl(of) => {
            of.items.retain(|item| !is_builder(item));
            true
        }
        _ => true,
    })
}

fn is_builder(item: &ImplItem) -> bool {
    matches!(item, ImplItem::Fn(of) if of.sig.ident == "builder")
}

/// The module `types` of a generated module, with the items that are kept.
fn types(module: &str, keep: impl FnMut(&mut Item) -> bool) -> String {
    let file = syn::parse_file(module).unwrap();
    let mut types = file.items.into_iter().filter_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => Some(module),
        _ => None,
    });
    let mut types: ItemMod = types.next().unwrap();
    types.content.as_mut().unwrap().1.retain_mut(keep);
    printed(&parse_quote!(#types))
}

fn main() -> String {
    let mut modules = Vec::new();
    let mut schemas = Vec::new();
    for of in MODULES {
        let module = of.name;
        let ident = format_ident!("{module}");
        let names = of.types.iter().map(|(name, _)| name);
        let types = of.types.iter().map(|(name, _)| format_ident!("{name}"));
        schemas.push(quote! {
            let mut generator = schemars::generate::SchemaSettings::draft2020_12().into_generator();
            let mut types = serde_json::Map::new();
            #(types.insert(#names.to_owned(), generator.subschema_for::<#ident::types::#types>().to_value());)*
            let definitions = generator.take_definitions(true);
            modules.insert(#module.to_owned(), serde_json::json!({ "types": types, "$defs": definitions }));
        });
        modules.push(ident);
    }
    let mut reads = Vec::new();
    for constructs in &CONSTRUCTS {
        let module = format_ident!("{}", constructs.module);
        let names = constructs.names();
        let types = names.iter().map(|name| format_ident!("{name}"));
        let tags = names
            .iter()
            .map(|name| format!("{}::{name}", constructs.module));
        reads.push(quote!(#(#tags => read::<#module::types::#types>(value),)*));
        modules.push(module);
    }
    let support: syn::File = syn::parse_str(SUPPORT).unwrap();
    let support = support.items;
    printed(&parse_quote! {
        #![allow(dead_code, unused_imports)]
        #(mod #modules;)*
        mod trace;

        use std::io::Read as _;

        #(#support)*

        fn main() {
            match std::env::args().nth(1).as_deref() {
                Some("schemas") => print_schemas(),
                _ => read_lines(),
            }
        }

        fn print_schemas() {
            let mut modules = serde_json::Map::new();
            #(#schemas)*
            println!("{}", serde_json::Value::Object(modules));
        }

        fn read_lines() {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).unwrap();
            for line in text.lines() {
                let (name, value) = line.split_once(' ').unwrap();
                let outcome = match name {
                    #(#reads)*
                    _ => panic!("no type {name}"),
                };
                match outcome {
                    Ok(written) => println!("read {written}"),
                    Err(error) => println!("refused {error}"),
                }
            }
        }

        fn read<T: serde::de::DeserializeOwned + serde::Serialize>(text: &str) -> Result<serde_json::Value, String> {
            match trace::read::<T>(text.as_bytes()) {
                Ok(value) => Ok(serde_json::to_value(value).unwrap()),
                Err((error, _)) => Err(error.to_string()),
            }
        }
    })
}

/// In lines, so that a message of the compiler can be read.
fn printed(file: &syn::File) -> String {
    prettyplease::unparse(file)
}
