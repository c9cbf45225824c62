//! Why schemas are not contained in others, for many pairs at once and told by cause.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::causes::{Own, Pair};
use super::graph::{Graph, Ways};
use super::{Parts, Pool, SchemaId};
use crate::dialect::Role;
use crate::ir::NodeId;
use crate::load::CYCLE;
use crate::search::Answer;
use crate::subset::Options;
use crate::value::Value;
use crate::verdict::Reason;
use crate::witness::Cause;

/// Questions that are asked for a witness of one cause before there is none.
const MAX_TRIES: usize = 3;

/// What the pairs of [`Pool::differences`] come to. Pairs that are in neither list are contained.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Differences {
    /// Each cause once, in the order of the first schemas.
    pub breaks: Vec<Break>,
    /// The pairs that could not be decided, by their numbers, with the reason.
    pub undecided: Vec<(usize, Reason)>,
}

/// One cause, with the pairs that it makes not contained. [`Pool::proofs`] finds values that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Break {
    /// The keywords.
    pub cause: Cause,
    /// The numbers of the pairs, ascending; at least one.
    pub pairs: Vec<usize>,
    /// The same number for breaks that are refused by schemas which hold together at the same values: parts of an `allOf`, or
    /// what stands in the same place of such parts.
    pub together: Option<u32>,
    pub(super) own: Own,
    /// The numbers of the pairs that it is a cause of without a way to it.
    own_pairs: Vec<usize>,
    /// The numbers of the pairs to show it at, each with the ones on the way to the cause.
    pub(super) tries: Vec<(usize, Vec<Pair>)>,
}

impl Break {
    /// The part of it that is about one member, where the keyword is a list of members that have to be there, or closes an
    /// object against others.
    ///
    /// [`Pool::proofs`] then shows this member.
    ///
    /// ```
    /// use schema_subset::{Dialect, Options, Pool, Reading, Role};
    /// use source_tree::{Format, Limits, Pointer, SourceTree};
    ///
    /// let text = r#"{"old": {"required": ["a", "b"], "properties": {"a": {"const": 1}, "b": {"const": 2}}},
    ///     "new": {"type": "object", "properties": {"a": {"const": 1}, "b": {"const": 2}}}}"#;
    /// let tree = SourceTree::parse("a.json", text.into(), Format::Json, &Limits::default()).unwrap();
    /// let mut pool = Pool::new();
    /// let document = pool.insert("a.json", &tree, Reading::of(Dialect::JsonSchema2020_12))?;
    /// let mut node = |pointer| pool.node(document, &Pointer::parse(pointer).unwrap()).unwrap();
    /// let pair = (node("/new"), node("/old"));
    ///
    /// let (role, options) = (Some(Role::Response), Options::default());
    /// let found = pool.differences(&[pair], role, &options);
    /// let without_b = found.breaks[0].of_member("b").unwrap();
    /// let proofs = pool.proofs(&[pair], [&without_b], role, &options);
    /// assert_eq!(proofs[0].as_ref().unwrap().value.to_string(), r#"{"a":1}"#);
    /// # Ok::<(), schema_subset::UriTaken>(())
    /// ```
    #[must_use]
    pub fn of_member(&self, name: &str) -> Option<Self> {
        let keyword = match self.own.keyword.as_deref()? {
            [keyword] if ["required", "additionalProperties"].contains(&keyword.as_str()) => {
                keyword
            }
            _ => return None,
        };
        let mut narrowed = self.clone();
        narrowed.own.keyword = Some(vec![keyword.clone(), name.to_owned()]);
        Some(narrowed)
    }

    /// The numbers of the pairs in whose own keywords the cause stands; of all pairs if it only stands further down.
    pub fn nearest(&self) -> impl Iterator<Item = usize> + '_ {
        let nearest = if self.own_pairs.is_empty() {
            &self.pairs
        } else {
            &self.own_pairs
        };
        nearest.iter().copied()
    }
}

/// A value that one pair of schemas disagrees about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Proof {
    /// The number of the pair.
    pub pair: usize,
    /// What the first schema of the pair allows and the second refuses.
    pub value: Arc<Value>,
}

/// What is known of a pair before its causes are.
enum Decision {
    Contained,
    Refused,
    Unknown(Reason),
}

