//! What the outside asks.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;
use source_tree::{Pointer, SourceTree};

use super::documents::{Documents, Location};
use super::sent::Walk;
use super::translate::{Side, View};
use super::validator::Validators;
use crate::dialect::{Reading, Role};

/// Why a value could not be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchecked(pub(super) String);

impl Unchecked {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for Unchecked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unchecked {}

/// A position in a document, in the role in which it is looked at.
pub type Position = (String, Pointer, Option<Role>);

/// Judges values by the schemas of some documents, apart from the search.
///
/// ```
/// use schema_subset::check::Checker;
/// use schema_subset::{Dialect, Reading, Role};
/// use source_tree::{Format, Limits, Pointer, SourceTree};
///
/// let text = br#"{"type": "object", "properties": {"name": {"type": "string"}}}"#;
/// let tree = SourceTree::parse("a.json", text.to_vec(), Format::Json, &Limits::default())?;
/// let mut checker = Checker::new(Reading::of(Dialect::JsonSchema2020_12), &[("a.json", &tree)]);
///
/// let value = serde_json::json!({"name": "Ann", "age": 3});
/// let root = Pointer::root();
/// assert_eq!(checker.valid("a.json", &root, None, &value), Ok(true));
/// // A receiver has to accept it, but nobody sends a member that is declared nowhere.
/// assert_eq!(checker.sent("a.json", &root, Some(Role::Request), &value), Ok(false));
/// # Ok::<(), source_tree::ParseError>(())
/// ```
pub struct Checker<'t> {
    documents: Documents<'t>,
    validators: Validators,
    /// What is compiled at once.
    prepared: Vec<Position>,
}

impl<'t> Checker<'t> {
    /// A checker of documents, each under the URI by which `$ref`s name it.
    #[must_use]
    pub fn new(reading: Reading, documents: &[(&str, &'t SourceTree)]) -> Self {
        Self {
            documents: Documents::new(reading, documents),
            validators: Validators::default(),
            prepared: Vec::new(),
        }
    }

    /// Reads the `oneOf` of one schema as `anyOf`, on either side. To be called before anything is
    /// asked.
    pub fn read_one_of_as_any_of(&mut self, uri: &str, pointer: &Pointer) {
        if let Ok(location) = self.documents.find(uri, pointer) {
            self.documents.one_of_as_any_of.insert(location.place());
        }
    }

    /// Takes a sender to send everything that is accepted at one schema. To be called before
    /// anything is asked.
    pub fn accept_at(&mut self, uri: &str, pointer: &Pointer) {
        if let Ok(location) = self.documents.find(uri, pointer) {
            self.documents.accepted_at.insert(location.place());
        }
    }

    /// Compiles all positions that will be asked about into one validator, for these values and those with the same members:
    /// much faster than one by one. Positions that cannot be compiled answer for themselves when they are asked about.
    pub fn prepare<'v>(
        &mut self,
        positions: &[Position],
        values: impl IntoIterator<Item = &'v Value>,
    ) {
        for value in values {
            self.validators.take_names(value);
        }
        self.prepared = positions.to_vec();
        self.define_prepared();
    }

    /// Forgets what was compiled for other values, unless that serves for this one as it is. What is asked about next is
    /// compiled for its value alone.
    pub fn forget_for(&mut self, value: &Value) {
        self.prepared.clear();
        if !self.validators.fit(value) {
            self.validators = Validators::default();
        }
    }

    fn define_prepared(&mut self) {
        let positions = std::mem::take(&mut self.prepared);
        let mut seen = BTreeSet::new();
        for (uri, pointer, role) in &positions {
            for side in [Side::Receiver, Side::Sender] {
                if role.is_none() && side == Side::Sender
                    || !seen.insert((uri, pointer, role, side))
                {
                    continue;
                }
                if let Ok(location) = self.root(uri, pointer, View { role: *role, side }) {
                    // A failure is kept for the question.
                    let _ = self.validators.define(&self.documents, location);
                }
            }
        }
        self.prepared = positions;
    }

    fn take_names(&mut self, value: &Value) {
        if self.validators.take_names(value) {
            self.define_prepared();
        }
    }

    /// Whether `value` is accepted at a position: valid after the projection of the role, under
    /// which members that the sender leaves out are not required.
    ///
    /// # Errors
    /// If the position does not exist, or its schemas have a keyword (`$dynamicRef`), a reference,
    /// a number or a pattern that the validator cannot judge exactly.
    pub fn valid(
        &mut self,
        uri: &str,
        pointer: &Pointer,
        role: Option<Role>,
        value: &Value,
    ) -> Result<bool, Unchecked> {
        self.take_names(value);
        let side = Side::Receiver;
        let location = self.root(uri, pointer, View { role, side })?;
        self.validators.holds(&self.documents, location, value)
    }

    /// Whether the sender of a role would send `value`: it is valid, and at every object and array
    /// down the tree all that is in it is declared, or it is a free-form map, or it is a value of
    /// an `enum` or `const`.
    ///
    /// # Errors
    /// As [`valid`](Self::valid), or if there are too many ways to choose the arms that apply.
    pub fn sent(
        &mut self,
        uri: &str,
        pointer: &Pointer,
        role: Option<Role>,
        value: &Value,
    ) -> Result<bool, Unchecked> {
        self.take_names(value);
        let side = Side::Sender;
        let location = self.root(uri, pointer, View { role, side })?;
        if !self.validators.holds(&self.documents, location, value)? {
            return Ok(false);
        }
        Walk::new(&self.documents, &mut self.validators).is_sent(&[location], value)
    }

    fn root(
        &mut self,
        uri: &str,
        pointer: &Pointer,
        view: View,
    ) -> Result<Location<'t>, Unchecked> {
        let place = self.documents.find(uri, pointer)?;
        self.documents.at_new_value(Location { view, ..place })
    }
}
