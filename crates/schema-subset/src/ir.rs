//! Schemas as the search sees them: one kind of node for both dialects, children by number.

use std::collections::BTreeSet;
use std::sync::Arc;

use foldhash::HashMap;

use crate::numbers::Decimal;
use crate::rare::{Part, Rare};
use crate::strings::Pattern;
use crate::value::Value;

/// The number of a node in [`Schemas`].
pub(crate) type NodeId = u32;
/// The number of an interned name.
pub(crate) type NameId = u32;
/// The number of an interned pattern.
pub(crate) type PatternId = u32;

/// One of the six types of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Type {
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
}

impl Type {
    /// Simplest first: the order in which a search tries them.
    pub const ALL: [Self; 6] = [
        Self::String,
        Self::Number,
        Self::Object,
        Self::Array,
        Self::Bool,
        Self::Null,
    ];

    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Bool,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }
}

/// A set of types; the numbers in it may be integers only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Types {
    bits: u8,
    pub integers_only: bool,
}

impl Types {
    pub const NONE: Self = Self {
        bits: 0,
        integers_only: false,
    };
    pub const ALL: Self = Self {
        bits: 0x3f,
        integers_only: false,
    };

    pub fn add(&mut self, of: Type) {
        self.bits |= 1 << of as u8;
    }

    pub fn has(self, of: Type) -> bool {
        self.bits & (1 << of as u8) != 0
    }

    /// Whether a value is of one of them.
    pub fn allow(self, value: &Value) -> bool {
        let is_whole = match value {
            Value::Number(number) => !self.integers_only || number.is_integer(),
            _ => true,
        };
        self.has(Type::of(value)) && is_whole
    }

    pub fn and(self, other: Self) -> Self {
        Self {
            bits: self.bits & other.bits,
            integers_only: self.integers_only || other.integers_only,
        }
    }
}

/// Keywords about numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Numbers {
    /// The bound, and whether it is exclusive.
    pub lower: Vec<(Decimal, bool)>,
    pub upper: Vec<(Decimal, bool)>,
    pub multiple_of: Option<Decimal>,
    /// A format that is not known: an unknown subset of the numbers.
    pub format: Option<Arc<str>>,
}

/// Keywords about strings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Strings {
    pub min: u64,
    pub max: Option<u64>,
    pub pattern: Option<PatternId>,
    /// Only where formats are asserted.
    pub format: Option<Arc<str>>,
}

/// Keywords about arrays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Arrays {
    pub prefix: Vec<NodeId>,
    pub items: Option<NodeId>,
    pub contains: Option<NodeId>,
    /// Written or implied: 1 beside `contains`.
    pub min_contains: u64,
    pub max_contains: Option<u64>,
    pub min: u64,
    pub max: Option<u64>,
    pub unique: bool,
    pub unevaluated: Option<NodeId>,
}

/// Keywords about objects.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Objects {
    /// `properties`, `required` or `patternProperties` is written, perhaps empty: the object is no free-form map.
    pub record: bool,
    /// Sorted by name.
    pub properties: Vec<(NameId, NodeId)>,
    pub patterns: Vec<(PatternId, NodeId)>,
    pub additional: Option<NodeId>,
    pub names: Option<NodeId>,
    pub required: Vec<NameId>,
    pub min: u64,
    pub max: Option<u64>,
    pub dependent_required: Vec<(NameId, Vec<NameId>)>,
    pub dependent_schemas: Vec<(NameId, NodeId)>,
    pub unevaluated: Option<NodeId>,
}

impl Objects {
    pub fn property(&self, name: NameId) -> Option<NodeId> {
        let at = self.properties.binary_search_by_key(&name, |&(n, _)| n);
        self.properties.get(at.ok()?).map(|&(_, child)| child)
    }
}

/// Keywords that put schemas about the same value together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Logic {
    pub all_of: Vec<NodeId>,
    /// Beside `anyOf` other keywords may become such a choice (`nullable`), hence the outer list.
    pub any_of: Vec<Vec<NodeId>>,
    pub one_of: Vec<NodeId>,
    pub has_one_of: bool,
    pub not: Option<NodeId>,
    /// `if` with its `then` and `else`.
    pub condition: Option<(NodeId, Option<NodeId>, Option<NodeId>)>,
}

impl Part for Logic {
    fn empty() -> &'static Self {
        static EMPTY: Logic = Logic {
            all_of: Vec::new(),
            any_of: Vec::new(),
            one_of: Vec::new(),
            has_one_of: false,
            not: None,
            condition: None,
        };
        &EMPTY
    }
}

/// What is said beside the keywords that are understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Notes {
    /// What is written there and not understood: each one restricts the values in an unknown way.
    pub unsupported: Vec<Arc<str>>,
    /// Readable values from `default`, `example` and `examples`; they decide nothing.
    pub examples: Vec<Value>,
}

impl Part for Notes {
    fn empty() -> &'static Self {
        static EMPTY: Notes = Notes {
            unsupported: Vec::new(),
            examples: Vec::new(),
        };
        &EMPTY
    }
}

