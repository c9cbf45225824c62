//! Whether one value meets a literal: three-valued, and only for values at hand.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Search;
use super::literal::{Lit, Projection};
use crate::ir::{Arrays, Node, NodeId, Numbers, Objects, Strings};
use crate::numbers::Decimal;
use crate::strings::has_format;
use crate::value::Value;

/// Schemas inside schemas; deeper is not known.
const MAX_DEPTH: usize = 600;

/// What a schema is asked about: names that leave `required`, and whether `oneOf` is read as `anyOf`.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub projection: Projection,
    pub one_as_any: bool,
}

/// All must hold: one that fails settles it, one that is not known leaves it open.
#[derive(Clone, Copy)]
struct All(Option<bool>);

impl All {
    /// `false` says that nothing more needs to be looked at.
    fn and(&mut self, next: Option<bool>) -> bool {
        self.0 = match (self.0, next) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (None, _) | (_, None) => None,
            _ => Some(true),
        };
        self.0 != Some(false)
    }
}

impl Search<'_> {
    /// Whether the value meets every literal, with a sender's literals read as what is accepted.
    pub(crate) fn meets(&mut self, lits: &[Lit], value: &Value) -> Option<bool> {
        let one_as_any = self.relaxed(lits).is_some();
        let mut all = All(Some(true));
        for &lit in lits {
            if !all.and(self.meets_one(lit, value, one_as_any)) {
                break;
            }
        }
        all.0
    }

    fn meets_one(&mut self, lit: Lit, value: &Value, one_as_any: bool) -> Option<bool> {
        let place = |projection| Place {
            projection,
            one_as_any,
        };
        match lit {
            Lit::Pos(node, projection) | Lit::Sent(node, projection) => {
                self.valid(node, place(projection), value, MAX_DEPTH)
            }
            Lit::Neg(node, projection) => {
                Some(!self.valid(node, place(projection), value, MAX_DEPTH)?)
            }
            Lit::Any(arms) => {
                let arms = self.list(arms);
                let mut unknown = false;
                for &lit in arms.iter() {
                    match self.meets_one(lit, value, one_as_any) {
                        Some(true) => return Some(true),
                        Some(false) => {}
                        None => unknown = true,
                    }
                }
                (!unknown).then_some(false)
            }
            Lit::Differs(other) => self.value(other).map(|other| *other != *value),
            Lit::Matches(pattern, holds) => match value {
                Value::String(text) => Some(self.matches(pattern, text)? == holds),
                _ => Some(false),
            },
        }
    }

    fn matches(&mut self, pattern: u32, text: &str) -> Option<bool> {
        let schemas = self.schemas;
        schemas.pattern(pattern)?.is_match(text, &mut self.steps)
    }

    pub(super) fn valid(
        &mut self,
        id: NodeId,
        place: Place,
        value: &Value,
        depth: usize,
    ) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        stacker::maybe_grow(super::RED_ZONE, super::STACK, || {
            self.valid_here(id, place, value, depth)
        })
    }

    fn valid_here(
        &mut self,
        id: NodeId,
        place: Place,
        value: &Value,
        depth: usize,
    ) -> Option<bool> {
        if !self.steps.take(1) {
            return None;
        }
        let node = self.node(id);
        let mut all = All(Some(!node.never));
        if let Some(types) = node.types {
            all.and(Some(types.allow(value)));
        }
        if node.values.is_some() {
            all.and(Some(self.is_listed(id, value)));
        }
        if all.0 == Some(false) {
            return Some(false);
        }
        match value {
            Value::Number(number) => {
                if let Some(numbers) = &node.numbers {
                    all.and(valid_number(numbers, *number));
                }
            }
            Value::String(text) => {
                if let Some(strings) = &node.strings {
                    all.and(self.valid_string(strings, text));
                }
            }
            Value::Array(items) => {
                if let Some(arrays) = &node.arrays {
                    all.and(self.valid_array(id, arrays, place, items, depth));
                }
            }
            Value::Object(_) => {
                if let Some(objects) = &node.objects {
                    all.and(self.valid_object(id, objects, place, value, depth));
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
        if all.0 != Some(false) {
            self.valid_logic(node, place, value, depth, &mut all);
        }
        if !node.notes.unsupported.is_empty() {
            all.and(None);
        }
        all.0
    }

    fn valid_logic(
        &mut self,
        node: &Node,
        place: Place,
        value: &Value,
        depth: usize,
        all: &mut All,
    ) {
        for &child in node.reference.iter().chain(&node.logic.all_of) {
            if !all.and(self.valid(child, place, value, depth)) {
                return;
            }
        }
        for arms in &node.logic.any_of {
            let held = self.count(arms, place, value, depth, 1);
            if !all.and(held.at_least_one()) {
                return;
            }
        }
        if node.logic.has_one_of {
            let enough = if place.one_as_any { 1 } else { 2 };
            let held = self.count(&node.logic.one_of, place, value, depth, enough);
            let one = match held.exactly_one() {
                _ if place.one_as_any => held.at_least_one(),
                // Whether a sender's location that is read otherwise stands beside is not known here.
                Some(false) if held.sure > 1 && !self.memory.relaxed.is_empty() => None,
                exactly => exactly,
            };
            if !all.and(one) {
                return;
            }
        }
        if let Some(child) = node.logic.not {
            all.and(self.valid(child, place, value, depth).map(|v| !v));
        }
        if let Some((test, then, otherwise)) = node.logic.condition {
            let taken = match self.valid(test, place, value, depth) {
                Some(true) => then,
                Some(false) => otherwise,
                None => {
                    all.and(None);
                    return;
                }
            };
            if let Some(child) = taken {
                all.and(self.valid(child, place, value, depth));
            }
        }
    }

    /// How many of the arms hold, counted until there are `enough`.
    fn count(
        &mut self,
        arms: &[NodeId],
        place: Place,
        value: &Value,
        depth: usize,
        enough: usize,
    ) -> Held {
        let mut held = Held::default();
        for &arm in arms {
            match self.valid(arm, place, value, depth) {
                Some(true) => held.sure += 1,
                Some(false) => {}
                None => held.unsure += 1,
            }
            if held.sure >= enough {
                break;
            }
        }
        held
    }

    fn valid_string(&mut self, strings: &Strings, text: &str) -> Option<bool> {
        let length = text.chars().count() as u64;
        if length < strings.min || strings.max.is_some_and(|max| length > max) {
            return Some(false);
        }
        let mut all = All(Some(true));
        if let Some(pattern) = strings.pattern {
            all.and(self.matches(pattern, text));
        }
        if let Some(format) = &strings.format {
            all.and(self.has_format(format, text));
        }
        all.0
    }

    fn has_format(&mut self, format: &Arc<str>, text: &str) -> Option<bool> {
        let known = self.memory.formats.get(format);
        if let Some(&known) = known.and_then(|known| known.get(text)) {
            return known;
        }
        let holds = has_format(format, text, &mut self.steps);
        if self.steps.left() > 0 {
            let known = self.memory.formats.entry(Arc::clone(format)).or_default();
            known.insert(text.to_owned(), holds);
        }
        holds
    }

    fn valid_array(
        &mut self,
        id: NodeId,
        arrays: &Arrays,
        place: Place,
        items: &[Value],
        depth: usize,
    ) -> Option<bool> {
        let length = items.len() as u64;
        if length < arrays.min || arrays.max.is_some_and(|max| length > max) {
            return Some(false);
        }
        let mut all = All(Some(true));
        if arrays.unique && items.iter().collect::<BTreeSet<_>>().len() < items.len() {
            return Some(false);
        }
        for (index, item) in items.iter().enumerate() {
            let schema = arrays.prefix.get(index).copied().or(arrays.items);
            if let Some(schema) = schema
                && !all.and(self.valid_child(schema, item, depth))
            {
                return Some(false);
            }
        }
        if let Some(contains) = arrays.contains {
            let mut held = Held::default();
            for item in items {
                match self.valid_child(contains, item, depth) {
                    Some(true) => held.sure += 1,
                    Some(false) => {}
                    None => held.unsure += 1,
                }
            }
            all.and(held.within(arrays.min_contains, arrays.max_contains));
        }
        if let Some(rest) = arrays.unevaluated {
            let mut done = BTreeSet::new();
            let whole = Value::Array(items.to_vec());
            match self.evaluated_items_of(id, place, &whole, true, depth, &mut done) {
                None => {
                    all.and(None);
                }
                Some(()) => {
                    for (index, item) in items.iter().enumerate() {
                        if !done.contains(&index) && !all.and(self.valid_child(rest, item, depth)) {
                            return Some(false);
                        }
                    }
                }
            }
        }
        all.0
    }

    fn valid_child(&mut self, id: NodeId, value: &Value, depth: usize) -> Option<bool> {
        let place = Place {
            projection: self.projection(id),
            one_as_any: self.memory.relaxed.contains_key(&id),
        };
        self.valid(id, place, value, depth)
    }

    fn valid_object(
        &mut self,
        id: NodeId,
        objects: &Objects,
        place: Place,
        whole: &Value,
        depth: usize,
    ) -> Option<bool> {
        let Value::Object(members) = whole else {
            return Some(true);
        };
        let dropped = self.projected(place.projection);
        let schemas = self.schemas;
        let count = members.len() as u64;
        let min = objects.min.saturating_sub(dropped.len() as u64);
        if count < min || objects.max.is_some_and(|max| count > max) {
            return Some(false);
        }
        let has = |name: &u32| members.contains_key(schemas.name(*name));
        let missing = |name: &u32| !dropped.contains(name) && !has(name);
        if objects.required.iter().any(missing) {
            return Some(false);
        }
        for (name, needed) in &objects.dependent_required {
            if has(name) && needed.iter().any(missing) {
                return Some(false);
            }
        }
        let mut all = All(Some(true));
        for (name, member) in members.iter() {
            if !all.and(self.valid_member(objects, name, member, depth)) {
                return Some(false);
            }
        }
        for &(name, schema) in &objects.dependent_schemas {
            if has(&name) && !all.and(self.valid(schema, place, whole, depth)) {
                return Some(false);
            }
        }
        if let Some(rest) = objects.unevaluated {
            let mut done = BTreeSet::new();
            match self.evaluated_members_of(id, place, whole, true, depth, &mut done) {
                None => {
                    all.and(None);
                }
                Some(()) => {
                    for (name, member) in members.iter() {
                        if !done.contains(name) && !all.and(self.valid_child(rest, member, depth)) {
                            return Some(false);
                        }
                    }
                }
            }
        }
        all.0
    }

    fn valid_member(
        &mut self,
        objects: &Objects,
        name: &str,
        member: &Value,
        depth: usize,
    ) -> Option<bool> {
        let mut all = All(Some(true));
        let mut evaluated = false;
        let property = self
            .schemas
            .name_id(name)
            .and_then(|id| objects.property(id));
        if let Some(child) = property {
            evaluated = true;
            all.and(self.valid_child(child, member, depth));
        }
        for &(pattern, child) in &objects.patterns {
            match self.matches(pattern, name) {
                Some(true) => {
                    evaluated = true;
                    all.and(self.valid_child(child, member, depth));
                }
                Some(false) => {}
                None => {
                    evaluated = true;
                    all.and(None);
                }
            }
        }
        if let Some(additional) = objects.additional.filter(|_| !evaluated) {
            all.and(self.valid_child(additional, member, depth));
        }
        if let Some(names) = objects.names {
            all.and(self.valid_child(names, &Value::String(name.into()), depth));
        }
        all.0
    }

    /// The schemas beside a node that hold for the value; none if that is not known.
    pub(super) fn holding(
        &mut self,
        node: &Node,
        place: Place,
        value: &Value,
        depth: usize,
    ) -> Option<Vec<NodeId>> {
        let mut found: Vec<NodeId> = node
            .reference
            .iter()
            .chain(&node.logic.all_of)
            .copied()
            .collect();
        for &arm in node.logic.any_of.iter().flatten().chain(&node.logic.one_of) {
            if self.valid(arm, place, value, depth)? {
                found.push(arm);
            }
        }
        if let Some((test, then, otherwise)) = node.logic.condition {
            if self.valid(test, place, value, depth)? {
                found.push(test);
                found.extend(then);
            } else {
                found.extend(otherwise);
            }
        }
        if let (Some(objects), Value::Object(members)) = (&node.objects, value) {
            for &(name, schema) in &objects.dependent_schemas {
                if members.contains_key(self.schemas.name(name)) {
                    found.push(schema);
                }
            }
        }
        Some(found)
    }

    fn evaluated_members_of(
        &mut self,
        id: NodeId,
        place: Place,
        whole: &Value,
        is_root: bool,
        depth: usize,
        done: &mut BTreeSet<String>,
    ) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        let node = self.node(id);
        let Value::Object(members) = whole else {
            return Some(());
        };
        if let Some(objects) = &node.objects {
            let all = objects.additional.is_some() || objects.unevaluated.is_some() && !is_root;
            for name in members.keys() {
                let own = self
                    .schemas
                    .name_id(name)
                    .and_then(|id| objects.property(id));
                let mut evaluated = all || own.is_some();
                for &(pattern, _) in &objects.patterns {
                    evaluated = evaluated || self.matches(pattern, name)?;
                }
                if evaluated {
                    done.insert(name.clone());
                }
            }
        }
        for child in self.holding(node, place, whole, depth)? {
            self.evaluated_members_of(child, place, whole, false, depth, done)?;
        }
        Some(())
    }

    fn evaluated_items_of(
        &mut self,
        id: NodeId,
        place: Place,
        whole: &Value,
        is_root: bool,
        depth: usize,
        done: &mut BTreeSet<usize>,
    ) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        let node = self.node(id);
        let Value::Array(items) = whole else {
            return Some(());
        };
        if let Some(arrays) = &node.arrays {
            let all = arrays.items.is_some() || arrays.unevaluated.is_some() && !is_root;
            for (index, item) in items.iter().enumerate() {
                let mut evaluated = all || index < arrays.prefix.len();
                if let Some(contains) = arrays.contains.filter(|_| !evaluated) {
                    evaluated = self.valid_child(contains, item, depth)?;
                }
                if evaluated {
                    done.insert(index);
                }
            }
        }
        for child in self.holding(node, place, whole, depth)? {
            self.evaluated_items_of(child, place, whole, false, depth, done)?;
        }
        Some(())
    }
}