impl Pool<'_> {
    /// Which of the pairs are not contained, and because of what: the question of [`compare`](Self::compare) for many pairs,
    /// with an answer by cause.
    ///
    /// Schemas that reach each other share their causes, so there are far fewer causes than pairs. [`proofs`](Self::proofs)
    /// shows them.
    ///
    /// ```
    /// use schema_subset::{Dialect, Options, Pool, Reading};
    /// use source_tree::{Format, Limits, Pointer, SourceTree};
    ///
    /// let parse = |name: &str, text: &str| SourceTree::parse(name, text.into(), Format::Json, &Limits::default()).unwrap();
    /// let old = parse("old.json", r##"{"Age": {"maximum": 99}, "User": {"properties": {"age": {"$ref": "#/Age"}}}}"##);
    /// let new = parse("new.json", r##"{"Age": {"maximum": 18}, "User": {"properties": {"age": {"$ref": "#/Age"}}}}"##);
    /// let mut pool = Pool::new();
    /// let reading = Reading::of(Dialect::JsonSchema2020_12);
    /// let (old, new) = (pool.insert("old.json", &old, reading)?, pool.insert("new.json", &new, reading)?);
    /// let mut pair = |pointer| {
    ///     let pointer = Pointer::parse(pointer).unwrap();
    ///     (pool.node(old, &pointer).unwrap(), pool.node(new, &pointer).unwrap())
    /// };
    /// let pairs = [pair("/User"), pair("/Age")];
    ///
    /// let found = pool.differences(&pairs, None, &Options::default());
    /// assert_eq!(found.breaks.len(), 1);
    /// assert_eq!(found.breaks[0].cause.b.pointer.as_str(), "/Age/maximum");
    /// assert_eq!(found.breaks[0].pairs, [0, 1]);
    /// let proofs = pool.proofs(&pairs, &found.breaks, None, &Options::default());
    /// assert_eq!(proofs[0].as_ref().unwrap().value.to_string(), "19");
    /// # Ok::<(), schema_subset::UriTaken>(())
    /// ```
    pub fn differences(
        &mut self,
        pairs: &[(SchemaId, SchemaId)],
        role: Option<Role>,
        options: &Options,
    ) -> Differences {
        self.parts(role).differences(pairs, options)
    }

    /// A value for each of the breaks that were found for the pairs in the role, confirmed by the independent path: one that
    /// shows this cause and, if possible, no other.
    ///
    /// The values of a pool that show one cause each have at most about 200,000 parts together in a role. After that, one value
    /// of a pair stands for all breaks that it shows.
    ///
    /// # Errors
    /// Why none was confirmed.
    pub fn proofs<'b>(
        &mut self,
        pairs: &[(SchemaId, SchemaId)],
        breaks: impl IntoIterator<Item = &'b Break>,
        role: Option<Role>,
        options: &Options,
    ) -> Vec<Result<Proof, Reason>> {
        let mut parts = self.parts(role);
        let breaks = breaks.into_iter();
        breaks
            .map(|of| parts.proof(of, pairs, options.steps))
            .collect()
    }

    /// Whether the receiver in the role accepts a value under a schema, by the independent path.
    ///
    /// # Errors
    /// Why it could not be judged.
    pub fn accepts(
        &mut self,
        schema: SchemaId,
        role: Option<Role>,
        value: &Value,
    ) -> Result<bool, Reason> {
        self.parts(role).accepts(schema, value)
    }
}

impl Parts<'_, '_> {
    fn differences(mut self, pairs: &[(SchemaId, SchemaId)], options: &Options) -> Differences {
        let mut found = Differences::default();
        let mut refused: Vec<(usize, Pair)> = Vec::new();
        let mut known: BTreeMap<(NodeId, NodeId), Decision> = BTreeMap::new();
        for (number, &pair) in pairs.iter().enumerate() {
            let classes = (self.class(pair.0), self.class(pair.1));
            let decision = known
                .entry(classes)
                .or_insert_with(|| self.decide(pair, options));
            match decision {
                Decision::Refused => refused.push((number, self.written_pair(pair))),
                Decision::Unknown(reason) => found.undecided.push((number, reason.clone())),
                Decision::Contained => {}
            }
        }
        let roots: Vec<Pair> = refused.iter().map(|&(_, pair)| pair).collect();
        let graph = self.graph(&roots, options.steps);
        found.breaks = breaks(&graph, &refused);
        let left = without_cause(&found.breaks, &refused);
        found.undecided.extend(left);
        found.undecided.sort_by_key(|&(number, _)| number);
        found
    }

