//! What it takes for a node to hold, on a value of a known type.

use std::sync::Arc;

use super::Search;
use super::branch::Branch;
use super::declared::Relaxed;
use super::literal::{Lit, Projection};
use super::term::{Alternative, Term, denied};
use crate::ir::{Arrays, Node, NodeId, Numbers, Objects, Strings, Type, Types};
use crate::verdict::Reason;

/// How a node that holds is read, and which names leave its `required`.
#[derive(Clone, Copy)]
pub(super) struct Mode {
    pub sent: bool,
    pub projection: Projection,
}

impl Mode {
    /// The same reading of a schema that applies to the same value.
    pub fn lit(self, node: NodeId) -> Lit {
        if self.sent {
            Lit::Sent(node, self.projection)
        } else {
            Lit::Pos(node, self.projection)
        }
    }

    pub fn fails(self, node: NodeId) -> Lit {
        Lit::Neg(node, self.projection)
    }

    pub fn holds(self, node: NodeId) -> Lit {
        Lit::Pos(node, self.projection)
    }
}

impl Search<'_> {
    /// Adds what a literal demands; `false` says that no value of the type can meet it.
    pub(super) fn expand(&mut self, lit: Lit, branch: &mut Branch, queue: &mut Vec<Term>) -> bool {
        match lit {
            Lit::Pos(id, projection) => {
                let mode = Mode {
                    sent: false,
                    projection,
                };
                self.expand_node(id, mode, branch, queue)
            }
            Lit::Sent(id, projection) => {
                let mode = Mode {
                    sent: branch.relaxed != Some(Relaxed::Accepted),
                    projection,
                };
                self.expand_node(id, mode, branch, queue)
            }
            Lit::Neg(id, projection) => self.negate(id, projection, branch, queue),
            Lit::Any(arms) => {
                let arms = self.list(arms);
                let alternatives = arms.iter().map(|&lit| vec![Term::Lit(lit)]).collect();
                Self::choose(branch, alternatives, queue)
            }
            Lit::Differs(value) => {
                let Some(value) = self.value(value) else {
                    return true;
                };
                queue.push(Term::NotIn(Arc::from([(*value).clone()])));
                true
            }
            Lit::Matches(pattern, holds) => {
                if branch.of == Type::String {
                    branch.facts.strings.patterns.push((pattern, holds));
                }
                branch.of == Type::String
            }
        }
    }

    fn expand_node(
        &mut self,
        id: NodeId,
        mode: Mode,
        branch: &mut Branch,
        queue: &mut Vec<Term>,
    ) -> bool {
        let node = self.node(id);
        if node.never || !Self::expand_type(node, mode, branch) {
            return false;
        }
        if let Some(values) = &node.values {
            queue.push(Term::In(Arc::clone(values)));
        }
        for what in &node.notes.unsupported {
            branch.taint(Reason::Unsupported(Arc::clone(what)));
        }
        match branch.of {
            Type::Number => {
                if let Some(numbers) = &node.numbers {
                    expand_numbers(numbers, queue);
                }
            }
            Type::String => {
                if let Some(strings) = &node.strings {
                    expand_strings(strings, branch, queue);
                }
            }
            Type::Array => {
                if let Some(arrays) = &node.arrays {
                    self.expand_arrays(id, arrays, mode, branch, queue);
                }
            }
            Type::Object => {
                if let Some(objects) = &node.objects {
                    self.expand_objects(id, objects, mode, branch, queue);
                }
            }
            Type::Null | Type::Bool => {}
        }
        self.expand_logic(id, node, mode, branch, queue)
    }

    /// A sender's schema with keywords about objects (arrays) and no `type` sends only those.
    fn expand_type(node: &Node, mode: Mode, branch: &mut Branch) -> bool {
        let Some(types) = node.types else {
            return !mode.sent || sends_type(node, branch.of);
        };
        if branch.of == Type::Number && types.integers_only {
            branch.facts.numbers.integer = true;
        }
        types.has(branch.of)
    }

    fn expand_logic(
        &mut self,
        id: NodeId,
        node: &Node,
        mode: Mode,
        branch: &mut Branch,
        queue: &mut Vec<Term>,
    ) -> bool {
        let all = node.reference.iter().chain(&node.logic.all_of);
        queue.extend(all.map(|&child| Term::Lit(mode.lit(child))));
        for arms in &node.logic.any_of {
            if !self.expand_any(arms, mode, branch, queue) {
                return false;
            }
        }
        if node.logic.has_one_of {
            let holds = if branch.relaxed.is_some() {
                self.expand_any(&node.logic.one_of, mode, branch, queue)
            } else {
                let alternatives = self.one_of(id, node, mode, branch.of);
                Self::choose(branch, alternatives, queue)
            };
            if !holds {
                return false;
            }
        }
        if let Some(child) = node.logic.not {
            queue.push(Term::Lit(mode.fails(child)));
        }
        if let Some((test, then, otherwise)) = node.logic.condition {
            let also = |lit: Lit, child: Option<NodeId>| -> Alternative {
                let added = child.map(|child| Term::Lit(mode.lit(child)));
                std::iter::once(Term::Lit(lit)).chain(added).collect()
            };
            let alternatives = vec![
                also(mode.lit(test), then),
                also(mode.fails(test), otherwise),
            ];
            return Self::choose(branch, alternatives, queue);
        }
        true
    }

    /// At least one arm. For a sender each other arm may hold as well and declare more names.
    fn expand_any(
        &mut self,
        arms: &[NodeId],
        mode: Mode,
        branch: &mut Branch,
        queue: &mut Vec<Term>,
    ) -> bool {
        let possible = arms
            .iter()
            .filter(|&&arm| self.may_be(arm, branch.of, mode.sent));
        let alternatives = possible.map(|&arm| vec![Term::Lit(mode.lit(arm))]);
        if !Self::choose(branch, alternatives.collect(), queue) {
            return false;
        }
        if mode.sent && matches!(branch.of, Type::Array | Type::Object) && arms.len() > 1 {
            let lits = arms.iter().map(|&arm| mode.lit(arm)).collect();
            branch.optional.push(lits);
        }
        true
    }

    /// Exactly one arm. Arms that exclude each other anyway need not be denied.
    fn one_of(&mut self, id: NodeId, node: &Node, mode: Mode, of: Type) -> Vec<Alternative> {
        let exclusive = self.exclusive(id, of);
        let arms = node.logic.one_of.iter().enumerate();
        arms.filter(|&(_, &arm)| self.may_be(arm, of, mode.sent))
            .map(|(chosen, &arm)| {
                let others = exclusive.beside(chosen);
                let others = others.filter_map(|other| node.logic.one_of.get(other));
                let denied = denied(others.map(|&other| mode.fails(other)).collect());
                std::iter::once(Term::Lit(mode.lit(arm)))
                    .chain(denied)
                    .collect()
            })
            .collect()
    }

    /// Whether a value of the type may be in the schema (or sent under it), as far as types show.
    fn may_be(&self, id: NodeId, of: Type, sent: bool) -> bool {
        let types = if sent {
            self.sent_types_of(id, 8)
        } else {
            self.types_of(id, 8)
        };
        types.has(of)
    }

    fn sent_types_of(&self, id: NodeId, depth: usize) -> Types {
        let node = self.node(id);
        let mut types = Type::ALL
            .into_iter()
            .filter(|&of| sends_type(node, of))
            .fold(Types::NONE, |mut types, of| {
                types.add(of);
                types
            });
        if let Some(depth) = depth.checked_sub(1) {
            for &child in node.reference.iter().chain(&node.logic.all_of) {
                types = types.and(self.sent_types_of(child, depth));
            }
        }
        types
    }

    fn expand_arrays(
        &mut self,
        id: NodeId,
        arrays: &Arrays,
        mode: Mode,
        branch: &mut Branch,
        queue: &mut Vec<Term>,
    ) {
        if arrays.items.is_some() || !arrays.prefix.is_empty() {
            queue.push(Term::Items(id, mode.sent));
        }
        queue.push(Term::MinItems(arrays.min));
        queue.extend(arrays.max.map(Term::MaxItems));
        if arrays.unique {
            queue.push(Term::Unique(true));
        }
        if let Some(contains) = arrays.contains {
            if arrays.min_contains > 0 {
                // An item that holds it may have what it declares as well.
                let lit = self.member_lit(contains, mode);
                queue.push(Term::AtLeast(lit, arrays.min_contains));
            }
            let lit = self.holds(contains);
            queue.extend(arrays.max_contains.map(|max| Term::AtMost(lit, max)));
        }
        if arrays.unevaluated.is_some() {
            self.decide_arms(id, mode.projection, branch, queue);
            queue.push(Term::UnevaluatedItems(id, mode.projection, true));
        }
    }

    fn expand_objects(
        &mut self,
        id: NodeId,
        objects: &Objects,
        mode: Mode,
        branch: &mut Branch,
        queue: &mut Vec<Term>,
    ) {
        let dropped = self.projected(mode.projection);
        let members = !objects.properties.is_empty()
            || !objects.patterns.is_empty()
            || objects.additional.is_some();
        if members {
            queue.push(Term::Members(id, mode.sent));
        }
        let required = objects
            .required
            .iter()
            .filter(|name| !dropped.contains(name));
        queue.extend(required.map(|&name| Term::Present(name)));
        let min = objects.min.saturating_sub(dropped.len() as u64);
        queue.push(Term::MinProperties(min));
        queue.extend(objects.max.map(Term::MaxProperties));
        if let Some(names) = objects.names {
            queue.push(Term::Names(self.holds(names)));
        }
        for (name, needed) in &objects.dependent_required {
            let needed = needed.iter().filter(|name| !dropped.contains(name));
            let needed: Alternative = needed.map(|&name| Term::Present(name)).collect();
            Self::choose(branch, vec![vec![Term::Absent(*name)], needed], queue);
        }
        for &(name, schema) in &objects.dependent_schemas {
            let taken = vec![Term::Present(name), Term::Lit(mode.lit(schema))];
            Self::choose(branch, vec![vec![Term::Absent(name)], taken], queue);
        }
        if objects.unevaluated.is_some() {
            self.decide_arms(id, mode.projection, branch, queue);
            queue.push(Term::UnevaluatedProperties(id, mode.projection, true));
        }
    }
}

