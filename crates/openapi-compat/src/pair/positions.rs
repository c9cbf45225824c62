//! Positions: every place where a schema of the base and one of the revision describe the same part of a message.

use openapi_doc::{
    Document, Header, Item, MediaType, Parameter, ParameterIn, Response, Role, Schema,
};

use super::media_types::media_types;
use super::parameters::parameters;
use super::responses::{headers, responses};
use super::{OperationPair, Pairing, media_types::essence};
use crate::finding::Operation;
use crate::options::Options;
use crate::rule::Direction;

/// Two schemas that describe the same part of a message. The part is on both sides; what is on one side only is a
/// finding and no position.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position<'d> {
    /// The schema of the base, not resolved; none if it allows any value.
    pub base: Option<Schema<'d>>,
    /// The schema of the revision, not resolved; none if it allows any value.
    pub revision: Option<Schema<'d>>,
    /// Where the schemas are written; for a part without a schema, what lacks it.
    pub places: (Item<'d>, Item<'d>),
    /// Who sends it: the client in requests, the server in responses. Webhooks and callbacks swap them, so there the body
    /// of the request has the role `Response`.
    pub role: Role,
    /// The operation of the base, with the part of it: `request`, `response 200`.
    pub operation: Operation,
    /// Which part of the message.
    pub part: Part<'d>,
    /// How the value is written, on both sides.
    pub serialization: (Serialization<'d>, Serialization<'d>),
}

/// A part of a message that a schema describes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part<'d> {
    /// A parameter, by the name that the base gives it.
    Parameter(ParameterIn, &'d str),
    /// The body of a request in a media type.
    RequestBody(&'d str),
    /// The body of a response with a status (`200`, `4XX`, `default`) in a media type.
    ResponseBody(String, &'d str),
    /// A header of a response with a status.
    ResponseHeader(String, &'d str),
}

/// How a value is written in a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Serialization<'d> {
    /// As a document of a media type (without its parameters, in lower case): bodies, and parameters with `content`.
    MediaType(String),
    /// As a string in a style (OpenAPI 3.1.1, 4.8.12.3).
    Style {
        /// `form`, `simple` …
        style: &'d str,
        /// Whether arrays and objects give one value each.
        explode: bool,
        /// Whether reserved characters are written as they are.
        allow_reserved: bool,
    },
}

impl<'d> Serialization<'d> {
    pub(crate) fn of_parameter(parameter: Parameter<'d>) -> Self {
        match parameter.content() {
            Some((name, _)) => Self::MediaType(essence(name)),
            None => Self::Style {
                style: parameter.style(),
                explode: parameter.explode(),
                allow_reserved: parameter.allow_reserved(),
            },
        }
    }

    pub(crate) fn of_header(header: Header<'d>) -> Self {
        match header.content() {
            Some((name, _)) => Self::MediaType(essence(name)),
            None => Self::Style {
                style: "simple",
                explode: header.item().flag("explode"),
                allow_reserved: false,
            },
        }
    }
}

/// Every position that two documents share, in the order of the base document: operations of paths, then those that a
/// concrete path took over, then webhooks and callbacks.
///
/// ```
/// use openapi_compat::{Options, Part, positions};
/// use openapi_doc::{Limits, MemoryFiles, Role, load};
///
/// let document = |id: &str| {
///     let text = format!("
/// openapi: 3.1.1
/// info: {{ title: Pets, version: '1' }}
/// paths:
///   /pets/{{{id}}}:
///     get:
///       parameters: [{{ name: {id}, in: path, required: true, schema: {{ type: string }} }}]
///       responses:
///         '200': {{ description: d, content: {{ application/json: {{ schema: {{ type: object }} }} }} }}
/// ");
///     load("api.yaml", &MemoryFiles::new([("api.yaml", text)]), &Limits::default()).unwrap()
/// };
/// let (base, revision) = (document("id"), document("name"));
/// let found = positions(&base, &revision, &Options::default());
/// let parts: Vec<_> = found.iter().map(|position| (&position.part, position.role)).collect();
/// assert_eq!(parts[0], (&Part::Parameter(openapi_doc::ParameterIn::Path, "id"), Role::Request));
/// assert_eq!(parts[1], (&Part::ResponseBody("200".to_owned(), "application/json"), Role::Response));
/// ```
#[must_use]
pub fn positions<'d>(
    base: &'d Document,
    revision: &'d Document,
    options: &Options,
) -> Vec<Position<'d>> {
    let pairing = crate::takeovers::pair(base, revision, options);
    of_pairing(&pairing, options)
}

pub(crate) fn of_pairing<'d>(pairing: &Pairing<'d>, options: &Options) -> Vec<Position<'d>> {
    let pairs = pairing.operations.iter();
    let found = pairs.flat_map(|pair| of_pair(pair, options));
    found.map(|(position, _)| position).collect()
}

