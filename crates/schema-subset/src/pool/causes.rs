//! What in two schemas is the cause that one is not contained in the other.
//!
//! Both are walked side by side. A pair of schemas is a cause if it is not contained even after every schema inside of it
//! was made equal to its counterpart; where no pair at or below one is, the pair itself is. Of a pair that is a cause the
//! keywords are named that refuse something by themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::align::{self, Aligned, Arms, Slot};
use super::keywords::Path;
use super::{Parts, SchemaId};
use crate::ir::{NameId, NodeId, Type, Types};
use crate::search::Answer;
use crate::subset::Options;
use crate::value::Value;
use crate::witness::Cause;

/// Two schemas as they are written, references followed.
pub(super) type Pair = (NodeId, NodeId);

/// What is known of a pair, whatever question it is reached from.
#[derive(Debug)]
pub(super) struct Facts {
    /// Some value of the first is none of the second, or that is not decided.
    pub is_refused: bool,
    /// Whether the pairs inside are the parts of the second schema.
    pub is_of_parts: bool,
    /// The pairs inside of it.
    pub inside: Vec<Pair>,
    /// What is refused even when the pairs inside are made equal.
    pub own: Vec<Own>,
}

/// A cause with the keyword of the second schema that refuses; none if it is the schema as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Own {
    pub cause: Cause,
    pub keyword: Option<Path>,
}

impl Arms for Parts<'_, '_> {
    fn class(&self, node: NodeId) -> NodeId {
        self.unified.class(node)
    }

    fn is_counterpart(&self, a: NodeId, b: NodeId) -> bool {
        let arm = |node| self.schemas.tagged.get(&node).copied().unwrap_or(node);
        let (tags, others) = (self.tags(a), self.tags(b));
        let (a, b) = (arm(a), arm(b));
        let name = |node| {
            let origin = self.origin(self.schemas.target(node))?;
            let document = self.documents.get(origin.document as usize)?;
            Some(document.tree.pointer_to(origin.node))
        };
        let is_reference = |node: NodeId| self.schemas.target(node) != node;
        if is_reference(a) && is_reference(b) && name(a) == name(b) {
            return true;
        }
        !tags.is_empty() && tags == others
    }
}

impl Parts<'_, '_> {
    /// The causes of a question whose answer is that containment does not hold.
    pub fn causes(&mut self, (a, b): (SchemaId, SchemaId), options: &Options) -> Vec<Cause> {
        if !options.causes {
            return Vec::new();
        }
        let root = self.written_pair((a, b));
        let graph = self.graph(&[root], options.steps);
        let own = graph.own().map(|(_, own)| own.cause.clone());
        let mut causes: Vec<Cause> = own.collect();
        if causes.is_empty() {
            causes.extend(self.whole(root).map(|own| own.cause));
        }
        causes.sort();
        causes.dedup();
        causes
    }

    /// The pair of schemas that a question is about, references followed.
    pub fn written_pair(&self, (a, b): (SchemaId, SchemaId)) -> Pair {
        (self.schemas.target(a.0), self.schemas.target(b.0))
    }

    /// Whether both say the same.
    pub fn is_same_pair(&self, (a, b): Pair) -> bool {
        self.unified.class(a) == self.unified.class(b)
    }

    pub fn facts(&mut self, pair: Pair, steps: u64) -> Arc<Facts> {
        if let Some(known) = self.view.facts.get(&(pair, steps)) {
            return Arc::clone(known);
        }
        let (a, b) = pair;
        let (class_a, class_b) = (self.unified.class(a), self.unified.class(b));
        let mut facts = Facts {
            // What is not decided may hide a cause further down.
            is_refused: !self.refused(class_a, class_b, steps).is_empty(),
            is_of_parts: false,
            inside: Vec::new(),
            own: Vec::new(),
        };
        if facts.is_refused {
            match (self.beside_null(a), self.beside_null(b)) {
                // Whatever is refused is refused by what stands beside null.
                (None, Some((_, rest))) => facts.inside = vec![(a, rest)],
                (Some((slot, rest)), None) => {
                    let inside = [Aligned { slot, a: rest, b }];
                    self.look_inside((a, b), &inside, &mut facts, steps);
                }
                _ => {
                    if let Some(parts) = self.parts_to_meet(pair) {
                        facts.is_of_parts = true;
                        facts.inside = parts.into_iter().map(|part| (a, part)).collect();
                    } else {
                        let inside = self.side_by_side(pair);
                        self.look_inside(pair, &inside, &mut facts, steps);
                    }
                }
            }
        }
        let facts = Arc::new(facts);
        self.view.facts.insert((pair, steps), Arc::clone(&facts));
        facts
    }