/// Whether a sender sends values of the type under the node, as far as its own keywords show.
fn sends_type(node: &Node, of: Type) -> bool {
    if let Some(types) = node.types {
        return types.has(of);
    }
    let (objects, arrays) = (node.objects.is_some(), node.arrays.is_some());
    let is_about = match of {
        Type::Object => objects,
        Type::Array => arrays,
        _ => false,
    };
    is_about || !(objects || arrays) || node.values.is_some()
}

fn expand_numbers(numbers: &Numbers, queue: &mut Vec<Term>) {
    let bounds = numbers.lower.iter().map(|&(b, e)| Term::Lower(b, e));
    queue.extend(bounds);
    let bounds = numbers.upper.iter().map(|&(b, e)| Term::Upper(b, e));
    queue.extend(bounds);
    queue.extend(numbers.multiple_of.map(|step| Term::Multiple(step, true)));
    let format = numbers.format.clone();
    queue.extend(format.map(|name| Term::Opaque(name, true)));
}

fn expand_strings(strings: &Strings, branch: &mut Branch, queue: &mut Vec<Term>) {
    queue.push(Term::MinLength(strings.min));
    queue.extend(strings.max.map(Term::MaxLength));
    if let Some(pattern) = strings.pattern
        && !branch.facts.strings.patterns.contains(&(pattern, true))
    {
        branch.facts.strings.patterns.push((pattern, true));
    }
    let format = strings.format.clone();
    queue.extend(format.map(|name| Term::Format(name, true)));
}
