//! Values that a schema allows: the smallest one, the fullest one, and as many different ones as there are seeds.
//!
//! A wish is written for the value, as a schema: these members, that arm, so many items. The search then looks for a
//! value that the schema allows and that meets the wish. Where the wish asks for what cannot be, its innermost parts are
//! given up first.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Parts, Pool, SchemaId};
use crate::dialect::Role;
use crate::ir::{Arrays, Node, NodeId, Numbers, Objects, Strings, Type, Types};
use crate::numbers::Decimal;
use crate::search::{Answer, Memory, Search};
use crate::subset::Options;
use crate::value::Value;
use crate::verdict::Reason;

/// Wishes inside wishes.
const MAX_DEPTH: usize = 5;
/// Schemas that wishes are written for, in one value.
const MAX_WISHES: usize = 400;
/// Items that are wished for.
const MAX_ITEMS: u64 = 3;
/// Characters that are wished for beyond the fewest.
const MAX_MORE_CHARACTERS: u64 = 6;

/// What kind of value is wished for.
#[derive(Clone, Debug)]
enum Taste {
    /// Every member that is declared, one item in each array.
    Full,
    Random(Random),
}

/// `SplitMix64` (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
#[derive(Clone, Debug)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl Taste {
    fn of(seed: u64) -> Self {
        if seed == 1 {
            Self::Full
        } else {
            Self::Random(Random(seed))
        }
    }

    /// A number below `count`; the first one if there is no choice.
    fn pick(&mut self, count: usize) -> usize {
        match self {
            Self::Full => 0,
            Self::Random(random) => {
                let count = u64::try_from(count).unwrap_or(u64::MAX).max(1);
                usize::try_from(random.next() % count).unwrap_or(0)
            }
        }
    }

    fn takes(&mut self) -> bool {
        match self {
            Self::Full => true,
            Self::Random(random) => random.next() & 1 == 1,
        }
    }
}

impl Pool<'_> {
    /// A value that the schema allows; with a role, one that its sender sends.
    ///
    /// The seed chooses: 0 is a small and readable value, 1 has every member that is declared, any other a value of its own.
    /// The same schema and seed give the same value. The value was confirmed by the independent path of
    /// [`check`](crate::check).
    ///
    /// ```
    /// use schema_subset::{Dialect, Options, Pool, Reading};
    /// use source_tree::{Format, Limits, Pointer, SourceTree};
    ///
    /// let text = r#"{"type": "object", "required": ["id"], "properties": {
    ///     "id": {"type": "integer", "minimum": 1}, "tags": {"type": "array", "items": {"enum": ["a", "b"]}}}}"#;
    /// let tree = SourceTree::parse("a.json", text.into(), Format::Json, &Limits::default()).unwrap();
    /// let mut pool = Pool::new();
    /// let document = pool.insert("a.json", &tree, Reading::of(Dialect::JsonSchema2020_12)).unwrap();
    /// let root = pool.node(document, &Pointer::root()).unwrap();
    ///
    /// let mut sample = |seed| pool.sample(root, None, seed, &Options::default()).unwrap().to_string();
    /// assert_eq!(sample(0), r#"{"id":1}"#);
    /// assert_eq!(sample(1), r#"{"id":1,"tags":["a"]}"#);
    /// ```
    ///
    /// # Errors
    /// [`Reason::Unsatisfiable`] if the schema allows no value; other reasons if none could be found or confirmed.
    pub fn sample(
        &mut self,
        schema: SchemaId,
        role: Option<Role>,
        seed: u64,
        options: &Options,
    ) -> Result<Value, Reason> {
        self.parts(role).sample(schema, seed, options)
    }
}

impl Parts<'_, '_> {
    fn sample(&mut self, schema: SchemaId, seed: u64, options: &Options) -> Result<Value, Reason> {
        let root = self.of_sender(self.class(schema));
        if self.role.is_some() {
            self.settle_sender(root, options.steps);
            if self.view.is_silent(root) {
                return Err(Reason::Unsatisfiable);
            }
        }
        if seed != 0 {
            for depth in (1..=MAX_DEPTH).rev() {
                let mut wishes = Wishes {
                    parts: self,
                    taste: Taste::of(seed),
                    written: Vec::new(),
                };
                let wish = wishes.wish(root, depth);
                let written = wishes.written;
                if let Ok(value) = self.sample_with(schema, wish, written, options.steps) {
                    return Ok(value);
                }
            }
        }
        self.sample_with(schema, None, Vec::new(), options.steps)
    }