/// A schema: every keyword that is there must hold.
///
/// A document has a hundred thousand of them, most of which say little: so what few of them have is behind pointers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Node {
    /// The schema `false`.
    pub never: bool,
    pub types: Option<Types>,
    /// `enum` and `const`.
    pub values: Option<Arc<[Value]>>,
    pub numbers: Option<Box<Numbers>>,
    pub strings: Option<Box<Strings>>,
    pub arrays: Option<Box<Arrays>>,
    pub objects: Option<Box<Objects>>,
    pub reference: Option<NodeId>,
    pub logic: Rare<Logic>,
    pub read_only: bool,
    pub write_only: bool,
    pub notes: Rare<Notes>,
}

impl Node {
    /// A schema of which all of some others are asked, and nothing besides.
    pub fn all_of(schemas: Vec<NodeId>) -> Self {
        Self {
            logic: Rare::new(Logic {
                all_of: schemas,
                ..Logic::default()
            }),
            ..Self::default()
        }
    }

    /// The schema without its choices.
    pub fn without_choices(&self) -> Self {
        let mut without = self.clone();
        if let Some(logic) = without.logic.written() {
            logic.any_of = Vec::new();
            logic.one_of = Vec::new();
            logic.has_one_of = false;
        }
        without
    }

    /// Whether every value is allowed.
    pub fn is_anything(&self) -> bool {
        let logic = &*self.logic;
        self.is_bare()
            && self.reference.is_none()
            && logic.all_of.is_empty()
            && logic.any_of.is_empty()
            && !logic.has_one_of
    }

    /// Whether nothing is asked for beside what references and lists of schemas ask for.
    fn is_bare(&self) -> bool {
        !self.never
            && self.types.is_none()
            && self.values.is_none()
            && self.numbers.is_none()
            && self.strings.is_none()
            && self.arrays.is_none()
            && self.objects.is_none()
            && self.logic.not.is_none()
            && self.logic.condition.is_none()
            && self.notes.unsupported.is_empty()
    }

    /// The child that stands for this node, if the node does nothing but point at it.
    pub fn alias(&self) -> Option<NodeId> {
        let logic = &*self.logic;
        let target = match (
            self.reference,
            logic.all_of.as_slice(),
            logic.any_of.as_slice(),
            logic.one_of.as_slice(),
        ) {
            (Some(target), [], [], []) => target,
            (None, [target], [], []) | (None, [], [], [target]) => *target,
            (None, [], [arms], []) => match arms.as_slice() {
                [target] => *target,
                _ => return None,
            },
            _ => return None,
        };
        let plain = self.is_bare() && !self.read_only && !self.write_only;
        plain.then_some(target)
    }

    /// The schemas that apply to the same value.
    pub fn in_place(&self) -> Vec<NodeId> {
        let mut found = Vec::new();
        self.for_each_in_place(|child| found.push(child));
        found
    }

    fn for_each_in_place(&self, mut see: impl FnMut(NodeId)) {
        let logic = &*self.logic;
        self.reference.into_iter().for_each(&mut see);
        logic.all_of.iter().copied().for_each(&mut see);
        logic.any_of.iter().flatten().copied().for_each(&mut see);
        logic.one_of.iter().copied().for_each(&mut see);
        logic.not.into_iter().for_each(&mut see);
        if let Some((test, then, otherwise)) = logic.condition {
            see(test);
            then.into_iter().for_each(&mut see);
            otherwise.into_iter().for_each(&mut see);
        }
        if let Some(objects) = &self.objects {
            let dependent = objects.dependent_schemas.iter();
            dependent.for_each(|&(_, node)| see(node));
        }
    }

    /// The same without what stands below `not`.
    pub fn in_place_unnegated(&self) -> Vec<NodeId> {
        let mut found = self.in_place();
        found.retain(|&child| Some(child) != self.logic.not);
        found
    }

    /// The schemas inside, whatever value they are about.
    pub fn children(&self) -> Vec<NodeId> {
        let mut found = Vec::new();
        self.for_each_child(|child| found.push(child));
        found
    }

    /// Calls `see` with every child.
    pub fn for_each_child(&self, mut see: impl FnMut(NodeId)) {
        self.for_each_in_place(&mut see);
        if let Some(arrays) = &self.arrays {
            arrays.prefix.iter().copied().for_each(&mut see);
            arrays.items.into_iter().for_each(&mut see);
            arrays.contains.into_iter().for_each(&mut see);
            arrays.unevaluated.into_iter().for_each(&mut see);
        }
        if let Some(objects) = &self.objects {
            objects.properties.iter().for_each(|&(_, node)| see(node));
            objects.patterns.iter().for_each(|&(_, node)| see(node));
            objects.additional.into_iter().for_each(&mut see);
            objects.names.into_iter().for_each(&mut see);
            objects.unevaluated.into_iter().for_each(&mut see);
        }
    }

