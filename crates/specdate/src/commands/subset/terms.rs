//! What a question is asked by, beside its two schemas.

use schema_subset::{Formats, Options, Reading, Role, Schema, Verdict, subset, subset_in_role};

use crate::cli::{DialectName, RoleName};

/// The options of one question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) dialect: DialectName,
    pub(super) role: Option<RoleName>,
    /// None is the usual reading of the dialect.
    pub(super) format_assertion: Option<bool>,
}

impl Terms {
    /// How both schemas are read.
    pub(super) fn reading(self) -> Reading {
        let reading = Reading::of(self.dialect.into());
        match self.format_assertion {
            Some(true) => reading.formats(Formats::Assertion),
            Some(false) => reading.formats(Formats::Annotation),
            None => reading,
        }
    }

    pub(super) fn role(self) -> Option<Role> {
        self.role.map(Role::from)
    }

    /// Answers the question about two schemas that were read by [`reading`](Self::reading).
    pub(super) fn decide(self, a: &Schema, b: &Schema, options: &Options) -> Verdict {
        match self.role() {
            Some(role) => subset_in_role(a, b, role, options),
            None => subset(a, b, options),
        }
    }
}

#[cfg(test)]
mod tests {
    use schema_subset::Dialect;

    use super::*;

    #[test]
    fn formats_are_read_as_the_dialect_does_unless_it_is_said() {
        let of = |dialect, format_assertion| {
            let terms = Terms {
                dialect,
                role: None,
                format_assertion,
            };
            (terms.reading().dialect, terms.reading().formats)
        };
        let (json, openapi) = (DialectName::JsonSchema2020_12, DialectName::OpenApi3_0);
        let (json_schema, openapi_3_0) = (Dialect::JsonSchema2020_12, Dialect::OpenApi3_0);
        assert_eq!(of(json, None), (json_schema, Formats::Annotation));
        assert_eq!(of(json, Some(true)), (json_schema, Formats::Assertion));
        assert_eq!(of(openapi, None), (openapi_3_0, Formats::Assertion));
        assert_eq!(of(openapi, Some(false)), (openapi_3_0, Formats::Annotation));
    }
}
