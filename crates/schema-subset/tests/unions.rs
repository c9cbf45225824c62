//! Unions of many objects: right against trying every value, and at a cost that grows with the number of arms.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use proptest::prelude::*;
use schema_subset::check::Checker;
use schema_subset::{Dialect, Options, Reading, Role, Schema, Verdict, subset, subset_in_role};
use serde_json::{Value, json};
use source_tree::Pointer;

fn schema(value: &Value) -> Schema {
    let reading = Reading::of(Dialect::JsonSchema2020_12);
    Schema::parse("schema.json", &value.to_string(), reading).unwrap()
}

/// Every object of the members that the schemas speak of, with one value of each kind that they tell apart; and a value of
/// each other type.
fn values() -> Vec<Value> {
    let kinds = [
        None,
        Some("k0"),
        Some("k1"),
        Some("k2"),
        Some("k3"),
        Some("other"),
    ];
    let sizes = [
        json!(0),
        json!(1),
        json!(2),
        json!("s"),
        json!("t"),
        json!(true),
    ];
    let sizes: Vec<Option<Value>> = std::iter::once(None).chain(sizes.map(Some)).collect();
    let mut found = vec![json!("text"), json!(7), json!([]), json!(null)];
    for kind in kinds {
        for size in &sizes {
            let mut object = serde_json::Map::new();
            object.extend(kind.map(|kind| ("kind".to_owned(), json!(kind))));
            object.extend(size.clone().map(|size| ("size".to_owned(), size)));
            found.push(Value::Object(object));
        }
    }
    found
}

/// Whether the schema allows the value, keyword by keyword.
fn allows(schema: &Value, value: &Value) -> bool {
    let allows_it = |schema: &Value| allows(schema, value);
    let keywords = schema.as_object().unwrap();
    keywords
        .iter()
        .all(|(keyword, said)| match keyword.as_str() {
            "type" => match said.as_str().unwrap() {
                "object" => value.is_object(),
                "integer" => value.is_i64(),
                _ => value.is_string(),
            },
            "enum" => said.as_array().unwrap().contains(value),
            "required" => {
                let mut names = said.as_array().unwrap().iter();
                let has = |name: &Value| value.get(name.as_str().unwrap()).is_some();
                !value.is_object() || names.all(has)
            }
            "properties" => said
                .as_object()
                .unwrap()
                .iter()
                .all(|(name, member)| value.get(name).is_none_or(|value| allows(member, value))),
            "anyOf" => said.as_array().unwrap().iter().any(allows_it),
            "oneOf" => {
                said.as_array()
                    .unwrap()
                    .iter()
                    .filter(|arm| allows_it(arm))
                    .count()
                    == 1
            }
            _ => panic!("{keyword} is not read here"),
        })
}

fn arm() -> impl Strategy<Value = Value> {
    let kinds = prop::collection::vec(prop::sample::select(vec!["k0", "k1", "k2", "k3"]), 1..3);
    let size = prop::sample::select(vec![
        json!(null),
        json!({"type": "integer"}),
        json!({"enum": [0]}),
        json!({"enum": [1, "s"]}),
    ]);
    let required = prop::sample::select(vec![
        json!(null),
        json!(["kind"]),
        json!(["kind"]),
        json!(["kind", "size"]),
    ]);
    (kinds, size, required, 0..8).prop_map(|(kinds, size, required, form)| {
        let mut arm = json!({"properties": {"kind": {"enum": kinds}}});
        if !size.is_null() {
            arm["properties"]["size"] = size;
        }
        if !required.is_null() {
            arm["required"] = required;
        }
        if form > 0 {
            arm["type"] = json!("object");
        }
        arm
    })
}

fn union() -> impl Strategy<Value = Value> {
    let arms = prop::collection::vec(arm(), 1..10);
    let keyword = prop::sample::select(vec!["oneOf", "anyOf"]);
    (arms, keyword).prop_map(|(arms, keyword)| json!({keyword: arms}))
}