    /// The parts of the second schema, each of which refuses by itself; but those that the first one has as well.
    pub fn parts_to_meet(&mut self, (a, b): Pair) -> Option<Vec<NodeId>> {
        let parts = self.conjuncts(b);
        if parts.len() < 2 {
            return None;
        }
        let met: BTreeSet<NodeId> = self
            .conjuncts(a)
            .iter()
            .map(|&part| self.unified.class(part))
            .collect();
        let unmet = |part: &NodeId| !met.contains(&self.unified.class(*part));
        Some(parts.iter().copied().filter(unmet).collect())
    }

    /// The schemas inside of both that stand in the same place.
    pub fn side_by_side(&mut self, (a, b): Pair) -> Vec<Aligned> {
        let a = self.as_one(a);
        align::align(self.schemas.node(a), self.schemas.node(b), &*self)
    }

    fn look_inside(&mut self, pair: Pair, inside: &[Aligned], facts: &mut Facts, steps: u64) {
        let targets = inside
            .iter()
            .map(|i| (self.schemas.target(i.a), self.schemas.target(i.b)));
        facts.inside = targets.collect();
        let equalized = self.equalized(pair.0, inside);
        let class_b = self.unified.class(pair.1);
        if self.is_refused(equalized, class_b, steps) {
            facts.own = self.keywords(pair, equalized, steps);
        }
    }

    /// The schema beside null, and where it stands, if that choice is all that a schema is.
    pub fn beside_null(&self, of: NodeId) -> Option<(Slot, NodeId)> {
        let choice = self.schemas.node(of);
        let arms = match (
            choice.logic.any_of.as_slice(),
            choice.logic.one_of.as_slice(),
        ) {
            ([arms], []) => arms.as_slice(),
            ([], arms) => arms,
            _ => return None,
        };
        if !choice.without_choices().is_anything() {
            return None;
        }
        let is_null = |arm: NodeId| {
            let arm = self.schemas.node(arm);
            let mut null = Types::NONE;
            null.add(Type::Null);
            let lists_null = arm.values.as_deref() == Some(&[Value::Null]);
            // OpenAPI 3.0 has no type of that name, but lists.
            arm.types == Some(null) || lists_null && arm.types.is_none_or(|of| of.has(Type::Null))
        };
        let arms: Vec<NodeId> = arms.iter().map(|&arm| self.schemas.target(arm)).collect();
        let at = match *arms.as_slice() {
            [null, rest] if is_null(null) && !is_null(rest) => 1,
            [rest, null] if is_null(null) && !is_null(rest) => 0,
            _ => return None,
        };
        let slot = if choice.logic.one_of.is_empty() {
            Slot::AnyOf(0, at)
        } else {
            Slot::OneOf(at)
        };
        Some((slot, *arms.get(at)?))
    }

    /// Whether some value of `a` is certainly none of `b`; both are classes.
    fn is_refused(&mut self, a: NodeId, b: NodeId, steps: u64) -> bool {
        matches!(
            self.refused(a, b, steps),
            Answer::Found(_) | Answer::Maybe(..)
        )
    }

    /// The search for a value of the first class that is none of the second.
    pub fn refused(&mut self, a: NodeId, b: NodeId, steps: u64) -> Answer {
        let role = self.role;
        let a = self.of_sender(a);
        let mut search = self.search(steps);
        let question = Self::question(&mut search, a, b, role);
        search.solve(&question)
    }

    /// The first node with every aligned schema inside replaced by its counterpart.
    fn equalized(&mut self, a: NodeId, inside: &[Aligned]) -> NodeId {
        let one = self.as_one(a);
        let mut node = self.schemas.node(one).clone();
        for aligned in inside {
            align::replace(&mut node, aligned.slot, aligned.b);
        }
        let equalized = self.add(node);
        // It stands where the first node stands, so it is read as that is.
        let class = self.of_sender(self.unified.class(a));
        let sender = self.of_sender(equalized);
        if let Some(&relaxed) = self.view.memory.relaxed.get(&class) {
            self.view.memory.relaxed.insert(sender, relaxed);
        }
        equalized
    }

