//! The question: is every value of one schema a value of another?

use std::sync::Arc;

use source_tree::{Format, Limits, NodeId as SourceId, ParseError, Pointer, SourceTree};

use crate::check::Checker;
use crate::dialect::Reading;
use crate::ir::{NodeId, Origin, Schemas};
use crate::load::{Document, Loaded, Loader};
use crate::search::{Answer, Memory, Search};
use crate::unify::Unified;
use crate::value::Value;
use crate::verdict::{Reason, Verdict};
use crate::witness::Witness;

/// A schema, read from JSON or YAML.
#[derive(Clone, Debug)]
pub struct Schema {
    tree: Arc<SourceTree>,
    reading: Reading,
}

impl Schema {
    /// Reads a schema that is a document of its own; `name` is what errors call it, and `.yaml` or `.yml` at its end says
    /// that it is YAML.
    ///
    /// ```
    /// use schema_subset::{Dialect, Reading, Schema};
    ///
    /// let reading = Reading::of(Dialect::JsonSchema2020_12);
    /// assert!(Schema::parse("a.json", r#"{"type": "string"}"#, reading).is_ok());
    /// let error = Schema::parse("a.json", r#"{"type": }"#, reading).unwrap_err();
    /// assert!(error.to_string().starts_with("a.json:1:10: "));
    /// ```
    ///
    /// # Errors
    /// When the text is not JSON (YAML) or over a limit.
    pub fn parse(name: &str, text: &str, reading: Reading) -> Result<Self, ParseError> {
        let format = Format::from_name(name).unwrap_or(Format::Json);
        let tree = SourceTree::parse(name, text.into(), format, &Limits::default())?;
        Ok(Self {
            tree: Arc::new(tree),
            reading,
        })
    }

    fn document(&self, uri: &str) -> Document {
        Document::new(uri, Arc::clone(&self.tree), self.reading)
    }

    /// Whether the value is allowed, by the independent path.
    fn allows(&self, value: &serde_json::Value) -> Option<bool> {
        let mut checker = Checker::new(self.reading, &[("schema", self.tree.as_ref())]);
        checker.valid("schema", &Pointer::root(), None, value).ok()
    }
}

/// How long is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The work budget in steps, so that an answer is the same on every machine. A usual question takes some hundred.
    pub steps: u64,
}

impl Default for Options {
    /// 200,000 steps: some seconds at worst.
    fn default() -> Self {
        Self { steps: 200_000 }
    }
}

/// Whether every value that `a` allows is allowed by `b`.
///
/// `Contained` is a proof: the search for a value of `a` that is none of `b` was exhaustive. A witness was confirmed by
/// the independent path of [`check`](crate::check) before it is returned; what it does not confirm is `Unknown`.
///
/// ```
/// use schema_subset::{Dialect, Options, Reading, Schema, Verdict, subset};
///
/// let schema = |text| Schema::parse("schema.json", text, Reading::of(Dialect::JsonSchema2020_12)).unwrap();
/// let old = schema(r#"{"type": "object", "properties": {"status": {"enum": ["new", "done"]}}}"#);
/// let new = schema(r#"{"type": "object", "properties": {"status": {"enum": ["new", "done", "verified"]}}}"#);
///
/// assert_eq!(subset(&old, &new, &Options::default()), Verdict::Contained);
/// let verdict = subset(&new, &old, &Options::default());
/// assert_eq!(verdict.witness().unwrap().to_string(), r#"{"status":"verified"}"#);
/// ```
#[must_use]
pub fn subset(a: &Schema, b: &Schema, options: &Options) -> Verdict {
    let pair = Pair::of(a, b);
    let answer = pair.decide(
        &Unified::of(&pair.schemas),
        options.steps,
        Mode::Remembering,
    );
    verdict(a, b, answer)
}

/// Whether both allow the same values: the verdict on `a` in `b`, or where that is contained, on `b` in `a`.
///
/// ```
/// use schema_subset::{Dialect, Options, Reading, Schema, equivalent};
///
/// let schema = |text| Schema::parse("schema.json", text, Reading::of(Dialect::JsonSchema2020_12)).unwrap();
/// let values = schema(r#"{"enum": [1, 2]}"#);
/// let arms = schema(r#"{"oneOf": [{"const": 2}, {"const": 1}]}"#);
/// assert!(equivalent(&values, &arms, &Options::default()).is_contained());
/// ```
#[must_use]
pub fn equivalent(a: &Schema, b: &Schema, options: &Options) -> Verdict {
    match subset(a, b, options) {
        Verdict::Contained => subset(b, a, options),
        other => other,
    }
}

/// Whether a schema allows no value: contained in the schema `false`. The witness is a value that it allows.
///
/// ```
/// use schema_subset::{Dialect, Options, Reading, Schema, is_empty};
///
/// let schema = |text| Schema::parse("schema.json", text, Reading::of(Dialect::JsonSchema2020_12)).unwrap();
/// let crossed = schema(r#"{"type": "integer", "minimum": 3, "maximum": 2}"#);
/// assert!(is_empty(&crossed, &Options::default()).is_contained());
/// let endless = schema(r##"{"type": "object", "required": ["next"], "properties": {"next": {"$ref": "#"}}}"##);
/// assert!(is_empty(&endless, &Options::default()).is_contained());
/// ```
#[must_use]
pub fn is_empty(schema: &Schema, options: &Options) -> Verdict {
    let nothing = Schema::parse(
        "false",
        "false",
        Reading::of(crate::Dialect::JsonSchema2020_12),
    );
    match nothing {
        Ok(nothing) => subset(schema, &nothing, options),
        Err(_) => Verdict::Unknown(Reason::Undecided("the schema `false`")),
    }
}

