//! The one decision: is there a finite value that meets a set of literals?
//!
//! A state is a sorted set of literals ("this node holds", "this one fails"). It is taken apart
//! type by type: the keywords of its nodes become facts and clauses, clauses are decided by
//! splitting, and what is left is asked of the numbers, strings, arrays or objects, whose items
//! and members are states again. Finding no value by an exhaustive case split proves that there
//! is none. States are remembered. A state that is met again below itself counts as empty, since
//! a smallest value never needs itself inside; what is concluded under such an assumption is kept
//! only as long as the assumption stands.

mod answer;
mod arrays;
mod branch;
mod declared;
mod evaluate;
mod exclusive;
mod expand;
mod facts;
mod listed;
mod literal;
mod matching;
mod members;
mod names;
mod negate;
mod objects;
mod optional;
mod projection;
mod scalars;
mod shrink;
mod split;
mod term;
mod unevaluated;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use crate::dialect::Role;
use crate::ir::{NameId, Node, NodeId, PatternId, Schemas, Type, Types};
use crate::steps::Steps;
use crate::unify::Unified;
use crate::value::Value;
use crate::verdict::Reason;

pub(crate) use answer::{Answer, Best};
pub(crate) use declared::Relaxed;
pub(crate) use literal::{Lit, State};
pub(crate) use names::PLAIN_NAMES;

/// States inside states: deeper ones are not decided.
const MAX_DEPTH: usize = 1_000;
/// After so many questions that spent their budget the next ones get an eighth of it: schemas that reach each other are as
/// hard as each other, and there may be thousands.
const MAX_EXHAUSTED: usize = 20;
/// Stack that is made sure of before a state is taken apart, and what is added when it runs short.
const RED_ZONE: usize = 256 * 1024;
const STACK: usize = 4 * 1024 * 1024;

/// What the searches of a pool remember: per role, since a role changes what nodes mean.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// With whether a name was refused on the way because no schema of the sender declares it.
    answers: HashMap<State, (Answer, bool)>,
    values: Vec<Arc<Value>>,
    value_ids: HashMap<Arc<Value>, u32>,
    lists: Vec<Arc<[Lit]>>,
    list_ids: HashMap<Arc<[Lit]>, u32>,
    projections: Vec<Arc<BTreeSet<NameId>>>,
    projection_of: HashMap<NodeId, u32>,
    matches: HashMap<(PatternId, NameId), Option<bool>>,
    /// The members that the schemas of a place speak of.
    spoken: HashMap<NodeId, Arc<optional::Spoken>>,
    /// The numbers of the values that a schema lists, sorted by value: only of long lists.
    listed_order: HashMap<NodeId, Arc<[u32]>>,
    exclusive: HashMap<(NodeId, Type), Arc<exclusive::Exclusive>>,
    /// How many questions have spent their budget.
    exhausted: usize,
    /// Arrays and objects that a schema lists.
    listed_whole: HashMap<NodeId, Arc<[Value]>>,
    /// By format and text.
    formats: HashMap<Arc<str>, HashMap<String, Option<bool>>>,
    /// Locations of the sender at which it could send nothing as they are written.
    pub relaxed: BTreeMap<NodeId, Relaxed>,
    /// The sender's reading of a node that the role changes, where whatever is sent under it is accepted under the node.
    accepted_by: HashMap<NodeId, NodeId>,
    /// The same, from the node to the sender's reading of it.
    sender_of: HashMap<NodeId, NodeId>,
    /// What is known from outside: everything that is sent under the first node is accepted under the second.
    pub contained: HashSet<(NodeId, NodeId)>,
    /// Nodes whose `oneOf` was read as `anyOf` at such a location, on either side.
    pub one_as_any: BTreeSet<NodeId>,
}

impl Memory {
    /// A new one that reads locations as another does.
    pub fn relaxed_as(other: &Self) -> Self {
        Self {
            relaxed: other.relaxed.clone(),
            one_as_any: other.one_as_any.clone(),
            accepted_by: other.accepted_by.clone(),
            sender_of: other.sender_of.clone(),
            contained: other.contained.clone(),
            ..Self::default()
        }
    }

    /// Notes that whatever a sender sends under one node is accepted under another.
    pub fn accept_by_itself(&mut self, sender: NodeId, node: NodeId) {
        self.accepted_by.insert(sender, node);
        self.sender_of.insert(node, sender);
    }

    /// Notes what is known from outside; answers were found without it.
    pub fn know(&mut self, contained: impl IntoIterator<Item = (NodeId, NodeId)>) {
        self.contained.extend(contained);
        self.answers.clear();
    }

