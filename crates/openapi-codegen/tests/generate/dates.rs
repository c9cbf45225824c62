//! Several dates: what they share, and what they do not.

use crate::support::{OLDER, edited, file, generate_dates};

#[test]
fn an_equal_date_shares_every_type() {
    let generation = generate_dates(&[OLDER, OLDER]).unwrap();
    let report = &generation.documents[1];
    assert_eq!(report.types, report.shared_types);
    let newer = file(&generation, "v2026_02_01.rs");
    assert!(!newer.contains("pub struct Pet {"), "{newer}");
    // The listings show the whole surface of each date, so that two of them can be compared.
    assert_eq!(
        file(&generation, "v2026_01_01.surface.txt"),
        file(&generation, "v2026_02_01.surface.txt")
    );
}

#[test]
fn a_changed_type_takes_those_with_it_that_refer_to_it() {
    let newer = edited(
        "Chip: { type: object, properties: {",
        "Chip: { type: object, properties: { made: { type: string },",
    );
    let generation = generate_dates(&[OLDER, &newer]).unwrap();
    let text = file(&generation, "v2026_02_01.rs");
    for own in ["Chip", "Pet"] {
        assert!(
            text.contains(&format!("pub struct {own} {{")),
            "{own} is defined anew"
        );
    }
    for shared in [
        "pub struct Cash {",
        "pub enum Kind {",
        "pub struct ConversionError",
    ] {
        assert!(!text.contains(shared), "{shared} is re-exported");
    }
    insta::assert_snapshot!(
        text.lines()
            .skip_while(|line| !line.contains("pub mod types"))
            .take(14)
            .collect::<Vec<_>>()
            .join("\n")
    );
}

#[test]
fn a_new_description_keeps_a_type_shared() {
    // The last one cannot be printed as a comment.
    for description in [
        "Who owns it.",
        "\"Two\\nlines.\"",
        "\"Any of `owners/*`:\\n\\n- a\"",
    ] {
        let newer = edited("The owner's name.", description);
        let generation = generate_dates(&[OLDER, &newer]).unwrap();
        assert_eq!(
            generation.documents[1].types, generation.documents[1].shared_types,
            "{description}"
        );
    }
}

#[test]
fn a_change_that_is_relaxed_away_keeps_a_type_shared() {
    let newer = edited("x-pii: true, maxLength: 40", "x-pii: true, maxLength: 50");
    let generation = generate_dates(&[OLDER, &newer]).unwrap();
    assert_eq!(
        generation.documents[1].types,
        generation.documents[1].shared_types
    );
}

#[test]
fn the_older_module_does_not_change_when_a_date_is_added() {
    let alone = generate_dates(&[OLDER]).unwrap();
    let both = generate_dates(&[OLDER, &edited("[cat, dog]", "[cat, dog, fish]")]).unwrap();
    let path = "crates/pets/src/generated/v2026_01_01.rs";
    assert_eq!(alone.plan.files[path], both.plan.files[path]);
}
