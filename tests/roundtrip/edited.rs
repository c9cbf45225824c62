//! The newest client meets servers that speak an edited document: each kind of edit in some components.

use openapi_doc::{Document, Role, schemas_in_role};
use serde_json::{Map, Value};

use crate::answers::Client;
use crate::documents::{Dated, dates, parsed, tree};
use crate::edits::{KINDS, Kind};

/// Components that each kind of edit is done to.
const PLACES: usize = 8;
/// Seeds that are tried for each answer.
const SAMPLES: u64 = 8;
/// Another number edits other components.
const SEED: u64 = 1;

#[test]
fn the_client_breaks_on_what_the_comparison_says_and_on_nothing_else() {
    // It shares most of its types with the older dates.
    let newest = dates().pop().unwrap();
    let client = Client::of(&newest);
    let mut wrong = Vec::new();
    for kind in KINDS {
        let found = client.ask(&edited(&newest, kind), 0..SAMPLES);
        let name = kind.name;
        assert!(
            found.read + found.refused > 0,
            "{name}: nothing is answered"
        );
        let breaks = found.refused > 0;
        let judged = found.not_contained > 0;
        let shown = found.witnesses > 0;
        if [breaks, judged, shown] != [kind.breaks; 3] {
            wrong.push(format!(
                "{name}: breaks {breaks}, judged so {judged}, shown {shown}"
            ));
        }
        wrong.extend(found.wrong().map(|wrong| format!("{name}: {wrong}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The document with a kind of edit in some components of answers.
fn edited(dated: &Dated, kind: &Kind) -> Document {
    let document = &dated.document;
    let roles = schemas_in_role(document);
    let text = schema_subset::Value::from_node(tree(document).root()).unwrap();
    let mut edited: Value = serde_json::from_str(&text.to_string()).unwrap();
    let components = document.components().schemas();
    let mut names: Vec<&str> = components
        .filter(|(name, schema)| {
            roles.contains(schema.id(), Role::Response) && dated.module.decoder(name).is_some()
        })
        .map(|(name, _)| name)
        .collect();
    names.sort_by_cached_key(|name| hash(&format!("{} {name}", kind.name)));
    let schemas = edited.pointer_mut("/components/schemas").unwrap();
    let mut done = 0;
    for name in names {
        let schema = schemas[name].as_object_mut().unwrap();
        let mut changed: Map<String, Value> = schema.clone();
        if (kind.edit)(&mut changed).is_some() && done < PLACES {
            *schema = changed;
            done += 1;
        }
    }
    assert!(done > 0, "{}: nothing to edit: {}", dated.date, kind.name);
    let path = dated.path.replace(".yaml", ".json");
    parsed(&path, &edited.to_string())
}

/// FNV-1a, which is the same everywhere and always.
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325 ^ SEED, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}
