//! Makes a pair smaller while it stays a failure.

use serde_json::Value;

use super::pairs::Pair;
use super::tree;

/// The smallest pair that greedy removal comes to; `fails` is asked at most `most` times.
pub fn shrink(pair: &Pair, most: usize, mut fails: impl FnMut(&Pair) -> bool) -> Pair {
    let mut best = pair.clone();
    let mut asked = 0;
    loop {
        let mut better = None;
        for candidate in candidates(&best) {
            if asked == most {
                return best;
            }
            if !candidate.is_sound() && best.is_sound() {
                continue;
            }
            asked += 1;
            if fails(&candidate) {
                better = Some(candidate);
                break;
            }
        }
        match better {
            Some(smaller) => best = smaller,
            None => return best,
        }
    }
}

fn size(value: &Value) -> usize {
    value.to_string().len()
}

fn candidates(pair: &Pair) -> Vec<Pair> {
    let dialect = pair.dialect;
    let mut found: Vec<Pair> = Vec::new();
    for a in smaller(&pair.a) {
        found.push(Pair {
            dialect,
            a,
            b: pair.b.clone(),
        });
    }
    for b in smaller(&pair.b) {
        found.push(Pair {
            dialect,
            a: pair.a.clone(),
            b,
        });
    }
    // What takes away most comes first.
    found.sort_by_key(|pair| size(&pair.a) + size(&pair.b));
    found
}

/// Schemas with something less.
fn smaller(schema: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    let mut add = |candidate: Value| {
        let candidate = tree::without_unused(&candidate);
        if size(&candidate) < size(schema) && !found.contains(&candidate) {
            found.push(candidate);
        }
    };
    for pointer in tree::pointers(schema) {
        let Some(part) = schema.pointer(&pointer) else {
            continue;
        };
        let mut replace = |new: Value| {
            let mut candidate = schema.clone();
            if let Some(place) = candidate.pointer_mut(&pointer) {
                *place = new;
            }
            add(candidate);
        };
        replace(true.into());
        replace(false.into());
        for (_, _, child) in tree::children(part) {
            let mut child = child.clone();
            // The definitions stay at the root.
            if let (true, Some(definitions), Some(object)) =
                (pointer.is_empty(), part.get("$defs"), child.as_object_mut())
            {
                object.insert("$defs".into(), definitions.clone());
            }
            replace(child);
        }
        for name in part.as_object().into_iter().flatten().map(|(name, _)| name) {
            let mut less = part.clone();
            less.as_object_mut().map(|object| object.remove(name));
            replace(less);
            match &part[name] {
                // These are no schemas without an item.
                Value::Array(items)
                    if items.len() > 1 || matches!(name.as_str(), "enum" | "required") =>
                {
                    for index in 0..items.len() {
                        let mut less = part.clone();
                        less[name].as_array_mut().map(|items| items.remove(index));
                        replace(less);
                    }
                }
                Value::Object(members) if name != "const" => {
                    for member in members.keys() {
                        let mut less = part.clone();
                        less[name]
                            .as_object_mut()
                            .map(|members| members.remove(member));
                        replace(less);
                    }
                }
                Value::Number(_) => {
                    for number in [0, 1] {
                        let mut less = part.clone();
                        less[name] = number.into();
                        replace(less);
                    }
                }
                _ => {}
            }
        }
    }
    found
}
