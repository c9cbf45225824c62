//! Every object of OpenAPI 3.0 and 3.1 with every member, as data.
//!
//! The structural validation walks documents by these tables and by nothing else, so a member that is missing here
//! is reported as unknown, and a member that is here is read: the table cannot drift from the behavior. Whoever must
//! prove that every keyword is dealt with (a comparison, a generator) iterates over [`objects`].

mod lookup;
mod objects;
mod schema;

use crate::version::SpecVersion;

/// The objects that the specification names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs)] // Each is the object of that name in the specification; `ObjectTable::title` has the words.
pub enum ObjectKind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocumentation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
}

/// What a member's value must look like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// Any JSON value.
    Any,
    /// A string.
    String,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A number above zero (`multipleOf`).
    PositiveNumber,
    /// An integer that is not negative (lengths and counts).
    Count,
    /// A schema; in 3.1 also `true` or `false`; a `$ref` may stand in its place.
    Schema,
    /// A schema or, in 3.0 too, `true` or `false` (`additionalProperties`).
    SchemaOrBoolean,
    /// The object of that kind.
    Object(ObjectKind),
    /// The object of that kind, or a `$ref` to one.
    Referable(ObjectKind),
    /// An object with free member names.
    Map(&'static Shape),
    /// An object whose member names are component names (`^[a-zA-Z0-9._-]+$`).
    Components(&'static Shape),
    /// An array.
    Array(&'static Shape),
    /// An array with at least one item.
    NonEmptyArray(&'static Shape),
    /// An array of strings that are all different (`required`).
    UniqueStrings,
    /// `type` of a schema: a name of a JSON type, in 3.1 also an array of them.
    SchemaType,
    /// One of these strings.
    OneOf(&'static [&'static str]),
}

/// Which versions of the specification have a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Versions {
    /// 3.0 and 3.1.
    Both,
    /// 3.0 only.
    Only3_0,
    /// Since 3.1.
    Since3_1,
}

impl Versions {
    /// Whether `version` is one of them.
    #[must_use]
    pub fn contains(self, version: SpecVersion) -> bool {
        match self {
            Self::Both => true,
            Self::Only3_0 => version == SpecVersion::V3_0,
            Self::Since3_1 => version == SpecVersion::V3_1,
        }
    }
}

/// One member of an object.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// What its value must look like.
    pub shape: Shape,
    /// The versions of the specification that know it with this shape.
    pub versions: Versions,
    /// The versions that require it.
    pub required: Option<Versions>,
}

impl Member {
    const fn new(name: &'static str, shape: Shape) -> Self {
        Self {
            name,
            shape,
            versions: Versions::Both,
            required: None,
        }
    }

    const fn required(mut self) -> Self {
        self.required = Some(Versions::Both);
        self
    }

    const fn required_in_3_0(mut self) -> Self {
        self.required = Some(Versions::Only3_0);
        self
    }

    const fn since_3_1(mut self) -> Self {
        self.versions = Versions::Since3_1;
        self
    }

    const fn only_3_0(mut self) -> Self {
        self.versions = Versions::Only3_0;
        self
    }
}

/// What the names of further members must look like, for objects that have patterned fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRule {
    /// A path that begins with `/`.
    PathTemplate,
    /// A status code, a range such as `4XX`, or (as a fixed member) `default`.
    StatusCode,
    /// A runtime expression; not checked.
    Expression,
    /// The name of a security scheme.
    SecurityScheme,
}

/// Further members of an object beside its fixed ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Patterned {
    /// What their names must look like.
    pub keys: KeyRule,
    /// What their values must look like.
    pub shape: Shape,
}

/// One object of the specification.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ObjectTable {
    /// Which object.
    pub kind: ObjectKind,
    /// Its name for messages, with article: `an Operation Object` without the last word.
    pub title: &'static str,
    /// Its fixed members, sorted by name.
    pub members: &'static [Member],
    /// Its patterned members.
    pub patterned: Option<Patterned>,
    /// Whether members that begin with `x-` are allowed.
    pub extensible: bool,
}

impl ObjectTable {
    /// The member `name` as `version` knows it.
    #[must_use]
    pub fn member(&self, name: &str, version: SpecVersion) -> Option<&'static Member> {
        lookup::member(self, name, version)
    }

    /// The members that `version` requires.
    pub fn required(&self, version: SpecVersion) -> impl Iterator<Item = &'static Member> {
        lookup::required(self, version).iter().copied()
    }
}

/// The table of every object.
///
/// ```
/// use openapi_doc::{SpecVersion, vocabulary};
///
/// let operation = vocabulary::object(vocabulary::ObjectKind::Operation);
/// assert!(operation.member("operationId", SpecVersion::V3_0).is_some());
/// assert!(operation.member("operationID", SpecVersion::V3_0).is_none());
/// ```
#[must_use]
pub fn objects() -> &'static [ObjectTable] {
    objects::OBJECTS
}

/// The table of one object.
#[must_use]
pub fn object(kind: ObjectKind) -> &'static ObjectTable {
    objects::table(kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fmt::Write as _;

    #[test]
    fn tables_are_sorted_complete_and_without_duplicates() {
        let mut kinds = BTreeSet::new();
        for table in objects() {
            assert!(kinds.insert(table.kind), "{:?} twice", table.kind);
            assert_eq!(object(table.kind), table);
            assert!(
                table.members.is_sorted_by_key(|member| member.name),
                "{:?}",
                table.kind
            );
            for version in [SpecVersion::V3_0, SpecVersion::V3_1] {
                let names: Vec<_> = table
                    .members
                    .iter()
                    .filter(|m| m.versions.contains(version))
                    .map(|m| m.name)
                    .collect();
                assert_eq!(
                    names.iter().collect::<BTreeSet<_>>().len(),
                    names.len(),
                    "{:?}",
                    table.kind
                );
                for name in names {
                    assert_eq!(table.member(name, version).map(|m| m.name), Some(name));
                }
            }
        }
        assert_eq!(kinds.len(), ObjectKind::SecurityRequirement as usize + 1);
    }

    /// The whole table in one reviewed listing: a change of a member, its shape or its versions shows here.
    #[test]
    fn coverage() {
        let mut listing = String::new();
        for table in objects() {
            writeln!(
                listing,
                "{:?}{}",
                table.kind,
                if table.extensible { " x-" } else { "" }
            )
            .unwrap();
            for member in table.members {
                write!(listing, "  {} {:?}", member.name, member.shape).unwrap();
                match member.versions {
                    Versions::Both => {}
                    Versions::Only3_0 => listing.push_str(" [3.0]"),
                    Versions::Since3_1 => listing.push_str(" [3.1]"),
                }
                match member.required {
                    None => {}
                    Some(Versions::Both) => listing.push_str(" required"),
                    Some(versions) => write!(listing, " required {versions:?}").unwrap(),
                }
                listing.push('\n');
            }
            if let Some(patterned) = table.patterned {
                writeln!(listing, "  <{:?}> {:?}", patterned.keys, patterned.shape).unwrap();
            }
        }
        insta::assert_snapshot!(listing);
    }
}
