//! The question: is every value of one schema a value of another?

use std::sync::Arc;

use source_tree::{Format, Limits, ParseError, Pointer, SourceTree};

use crate::dialect::{Reading, Role};
use crate::pool::Pool;
use crate::value::Value;
use crate::verdict::{Reason, Verdict};

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
        Ok(Self::from_tree(tree, reading))
    }

    /// The schema at the root of a document that is read already.
    ///
    /// ```
    /// use schema_subset::{Dialect, Options, Reading, Schema, is_empty};
    /// use source_tree::{Format, Limits, SourceTree};
    ///
    /// let tree = SourceTree::parse("a.yaml", b"type: string".to_vec(), Format::Yaml, &Limits::default())?;
    /// let schema = Schema::from_tree(tree, Reading::of(Dialect::JsonSchema2020_12));
    /// assert!(!is_empty(&schema, &Options::default()).is_contained());
    /// # Ok::<(), source_tree::ParseError>(())
    /// ```
    ///
    /// [`tree`](Self::tree) gives the document back.
    #[must_use]
    pub fn from_tree(tree: SourceTree, reading: Reading) -> Self {
        Self {
            tree: Arc::new(tree),
            reading,
        }
    }

    /// The document that the schema is the root of.
    #[must_use]
    pub fn tree(&self) -> &SourceTree {
        &self.tree
    }
}

/// How long is searched, and for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The work budget in steps, so that an answer is the same on every machine. A usual question takes some hundred.
    pub steps: u64,
    /// Whether a witness says what in the schemas is the cause.
    pub causes: bool,
}

impl Default for Options {
    /// 200,000 steps: some seconds at worst. Causes are looked for.
    fn default() -> Self {
        Self {
            steps: 200_000,
            causes: true,
        }
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
    compare(a, b, None, options)
}

/// Whether every value that a sender with the schema `a` sends is accepted by a receiver with the schema `b`.
///
/// A sender sends what its schema declares: members that no schema of the place speaks of stay out, unless it is a
/// free-form map. In requests `readOnly` members stay out as well, in responses `writeOnly` ones. A sender that could send
/// nothing at all is `Unknown`.
///
/// ```
/// use schema_subset::{Dialect, Options, Reading, Role, Schema, subset_in_role};
///
/// let schema = |text| Schema::parse("schema.json", text, Reading::of(Dialect::JsonSchema2020_12)).unwrap();
/// let old = schema(r#"{"properties": {"name": {"type": "string"}}}"#);
/// let new = schema(r#"{"properties": {"name": {"type": "string"}, "age": {"type": "integer"}}}"#);
/// assert!(subset_in_role(&old, &new, Role::Request, &Options::default()).is_contained());
/// ```
#[must_use]
pub fn subset_in_role(a: &Schema, b: &Schema, role: Role, options: &Options) -> Verdict {
    compare(a, b, Some(role), options)
}

fn compare(a: &Schema, b: &Schema, role: Option<Role>, options: &Options) -> Verdict {
    let mut pool = Pool::new();
    let first = pool.insert("schema", &a.tree, a.reading);
    // Neither can refer to the other.
    pool.begin_group();
    let second = pool.insert("schema", &b.tree, b.reading);
    let (Ok(first), Ok(second)) = (first, second) else {
        return Verdict::Unknown(Reason::Unverified);
    };
    let root = Pointer::root();
    match (pool.node(first, &root), pool.node(second, &root)) {
        (Some(a), Some(b)) => pool.compare(a, b, role, options),
        _ => Verdict::Unknown(Reason::Unverified),
    }
}

/// A value that the schema allows.
///
/// The seed chooses: 0 is a small and readable value, 1 has every member that is declared, any other a value of its own. The
/// same schema and seed give the same value. [`Pool::sample`] does it for many schemas, and for what a sender sends.
///
/// ```
/// use schema_subset::{Dialect, Options, Reading, Reason, Schema, sample};
///
/// let schema = |text| Schema::parse("schema.json", text, Reading::of(Dialect::JsonSchema2020_12)).unwrap();
/// let session = schema(r#"{"type": "object", "required": ["status"], "properties": {
///     "status": {"enum": ["approved", "declined"]}, "email": {"type": "string", "format": "email"}}}"#);
/// assert_eq!(sample(&session, 0, &Options::default()).unwrap().to_string(), r#"{"status":"approved"}"#);
///
/// let crossed = schema(r#"{"type": "integer", "minimum": 3, "maximum": 2}"#);
/// assert_eq!(sample(&crossed, 0, &Options::default()), Err(Reason::Unsatisfiable));
/// ```
///
/// # Errors
/// [`Reason::Unsatisfiable`] if the schema allows no value; other reasons if none could be found or confirmed.
pub fn sample(schema: &Schema, seed: u64, options: &Options) -> Result<Value, Reason> {
    let mut pool = Pool::new();
    let document = pool.insert("schema", &schema.tree, schema.reading);
    let document = document.map_err(|_| Reason::Unverified)?;
    let root = pool.node(document, &Pointer::root());
    pool.sample(root.ok_or(Reason::Unverified)?, None, seed, options)
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