/// The values that a sender sends under the first and a receiver refuses under the second, by the independent path.
fn refused(a: &Schema, b: &Schema, role: Role) -> Vec<Value> {
    let reading = Reading::of(Dialect::JsonSchema2020_12);
    let documents = [("a", a.tree()), ("b", b.tree())];
    let mut checker = Checker::new(reading, &documents);
    let root = Pointer::root();
    let mut found = values();
    found.retain(|value| {
        checker.sent("a", &root, Some(role), value).unwrap()
            && !checker.valid("b", &root, Some(role), value).unwrap()
    });
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_answer_agrees_with_trying_every_value(a in union(), b in union()) {
        let verdict = subset(&schema(&a), &schema(&b), &Options::default());
        let apart = values().into_iter().find(|value| allows(&a, value) && !allows(&b, value));
        match (&verdict, &apart) {
            (Verdict::Contained, None) | (Verdict::NotContained(_), Some(_)) => {}
            _ => panic!("{a} in {b}: {verdict:?}, but it is {apart:?}"),
        }
        let verdict = subset_in_role(&schema(&a), &schema(&b), Role::Request, &Options::default());
        let refused = refused(&schema(&a), &schema(&b), Role::Request);
        match &verdict {
            Verdict::Contained => assert!(refused.is_empty(), "{a} in {b}: {refused:?}"),
            Verdict::NotContained(_) => {}
            Verdict::Unknown(_) => {
                let is_silent = !values().iter().any(|value| allows(&a, value));
                assert!(is_silent, "{a} in {b}: {verdict:?}");
            }
        }
    }
}

/// How the arms of a large union are written.
#[derive(Clone, Copy, Debug)]
struct Form {
    keyword: &'static str,
    /// Whether the tag is required, so that no value is in two arms.
    is_tagged: bool,
    is_typed: bool,
    is_cyclic: bool,
}

/// A union of many objects, each with a constant of its own. In the rewritten one the keywords of the arms are spread
/// over two schemas, and the arms stand the other way round.
fn large(count: usize, form: Form, is_rewritten: bool) -> Value {
    let arm = |number: usize| {
        let mut tag = json!({"properties": {"kind": {"const": format!("k{number}")}}});
        let member = if form.is_cyclic {
            json!({"type": "array", "items": {"$ref": "#/$defs/node"}})
        } else {
            json!({"type": "string"})
        };
        let name = if form.is_cyclic {
            "children".to_owned()
        } else {
            format!("m{number}")
        };
        let mut rest = json!({"properties": {name: member}});
        if form.is_tagged {
            tag["required"] = json!(["kind"]);
        }
        if form.is_typed {
            tag["type"] = json!("object");
            rest["type"] = json!("object");
        }
        if is_rewritten {
            return json!({"allOf": [rest, tag]});
        }
        let properties = tag["properties"].as_object_mut().unwrap();
        properties.extend(rest["properties"].as_object().unwrap().clone());
        tag
    };
    let mut arms: Vec<Value> = (0..count).map(arm).collect();
    if is_rewritten {
        arms.reverse();
    }
    json!({"$ref": "#/$defs/node", "$defs": {"node": {form.keyword: arms}}})
}

#[test]
fn the_cost_of_a_union_grows_with_its_arms() {
    for (keyword, is_tagged) in [("oneOf", true), ("oneOf", false), ("anyOf", true)] {
        for (is_typed, is_cyclic) in [(true, true), (true, false), (false, true), (false, false)] {
            let form = Form {
                keyword,
                is_tagged,
                is_typed,
                is_cyclic,
            };
            // Objects without a tag are in many arms at once, unless the other members are the same in all.
            if !is_tagged && !is_cyclic {
                continue;
            }
            for role in [None, Some(Role::Request)] {
                for count in [10, 40, 160] {
                    let options = Options {
                        steps: STEPS_PER_ARM * count as u64,
                        ..Options::default()
                    };
                    let a = schema(&large(count, form, false));
                    let b = schema(&large(count, form, true));
                    for (a, b) in [(&a, &b), (&b, &a)] {
                        let verdict = match role {
                            None => subset(a, b, &options),
                            Some(role) => subset_in_role(a, b, role, &options),
                        };
                        assert!(
                            verdict.is_contained(),
                            "{count} arms of {form:?} as {role:?}: {verdict:?}"
                        );
                    }
                }
            }
        }
    }
}

/// Far below the square of the number of arms.
const STEPS_PER_ARM: u64 = 150;
