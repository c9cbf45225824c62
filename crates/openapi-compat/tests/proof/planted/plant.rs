//! Puts changes into a pair of copies of a document.

use std::collections::BTreeSet;

use super::expected::{Expected, expected};
use super::places::{Places, Spot};
use super::{Kind, Place};
use crate::proof::random::Random;
use crate::proof::sites::version;
use crate::proof::tree::{Tree, pointer};

/// A change that stands in the pair now.
#[derive(Clone, Debug)]
pub struct Planted {
    pub kind: &'static str,
    /// The pointer of what holds it, in both documents.
    pub owner: String,
    /// The pointers at which it may be told: a finding stands at one of them, or inside of one that ends in `/`.
    pub places: BTreeSet<String>,
    pub expected: Vec<Expected>,
    /// The only operation that it reaches, by path and method, where it stands in one.
    pub operation: Option<(String, String)>,
}

/// A pair of documents that differ in what is planted.
pub struct Pair {
    pub base: Tree,
    pub revision: Tree,
    pub planted: Vec<Planted>,
}

/// Plants each kind at random places, at most so many. What holds one change gets no second one.
pub fn plant(document: &Tree, kinds: &[&'static Kind], times: usize, random: &mut Random) -> Pair {
    let places = Places::of(document);
    let mut pair = Pair {
        base: document.clone(),
        revision: document.clone(),
        planted: Vec::new(),
    };
    for side in [&mut pair.base, &mut pair.revision] {
        add_schemes(side);
    }
    let mut used = BTreeSet::new();
    let version = version(document);
    for kind in kinds {
        if kind.version.is_some_and(|only| only != version) {
            continue;
        }
        let mut spots = places.spots(kind);
        random.shuffle(&mut spots);
        let is_shared = matches!(kind.place, Place::Path | Place::Webhook);
        spots.retain(|spot| is_shared || !used.contains(&spot.owner));
        spots.truncate(times);
        for spot in spots {
            pair.put(kind, &spot);
            used.insert(spot.owner);
        }
    }
    pair
}

impl Pair {
    fn put(&mut self, kind: &'static Kind, spot: &Spot) {
        let name = format!("planted{}", self.planted.len() + 1);
        let owner = pointer(&spot.owner);
        let mut places = BTreeSet::from([owner.clone()]);
        let sides = [
            (&mut self.base, &kind.base),
            (&mut self.revision, &kind.revision),
        ];
        for ((document, content), is_required) in sides.into_iter().zip(kind.required) {
            let content = content.as_ref().map(|content| {
                let json = content.json().replace("NAME", &name);
                Tree::parse("planted.json", json.into_bytes())
            });
            for at in put(document, &kind.place, spot, &name, content) {
                places.insert(format!("{at}/"));
                places.insert(at);
            }
            if is_required {
                let record = document.at_mut(&spot.owner).unwrap();
                let required = record.entry_or("required", Tree::List(Vec::new()));
                required.list_mut().push(Tree::text(&name));
            }
        }
        if kind.place == Place::Member {
            let required = format!("{owner}/required");
            places.insert(format!("{required}/"));
            places.insert(required);
        }
        self.planted.push(Planted {
            kind: &kind.name,
            owner,
            places,
            expected: expected(kind, &spot.reached),
            operation: operation(spot),
        });
    }
}

/// The operation that a place is in, unless it is in a callback of it.
fn operation(spot: &Spot) -> Option<(String, String)> {
    match spot.owner.as_slice() {
        [paths, path, method, below @ ..] if paths == "paths" => {
            let is_callback = below.first().is_some_and(|step| step == "callbacks");
            (!is_callback).then(|| (path.clone(), method.to_uppercase()))
        }
        _ => None,
    }
}

/// Puts the content to its place in one of the documents, and says by pointers where it stands.
fn put(
    document: &mut Tree,
    place: &Place,
    spot: &Spot,
    name: &str,
    content: Option<Tree>,
) -> Vec<String> {
    let at = pointer(&spot.owner);
    let below = |steps: &[&str]| {
        let steps: Vec<String> = steps.iter().map(|step| (*step).to_owned()).collect();
        vec![format!("{at}{}", pointer(&steps))]
    };
    if *place == Place::Scheme {
        let holder = document.at_mut(&spot.owner).unwrap();
        let requirement = Tree::object(vec![(name, Tree::List(Vec::new()))]);
        holder.set("security", Tree::List(vec![requirement]));
        let schemes = document.entry("components").entry("securitySchemes");
        schemes.set(name, content.unwrap());
        return vec![format!("/components/securitySchemes/{name}")];
    }
    if matches!(place, Place::Path | Place::Webhook) {
        document.entry(&spot.owner[0]);
    }
    let holder = document.at_mut(&spot.owner).unwrap();
    let section = match place {
        Place::Member => "properties",
        Place::Response => "responses",
        Place::Header => "headers",
        Place::RequestContent | Place::ResponseContent => "content",
        Place::Callback => "callbacks",
        _ => "",
    };
    match place {
        Place::Parameter => {
            let list = holder.entry_or("parameters", Tree::List(Vec::new()));
            let index = list.items().len().to_string();
            list.list_mut().extend(content);
            below(&["parameters", &index])
        }
        Place::Response | Place::RequestContent | Place::ResponseContent => {
            // The content names itself.
            let members = content.iter().flat_map(Tree::members);
            let put = members.flat_map(|(name, value)| {
                holder.entry(section).set(name, value.clone());
                below(&[section, name])
            });
            put.collect()
        }
        Place::Member | Place::Header | Place::Callback => {
            let name = if *place == Place::Header {
                format!("X-{name}")
            } else {
                name.to_owned()
            };
            if let Some(content) = content {
                holder.entry(section).set(&name, content);
            }
            below(&[section, &name])
        }
        Place::Operation(_) | Place::RequestBody | Place::Method | Place::Path | Place::Webhook => {
            let name = match place {
                Place::Operation(member) => member.clone(),
                Place::RequestBody => "requestBody".to_owned(),
                Place::Method => "trace".to_owned(),
                // As long as no real template is, so that none takes its requests over.
                Place::Path => format!("/{name}{}", "/x".repeat(40)),
                _ => name.to_owned(),
            };
            match content {
                Some(content) => holder.set(&name, content),
                // What the document has itself would be a change beside the planted one.
                None => drop(holder.remove(&name)),
            }
            below(&[&name])
        }
        Place::Scheme => unreachable!("it stands in the components"),
    }
}

/// The security schemes that planted requirements name.
fn add_schemes(document: &mut Tree) {
    let schemes = document.entry("components").entry("securitySchemes");
    for name in ["planted_a", "planted_b"] {
        let header = format!("X-{name}");
        let scheme = Tree::object(vec![
            ("type", Tree::text("apiKey")),
            ("in", Tree::text("header")),
            ("name", Tree::text(&header)),
        ]);
        schemes.set(name, scheme);
    }
    let scopes = Tree::object(vec![
        ("read", Tree::text("Read.")),
        ("write", Tree::text("Write.")),
    ]);
    let flow = Tree::object(vec![
        ("tokenUrl", Tree::text("https://example.com/token")),
        ("scopes", scopes),
    ]);
    let scheme = Tree::object(vec![
        ("type", Tree::text("oauth2")),
        ("flows", Tree::object(vec![("clientCredentials", flow)])),
    ]);
    schemes.set("planted_o", scheme);
}