/// Whether answers are remembered; without it each state is decided anew, which the fast way is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Remembering,
    #[cfg(test)]
    Forgetful,
}

/// Two schemas in one pool.
struct Pair {
    schemas: Schemas,
    first: NodeId,
    second: NodeId,
}

impl Pair {
    fn of(a: &Schema, b: &Schema) -> Self {
        let documents = [a.document("a"), b.document("b")];
        let mut schemas = Schemas::default();
        let mut known = Loaded::new();
        let mut loader = Loader::new(&documents, &mut schemas, &mut known);
        let mut load = |document| {
            loader.load(Origin {
                document,
                node: SourceId::ROOT,
            })
        };
        let (first, second) = (load(0), load(1));
        intern_listed_names(&mut schemas);
        Self {
            schemas,
            first,
            second,
        }
    }

    /// Looks for a value that the first allows and the second does not.
    fn decide(&self, unified: &Unified, steps: u64, mode: Mode) -> Answer {
        let mut memory = Memory::default();
        let mut search = Search::new(&self.schemas, unified, None, steps, &mut memory);
        #[cfg(test)]
        if mode == Mode::Forgetful {
            search = search.forgetful();
        }
        #[cfg(not(test))]
        let Mode::Remembering = mode;
        let holds = search.holds(unified.class(self.first));
        let fails = search.fails(unified.class(self.second));
        search.solve(&[holds, fails])
    }
}

fn verdict(a: &Schema, b: &Schema, answer: Answer) -> Verdict {
    let (value, doubt) = match answer {
        Answer::Empty => return Verdict::Contained,
        Answer::Unknown(reason) => return Verdict::Unknown(reason),
        Answer::Found(value) => (value, Reason::Unverified),
        Answer::Maybe(value, reason) => (value, reason),
    };
    let Ok(json) = serde_json::from_str(&value.to_string()) else {
        return Verdict::Unknown(doubt);
    };
    if a.allows(&json) == Some(true) && b.allows(&json) == Some(false) {
        Verdict::NotContained(Witness {
            value: Value::clone(&value),
        })
    } else {
        Verdict::Unknown(doubt)
    }
}

/// Gives the member names of listed values a number: the search compares listed objects member by member.
fn intern_listed_names(schemas: &mut Schemas) {
    let listed: Vec<Arc<[Value]>> = schemas
        .nodes
        .iter()
        .filter_map(|node| node.values.clone())
        .collect();
    let mut open: Vec<&Value> = listed.iter().flat_map(|values| values.iter()).collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    schemas.intern(name);
                    open.push(member);
                }
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Dialect;

    /// Pairs over every kind of keyword, recursion included.
    const PAIRS: [(&str, &str); 14] = [
        (r#"{"type": "integer"}"#, r#"{"type": "number"}"#),
        (r#"{"minimum": 3, "multipleOf": 2}"#, r#"{"minimum": 4}"#),
        (
            r#"{"type": "string", "pattern": "^a+$", "maxLength": 3}"#,
            r#"{"enum": ["a", "aa", "aaa"]}"#,
        ),
        (
            r#"{"type": "array", "items": {"const": 1}, "maxItems": 2}"#,
            r#"{"enum": [[], [1], [1, 1]]}"#,
        ),
        (
            r#"{"uniqueItems": true, "items": {"type": "boolean"}}"#,
            r#"{"maxItems": 2}"#,
        ),
        (
            r#"{"contains": {"const": 1}, "minContains": 2}"#,
            r#"{"minItems": 2}"#,
        ),
        (r#"{"required": ["a"]}"#, r#"{"minProperties": 1}"#),
        (
            r#"{"patternProperties": {"^a": {"type": "string"}}}"#,
            r#"{"properties": {"ab": {"type": "string"}}}"#,
        ),
        (
            r#"{"oneOf": [{"type": "string"}, {"maxLength": 3}]}"#,
            r#"{"type": "string"}"#,
        ),
        (
            r#"{"if": {"type": "string"}, "then": {"minLength": 1}}"#,
            r#"{"not": {"const": ""}}"#,
        ),
        (
            r##"{"anyOf": [{"const": 0}, {"type": "array", "items": {"$ref": "#"}, "minItems": 1}]}"##,
            r#"{"type": ["array", "integer"]}"#,
        ),
        (
            r##"{"type": "object", "properties": {"n": {"$ref": "#"}}}"##,
            r##"{"type": "object", "properties": {"n": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"type": "object", "properties": {"n": {"$ref": "#"}}}}}"##,
        ),
        (
            r#"{"properties": {"a": true}, "unevaluatedProperties": false}"#,
            r#"{"maxProperties": 1}"#,
        ),
        (
            r#"{"dependentRequired": {"a": ["b"]}, "required": ["a"]}"#,
            r#"{"required": ["b"]}"#,
        ),
    ];

    fn schema(text: &str) -> Schema {
        Schema::parse("schema.json", text, Reading::of(Dialect::JsonSchema2020_12)).unwrap()
    }

    /// Memory and merging are where a proof can go wrong unseen; without them the same must come out.
    #[test]
    fn the_slow_way_agrees() {
        for (a, b) in PAIRS {
            for (a, b) in [(a, b), (b, a), (a, a)] {
                let (a, b) = (schema(a), schema(b));
                let fast = subset(&a, &b, &Options::default());
                let pair = Pair::of(&a, &b);
                let apart = Unified::without_merging(&pair.schemas);
                let slow = pair.decide(&apart, Options::default().steps, Mode::Forgetful);
                assert!(!matches!(fast, Verdict::Unknown(_)), "{fast:?}");
                assert_eq!(
                    fast.is_contained(),
                    slow.is_empty(),
                    "{a:?} in {b:?}: {fast:?}, {slow:?}"
                );
            }
        }
    }
}