/// How many hold.
#[derive(Clone, Copy, Default)]
struct Held {
    sure: usize,
    unsure: usize,
}

impl Held {
    fn at_least_one(self) -> Option<bool> {
        match self {
            Self { sure: 1.., .. } => Some(true),
            Self { unsure: 0, .. } => Some(false),
            _ => None,
        }
    }

    fn exactly_one(self) -> Option<bool> {
        match self {
            Self { sure: 2.., .. } => Some(false),
            Self { sure, unsure: 0 } => Some(sure == 1),
            _ => None,
        }
    }

    fn within(self, min: u64, max: Option<u64>) -> Option<bool> {
        let (low, high) = (self.sure as u64, (self.sure + self.unsure) as u64);
        if high < min || max.is_some_and(|max| low > max) {
            Some(false)
        } else if low >= min && max.is_none_or(|max| high <= max) {
            Some(true)
        } else {
            None
        }
    }
}

fn valid_number(numbers: &Numbers, number: Decimal) -> Option<bool> {
    let above =
        |&(bound, exclusive): &(Decimal, bool)| number > bound || number == bound && !exclusive;
    let below =
        |&(bound, exclusive): &(Decimal, bool)| number < bound || number == bound && !exclusive;
    if !numbers.lower.iter().all(above) || !numbers.upper.iter().all(below) {
        return Some(false);
    }
    let mut all = All(Some(true));
    if let Some(step) = numbers.multiple_of {
        all.and(number.is_multiple_of(step));
    }
    if numbers.format.is_some() {
        all.and(None);
    }
    all.0
}