    /// Calls `change` on every child.
    pub fn each_child(&mut self, mut change: impl FnMut(&mut NodeId)) {
        self.reference.iter_mut().for_each(&mut change);
        if let Some(logic) = self.logic.written() {
            logic.all_of.iter_mut().for_each(&mut change);
            logic.any_of.iter_mut().flatten().for_each(&mut change);
            logic.one_of.iter_mut().for_each(&mut change);
            logic.not.iter_mut().for_each(&mut change);
            if let Some((test, then, otherwise)) = &mut logic.condition {
                change(test);
                then.iter_mut().for_each(&mut change);
                otherwise.iter_mut().for_each(&mut change);
            }
        }
        if let Some(arrays) = &mut self.arrays {
            arrays.prefix.iter_mut().for_each(&mut change);
            arrays.items.iter_mut().for_each(&mut change);
            arrays.contains.iter_mut().for_each(&mut change);
            arrays.unevaluated.iter_mut().for_each(&mut change);
        }
        if let Some(objects) = &mut self.objects {
            objects.properties.iter_mut().for_each(|(_, n)| change(n));
            objects.patterns.iter_mut().for_each(|(_, n)| change(n));
            objects.additional.iter_mut().for_each(&mut change);
            objects.names.iter_mut().for_each(&mut change);
            objects
                .dependent_schemas
                .iter_mut()
                .for_each(|(_, n)| change(n));
            objects.unevaluated.iter_mut().for_each(&mut change);
        }
    }
}

/// Where a node stands: the document's number in the pool, and the node's in its source tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Origin {
    pub document: u32,
    pub node: source_tree::NodeId,
}

/// A pattern that is written in a schema; none if it is beyond regular languages.
#[derive(Debug)]
pub(crate) struct NamedPattern {
    pub compiled: Option<Pattern>,
}

/// Room for all nodes that may come is made when there are more than this: often it is a part of a document that is asked
/// about.
const FEW: usize = 1024;

/// All nodes, names and patterns of a pool.
#[derive(Debug, Default)]
pub(crate) struct Schemas {
    /// How many nodes there may be.
    expected: usize,
    pub nodes: Vec<Node>,
    /// Beside `nodes`; nodes that no document writes out have none.
    pub origins: Vec<Option<Origin>>,
    /// Arms of a choice with the values that a discriminator gives them, to the arms as they are written.
    pub tagged: HashMap<NodeId, NodeId>,
    /// Nodes that reached themselves on the same value, until the reference was taken out.
    pub cut: BTreeSet<NodeId>,
    names: Vec<Arc<str>>,
    name_ids: HashMap<Arc<str>, NameId>,
    pub patterns: Vec<NamedPattern>,
    pattern_ids: HashMap<Arc<str>, PatternId>,
}

static ANYTHING: Node = Node {
    never: false,
    types: None,
    values: None,
    numbers: None,
    strings: None,
    arrays: None,
    objects: None,
    reference: None,
    logic: Rare::NONE,
    read_only: false,
    write_only: false,
    notes: Rare::NONE,
};

impl Schemas {
    pub fn node(&self, id: NodeId) -> &Node {
        self.nodes.get(id as usize).unwrap_or(&ANYTHING)
    }

    /// Where the aliases at a node end.
    pub fn target(&self, node: NodeId) -> NodeId {
        let mut at = node;
        // A chain without a cycle is shorter than there are nodes; cycles were cut when loading.
        for _ in 0..self.nodes.len() {
            match self.node(at).alias() {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// Says that there may be so many more nodes.
    pub fn expect(&mut self, more: usize) {
        self.expected += more;
    }

    pub fn push(&mut self, node: Node, origin: Option<Origin>) -> NodeId {
        let id = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        if self.nodes.len() == FEW {
            let more = self.expected.saturating_sub(FEW);
            self.nodes.reserve(more);
            self.origins.reserve(more);
        }
        self.nodes.push(node);
        self.origins.push(origin);
        id
    }

    pub fn intern(&mut self, name: &str) -> NameId {
        if let Some(&id) = self.name_ids.get(name) {
            return id;
        }
        let id = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let name: Arc<str> = name.into();
        self.names.push(Arc::clone(&name));
        self.name_ids.insert(name, id);
        id
    }

    pub fn name(&self, id: NameId) -> &str {
        self.names.get(id as usize).map_or("", |name| name)
    }

    pub fn name_id(&self, name: &str) -> Option<NameId> {
        self.name_ids.get(name).copied()
    }

    pub fn intern_pattern(&mut self, source: &str) -> PatternId {
        if let Some(&id) = self.pattern_ids.get(source) {
            return id;
        }
        let id = u32::try_from(self.patterns.len()).unwrap_or(u32::MAX);
        let source: Arc<str> = source.into();
        self.patterns.push(NamedPattern {
            compiled: Pattern::compile(&source).ok(),
        });
        self.pattern_ids.insert(source, id);
        id
    }

    pub fn pattern(&self, id: PatternId) -> Option<&Pattern> {
        self.patterns.get(id as usize)?.compiled.as_ref()
    }
}
