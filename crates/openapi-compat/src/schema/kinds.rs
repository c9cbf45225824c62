//! The kinds of changes that schemas make to what is allowed, with their rules: data only.

use openapi_doc::Role;

/// Which way a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Sense {
    /// Something that is sent is no longer accepted.
    Tightened,
    /// Something is accepted, or no longer sent, that was refused.
    Loosened,
}

/// The rules of one kind of change. Tightened means fewer values in requests and more in responses; loosened is the same
/// change made backwards.
pub(super) struct Rules {
    request: (&'static str, &'static str),
    response: (&'static str, &'static str),
}

impl Rules {
    /// Whether it is about a keyword that combines schemas.
    pub(super) fn is_choice(&self) -> bool {
        self.request == CHOICE.request
    }

    pub(super) fn of(&self, role: Role, sense: Sense) -> &'static str {
        let (tightened, loosened) = match role {
            Role::Request => self.request,
            Role::Response => self.response,
        };
        match sense {
            Sense::Tightened => tightened,
            Sense::Loosened => loosened,
        }
    }
}

pub(super) const UNDECIDED: Rules = Rules {
    request: ("request-undecided", "request-undecided"),
    response: ("response-undecided", "response-undecided"),
};
/// Made backwards, the walk of what is declared tells of it.
pub(super) const CONSTRAINED: Rules = Rules {
    request: ("request-property-constrained", "request-property-removed"),
    response: ("response-property-unconstrained", "response-property-added"),
};
pub(super) const BECAME_REQUIRED: Rules = Rules {
    request: (
        "request-property-became-required",
        "request-property-became-optional",
    ),
    response: (
        "response-property-became-optional",
        "response-property-became-required",
    ),
};
/// Made backwards, the walk of what is declared tells of it.
pub(super) const REQUIRED_ADDED: Rules = Rules {
    request: (
        "request-required-property-added",
        "request-required-property-removed",
    ),
    response: (
        "response-required-property-removed",
        "response-required-property-added",
    ),
};
/// Made backwards, the walk of what is declared tells of it.
pub(super) const REFUSED: Rules = Rules {
    request: ("request-property-refused", "request-property-added"),
    response: (
        "response-property-added-to-closed",
        "response-property-removed",
    ),
};
pub(super) const MEMBERS: Rules = Rules {
    request: ("request-members-narrowed", "request-members-widened"),
    response: ("response-members-widened", "response-members-narrowed"),
};
pub(super) const VALUES_CLOSED: Rules = Rules {
    request: ("request-values-closed", "request-values-opened"),
    response: ("response-values-opened", "response-values-closed"),
};
pub(super) const LISTED: Rules = Rules {
    request: ("request-enum-value-removed", "request-enum-value-added"),
    response: ("response-enum-value-added", "response-enum-value-removed"),
};
pub(super) const DISCRIMINATOR: Rules = Rules {
    request: (
        "request-discriminator-narrowed",
        "request-discriminator-widened",
    ),
    response: (
        "response-discriminator-widened",
        "response-discriminator-narrowed",
    ),
};
pub(super) const NULL: Rules = Rules {
    request: ("request-null-removed", "request-null-added"),
    response: ("response-null-added", "response-null-removed"),
};
const TYPE: Rules = Rules {
    request: ("request-type-changed", "request-type-widened"),
    response: ("response-type-changed", "response-type-narrowed"),
};
const RANGE: Rules = Rules {
    request: ("request-range-narrowed", "request-range-widened"),
    response: ("response-range-widened", "response-range-narrowed"),
};
const LENGTH: Rules = Rules {
    request: ("request-length-narrowed", "request-length-widened"),
    response: ("response-length-widened", "response-length-narrowed"),
};
const PATTERN: Rules = Rules {
    request: ("request-pattern-changed", "request-pattern-widened"),
    response: ("response-pattern-changed", "response-pattern-narrowed"),
};
const FORMAT: Rules = Rules {
    request: ("request-format-changed", "request-format-widened"),
    response: ("response-format-changed", "response-format-narrowed"),
};
const ITEMS: Rules = Rules {
    request: ("request-items-narrowed", "request-items-widened"),
    response: ("response-items-widened", "response-items-narrowed"),
};
const CHOICE: Rules = Rules {
    request: ("request-choice-narrowed", "request-choice-widened"),
    response: ("response-choice-widened", "response-choice-narrowed"),
};
const SCHEMA: Rules = Rules {
    request: ("request-schema-changed", "request-schema-widened"),
    response: ("response-schema-changed", "response-schema-narrowed"),
};

/// The rules of a keyword that needs no closer look.
pub(super) fn of_keyword(keyword: &str) -> &'static Rules {
    match keyword {
        "type" | "nullable" => &TYPE,
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => &RANGE,
        "minLength" | "maxLength" => &LENGTH,
        "pattern" => &PATTERN,
        "format" => &FORMAT,
        "minItems" | "maxItems" | "uniqueItems" | "contains" | "minContains" | "maxContains"
        | "prefixItems" | "items" | "unevaluatedItems" => &ITEMS,
        "minProperties" | "maxProperties" | "propertyNames" | "dependentRequired"
        | "dependentSchemas" | "patternProperties" => &MEMBERS,
        "anyOf" | "oneOf" | "not" | "if" | "then" | "else" => &CHOICE,
        _ => &SCHEMA,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;

    #[test]
    fn each_is_a_rule() {
        let keywords = [
            "type",
            "minimum",
            "maxLength",
            "pattern",
            "format",
            "items",
            "oneOf",
            "x",
        ];
        let of_keywords = keywords.map(of_keyword);
        let others = [
            &UNDECIDED,
            &CONSTRAINED,
            &BECAME_REQUIRED,
            &REQUIRED_ADDED,
            &REFUSED,
            &MEMBERS,
            &VALUES_CLOSED,
            &LISTED,
            &DISCRIMINATOR,
            &NULL,
        ];
        for rules in others.into_iter().chain(of_keywords) {
            for role in [Role::Request, Role::Response] {
                for sense in [Sense::Tightened, Sense::Loosened] {
                    let id = rules.of(role, sense);
                    assert!(RULES.iter().any(|rule| rule.id == id), "{id}");
                }
            }
        }
    }
}
