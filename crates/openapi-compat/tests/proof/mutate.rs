//! Documents that are changed blindly: most become wrong, some stay documents.

use openapi_doc::vocabulary::ObjectKind;

use super::random::Random;
use super::sites::sites;
use super::tree::{Tree, Way};

/// Makes some changes that follow from the seed.
pub fn mutate(document: &mut Tree, random: &mut Random, changes: usize) {
    for _ in 0..changes {
        let way = place(document, random);
        let donor = place(document, random);
        let material = document.at(&donor).cloned().unwrap_or(Tree::Null);
        if let Some(place) = document.at_mut(&way) {
            change(place, material, random);
        }
    }
}

/// Changes some bytes: most results are no JSON or YAML, some still are.
pub fn mutate_bytes(bytes: &mut Vec<u8>, random: &mut Random, changes: usize) {
    const TELLING: &[u8] = b"{}[]:,\"'#&*!|>-?%\n \t\0\\/$0e.\xff";
    for _ in 0..changes {
        if bytes.is_empty() {
            return;
        }
        let at = random.below(bytes.len());
        match random.below(4) {
            0 => drop(bytes.remove(at)),
            1 => bytes.insert(at, TELLING[random.below(TELLING.len())]),
            2 => bytes[at] = TELLING[random.below(TELLING.len())],
            _ => {
                let end = (at + random.below(60)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, copy);
            }
        }
    }
}

/// A random place. Mostly in a schema: there, most changes make another schema.
fn place(document: &Tree, random: &mut Random) -> Way {
    let in_schemas = !random.once_in(4);
    let ways: Vec<Way> = sites(document)
        .into_iter()
        .filter(|site| !in_schemas || site.kind == ObjectKind::Schema)
        .map(|site| site.way)
        .collect();
    if ways.is_empty() {
        return Vec::new();
    }
    let mut way = ways[random.below(ways.len())].clone();
    // A few steps down, to keywords and what is in them.
    for _ in 0..random.below(3) {
        let tree = document.at(&way).unwrap();
        let (members, items) = (tree.members(), tree.items());
        if !members.is_empty() {
            way.push(members[random.below(members.len())].0.clone());
        } else if !items.is_empty() {
            way.push(random.below(items.len()).to_string());
        }
    }
    way
}

/// Values that are at the edge of something.
const ODD: &[&str] = &[
    "0",
    "-1",
    "1e400",
    "0.1",
    "9007199254740993",
    "18446744073709551616",
    "1e-400",
];

fn change(place: &mut Tree, material: Tree, random: &mut Random) {
    match place {
        Tree::Object(members) if !members.is_empty() => {
            let at = random.below(members.len());
            match random.below(6) {
                0 | 1 => drop(members.remove(at)),
                2 => members[at].1 = material,
                3 => {
                    let other = random.below(members.len());
                    let value = members[at].1.clone();
                    members[at].1 = std::mem::replace(&mut members[other].1, value);
                }
                4 => {
                    let (name, value) = members[at].clone();
                    members.push((format!("{name}_again"), value));
                }
                _ => {
                    for (name, value) in material.members() {
                        if !members.iter().any(|(known, _)| known == name) {
                            members.push((name.clone(), value.clone()));
                        }
                    }
                }
            }
        }
        Tree::List(items) if !items.is_empty() => {
            let at = random.below(items.len());
            match random.below(4) {
                0 => drop(items.remove(at)),
                1 => items.push(material),
                2 => random.shuffle(items),
                _ => items[at] = material,
            }
        }
        Tree::Bool(value) => *value = !*value,
        Tree::Number(text) => ODD[random.below(ODD.len())].clone_into(text),
        Tree::Text(text) => match random.below(4) {
            0 => text.clear(),
            1 => text.push('x'),
            2 => text.insert(0, '^'),
            _ => {
                let names = ["string", "integer", "object", "array", "number", "boolean"];
                names[random.below(names.len())].clone_into(text);
            }
        },
        _ => *place = material,
    }
}
