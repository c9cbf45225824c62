//! Unions whose arms the client cannot tell apart as the document does.

use std::collections::HashSet;

use openapi_doc::{Role, Roles, Schema, SchemaId, Type};
use registry::Severity;

use super::{Found, Kind};

const HIDDEN: Kind = Kind {
    id: "union-arm-hidden",
    severity: Severity::Warning,
    next_step: "require a member that only the earlier arm has, put the arm with more required members first, or name a `discriminator`",
};
const WITHOUT_ARMS: Kind = Kind {
    id: "discriminator-without-arms",
    severity: Severity::Warning,
    next_step: "list the schemas that it chooses from by `oneOf` at the places where they are meant",
};

pub(super) fn find(schemas: &[Schema<'_>], roles: &Roles, found: &mut Found) {
    // In requests the caller chooses the arm.
    let is_read = |schema: &&Schema<'_>| roles.contains(schema.id(), Role::Response);
    let used = used_by_themselves(schemas);
    for schema in schemas.iter().filter(is_read) {
        let (one_of, any_of) = (schema.one_of(), schema.any_of());
        let has_arms = !one_of.is_empty() || !any_of.is_empty();
        let has_discriminator = schema.discriminator_property().is_some();
        if has_discriminator && !has_arms && used.contains(&schema.id()) {
            let message = "the discriminator chooses among schemas that are not listed: the client reads the members of this one alone";
            found.add(&WITHOUT_ARMS, schema.item(), None, message);
        }
        // The client asks the discriminator only where every arm has a name that it can have.
        let arms = one_of.iter().chain(&any_of);
        if has_arms && has_discriminator && is_plain(*schema, arms) {
            continue;
        }
        // Arms of `anyOf` may all hold; they are read beside each other.
        for (index, arm) in one_of.iter().enumerate() {
            let later = one_of.iter().skip(index + 1);
            if takes_every_object(*arm) && later.into_iter().any(|later| is_object(later.resolve()))
            {
                let message = format!(
                    "arm {} of the union takes every object, so the client never reads the objects of a later arm as such",
                    index + 1
                );
                found.add(&HIDDEN, arm.item(), None, message);
            }
        }
    }
}

/// What is referred to as a value of its own, and not only as a part of other schemas.
fn used_by_themselves(schemas: &[Schema<'_>]) -> HashSet<SchemaId> {
    let parts: HashSet<SchemaId> = schemas
        .iter()
        .flat_map(|schema| schema.all_of())
        .map(Schema::id)
        .collect();
    schemas
        .iter()
        .filter(|schema| !parts.contains(&schema.id()))
        .filter_map(|schema| Some(schema.target()?.resolve().id()))
        .collect()
}

fn is_object(schema: Schema<'_>) -> bool {
    schema.types().contains(Type::Object) || schema.has_properties()
}

/// Whether the Rust type of a schema reads any object: nothing is required, and no undeclared member refused.
fn takes_every_object(schema: Schema<'_>) -> bool {
    let schema = schema.resolve();
    is_object(schema)
        && schema.required().next().is_none()
        && schema.all_of().is_empty()
        && schema
            .properties()
            .all(|property| property.schema().resolve().enum_values().is_none())
}

/// Whether a union consists of references and nothing else.
fn is_plain<'s>(schema: Schema<'_>, mut arms: impl Iterator<Item = &'s Schema<'s>>) -> bool {
    arms.all(|arm| arm.target().is_some()) && !schema.has_properties() && schema.all_of().is_empty()
}