    fn decide(&mut self, pair: (SchemaId, SchemaId), options: &Options) -> Decision {
        let (written, b) = (self.class(pair.0), self.class(pair.1));
        // What did not change breaks nobody.
        if written == b {
            return Decision::Contained;
        }
        let a = self.of_sender(written);
        if self.role.is_some() {
            self.settle_sender(a, options.steps);
            if self.view.is_silent(a) {
                return Decision::Unknown(Reason::Unsatisfiable);
            }
        }
        let mut answer = self.refused(written, b, options.steps);
        if matches!(answer, Answer::Unknown(Reason::Budget))
            && self.settle_choices(self.written_pair(pair), options.steps)
        {
            answer = self.refused(written, b, options.steps);
        }
        match answer {
            Answer::Empty => match self.doubt_about_sender(a) {
                Some(reason) => Decision::Unknown(reason),
                None => Decision::Contained,
            },
            Answer::Unknown(reason) => Decision::Unknown(reason),
            // What such a schema allows is undefined (2020-12 Core, section 9.4.1).
            _ if self.reaches_cycle(pair) => Decision::Unknown(Reason::Unsupported(CYCLE.into())),
            Answer::Found(_) => Decision::Refused,
            Answer::Maybe(..) => match self.candidate(a, b, &[], options.steps) {
                Ok(candidate) => match self.confirmed(pair, candidate, options.steps) {
                    Ok(_) => Decision::Refused,
                    Err(reason) => Decision::Unknown(reason),
                },
                Err(reason) => Decision::Unknown(reason.unwrap_or(Reason::Unverified)),
            },
        }
    }
}

/// Pairs that are not contained and that no cause was found for, because the schemas were too many: they must not pass.
fn without_cause(breaks: &[Break], refused: &[(usize, Pair)]) -> Vec<(usize, Reason)> {
    let explained: BTreeSet<usize> = breaks
        .iter()
        .flat_map(|cause| &cause.pairs)
        .copied()
        .collect();
    let left = refused
        .iter()
        .filter(|(number, _)| !explained.contains(number));
    left.map(|&(number, _)| (number, Reason::Budget)).collect()
}

/// The causes in the order of their places, each with the pairs of the questions that it is a cause of.
fn breaks(graph: &Graph, refused: &[(usize, Pair)]) -> Vec<Break> {
    let mut found: BTreeMap<Cause, Break> = BTreeMap::new();
    let together = graph.together();
    let mut ways: Option<(usize, Ways<'_>)> = None;
    for (number, own) in graph.own() {
        let ways = match &mut ways {
            Some((of, ways)) if *of == number => ways,
            other => &mut other.insert((number, graph.ways_to(number))).1,
        };
        let mut reached: Vec<(usize, usize, Pair)> = refused
            .iter()
            .filter_map(|&(question, pair)| Some((ways.length(pair)?, question, pair)))
            .collect();
        reached.sort_unstable();
        let tries = reached.iter().take(MAX_TRIES);
        let tries = tries
            .map(|&(_, question, pair)| (question, ways.way(pair)))
            .collect();
        let own_pairs = reached.iter().filter(|&&(length, ..)| length == 0);
        let mut own_pairs: Vec<usize> = own_pairs.map(|&(_, question, _)| question).collect();
        let mut pairs: Vec<usize> = reached.iter().map(|&(_, question, _)| question).collect();
        let known = found.entry(own.cause.clone()).or_insert_with(|| Break {
            cause: own.cause.clone(),
            pairs: Vec::new(),
            together: graph
                .receiver(number)
                .and_then(|receiver| together.get(&receiver).copied()),
            tries,
            own: own.clone(),
            own_pairs: Vec::new(),
        });
        known.pairs.append(&mut pairs);
        known.own_pairs.append(&mut own_pairs);
    }
    let mut found: Vec<Break> = found.into_values().collect();
    for cause in &mut found {
        cause.pairs.sort_unstable();
        cause.pairs.dedup();
        cause.own_pairs.sort_unstable();
        cause.own_pairs.dedup();
    }
    found.retain(|cause| !cause.pairs.is_empty());
    found
}
