//! One date: what is rewritten before generation, and what comes out.

use crate::support::{OLDER, edited, file, generate_dates};

#[test]
fn the_public_surface_of_every_construct() {
    let generation = generate_dates(&[OLDER]).unwrap();
    insta::assert_snapshot!(file(&generation, "v2026_01_01.surface.txt"));
}

#[test]
fn every_rewrite_is_told_with_its_place() {
    let generation = generate_dates(&[OLDER]).unwrap();
    let rewrites: Vec<String> = generation.documents[0]
        .rewrites
        .iter()
        .map(ToString::to_string)
        .collect();
    insta::assert_snapshot!(rewrites.join("\n"));
}

#[test]
fn generated_files_name_every_input() {
    let generation = generate_dates(&[OLDER]).unwrap();
    let text = &generation.plan.files["crates/pets/src/generated/v2026_01_01.rs"];
    insta::assert_snapshot!(
        "module_header",
        text.lines().take(8).collect::<Vec<_>>().join("\n")
    );
    insta::assert_snapshot!(
        "index",
        generation.plan.files["crates/pets/src/generated/mod.rs"]
    );
    insta::assert_snapshot!("manifest", generation.plan.files["crates/pets/Cargo.toml"]);
}

#[test]
fn an_operation_as_it_is_written() {
    let generation = generate_dates(&[OLDER]).unwrap();
    let text = file(&generation, "v2026_01_01.rs");
    let start = text
        .find("#[cfg(feature = \"v2026-01-01\")]\nimpl Client {\n    /**Get a pet")
        .unwrap();
    insta::assert_snapshot!(&text[start..]);
}

#[test]
fn open_enums_and_closed_ones() {
    let generation = generate_dates(&[OLDER]).unwrap();
    let text = file(&generation, "v2026_01_01.rs");
    // Sent by servers: open. A tag that tells the arms of a union apart, and what only clients send: closed.
    for (name, variants) in [
        ("Kind", "Cat, Dog, Unknown"),
        ("PetMood", "Happy, Unknown, UnknownValue"),
        ("NewPetToy", "Ball, Unknown"),
        ("NewPetFood", "Fish, Meat"),
        ("CashType", "Cash"),
        ("GetPetView", "Short, Long"),
    ] {
        assert_eq!(variants_of(&text, name), variants, "{name}");
    }
}

fn variants_of(text: &str, name: &str) -> String {
    let file = syn::parse_file(text).unwrap();
    let types = file.items.iter().find_map(|item| match item {
        syn::Item::Mod(module) if module.ident == "types" => module.content.as_ref(),
        _ => None,
    });
    let definition = types.unwrap().1.iter().find_map(|item| match item {
        syn::Item::Enum(definition) if definition.ident == name => Some(definition),
        _ => None,
    });
    let variants = &definition
        .unwrap_or_else(|| panic!("no enum {name}"))
        .variants;
    variants
        .iter()
        .map(|variant| variant.ident.to_string())
        .collect::<Vec<_>>()
        .join(", ")
}

#[test]
fn no_marker_of_the_generator_is_left() {
    let generation = generate_dates(&[OLDER]).unwrap();
    for (path, text) in &generation.plan.files {
        for marker in [
            "x-specdate",
            "specdate_support",
            "XSpecdateOpen",
            "api-version",
        ] {
            assert!(!text.contains(marker), "{path} has {marker}");
        }
    }
}

#[test]
fn three_one_and_three_zero_give_the_same_client() {
    let three_one = edited("openapi: \"3.0.3\"", "openapi: \"3.1.1\"")
        .replace(
            "type: string, format: date, nullable: true",
            "type: [string, \"null\"], format: date",
        )
        .replace(
            "{ allOf: [{ $ref: \"#/components/schemas/Chip\" }], nullable: true }",
            "{ anyOf: [{ $ref: \"#/components/schemas/Chip\" }, { type: \"null\" }] }",
        )
        .replace("nullable: true, x-pii: true, oneOf", "x-pii: true, oneOf")
        .replace(
            "{ type: string, enum: [cash] }",
            "{ type: string, const: cash }",
        )
        .replace(
            "minimum: 1, maximum: 9",
            "exclusiveMinimum: 0, exclusiveMaximum: 10",
        );
    let older = generate_dates(&[OLDER]).unwrap();
    let newer = generate_dates(&[&three_one]).unwrap();
    assert_eq!(
        file(&older, "v2026_01_01.rs"),
        file(&newer, "v2026_01_01.rs")
    );
}

#[test]
fn the_order_of_components_does_not_matter() {
    let moved = OLDER.replace("    Unused: { type: string }\n", "");
    let moved = moved.replace("  schemas:\n", "  schemas:\n    Unused: { type: string }\n");
    assert_ne!(moved, OLDER);
    let one = generate_dates(&[OLDER]).unwrap();
    let other = generate_dates(&[&moved]).unwrap();
    assert_eq!(file(&one, "v2026_01_01.rs"), file(&other, "v2026_01_01.rs"));
}