    pub fn is_accepted_by_itself(&self, node: NodeId) -> bool {
        self.sender_of.contains_key(&node)
    }

    /// Reads a location otherwise from now on; answers may have rested on the old reading.
    pub fn relax(&mut self, location: NodeId, to: Option<Relaxed>) {
        match to {
            Some(to) => self.relaxed.insert(location, to),
            None => self.relaxed.remove(&location),
        };
        self.answers.clear();
    }
}

pub(crate) struct Search<'s> {
    schemas: &'s Schemas,
    unified: &'s Unified,
    role: Option<Role>,
    pub(crate) steps: Steps,
    memory: &'s mut Memory,
    /// Answers that hold as long as a state on the stack is not answered: the depth of the
    /// outermost such state.
    provisional: HashMap<State, usize>,
    log: Vec<State>,
    open: HashMap<State, usize>,
    /// The outermost open state that the answer in the making leans on.
    leans_on: usize,
    /// A name was refused because no schema of the sender declares it.
    closed_mattered: bool,
    /// At which names of the object in the making.
    refused: optional::Refused,
    /// The budget is spent.
    is_exhausted: bool,
    /// Without memory: the slow mode that the fast one is held against.
    forgetful: bool,
}

impl<'s> Search<'s> {
    pub fn new(
        schemas: &'s Schemas,
        unified: &'s Unified,
        role: Option<Role>,
        steps: u64,
        memory: &'s mut Memory,
    ) -> Self {
        let steps = if memory.exhausted < MAX_EXHAUSTED {
            steps
        } else {
            steps / 8
        };
        Self {
            schemas,
            unified,
            role,
            steps: Steps::new(steps),
            memory,
            provisional: HashMap::default(),
            log: Vec::new(),
            open: HashMap::default(),
            leans_on: usize::MAX,
            closed_mattered: false,
            refused: optional::Refused::default(),
            is_exhausted: false,
            forgetful: false,
        }
    }

    #[cfg(test)]
    pub fn forgetful(mut self) -> Self {
        self.forgetful = true;
        self
    }

