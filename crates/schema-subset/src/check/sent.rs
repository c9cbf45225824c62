//! What a sender sends, by walking a value beside the schemas that apply to it.

use serde_json::{Map, Value};
use source_tree::Node;

use super::checker::Unchecked;
use super::documents::{Documents, Location};
use super::keywords::{OF_ARRAYS, OF_OBJECTS};
use super::translate::{Side, is_or_null};
use super::validator::Validators;
use super::values::to_json;

/// Ways to choose among the arms of `anyOf` that are looked at.
const MAX_CHOICES: usize = 512;
/// References from a schema to another for the same value.
const MAX_IN_PLACE: usize = 100;
/// Values, ways and schemas looked at for one question.
const MAX_WORK: usize = 200_000;

/// What applies at one value.
#[derive(Clone, Default)]
struct Applying<'t> {
    schemas: Vec<Location<'t>>,
    /// The properties that discriminators name, of the arms that are taken.
    tags: Vec<&'t str>,
}

impl<'t> Applying<'t> {
    fn of(schema: Location<'t>) -> Self {
        Self {
            schemas: vec![schema],
            tags: Vec::new(),
        }
    }

    fn with(&self, other: &Self) -> Self {
        Self {
            schemas: [self.schemas.as_slice(), &other.schemas].concat(),
            tags: [self.tags.as_slice(), &other.tags].concat(),
        }
    }
}

pub(super) struct Walk<'w, 't> {
    documents: &'w Documents<'t>,
    validators: &'w mut Validators,
    work: usize,
}

impl<'w, 't> Walk<'w, 't> {
    pub(super) fn new(documents: &'w Documents<'t>, validators: &'w mut Validators) -> Self {
        Self {
            documents,
            validators,
            work: 0,
        }
    }