    /// A confirmed value that meets the wish. Wishes are forgotten with it, so that samples leave no trace in the pool.
    fn sample_with(
        &mut self,
        schema: SchemaId,
        wish: Option<NodeId>,
        written: Vec<Node>,
        steps: u64,
    ) -> Result<Value, Reason> {
        let root = self.of_sender(self.class(schema));
        let before = self.unified.nodes.len();
        self.unified.nodes.extend(written);
        let mut memory = Memory::relaxed_as(&self.view.memory);
        let mut search = Search::new(self.schemas, self.unified, self.role, steps, &mut memory);
        let is_sent = self.role.is_some();
        let mut asked = vec![if is_sent {
            search.sends(root)
        } else {
            search.holds(root)
        }];
        asked.extend(wish.map(|wish| search.holds(wish)));
        let answer = search.solve(&asked);
        self.unified.nodes.truncate(before);
        match answer {
            Answer::Found(value) => {
                if self.allows(schema, &value)? {
                    Ok(Value::clone(&value))
                } else {
                    Err(Reason::Unverified)
                }
            }
            Answer::Maybe(value, reason) => match self.allows(schema, &value) {
                Ok(true) => Ok(Value::clone(&value)),
                _ => Err(reason),
            },
            Answer::Unknown(reason) => Err(reason),
            Answer::Empty => Err(Reason::Unsatisfiable),
        }
    }
}

/// Wishes in the making.
struct Wishes<'w, 'p, 't> {
    parts: &'w Parts<'p, 't>,
    taste: Taste,
    /// They get the numbers behind those of the pool's nodes.
    written: Vec<Node>,
}

