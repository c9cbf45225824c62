//! Which rules say the same of one change: data only.

/// By what a rule that tells and one that is told are about the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// The same member, on the side that declares it.
    Member,
    /// The same two schemas.
    Schemas,
    /// The same two schemas, of which the types have nothing in common: nothing else counts beside that.
    UnlikeTypes,
    /// The same two constants.
    Constants,
}

/// A rule that tells what others would say of the same change.
pub(super) struct Telling {
    pub(super) teller: &'static str,
    pub(super) told: &'static [&'static str],
    pub(super) by: By,
}

/// In the order in which they apply.
pub(super) const TELLINGS: &[Telling] = &[
    Telling {
        teller: "request-undecided",
        told: &[
            "request-schema-widened",
            "schema-satisfiable",
            "schema-unsatisfiable",
        ],
        by: By::Schemas,
    },
    Telling {
        teller: "response-undecided",
        told: &[
            "response-schema-narrowed",
            "schema-satisfiable",
            "schema-unsatisfiable",
        ],
        by: By::Schemas,
    },
    Telling {
        teller: "request-enum-value-removed",
        told: &["request-enum-value-added"],
        by: By::Constants,
    },
    Telling {
        teller: "response-enum-value-added",
        told: &["response-enum-value-removed"],
        by: By::Constants,
    },
    Telling {
        teller: "request-property-refused",
        told: &[
            "request-property-removed",
            "request-required-property-removed",
        ],
        by: By::Member,
    },
    Telling {
        teller: "request-required-property-added",
        told: &["request-property-constrained"],
        by: By::Member,
    },
    Telling {
        teller: "request-property-constrained",
        told: &["request-property-added"],
        by: By::Member,
    },
    Telling {
        teller: "response-property-added-to-closed",
        told: &[
            "response-property-added",
            "response-required-property-added",
        ],
        by: By::Member,
    },
    Telling {
        teller: "response-required-property-removed",
        told: &["response-property-unconstrained"],
        by: By::Member,
    },
    Telling {
        teller: "response-property-unconstrained",
        told: &["response-property-removed"],
        by: By::Member,
    },
    Telling {
        teller: "request-members-narrowed",
        told: &["request-record-closed"],
        by: By::Schemas,
    },
    Telling {
        teller: "response-members-widened",
        told: &["response-record-opened"],
        by: By::Schemas,
    },
    Telling {
        teller: "request-members-widened",
        told: &["request-record-opened"],
        by: By::Schemas,
    },
    Telling {
        teller: "response-members-narrowed",
        told: &["response-record-closed"],
        by: By::Schemas,
    },
    Telling {
        teller: "request-null-removed",
        told: &["request-null-removed"],
        by: By::Schemas,
    },
    Telling {
        teller: "request-null-added",
        told: &["request-null-added"],
        by: By::Schemas,
    },
    Telling {
        teller: "response-null-removed",
        told: &["response-null-removed"],
        by: By::Schemas,
    },
    Telling {
        teller: "response-null-added",
        told: &["response-null-added"],
        by: By::Schemas,
    },
    Telling {
        teller: "request-discriminator-narrowed",
        told: &["schema-arms-apart", "schema-arms-overlap"],
        by: By::Schemas,
    },
    Telling {
        teller: "request-discriminator-widened",
        told: &["schema-arms-apart", "schema-arms-overlap"],
        by: By::Schemas,
    },
    Telling {
        teller: "response-discriminator-widened",
        told: &["schema-arms-apart", "schema-arms-overlap"],
        by: By::Schemas,
    },
    Telling {
        teller: "response-discriminator-narrowed",
        told: &["schema-arms-apart", "schema-arms-overlap"],
        by: By::Schemas,
    },
    Telling {
        teller: "request-format-changed",
        told: &["request-string-content-changed"],
        by: By::Schemas,
    },
    Telling {
        teller: "response-format-changed",
        told: &["response-string-content-changed"],
        by: By::Schemas,
    },
    Telling {
        teller: "request-type-changed",
        told: &[
            "request-default-changed",
            "request-enum-value-added",
            "request-enum-value-removed",
            "request-format-changed",
            "request-format-widened",
            "request-items-narrowed",
            "request-items-widened",
            "request-length-narrowed",
            "request-length-widened",
            "request-members-narrowed",
            "request-members-widened",
            "request-pattern-changed",
            "request-pattern-widened",
            "request-range-narrowed",
            "request-range-widened",
            "request-string-content-changed",
            "request-values-closed",
            "request-values-opened",
        ],
        by: By::UnlikeTypes,
    },
    Telling {
        teller: "response-type-changed",
        told: &[
            "response-default-changed",
            "response-enum-value-added",
            "response-enum-value-removed",
            "response-format-changed",
            "response-format-narrowed",
            "response-items-narrowed",
            "response-items-widened",
            "response-length-narrowed",
            "response-length-widened",
            "response-members-narrowed",
            "response-members-widened",
            "response-pattern-changed",
            "response-pattern-narrowed",
            "response-range-narrowed",
            "response-range-widened",
            "response-string-content-changed",
            "response-values-closed",
            "response-values-opened",
        ],
        by: By::UnlikeTypes,
    },
];

/// Rules of requests and of responses for one change, beyond those whose ids say the same but for the role.
pub(super) const TWINS: &[(&str, &str)] = &[
    ("request-format-changed", "response-format-narrowed"),
    ("request-format-widened", "response-format-changed"),
    ("request-pattern-changed", "response-pattern-narrowed"),
    ("request-pattern-widened", "response-pattern-changed"),
    (
        "request-property-added",
        "response-property-added-to-closed",
    ),
    ("request-property-constrained", "response-property-added"),
    ("request-property-refused", "response-property-removed"),
    (
        "request-property-refused",
        "response-required-property-removed",
    ),
    (
        "request-property-removed",
        "response-property-unconstrained",
    ),
    (
        "request-required-property-added",
        "response-property-added-to-closed",
    ),
    ("request-schema-changed", "response-schema-narrowed"),
    ("request-schema-widened", "response-schema-changed"),
    ("request-type-changed", "response-type-narrowed"),
    ("request-type-widened", "response-type-changed"),
];

/// Rules that tell a change in both roles though it only affects one of them: their sentences say so.
pub(super) const OF_BOTH_ROLES: &[&str] = &["default-changed"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;

    #[test]
    fn they_name_rules() {
        let of_tellings = TELLINGS
            .iter()
            .flat_map(|telling| telling.told.iter().chain([&telling.teller]));
        let of_twins = TWINS
            .iter()
            .flat_map(|(request, response)| [request, response]);
        for id in of_tellings.chain(of_twins).chain(OF_BOTH_ROLES) {
            assert!(RULES.iter().any(|rule| rule.id == *id), "{id}");
        }
    }
}
