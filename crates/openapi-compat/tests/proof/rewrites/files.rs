//! The same document in several files.

use super::references::spell_mappings;
use crate::proof::tree::Tree;

/// Moves the components of each section to a file of their own. The first file is the entry.
pub fn split(mut document: Tree) -> Vec<(String, String)> {
    const SECTIONS: &[&str] = &[
        "schemas",
        "responses",
        "parameters",
        "headers",
        "requestBodies",
        "examples",
    ];
    spell_mappings(&mut document);
    let file = |section: &str| format!("parts/{section}.json");
    let rebase = |tree: &mut Tree, home: Option<&str>| {
        tree.each_reference(&mut |text| {
            let Some(below) = text.strip_prefix("#/components/") else {
                return;
            };
            let (section, name) = below.split_once('/').unwrap();
            let is_moved = SECTIONS.contains(&section);
            *text = match (is_moved, home) {
                (true, Some(home)) if home == section => format!("#/{name}"),
                (true, Some(_)) => format!("{section}.json#/{name}"),
                (true, None) => format!("{}#/{name}", file(section)),
                (false, Some(_)) => format!("../api.json#/components/{below}"),
                (false, None) => return,
            };
        });
    };
    let mut files = Vec::new();
    if let Some(mut components) = document.remove("components") {
        for section in SECTIONS {
            if let Some(mut members) = components.remove(section) {
                rebase(&mut members, Some(section));
                files.push((file(section), members.json()));
            }
        }
        document.set("components", components);
    }
    rebase(&mut document, None);
    files.insert(0, ("api.json".to_owned(), document.json()));
    files
}