    /// Whether the sender sends `value`, which is valid, where these schemas describe it.
    pub(super) fn is_sent(
        &mut self,
        schemas: &[Location<'t>],
        value: &Value,
    ) -> Result<bool, Unchecked> {
        // Accepted takes the place of sent here, with all that is inside.
        let accepts_all = |schema: &Location<'t>| schema.view.side == Side::Receiver;
        if schemas.iter().any(accepts_all) {
            return Ok(true);
        }
        let mut ways = vec![Applying::default()];
        for &schema in schemas {
            let more = self.applying(schema, value, 0)?;
            ways = self.product(&ways, &more)?;
        }
        for way in ways {
            if self.holds_in(&way, value)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn spend(&mut self, amount: usize) -> Result<(), Unchecked> {
        self.work += amount;
        if self.work > MAX_WORK {
            return Err(Unchecked::new(
                "too many schemas apply to decide what is sent",
            ));
        }
        Ok(())
    }

    fn product(
        &mut self,
        left: &[Applying<'t>],
        right: &[Applying<'t>],
    ) -> Result<Vec<Applying<'t>>, Unchecked> {
        if left.len().saturating_mul(right.len()) > MAX_CHOICES {
            return Err(Unchecked::new(
                "too many arms of `anyOf` hold to decide what is sent",
            ));
        }
        self.spend(left.len() * right.len())?;
        let pairs = left.iter().flat_map(|a| right.iter().map(|b| a.with(b)));
        Ok(pairs.collect())
    }

    /// The ways to choose the schema objects that apply: one, unless arms of an `anyOf` hold.
    fn applying(
        &mut self,
        schema: Location<'t>,
        value: &Value,
        depth: usize,
    ) -> Result<Vec<Applying<'t>>, Unchecked> {
        if depth > MAX_IN_PLACE {
            return Err(Unchecked::new(
                "a schema that refers to itself for the same value",
            ));
        }
        self.spend(1)?;
        if schema.node.as_object().is_none() {
            return Ok(vec![Applying::default()]);
        }
        let schema = self.documents.entered(schema);
        if value.is_null() && is_or_null(self.documents, schema) {
            return Ok(vec![Applying::default()]);
        }
        let mut all: Vec<Location<'t>> = self.documents.referenced(schema)?.into_iter().collect();
        all.extend(self.documents.listed(schema, "allOf"));
        if let Value::Object(members) = value {
            let dependent = self.documents.named(schema, "dependentSchemas").into_iter();
            all.extend(
                dependent
                    .filter(|(name, _)| members.contains_key(*name))
                    .map(|(_, s)| s),
            );
        }
        if let Some(test) = self.documents.single(schema, "if") {
            if self.is_valid(test, value)? {
                all.push(test);
                all.extend(self.documents.single(schema, "then"));
            } else {
                all.extend(self.documents.single(schema, "else"));
            }
        }
        let mut ways = vec![Applying::of(schema)];
        for other in all {
            let more = self.applying(other, value, depth + 1)?;
            ways = self.product(&ways, &more)?;
        }
        // Of a `oneOf` exactly one arm holds, unless it is read as `anyOf`: the same rule serves.
        for keyword in ["oneOf", "anyOf"] {
            if self.documents.keyword(schema, keyword).is_some() {
                let more = self.some_of(schema, keyword, value, depth)?;
                ways = self.product(&ways, &more)?;
            }
        }
        Ok(ways)
    }

    /// Any choice of at least one of the arms that hold.
    fn some_of(
        &mut self,
        schema: Location<'t>,
        keyword: &str,
        value: &Value,
        depth: usize,
    ) -> Result<Vec<Applying<'t>>, Unchecked> {
        let mut none_yet = vec![Applying::default()];
        let mut some: Vec<Applying<'t>> = Vec::new();
        for arm in self.documents.listed(schema, keyword) {
            if !self.is_valid(arm, value)? {
                continue;
            }
            let tag = self.documents.tag(schema, arm);
            if tag.as_ref().is_some_and(|tag| !tag.allows(value)) {
                continue;
            }
            let mut arm = self.applying(arm, value, depth + 1)?;
            for way in &mut arm {
                way.tags.extend(tag.as_ref().map(|tag| tag.property));
            }
            let mut with_arm = self.product(&some, &arm)?;
            with_arm.extend(self.product(&none_yet, &arm)?);
            some.extend(with_arm);
            if some.len() > MAX_CHOICES {
                return Err(Unchecked::new(
                    "too many arms of `anyOf` hold to decide what is sent",
                ));
            }
        }
        none_yet.clear();
        Ok(some)
    }

    fn is_valid(&mut self, schema: Location<'t>, value: &Value) -> Result<bool, Unchecked> {
        self.spend(1)?;
        self.validators.holds(self.documents, schema, value)
    }

    /// The rule at one value, for one choice of the schemas that apply.
    fn holds_in(&mut self, way: &Applying<'t>, value: &Value) -> Result<bool, Unchecked> {
        self.spend(1)?;
        let schemas = way.schemas.as_slice();
        if schemas
            .iter()
            .any(|&schema| !self.is_of_its_type(schema, value))
        {
            return Ok(false);
        }
        for &schema in schemas {
            if self.is_listed(schema, value)? {
                return Ok(true);
            }
        }
        match value {
            Value::Object(members) => self.holds_in_object(way, members),
            Value::Array(items) => self.holds_in_array(schemas, items),
            _ => Ok(true),
        }
    }

    /// Whether the value is one of an `enum` or `const`: sent with everything in it.
    fn is_listed(&self, schema: Location<'t>, value: &Value) -> Result<bool, Unchecked> {
        let values = self
            .documents
            .keyword(schema, "enum")
            .and_then(Node::as_array);
        let single = self.documents.keyword(schema, "const");
        for written in values.into_iter().flatten().chain(single) {
            if same(&to_json(written, 0)?, value) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A schema with keywords of objects (arrays) and neither `type` nor a list of values is about objects (arrays) only.
    fn is_of_its_type(&self, schema: Location<'t>, value: &Value) -> bool {
        let has = |keyword: &&str| self.documents.keyword(schema, keyword).is_some();
        if ["type", "enum", "const"].iter().any(has) {
            return true;
        }
        let (objects, arrays) = (OF_OBJECTS.iter().any(has), OF_ARRAYS.iter().any(has));
        !(objects || arrays) || objects && value.is_object() || arrays && value.is_array()
    }

    fn holds_in_object(
        &mut self,
        way: &Applying<'t>,
        members: &Map<String, Value>,
    ) -> Result<bool, Unchecked> {
        let schemas = way.schemas.as_slice();
        let has = |schema: Location<'t>, keyword| self.documents.keyword(schema, keyword).is_some();
        let is_map = schemas.iter().all(|&schema| {
            !["properties", "required", "patternProperties"]
                .into_iter()
                .any(|k| has(schema, k))
        });
        for (name, member) in members {
            // The values that a discriminator leads by are listed, so there is nothing below.
            let is_tag = way.tags.contains(&name.as_str());
            let mut is_declared = is_map || is_tag;
            let mut below: Vec<Location<'t>> = Vec::new();
            let mut rest: Vec<Location<'t>> = Vec::new();
            let mut is_evaluated = is_tag;
            for &schema in schemas {
                self.spend(1)?;
                let found = self.member_schemas(schema, name)?;
                is_declared |= !found.is_empty() || self.is_required(schema, name);
                is_evaluated |= !found.is_empty();
                below.extend(found);
                rest.extend(self.documents.single(schema, "unevaluatedProperties"));
            }
            is_declared |= !rest.is_empty();
            if !is_declared {
                return Ok(false);
            }
            if !is_evaluated {
                below.extend(rest);
            }
            if !self.is_sent_below(below, member)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The schemas that one schema object has for a member.
    fn member_schemas(
        &mut self,
        schema: Location<'t>,
        name: &str,
    ) -> Result<Vec<Location<'t>>, Unchecked> {
        let properties = self.documents.keyword(schema, "properties");
        let property = properties.and_then(|properties| properties.get(name));
        let mut found: Vec<Location<'t>> = property
            .map(|node| schema.child(node))
            .into_iter()
            .collect();
        for (pattern, below) in self.documents.named(schema, "patternProperties") {
            if self.validators.matches(pattern, name)? {
                found.push(below);
            }
        }
        if found.is_empty() {
            found.extend(self.documents.single(schema, "additionalProperties"));
        }
        Ok(found)
    }

    fn is_required(&self, schema: Location<'t>, name: &str) -> bool {
        let in_list = |node: Node<'t>| {
            let names = node.as_array();
            names
                .into_iter()
                .flatten()
                .any(|item| item.as_str() == Some(name))
        };
        let dependent = self.documents.keyword(schema, "dependentRequired");
        let mut lists = dependent.and_then(Node::as_object).into_iter().flatten();
        self.documents
            .keyword(schema, "required")
            .is_some_and(in_list)
            || lists.any(|(_, names)| in_list(names))
    }

    fn holds_in_array(
        &mut self,
        schemas: &[Location<'t>],
        items: &[Value],
    ) -> Result<bool, Unchecked> {
        let has_prefix = schemas
            .iter()
            .any(|&schema| self.documents.keyword(schema, "prefixItems").is_some());
        for (index, item) in items.iter().enumerate() {
            let mut below: Vec<Location<'t>> = Vec::new();
            let mut rest: Vec<Location<'t>> = Vec::new();
            let mut is_placed = false;
            for &schema in schemas {
                self.spend(1)?;
                let prefix = self.documents.listed(schema, "prefixItems");
                let own = prefix.get(index).copied();
                let own = own.or_else(|| self.documents.single(schema, "items"));
                is_placed |= own.is_some();
                below.extend(own);
                if let Some(some) = self.documents.single(schema, "contains") {
                    let some = self.documents.at_new_value(some)?;
                    if self.is_valid(some, item)? {
                        below.push(some);
                    }
                }
                rest.extend(self.documents.single(schema, "unevaluatedItems"));
            }
            // What `contains` says of an item gives it no place behind the prefix.
            if !is_placed && has_prefix && rest.is_empty() {
                return Ok(false);
            }
            if below.is_empty() {
                below = rest;
            }
            if !self.is_sent_below(below, item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn is_sent_below(
        &mut self,
        schemas: Vec<Location<'t>>,
        value: &Value,
    ) -> Result<bool, Unchecked> {
        let mut below = Vec::with_capacity(schemas.len());
        for schema in schemas {
            below.push(self.documents.at_new_value(schema)?);
        }
        self.is_sent(&below, value)
    }
}

/// Equality of JSON Schema: `1` and `1.0` are the same number.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            a == b || a.as_f64() == b.as_f64() && (a.is_f64() || b.is_f64())
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let same_member =
                |(name, a): (&String, &Value)| b.get(name).is_some_and(|b| same(a, b));
            a.len() == b.len() && a.iter().all(same_member)
        }
        _ => a == b,
    }
}