/// The positions of a pair of operations, each with what carries it in a message.
pub(crate) fn of_pair<'d>(
    pair: &OperationPair<'d>,
    options: &Options,
) -> Vec<(Position<'d>, Carrier<'d>)> {
    let mut found = Vec::new();
    let mut collect = Collect {
        pair,
        options,
        found: &mut found,
    };
    collect.parameters();
    collect.request_bodies();
    collect.responses();
    found
}

/// What carries a value in a message, in the base and in the revision.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Carrier<'d> {
    Parameter(Parameter<'d>, Parameter<'d>),
    RequestBody,
    ResponseBody(Response<'d>, Response<'d>),
    ResponseHeader([Response<'d>; 2], [Header<'d>; 2]),
}

struct Collect<'c, 'd> {
    pair: &'c OperationPair<'d>,
    options: &'c Options,
    found: &'c mut Vec<(Position<'d>, Carrier<'d>)>,
}

impl<'d> Collect<'_, 'd> {
    fn request_role(&self) -> Role {
        match self.pair.direction {
            Direction::Outbound => Role::Request,
            Direction::Inbound => Role::Response,
        }
    }

    fn parameters(&mut self) {
        let paired = parameters(self.pair, self.options);
        for (base, revision) in paired.both.into_iter().chain(paired.moved) {
            let (base, revision) = (base.parameter, revision.parameter);
            let described =
                |parameter: Parameter<'d>| match (parameter.schema(), parameter.content()) {
                    (None, Some((_, content))) => (content.schema(), content.item()),
                    (schema, _) => (schema, parameter.item()),
                };
            self.push(
                described(base),
                described(revision),
                self.request_role(),
                "request".to_owned(),
                (
                    Part::Parameter(base.location_in(), base.name()),
                    Carrier::Parameter(base, revision),
                ),
                (
                    Serialization::of_parameter(base),
                    Serialization::of_parameter(revision),
                ),
            );
        }
    }

    fn request_bodies(&mut self) {
        let bodies = (
            self.pair.base.request_body(),
            self.pair.revision.request_body(),
        );
        let (Some(base), Some(revision)) = bodies else {
            return;
        };
        for pair in media_types(base.content(), revision.content()).both {
            self.push(
                of_media_type(pair.base),
                of_media_type(pair.revision),
                self.request_role(),
                "request".to_owned(),
                (Part::RequestBody(pair.name), Carrier::RequestBody),
                in_media_type(pair.name),
            );
        }
    }

    fn responses(&mut self) {
        let role = self.request_role().swapped();
        for pair in responses(self.pair.base, self.pair.revision).both {
            let status = pair.status.to_string();
            for media_type in media_types(pair.base.content(), pair.revision.content()).both {
                self.push(
                    of_media_type(media_type.base),
                    of_media_type(media_type.revision),
                    role,
                    format!("response {status}"),
                    (
                        Part::ResponseBody(status.clone(), media_type.name),
                        Carrier::ResponseBody(pair.base, pair.revision),
                    ),
                    in_media_type(media_type.name),
                );
            }
            for (base, revision) in headers(pair.base, pair.revision, self.options).both {
                let (base, revision) = (base.header, revision.header);
                let described = |header: Header<'d>| match (header.schema(), header.content()) {
                    (None, Some((_, content))) => (content.schema(), content.item()),
                    (schema, _) => (schema, header.item()),
                };
                self.push(
                    described(base),
                    described(revision),
                    role,
                    format!("response {status}"),
                    (
                        Part::ResponseHeader(status.clone(), base.name()),
                        Carrier::ResponseHeader([pair.base, pair.revision], [base, revision]),
                    ),
                    (
                        Serialization::of_header(base),
                        Serialization::of_header(revision),
                    ),
                );
            }
        }
    }

    fn push(
        &mut self,
        base: (Option<Schema<'d>>, Item<'d>),
        revision: (Option<Schema<'d>>, Item<'d>),
        role: Role,
        of_operation: String,
        (part, carrier): (Part<'d>, Carrier<'d>),
        serialization: (Serialization<'d>, Serialization<'d>),
    ) {
        let place =
            |(schema, around): (Option<Schema<'d>>, Item<'d>)| schema.map_or(around, Schema::item);
        let position = Position {
            base: base.0,
            revision: revision.0,
            places: (place(base), place(revision)),
            role,
            operation: self.pair.operation(of_operation),
            part,
            serialization,
        };
        self.found.push((position, carrier));
    }
}

impl OperationPair<'_> {
    /// How findings name a part of it.
    pub(crate) fn operation(&self, part: String) -> Operation {
        Operation {
            path: self.path.clone(),
            method: self.base.method().as_str().to_owned(),
            part,
        }
    }
}

fn of_media_type(media_type: MediaType<'_>) -> (Option<Schema<'_>>, Item<'_>) {
    (media_type.schema(), media_type.item())
}

fn in_media_type<'d>(name: &str) -> (Serialization<'d>, Serialization<'d>) {
    (
        Serialization::MediaType(essence(name)),
        Serialization::MediaType(essence(name)),
    )
}