    pub(crate) fn node(&self, id: NodeId) -> &'s Node {
        let unified: &'s Unified = self.unified;
        unified.node(id)
    }

    /// The literal that a node holds, fails, or holds for a sender, at a place of its own.
    pub(crate) fn holds(&mut self, node: NodeId) -> Lit {
        Lit::Pos(node, self.projection(node))
    }

    pub(crate) fn fails(&mut self, node: NodeId) -> Lit {
        Lit::Neg(node, self.projection(node))
    }

    pub(crate) fn sends(&mut self, node: NodeId) -> Lit {
        Lit::Sent(node, self.projection(node))
    }

    /// The literal that the value is another one.
    pub(crate) fn differs(&mut self, value: &Value) -> Lit {
        Lit::Differs(self.value_id(value))
    }

    /// The value's number, by which a literal names it.
    fn value_id(&mut self, value: &Value) -> u32 {
        if let Some(&id) = self.memory.value_ids.get(value) {
            return id;
        }
        let id = u32::try_from(self.memory.values.len()).unwrap_or(u32::MAX);
        let value = Arc::new(value.clone());
        self.memory.values.push(Arc::clone(&value));
        self.memory.value_ids.insert(value, id);
        id
    }

    fn value(&self, id: u32) -> Option<Arc<Value>> {
        self.memory.values.get(id as usize).cloned()
    }

    fn list_id(&mut self, mut lits: Vec<Lit>) -> u32 {
        lits.sort_unstable();
        lits.dedup();
        let list: Arc<[Lit]> = lits.into();
        if let Some(&id) = self.memory.list_ids.get(&list) {
            return id;
        }
        let id = u32::try_from(self.memory.lists.len()).unwrap_or(u32::MAX);
        self.memory.lists.push(Arc::clone(&list));
        self.memory.list_ids.insert(list, id);
        id
    }

    fn list(&self, id: u32) -> Arc<[Lit]> {
        let known = self.memory.lists.get(id as usize).cloned();
        known.unwrap_or_else(|| Arc::from([]))
    }

    /// Is there a value that meets all of them?
    pub fn solve(&mut self, lits: &[Lit]) -> Answer {
        match self.normalize(lits) {
            None => Answer::Empty,
            Some(state) => stacker::maybe_grow(RED_ZONE, STACK, || self.remembered(state)),
        }
    }

    /// Sorts, drops what always holds; none if it is plainly contradictory.
    fn normalize(&self, lits: &[Lit]) -> Option<State> {
        let mut sorted: Vec<Lit> = Vec::with_capacity(lits.len());
        for &lit in lits {
            match lit {
                Lit::Pos(node, _) | Lit::Sent(node, _) => {
                    let node = self.node(node);
                    if node.never {
                        return None;
                    }
                    if node.is_anything() {
                        continue;
                    }
                }
                Lit::Neg(node, _) => {
                    let node = self.node(node);
                    if node.is_anything() {
                        return None;
                    }
                    if node.never {
                        continue;
                    }
                }
                _ => {}
            }
            if !self.insert(&mut sorted, lit) {
                return None;
            }
        }
        Some(sorted.into())
    }

    /// Adds a literal to a sorted list; `false` says that it contradicts one that is there.
    fn insert(&self, lits: &mut Vec<Lit>, lit: Lit) -> bool {
        let memory = &*self.memory;
        let opposite = match lit {
            Lit::Sent(node, projection) => {
                let accepted = memory.accepted_by.get(&node);
                accepted.map(|&node| Lit::Neg(node, projection))
            }
            Lit::Neg(node, projection) => {
                let sender = memory.sender_of.get(&node);
                sender.map(|&node| Lit::Sent(node, projection))
            }
            _ => None,
        };
        let is_there = |lit: Lit| lits.binary_search(&lit).is_ok();
        if opposite.is_some_and(is_there) && self.memory.relaxed.is_empty() {
            return false;
        }
        if !memory.contained.is_empty() && self.contradicts_known(lits, lit) {
            return false;
        }
        literal::insert(lits, lit)
    }

    /// Whether what is known from outside rules out that the literal is met together with one of the others.
    fn contradicts_known(&self, lits: &[Lit], lit: Lit) -> bool {
        let known = |sender, projection, node, other| {
            projection == other && self.memory.contained.contains(&(sender, node))
        };
        self.memory.relaxed.is_empty()
            && lits.iter().any(|&other| match (lit, other) {
                (Lit::Sent(sender, a), Lit::Neg(node, b))
                | (Lit::Neg(node, b), Lit::Sent(sender, a)) => known(sender, a, node, b),
                _ => false,
            })
    }

    fn remembered(&mut self, state: State) -> Answer {
        if !self.forgetful
            && let Some((answer, closed_mattered)) = self.memory.answers.get(&state)
        {
            self.closed_mattered |= closed_mattered;
            return answer.clone();
        }
        let open = self.open.get(&state).copied();
        let provisional = || self.provisional.get(&state).copied();
        if let Some(depth) = open.or_else(|| provisional().filter(|_| !self.forgetful)) {
            self.leans_on = self.leans_on.min(depth);
            // It is not known yet why nothing is found there.
            self.closed_mattered = true;
            return Answer::Empty;
        }
        if !self.steps.take(1) {
            self.memory.exhausted += usize::from(!std::mem::replace(&mut self.is_exhausted, true));
            return Answer::Unknown(Reason::Budget);
        }
        let depth = self.open.len();
        if depth >= MAX_DEPTH {
            return Answer::Unknown(Reason::Depth);
        }
        let before = std::mem::replace(&mut self.leans_on, usize::MAX);
        let mark = self.log.len();
        let closed_before = std::mem::replace(&mut self.closed_mattered, false);
        self.open.insert(Arc::clone(&state), depth);
        let answer = self.decide(&state);
        self.open.remove(&state);
        let leans_on = self.leans_on;
        self.remember(state, &answer, depth, leans_on, mark);
        self.closed_mattered |= closed_before;
        let passes_on = if leans_on < depth && !matches!(answer, Answer::Found(_)) {
            leans_on
        } else {
            usize::MAX
        };
        self.leans_on = before.min(passes_on);
        answer
    }

    fn remember(
        &mut self,
        state: State,
        answer: &Answer,
        depth: usize,
        leans_on: usize,
        mark: usize,
    ) {
        if self.forgetful {
            return;
        }
        match answer {
            // A value stands by itself. What leaned on this state being empty does not.
            Answer::Found(_) => {
                self.forget_since(mark);
                self.memory.answers.insert(state, (answer.clone(), false));
            }
            Answer::Empty if leans_on >= depth => {
                // Everything below that leaned on this state, or on none further out, is proven.
                for below in self.log.drain(mark..) {
                    if self.provisional.remove(&below).is_some() {
                        let answer = (Answer::Empty, self.closed_mattered);
                        self.memory.answers.insert(below, answer);
                    }
                }
                let answer = (Answer::Empty, self.closed_mattered);
                self.memory.answers.insert(state, answer);
            }
            Answer::Empty => {
                self.provisional.insert(Arc::clone(&state), leans_on);
                self.log.push(state);
            }
            Answer::Maybe(..) | Answer::Unknown(_) => {
                self.forget_since(mark);
                let spent = matches!(answer, Answer::Unknown(Reason::Budget | Reason::Depth));
                if leans_on >= depth && !spent && self.steps.left() > 0 {
                    let answer = (answer.clone(), self.closed_mattered);
                    self.memory.answers.insert(state, answer);
                }
            }
        }
    }

    fn forget_since(&mut self, mark: usize) {
        for below in self.log.drain(mark..) {
            self.provisional.remove(&below);
        }
    }

    fn decide(&mut self, state: &State) -> Answer {
        let mut best = Best::default();
        if self.note_listed_whole(state, &mut best) {
            return best.answer();
        }
        if let Some(answer) = self.among_listed(state) {
            best.note(answer);
            return best.answer();
        }
        let types = self.types(state);
        for of in Type::ALL {
            if types.has(of) && best.note(self.decide_type(state, of)) {
                break;
            }
        }
        best.answer()
    }

    /// Tries the values of an enumeration that must hold, if there is one.
    fn among_listed(&mut self, state: &State) -> Option<Answer> {
        // What a sender lists is sent whole, so its own list says most.
        let mut sorted: Vec<Lit> = state.to_vec();
        sorted.sort_by_key(|lit| !matches!(lit, Lit::Sent(..)));
        let (values, lit) = sorted
            .iter()
            .find_map(|&lit| Some((self.listed(lit, 8)?, lit)))?;
        Some(self.among(&values, state, matches!(lit, Lit::Sent(..))))
    }

    fn listed(&self, lit: Lit, depth: usize) -> Option<Arc<[Value]>> {
        let (Lit::Pos(id, projection) | Lit::Sent(id, projection)) = lit else {
            return None;
        };
        let node = self.node(id);
        if node.values.is_some() {
            return node.values.clone();
        }
        let depth = depth.checked_sub(1)?;
        let below = node.reference.iter().chain(&node.logic.all_of);
        let again = |&child: &NodeId| match lit {
            Lit::Sent(..) => Lit::Sent(child, projection),
            _ => Lit::Pos(child, projection),
        };
        below.map(again).find_map(|child| self.listed(child, depth))
    }

    /// The first of the values that meets every literal. `listed_by_sender` says that a sender
    /// lists them, so that they are sent as they are.
    fn among(&mut self, values: &[Value], lits: &[Lit], listed_by_sender: bool) -> Answer {
        let unsure = !listed_by_sender
            && self.relaxed(lits) != Some(Relaxed::Accepted)
            && lits.iter().any(|lit| matches!(lit, Lit::Sent(..)));
        let has_sender = lits.iter().any(|lit| matches!(lit, Lit::Sent(..)))
            && self.relaxed(lits) != Some(Relaxed::Accepted);
        let mut best = Best::default();
        for value in values {
            let is_of_another_type = |whole: listed::Whole| !whole.is_of_its_type;
            if has_sender && self.lists(lits, value).is_some_and(is_of_another_type) {
                continue;
            }
            let answer = match self.meets(lits, value) {
                Some(false) => continue,
                Some(true) if unsure && matches!(value, Value::Array(_) | Value::Object(_)) => {
                    Answer::Maybe(
                        Arc::new(value.clone()),
                        Reason::Undecided("whether a listed value is sent"),
                    )
                }
                Some(true) => Answer::Found(Arc::new(value.clone())),
                None if self.steps.left() == 0 => Answer::Unknown(Reason::Budget),
                None => Answer::Maybe(
                    Arc::new(value.clone()),
                    Reason::Undecided("whether a listed value is allowed"),
                ),
            };
            if best.note(answer) {
                break;
            }
        }
        best.answer()
    }

    /// The types that a value of the state may have, as far as that shows at once.
    fn types(&self, state: &[Lit]) -> Types {
        let mut types = Types::ALL;
        for &lit in state {
            match lit {
                Lit::Pos(node, _) | Lit::Sent(node, _) => types = types.and(self.types_of(node, 8)),
                Lit::Matches(..) => {
                    let mut only = Types::NONE;
                    only.add(Type::String);
                    types = types.and(only);
                }
                _ => {}
            }
        }
        types
    }

    fn types_of(&self, id: NodeId, depth: usize) -> Types {
        let node = self.node(id);
        let mut types = node.types.unwrap_or(Types::ALL);
        if let Some(depth) = depth.checked_sub(1) {
            for &child in node.reference.iter().chain(&node.logic.all_of) {
                types = types.and(self.types_of(child, depth));
            }
        }
        types
    }
}
