//! What the crate `jsoncompat` says about pairs of schemas: a line `{"a": …, "b": …}` in, a line out.
//!
//! The answer to "is every value of `a` a value of `b`?" is `{"contained": true | false | null}`, with the value that
//! shows it where it is `false`. A process of its own, because it overflows its stack on some schemas.

use std::io::{BufRead, Write};

use jsoncompat::{CompatibilityResult, Role, SchemaDocument, analyze_compat};
use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        writeln!(output, "{}", answer(&line?))?;
        output.flush()?;
    }
    Ok(())
}

fn answer(line: &str) -> Value {
    match compare(line) {
        Ok(CompatibilityResult::Compatible) => json!({ "contained": true }),
        Ok(CompatibilityResult::Incompatible { counterexample, .. }) => {
            json!({ "contained": false, "witness": counterexample })
        }
        Ok(CompatibilityResult::Unknown { reason }) => {
            json!({ "contained": null, "reason": reason })
        }
        Err(error) => json!({ "contained": null, "reason": error.to_string() }),
    }
}

fn compare(line: &str) -> Result<CompatibilityResult, Box<dyn std::error::Error>> {
    let pair: Value = serde_json::from_str(line)?;
    let document = |side: &str| SchemaDocument::from_json(pair.get(side).unwrap_or(&Value::Null));
    // Its serializer is asked whether all that the new schema writes is what the old one promised.
    Ok(analyze_compat(
        &document("b")?,
        &document("a")?,
        Role::Serializer,
    )?)
}
