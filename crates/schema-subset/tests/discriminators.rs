//! Discriminators of two documents: what changes on the wire when a mapping or a component's name changes.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use schema_subset::{
    Dialect, Discriminators, Options, Pool, Reading, Role, Schema, Verdict, subset,
};
use source_tree::{Format, Limits, Pointer, SourceTree};

const PET: &str = "/components/schemas/Pet";
const CAT: &str = r#""type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "claws": {"type": "integer"}}"#;
const DOG: &str = r#""type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "bark": {"type": "boolean"}}"#;

fn tree(name: &str, text: &str) -> SourceTree {
    SourceTree::parse(name, text.into(), Format::Json, &Limits::default()).unwrap()
}

/// A document with the components `Pet`, and a cat and a dog of these names.
fn pets(cat: &str, dog: &str, mapping: &str) -> String {
    let mapping = match mapping {
        "" => String::new(),
        mapping => format!(r#", "mapping": {mapping}"#),
    };
    format!(
        r##"{{"components": {{"schemas": {{
            "Pet": {{
                "oneOf": [{{"$ref": "#/components/schemas/{cat}"}}, {{"$ref": "#/components/schemas/{dog}"}}],
                "discriminator": {{"propertyName": "kind"{mapping}}}}},
            "{cat}": {{{CAT}}},
            "{dog}": {{{DOG}}}}}}}}}"##
    )
}

/// Each version of `OpenAPI`.
fn readings() -> [Reading; 2] {
    [Reading::of(Dialect::OpenApi3_0), Reading::of_openapi31()]
}

/// The verdict on `Pet` of two documents in a role, which is the same in both versions.
fn compared(sender: &str, receiver: &str, role: Option<Role>) -> Verdict {
    let (sender, receiver) = (tree("api.json", sender), tree("api.json", receiver));
    let mut verdicts = readings().map(|reading| {
        let mut pool = Pool::new();
        let a = pool.insert("api.json", &sender, reading).unwrap();
        pool.begin_group();
        let b = pool.insert("api.json", &receiver, reading).unwrap();
        let pet = Pointer::parse(PET).unwrap();
        let (a, b) = (pool.node(a, &pet).unwrap(), pool.node(b, &pet).unwrap());
        pool.compare(a, b, role, &Options::default())
    });
    assert_eq!(format!("{:?}", verdicts[0]), format!("{:?}", verdicts[1]));
    std::mem::replace(&mut verdicts[0], Verdict::Contained)
}

/// Whether the sender's messages are accepted, and a message that is not; requests and responses say the same.
fn refused(sender: &str, receiver: &str) -> Option<String> {
    let told = [None, Some(Role::Request), Some(Role::Response)].map(|role| {
        match compared(sender, receiver, role) {
            Verdict::Contained => None,
            Verdict::NotContained(witness) => Some(witness.to_string()),
            Verdict::Unknown(reason) => panic!("{reason}"),
        }
    });
    assert_eq!(told[1], told[2]);
    assert_eq!(told[0].is_some(), told[1].is_some());
    told[1].clone()
}

const MAPPED: &str = r##"{"cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog"}"##;

