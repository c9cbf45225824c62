//! The same document in OpenAPI 3.1.

use openapi_doc::SpecVersion;
use openapi_doc::vocabulary::ObjectKind;

use super::inside_out;
use crate::proof::random::Random;
use crate::proof::sites::{sites, version};
use crate::proof::tree::Tree;

/// Rewrites a document of 3.0 as one of 3.1; one of 3.1 stays as it is.
pub fn upgrade(document: &mut Tree, random: &mut Random, _: usize) -> usize {
    if version(document) == SpecVersion::V3_1 {
        return 0;
    }
    // What stands beside a `$ref` is ignored in 3.0, and counts in 3.1.
    let references = sites(document);
    for site in references.iter().rev() {
        if let Some(Tree::Object(members)) = document.at_mut(&site.way)
            && site.is_referable
            && site.kind != ObjectKind::PathItem
            && members.iter().any(|(name, _)| name == "$ref")
        {
            members.retain(|(name, _)| name == "$ref");
        }
    }
    for way in inside_out(document, ObjectKind::Schema) {
        let schema = document.at_mut(&way).unwrap();
        upgrade_schema(schema, random);
    }
    document.set("openapi", Tree::text("3.1.1"));
    if let Some(webhooks) = document.remove("x-webhooks") {
        document.set("webhooks", webhooks);
    }
    1
}

fn upgrade_schema(schema: &mut Tree, random: &mut Random) {
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        if schema.remove(exclusive).is_some_and(|flag| flag.is_true())
            && let Some(value) = schema.remove(bound)
        {
            schema.set(exclusive, value);
        }
    }
    if let Some(example) = schema.remove("example") {
        schema.set("examples", Tree::List(vec![example]));
    }
    if let Some(listed) = schema.get("enum")
        && let [only] = listed.items()
        && random.once_in(2)
    {
        let only = only.clone();
        schema.remove("enum");
        schema.set("const", only);
    }
    if !schema.remove("nullable").is_some_and(|flag| flag.is_true()) {
        return;
    }
    if let Some(name) = schema.str("type") {
        let types = vec![Tree::text(name), Tree::text("null")];
        schema.set("type", Tree::List(types));
        return;
    }
    let choices: Vec<(String, Tree)> = ["allOf", "anyOf", "oneOf", "discriminator"]
        .iter()
        .filter_map(|keyword| Some(((*keyword).to_owned(), schema.remove(keyword)?)))
        .collect();
    if !choices.is_empty() {
        let null = Tree::object(vec![("type", Tree::text("null"))]);
        let arms = vec![Tree::Object(choices), null];
        schema.set("anyOf", Tree::List(arms));
    }
}
