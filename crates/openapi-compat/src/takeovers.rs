//! Whether a concrete path can take over requests of a template: only schemas tell which values the parameter allows.

use openapi_doc::{Document, Item, Parameter, ParameterIn, PathItem};
use schema_subset::{Dialect, Pool, Reading, Verdict};
use source_tree::{Format, Limits, Pointer, SourceTree};

use crate::options::Options;
use crate::pair::{self, Pairing, parameters, template};
use crate::schema::reading;

/// The work for one question; the values are single words.
const STEPS: u64 = 20_000;

/// Pairs all operations of two documents.
pub(crate) fn pair<'d>(
    base: &'d Document,
    revision: &'d Document,
    options: &Options,
) -> Pairing<'d> {
    pair::pair(base, revision, options, |template, values| {
        allows(template, values)
    })
}

/// Whether some operation of the path allows these values of its parameters, as far as that can be decided.
fn allows(path: PathItem<'_>, values: &[Option<String>]) -> bool {
    let names = template::names(path.template());
    path.operations().any(|operation| {
        let sites = parameters::sites(operation);
        names.iter().zip(values).all(|(name, value)| {
            let Some(value) = value else { return true };
            let parameter = sites.iter().map(|site| site.parameter).find(|parameter| {
                parameter.location_in() == ParameterIn::Path && parameter.name() == *name
            });
            let schema = parameter.and_then(Parameter::schema);
            schema.is_none_or(|schema| !refuses(schema.item(), value))
        })
    })
}

/// Whether a schema certainly refuses a text of a path, read as a string and, where it spells one, as a number or a
/// boolean.
pub(crate) fn refuses(schema: Item<'_>, text: &str) -> bool {
    let quoted = schema_subset::Value::String(text.to_owned()).to_string();
    let candidates = format!(r#"[{{"enum": [{quoted}]}}, {{"enum": [{text}]}}]"#);
    let string_only = format!(r#"[{{"enum": [{quoted}]}}]"#);
    let parse = |text: String| {
        SourceTree::parse("value", text.into_bytes(), Format::Json, &Limits::default())
    };
    // The text may be no JSON, or JSON that is no single scalar; then it is only a string.
    let is_scalar = !text.contains(['[', '{', '"', ',']);
    let tree = parse(candidates)
        .ok()
        .filter(|_| is_scalar)
        .or_else(|| parse(string_only).ok());
    let Some(tree) = tree else { return false };
    let mut pool = Pool::new();
    let value = pool.insert("value", &tree, Reading::of(Dialect::JsonSchema2020_12));
    pool.begin_group();
    let document = schema.document();
    let mut own = None;
    for (index, file) in document.files().enumerate() {
        let id = pool.insert(file.name(), file, reading(document));
        if index == schema.at().file.index() {
            own = id.ok();
        }
    }
    let (Ok(value), Some(own)) = (value, own) else {
        return false;
    };
    let Some(schema) = pool.node_at(own, schema.node().id()) else {
        return false;
    };
    let options = schema_subset::Options {
        steps: STEPS,
        causes: false,
    };
    (0..2).all(|index: usize| {
        let pointer = Pointer::root().child(&index.to_string());
        pool.node(value, &pointer).is_none_or(|value| {
            matches!(
                pool.compare(value, schema, None, &options),
                Verdict::NotContained(_)
            )
        })
    })
}