#[test]
fn a_value_that_is_mapped_no_more_is_refused() {
    let old = pets("Cat", "Dog", MAPPED);
    let more = pets(
        "Cat",
        "Dog",
        r##"{"cat": "Cat", "kitten": "Cat", "dog": "#/components/schemas/Dog"}"##,
    );
    assert_eq!(refused(&old, &more), None);
    assert_eq!(refused(&more, &old).unwrap(), r#"{"kind":"kitten"}"#);
    let renamed = pets("Cat", "Dog", r#"{"cat": "Cat", "hound": "Dog"}"#);
    assert_eq!(refused(&old, &renamed).unwrap(), r#"{"kind":"dog"}"#);
    assert_eq!(refused(&renamed, &old).unwrap(), r#"{"kind":"hound"}"#);
}

#[test]
fn a_mapping_of_the_names_says_what_the_names_say() {
    let implicit = pets("Cat", "Dog", "");
    let explicit = pets("Cat", "Dog", r#"{"Cat": "Cat", "Dog": "Dog"}"#);
    let half = pets("Cat", "Dog", r##"{"Cat": "#/components/schemas/Cat"}"##);
    for other in [&explicit, &half] {
        assert_eq!(refused(&implicit, other), None);
        assert_eq!(refused(other, &implicit), None);
    }
}

#[test]
fn the_name_of_a_component_is_on_the_wire_unless_it_is_mapped() {
    let old = pets("Cat", "Dog", "");
    let renamed = pets("Feline", "Dog", "");
    assert_eq!(refused(&old, &renamed).unwrap(), r#"{"kind":"Cat"}"#);
    assert_eq!(refused(&renamed, &old).unwrap(), r#"{"kind":"Feline"}"#);
    let kept = pets("Feline", "Dog", r#"{"Cat": "Feline"}"#);
    assert_eq!(refused(&old, &kept), None);
    assert_eq!(refused(&kept, &old), None);
}

#[test]
fn the_cause_is_the_discriminator_or_what_changed_in_the_arm() {
    let old = pets("Cat", "Dog", MAPPED);
    let renamed = pets("Cat", "Dog", r#"{"cat": "Cat", "hound": "Dog"}"#);
    let places = |verdict: Verdict| -> Vec<String> {
        let Verdict::NotContained(witness) = verdict else {
            panic!("{verdict:?}")
        };
        let causes = witness.causes.iter();
        causes.map(|cause| cause.b.pointer.to_string()).collect()
    };
    let role = Some(Role::Request);
    assert_eq!(
        places(compared(&old, &renamed, role)),
        [format!("{PET}/discriminator")]
    );
    let changed = old.replace("boolean", "integer");
    assert_eq!(
        places(compared(&old, &changed, role)),
        ["/components/schemas/Dog/properties/bark/type"]
    );
    // Under another name the arm is still recognized by the value that leads to it.
    let moved = changed
        .replace("/Dog", "/Hound")
        .replace("\"Dog\"", "\"Hound\"");
    assert_eq!(
        places(compared(&old, &moved, role)),
        ["/components/schemas/Hound/properties/bark/type"]
    );
}

#[test]
fn a_mapping_leads_to_other_files() {
    let root = |mapping: &str| {
        format!(
            r#"{{"components": {{"schemas": {{"Pet": {{
                "oneOf": [{{"$ref": "pets.json#/components/schemas/Cat"}}, {{"$ref": "dog.json"}}],
                "discriminator": {{"propertyName": "kind", "mapping": {mapping}}}}}}}}}}}"#
        )
    };
    let pets = tree(
        "pets.json",
        &format!(r#"{{"components": {{"schemas": {{"Cat": {{{CAT}}}}}}}}}"#),
    );
    let dog = tree("dog.json", &format!("{{{DOG}}}"));
    let old = tree("api.json", &root(r#"{"dog": "dog.json"}"#));
    let new = tree(
        "api.json",
        &root(r#"{"Cat": "./pets.json#/components/schemas/Cat", "hound": "dog.json"}"#),
    );
    for reading in readings() {
        let mut pool = Pool::new();
        let mut found = Vec::new();
        for root in [&old, &new] {
            let id = pool.insert("api.json", root, reading).unwrap();
            pool.insert("pets.json", &pets, reading).unwrap();
            pool.insert("dog.json", &dog, reading).unwrap();
            pool.begin_group();
            found.push(pool.node(id, &Pointer::parse(PET).unwrap()).unwrap());
        }
        let verdict = pool.compare(found[0], found[1], Some(Role::Request), &Options::default());
        assert_eq!(verdict.witness().unwrap().to_string(), r#"{"kind":"dog"}"#);
        let verdict = pool.compare(found[1], found[0], Some(Role::Request), &Options::default());
        assert_eq!(
            verdict.witness().unwrap().to_string(),
            r#"{"kind":"hound"}"#
        );
    }
}

#[test]
fn json_schema_has_no_discriminators() {
    let text = |mapping: &str| {
        let pets = pets("Cat", "Dog", mapping);
        format!(
            r##"{{"$ref": "#{PET}", {}"##,
            pets.strip_prefix('{').unwrap()
        )
    };
    let parse = |mapping: &str, reading| Schema::parse("a.json", &text(mapping), reading).unwrap();
    let asked = |reading: Reading| {
        let (a, b) = (parse("", reading), parse(MAPPED, reading));
        subset(&a, &b, &Options::default())
    };
    let plain = Reading::of(Dialect::JsonSchema2020_12);
    assert!(asked(plain).is_contained());
    for reading in readings() {
        assert!(asked(reading).witness().is_some());
        let silent = reading.discriminators(Discriminators::Annotation);
        assert!(asked(silent).is_contained());
    }
}

/// Unions in unions, each with all mappings, and some that come back to themselves: the work has an end.
#[test]
fn unions_in_unions_end() {
    let reading = Reading::of(Dialect::OpenApi3_0);
    let count = 8;
    let arms = |to: &str| {
        let arms = (0..count).map(|n| format!(r##"{{"$ref": "#/components/schemas/{to}{n}"}}"##));
        arms.collect::<Vec<_>>().join(",")
    };
    let mapping = |to: &str| {
        let all = (0..count).map(|n| format!(r#""v{n}": "{to}{n}""#));
        all.collect::<Vec<_>>().join(",")
    };
    let union = |to: &str| {
        format!(
            r#""oneOf": [{}], "discriminator": {{"propertyName": "kind", "mapping": {{{}}}}}"#,
            arms(to),
            mapping(to)
        )
    };
    let outer = (0..count).map(|n| format!(r#""A{n}": {{{}}}"#, union("B")));
    let inner = (0..count).map(|n| {
        let parent = format!(r##"{{"$ref": "#/components/schemas/A{n}"}}"##);
        format!(r#""B{n}": {{"type": "object", "required": ["kind"], "allOf": [{parent}]}}"#)
    });
    let components = outer.chain(inner).collect::<Vec<_>>().join(",");
    let text = format!(
        r#"{{{}, "components": {{"schemas": {{{components}}}}}}}"#,
        union("A")
    );
    let parse = |text: &str| Schema::parse("a.json", text, reading).unwrap();
    let (a, b) = (parse(&text), parse(r#"{"type": "string"}"#));
    let options = Options {
        steps: 2_000,
        ..Options::default()
    };
    assert!(!subset(&a, &b, &options).is_contained());
}