    /// The keywords of the second schema that refuse something of the first by themselves.
    pub fn keywords(&mut self, (a, b): Pair, refused: NodeId, steps: u64) -> Vec<Own> {
        let mut causes = Vec::new();
        for keyword in self.written(b) {
            if !self.refuses_alone((a, b), &keyword, refused, steps) {
                continue;
            }
            let place = self.place(b, &keyword);
            if let Some(b) = place
                && let Some(a) = self.counterpart(a, &keyword, &b)
            {
                causes.push(Own {
                    cause: Cause { a, b },
                    keyword: Some(keyword),
                });
            }
        }
        self.leave_out_choices(b, refused, &mut causes, steps);
        if causes.is_empty() {
            causes.extend(self.whole((a, b)));
        }
        causes
    }

    /// Leaves out choices that refuse no more than the other keywords together: a `oneOf` of objects refuses null like the
    /// type beside it.
    fn leave_out_choices(&mut self, b: NodeId, refused: NodeId, causes: &mut Vec<Own>, steps: u64) {
        let is_choice = |own: &Own| {
            let keyword = own.keyword.as_deref();
            matches!(keyword, Some([keyword]) if ["anyOf", "oneOf"].contains(&keyword.as_str()))
        };
        let is_other = |own: &&Own| !is_choice(own) && own.keyword.is_some();
        let others: Vec<Path> = causes
            .iter()
            .filter(is_other)
            .filter_map(|own| own.keyword.clone())
            .collect();
        if others.is_empty() {
            return;
        }
        let others: Vec<NodeId> = others
            .iter()
            .filter_map(|path| self.part(b, path))
            .collect();
        let sender = self.of_sender(refused);
        let role = self.role;
        causes.retain(|own| {
            let choice = own.keyword.as_ref().filter(|_| is_choice(own));
            let Some(choice) = choice.and_then(|path| self.part(b, path)) else {
                return true;
            };
            let mut search = self.search(steps);
            let mut question = Self::question(&mut search, sender, choice, role).to_vec();
            question.extend(others.iter().map(|&other| search.holds(other)));
            !matches!(search.solve(&question), Answer::Empty)
        });
    }

    fn refuses_alone(
        &mut self,
        (a, b): Pair,
        path: &[String],
        refused: NodeId,
        steps: u64,
    ) -> bool {
        let keyword = path.first().map_or("", String::as_str);
        match keyword {
            // They are told with `contains` and `if`.
            "minContains" | "then" | "else" | "nullable" => false,
            // What these apply to depends on all others.
            "unevaluatedProperties" | "unevaluatedItems" => {
                let without = self.without(b, keyword);
                without.is_some_and(|without| !self.is_refused(refused, without, steps))
            }
            // A member that both have was compared by itself.
            "properties" | "patternProperties" if self.has(a, path) => false,
            _ => {
                let part = self.part(b, path);
                part.is_some_and(|part| self.is_refused(refused, part, steps))
            }
        }
    }

    /// The members that a value has to have, with the values that are listed for them.
    fn tags(&self, node: NodeId) -> BTreeMap<NameId, Arc<[Value]>> {
        if let Some(values) = self.discriminated(node) {
            return values;
        }
        let node = self.schemas.node(self.schemas.target(node));
        let Some(objects) = &node.objects else {
            return BTreeMap::new();
        };
        let listed = objects.properties.iter().filter_map(|&(name, member)| {
            let values = self
                .schemas
                .node(self.schemas.target(member))
                .values
                .clone()?;
            objects.required.contains(&name).then_some((name, values))
        });
        listed.collect()
    }

    /// The property of a discriminator, with the values that lead to this arm.
    fn discriminated(&self, arm: NodeId) -> Option<BTreeMap<NameId, Arc<[Value]>>> {
        self.schemas.tagged.get(&arm)?;
        let &tag = self.schemas.node(arm).logic.all_of.last()?;
        let objects = self.schemas.node(tag).objects.as_ref()?;
        let listed = objects.properties.iter();
        listed
            .map(|&(name, member)| Some((name, self.schemas.node(member).values.clone()?)))
            .collect()
    }

    fn whole(&mut self, (a, b): Pair) -> Option<Own> {
        let b = self.place(b, &[])?;
        let cause = Cause {
            a: self.counterpart(a, &[], &b)?,
            b,
        };
        Some(Own {
            cause,
            keyword: None,
        })
    }
}
