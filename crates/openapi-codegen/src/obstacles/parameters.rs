//! Parameters whose text the client cannot write, or writes in another way.

use openapi_doc::{Operation, Parameter, ParameterIn, Property, Schema, Type};
use registry::{Api, Severity};

use super::{Found, Kind};
use crate::media_type::{essence, is_json_by_suffix};
use crate::project::{is_set_by_the_client, sole_part};

const NOT_SENDABLE: Kind = Kind {
    id: "parameter-not-sendable",
    severity: Severity::Error,
    next_step: "describe it as a string that the caller writes, or as a list or a deepObject in the query, or leave it out",
};
const NESTED: Kind = Kind {
    id: "deep-object-nested",
    severity: Severity::Warning,
    next_step: "OpenAPI does not say how; look up whether the server reads it so",
};
const RESERVED: Kind = Kind {
    id: "reserved-characters-encoded",
    severity: Severity::Warning,
    next_step: "leave `allowReserved` out if the server reads them encoded as well, as most do",
};

pub(super) fn find(operation: Operation<'_>, api: &Api, found: &mut Found) {
    for parameter in operation.parameters() {
        if is_set_by_the_client(parameter, api) {
            continue;
        }
        let at = parameter.item();
        let name = format!(
            "{} parameter `{}`",
            parameter.location_in().as_str(),
            parameter.name()
        );
        if parameter.allow_reserved() {
            let message =
                format!("{name}: the client percent-encodes reserved characters all the same");
            found.add(&RESERVED, at, Some(operation), message);
        }
        if let Some((media_type, _)) = parameter.content() {
            let essence = essence(media_type);
            if essence != "application/json" && !is_json_by_suffix(&essence) {
                let message =
                    format!("{name} is written as {media_type}, which the client does not know");
                found.add(&NOT_SENDABLE, at, Some(operation), message);
            }
            continue;
        }
        if let Some(problem) = problem(parameter) {
            found.add(
                &NOT_SENDABLE,
                at,
                Some(operation),
                format!("{name} {problem}"),
            );
        } else if parameter.style() == "deepObject" && is_nested(parameter) {
            let message = format!(
                "{name} has lists or objects inside, which the client writes as `a[b][0]=…`"
            );
            found.add(&NESTED, at, Some(operation), message);
        }
    }
}

/// What the client cannot write of a parameter with a schema.
fn problem(parameter: Parameter<'_>) -> Option<String> {
    let schema = sole_part(parameter.schema()?);
    let is_list = schema.types().contains(Type::Array);
    let is_object = !is_list && (schema.types().contains(Type::Object) || schema.has_properties());
    let style = parameter.style();
    if ["label", "matrix"].contains(&style) {
        return Some(format!(
            "has the style `{style}`, which the client does not write"
        ));
    }
    if style == "deepObject" {
        return None;
    }
    if is_object && parameter.location_in() != ParameterIn::Query {
        return Some("is an object, which the client does not write there".to_owned());
    }
    if is_object && (style != "form" || !parameter.explode()) {
        return Some(format!(
            "is an object in the style `{style}` that is not exploded"
        ));
    }
    let parts: Vec<Schema<'_>> = if is_list {
        schema.items().into_iter().collect()
    } else {
        schema.properties().map(Property::schema).collect()
    };
    let is_structured = |part: &Schema<'_>| is_structured(sole_part(*part));
    parts
        .iter()
        .any(is_structured)
        .then(|| "has lists or objects inside, for which no style has a text".to_owned())
}

fn is_nested(parameter: Parameter<'_>) -> bool {
    parameter.schema().is_some_and(|schema| {
        let schema = sole_part(schema);
        let arms = schema.one_of().into_iter().chain(schema.any_of());
        schema.types().contains(Type::Array)
            || arms.chain([schema]).any(|arm| {
                let mut members = sole_part(arm).properties();
                members.any(|member| is_structured(sole_part(member.schema())))
            })
    })
}

fn is_structured(schema: Schema<'_>) -> bool {
    let types = schema.types();
    types.contains(Type::Array) || types.contains(Type::Object) || schema.has_properties()
}
