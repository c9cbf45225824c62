//! The kinds of changes, as they stand in the YAML files beside this one.
//!
//! What is expected there follows from sections 3 and 4 of the design, "What breaking means" and "Findings people want to
//! read", not from what the comparison prints. Kinds are listed by the place where they are planted:
//!
//! - `kind`: its name;
//! - `base`, `revision`: what stands at the place in each document, with `NAME` for a name of its own; nothing if absent;
//! - `required`: in which documents the record requires the member;
//! - `version`: the only version of OpenAPI in which it can be written;
//! - `finds`: the rules that tell it, each with whom it breaks: `wire` (the contract and the generated client), `contract`
//!   (the client reads it all the same), `behavior`, `everybody`, `nobody`; `maybe` if nobody breaks and it need not be
//!   told at all.

use std::sync::LazyLock;

use openapi_compat::Judgement::{self, Breaking, Compatible};
use openapi_doc::{Role, SpecVersion};

use crate::proof::tree::Tree;

/// One kind of change.
#[derive(Clone, Debug)]
pub struct Kind {
    pub name: String,
    pub place: Place,
    pub base: Option<Tree>,
    pub revision: Option<Tree>,
    /// Whether the record requires the member, in the base document and in the revision.
    pub required: [bool; 2],
    pub version: Option<SpecVersion>,
    pub finds: Vec<Find>,
}

/// Where a change is planted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A member of a record that stands in bodies of requests, of responses, or of both.
    Member,
    /// A parameter of an operation.
    Parameter,
    /// A response of an operation that names a success and neither ranges nor `default`.
    Response,
    /// A header of a response.
    Header,
    /// A media type of a request body.
    RequestContent,
    /// A media type of a response.
    ResponseContent,
    /// A member of an operation, by its name.
    Operation(String),
    /// The body of an operation that has none.
    RequestBody,
    /// A callback of an operation.
    Callback,
    /// A method of a path.
    Method,
    /// A path.
    Path,
    /// A webhook.
    Webhook,
    /// A security scheme that one operation uses instead of what it used.
    Scheme,
}

/// A finding that has to be there.
#[derive(Clone, Debug)]
pub struct Find {
    pub id: String,
    /// Who breaks: `wire`, `behavior`, `client`.
    pub verdicts: [Judgement; 3],
    /// Whether it may as well not be told.
    pub is_optional: bool,
}

impl Find {
    /// The role in which a rule about bodies finds it.
    pub fn role(&self) -> Option<Role> {
        match self.id.split_once('-')?.0 {
            "request" => Some(Role::Request),
            "response" => Some(Role::Response),
            _ => None,
        }
    }
}

const FILES: &[(&str, &str)] = &[
    ("schemas.yaml", include_str!("schemas.yaml")),
    ("parameters.yaml", include_str!("parameters.yaml")),
    ("operations.yaml", include_str!("operations.yaml")),
];

/// Every kind.
pub fn kinds() -> &'static [Kind] {
    static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
        let mut kinds = Vec::new();
        for (name, text) in FILES {
            let file = Tree::parse(name, text.as_bytes().to_vec());
            for (place, listed) in file.members() {
                let place = place_of(place);
                let listed = listed.items().iter();
                kinds.extend(listed.map(|entry| kind(place.clone(), entry)));
            }
        }
        kinds
    });
    &KINDS
}

fn place_of(name: &str) -> Place {
    match name {
        "member" => Place::Member,
        "parameter" => Place::Parameter,
        "response" => Place::Response,
        "header" => Place::Header,
        "request content" => Place::RequestContent,
        "response content" => Place::ResponseContent,
        "request body" => Place::RequestBody,
        "callback" => Place::Callback,
        "method" => Place::Method,
        "path" => Place::Path,
        "webhook" => Place::Webhook,
        "scheme" => Place::Scheme,
        _ => match name.split_once(' ') {
            Some(("operation", member)) => Place::Operation(member.to_owned()),
            _ => panic!("`{name}` is no place"),
        },
    }
}

fn kind(place: Place, entry: &Tree) -> Kind {
    let name = entry.str("kind").unwrap().to_owned();
    for (member, _) in entry.members() {
        let known = ["kind", "base", "revision", "required", "version", "finds"];
        assert!(known.contains(&member.as_str()), "{name}: `{member}`");
    }
    let required = entry.get("required").map(Tree::items).unwrap_or_default();
    let names = |side: &str| required.iter().any(|of| of.as_str() == Some(side));
    let version = entry.str("version").map(|version| match version {
        "3.0" => SpecVersion::V3_0,
        "3.1" => SpecVersion::V3_1,
        _ => panic!("{name}: {version} is no version"),
    });
    let finds = entry.get("finds").unwrap().members().iter();
    Kind {
        place,
        base: entry.get("base").cloned(),
        revision: entry.get("revision").cloned(),
        required: [names("base"), names("revision")],
        version,
        finds: finds
            .map(|(id, whom)| find(id, whom.as_str().unwrap()))
            .collect(),
        name,
    }
}

fn find(id: &str, whom: &str) -> Find {
    Find {
        id: id.to_owned(),
        verdicts: match whom {
            "wire" => [Breaking, Compatible, Breaking],
            "contract" => [Breaking, Compatible, Compatible],
            "behavior" => [Compatible, Breaking, Compatible],
            "everybody" => [Breaking, Breaking, Breaking],
            "nobody" | "maybe" => [Compatible, Compatible, Compatible],
            _ => panic!("{id}: whom is `{whom}`?"),
        },
        is_optional: whom == "maybe",
    }
}
