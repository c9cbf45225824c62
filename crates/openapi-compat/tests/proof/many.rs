//! Documents that are large because a small one is in them many times.

use super::tree::Tree;

/// A document with a thousand operations, whose answers share components.
pub fn thousand_operations() -> Tree {
    let text = "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"Many\", \"version\": \"1\"}}";
    let mut document = Tree::parse("many.json", text.as_bytes().to_vec());
    let schema = |name: &str| Tree::reference(&format!("#/components/schemas/{name}"));
    let content = |schema: Tree| {
        let content = Tree::object(vec![("schema", schema)]);
        Tree::object(vec![("application/json", content)])
    };
    for number in 0..500 {
        let answer = |schema: Tree| {
            let response = Tree::object(vec![
                ("description", Tree::text("Fine.")),
                ("content", content(schema)),
            ]);
            Tree::object(vec![("200", response)])
        };
        let shared = format!("Shared{}", number % 25);
        let get = Tree::object(vec![("responses", answer(schema(&shared)))]);
        let post = Tree::object(vec![
            (
                "requestBody",
                Tree::object(vec![("content", content(schema(&format!("Own{number}"))))]),
            ),
            ("responses", answer(schema(&shared))),
        ]);
        let item = Tree::object(vec![("get", get), ("post", post)]);
        document
            .entry("paths")
            .set(&format!("/things/{number}"), item);
    }
    let record = |properties: Vec<(&str, Tree)>| {
        Tree::object(vec![
            ("type", Tree::text("object")),
            ("properties", Tree::object(properties)),
        ])
    };
    let text = || Tree::object(vec![("type", Tree::text("string"))]);
    let schemas = document.entry("components").entry("schemas");
    for number in 0..500 {
        let own = record(vec![("name", text()), ("note", text())]);
        schemas.set(&format!("Own{number}"), own);
    }
    for number in 0..25 {
        let inner = record(vec![("state", text())]);
        let next = schema(&format!("Shared{}", (number + 1) % 5 + number / 5 * 5));
        let shared = record(vec![("id", text()), ("inner", inner), ("next", next)]);
        schemas.set(&format!("Shared{number}"), shared);
    }
    document
}

/// Copies of a document in one: every path and component of it, so many times under other names.
pub fn copies(document: &Tree, count: usize) -> Tree {
    let mut all = document.clone();
    for copy in 1..count {
        let mut own = document.clone();
        own.each_reference(&mut |text| {
            if let Some(below) = text.strip_prefix("#/components/") {
                *text = format!("#/components/{below}_{copy}");
            }
        });
        for section in ["paths", "x-webhooks", "webhooks"] {
            for (name, mut item) in own.remove(section).iter().flat_map(Tree::members).cloned() {
                rename_ids(&mut item, copy);
                let name = if section == "paths" {
                    format!("/copy{copy}{name}")
                } else {
                    format!("{name}_{copy}")
                };
                all.entry(section).set(&name, item);
            }
        }
        for (section, members) in own.entry("components").members() {
            if section != "securitySchemes" {
                for (name, value) in members.members() {
                    all.entry("components")
                        .entry(section)
                        .set(&format!("{name}_{copy}"), value.clone());
                }
            }
        }
    }
    all
}

/// Makes the ids of operations unlike.
fn rename_ids(tree: &mut Tree, copy: usize) {
    match tree {
        Tree::Object(members) => {
            for (name, value) in members {
                match value {
                    Tree::Text(text) if name == "operationId" => *text = format!("{text}_{copy}"),
                    _ => rename_ids(value, copy),
                }
            }
        }
        Tree::List(items) => items.iter_mut().for_each(|item| rename_ids(item, copy)),
        _ => {}
    }
}