impl Wishes<'_, '_, '_> {
    /// A wish for a value of the schema; none if there is nothing to choose.
    fn wish(&mut self, schema: NodeId, depth: usize) -> Option<NodeId> {
        let depth = depth.checked_sub(1)?;
        if self.written.len() >= MAX_WISHES {
            return None;
        }
        let mut node = Node::default();
        let applying = self.applying(schema, &mut node);
        let of = self.pick_type(&applying);
        let mut only = Types::NONE;
        only.add(of);
        node.types = Some(only);
        let values = self.nodes(&applying).find_map(|node| node.values.clone());
        if let Some(values) = values {
            let of_type: Vec<&Value> = values.iter().filter(|v| Type::of(v) == of).collect();
            let at = self.taste.pick(of_type.len());
            node.values = of_type.get(at).map(|&value| Arc::from([value.clone()]));
        } else {
            match of {
                Type::Bool => {
                    let value = Value::Bool(self.taste.pick(2) == 0);
                    node.values = Some(Arc::from([value]));
                }
                Type::Number => node.numbers = self.number(&applying),
                Type::String => node.strings = Some(Box::new(self.string(&applying))),
                Type::Array => node.arrays = Some(Box::new(self.array(&applying, depth))),
                Type::Object => node.objects = Some(Box::new(self.object(&applying, depth))),
                Type::Null => {}
            }
        }
        Some(self.write(node))
    }

    fn write(&mut self, node: Node) -> NodeId {
        let number = self.parts.unified.nodes.len() + self.written.len();
        self.written.push(node);
        NodeId::try_from(number).unwrap_or(NodeId::MAX)
    }

    fn nodes<'a>(&self, applying: &'a [NodeId]) -> impl Iterator<Item = &Node> + use<'_, 'a> {
        applying.iter().map(|&id| self.parts.unified.node(id))
    }

    /// The schemas that apply together: of arms, one that is picked, which becomes part of the wish.
    fn applying(&mut self, schema: NodeId, wish: &mut Node) -> Vec<NodeId> {
        let mut found = vec![schema];
        let mut next = 0;
        while let Some(&id) = found.get(next) {
            next += 1;
            let node = self.parts.unified.node(id);
            let mut more: Vec<NodeId> = node
                .reference
                .iter()
                .chain(&node.logic.all_of)
                .copied()
                .collect();
            let arms = node
                .logic
                .any_of
                .iter()
                .chain(std::iter::once(&node.logic.one_of));
            for arms in arms.filter(|arms| !arms.is_empty()) {
                let arm = arms.get(self.taste.pick(arms.len())).copied();
                wish.logic.all_of.extend(arm);
                more.extend(arm);
            }
            found.extend(
                more.into_iter()
                    .filter(|id| !found.contains(id))
                    .collect::<Vec<_>>(),
            );
        }
        found
    }

    fn pick_type(&mut self, applying: &[NodeId]) -> Type {
        let mut types = Types::ALL;
        let mut said = false;
        for node in self.nodes(applying) {
            if let Some(own) = node.types {
                types = types.and(own);
                said = true;
            }
            if let Some(values) = &node.values {
                let mut listed = Types::NONE;
                values.iter().for_each(|value| listed.add(Type::of(value)));
                types = types.and(listed);
                said = true;
            }
        }
        if !said {
            // Without `type` the keywords show what is meant.
            let about = |of: fn(&Node) -> bool| self.nodes(applying).any(of);
            if about(|node| node.objects.is_some()) {
                return Type::Object;
            }
            if about(|node| node.arrays.is_some()) {
                return Type::Array;
            }
            if about(|node| node.numbers.is_some()) {
                return Type::Number;
            }
            return Type::String;
        }
        let all: Vec<Type> = Type::ALL.into_iter().filter(|&of| types.has(of)).collect();
        all.get(self.taste.pick(all.len()))
            .copied()
            .unwrap_or(Type::Null)
    }

    /// At least some number that is picked between the bounds.
    fn number(&mut self, applying: &[NodeId]) -> Option<Box<Numbers>> {
        let Taste::Random(random) = &mut self.taste else {
            return None;
        };
        let distance = i128::from(random.next() % 100);
        let numbers: Vec<&Numbers> = self
            .nodes(applying)
            .filter_map(|node| node.numbers.as_deref())
            .collect();
        let lower = numbers.iter().flat_map(|numbers| &numbers.lower);
        let lower = lower.map(|&(bound, _)| bound).max();
        let upper = numbers.iter().flat_map(|numbers| &numbers.upper);
        let upper = upper.map(|&(bound, _)| bound).min();
        let small = |bound: &Decimal| bound.abs() < Decimal::from(1_000_000);
        let start = lower.filter(small).unwrap_or(Decimal::ZERO);
        let least = [distance, distance / 10, distance / 30]
            .into_iter()
            .filter_map(|distance| start.checked_add(Decimal::new(distance, 0)?))
            .find(|least| upper.is_none_or(|upper| *least <= upper))?;
        Some(Box::new(Numbers {
            lower: vec![(least, false)],
            ..Numbers::default()
        }))
    }

    fn string(&mut self, applying: &[NodeId]) -> Strings {
        let strings: Vec<&Strings> = self
            .nodes(applying)
            .filter_map(|node| node.strings.as_deref())
            .collect();
        let min = strings.iter().map(|strings| strings.min).max().unwrap_or(0);
        let max = strings.iter().filter_map(|strings| strings.max).min();
        let most = max.map_or(u64::MAX, |max| max.saturating_sub(min));
        let more = match &mut self.taste {
            // The empty string tells nothing.
            Taste::Full => u64::from(min == 0),
            Taste::Random(random) => random.next() % (MAX_MORE_CHARACTERS + 1),
        };
        Strings {
            min: min.saturating_add(more.min(most)),
            ..Strings::default()
        }
    }

    fn array(&mut self, applying: &[NodeId], depth: usize) -> Arrays {
        let arrays: Vec<Arrays> = self
            .nodes(applying)
            .filter_map(|node| node.arrays.as_deref().cloned())
            .collect();
        let count = match &mut self.taste {
            Taste::Full => 1,
            Taste::Random(random) => random.next() % (MAX_ITEMS + 1),
        };
        let min = arrays
            .iter()
            .map(|arrays| arrays.min)
            .max()
            .unwrap_or(0)
            .max(count);
        let mut wish = Arrays {
            min,
            ..Arrays::default()
        };
        if let Some(longest) = arrays.iter().max_by_key(|arrays| arrays.prefix.len()) {
            for &item in &longest.prefix {
                match self.wish(item, depth) {
                    Some(item) => wish.prefix.push(item),
                    None => break,
                }
            }
            if wish.prefix.len() == longest.prefix.len() {
                let items = arrays.iter().find_map(|arrays| arrays.items);
                wish.items = items.and_then(|items| self.wish(items, depth));
            }
        }
        wish
    }

    fn object(&mut self, applying: &[NodeId], depth: usize) -> Objects {
        let objects: Vec<Objects> = self
            .nodes(applying)
            .filter_map(|node| node.objects.as_deref().cloned())
            .collect();
        let required: BTreeSet<_> = objects
            .iter()
            .flat_map(|o| o.required.iter().copied())
            .collect();
        let mut wish = Objects::default();
        let mut properties: Vec<_> = objects
            .iter()
            .flat_map(|o| o.properties.iter().copied())
            .collect();
        properties.sort_unstable();
        properties.dedup_by_key(|&mut (name, _)| name);
        let role = self.parts.role;
        for (name, member) in properties {
            if role.is_some_and(|role| self.parts.unified.is_marked(member, role)) {
                continue;
            }
            let is_never = self.parts.unified.node(member).never;
            // What is inside the innermost wish stays small: recursion would not end otherwise.
            let is_wished = depth > 0 && !is_never && self.taste.takes();
            if !is_wished && !required.contains(&name) {
                continue;
            }
            if is_wished {
                wish.required.push(name);
            }
            if let Some(inner) = self.wish(member, depth) {
                wish.properties.push((name, inner));
            }
        }
        wish
    }
}
