//! Judges the answers about a pair: what must hold whatever the schemas are.

use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use jsonschema::Validator;
use schema_subset::check::Checker;
use schema_subset::{Dialect, Options, Reason, Schema, Verdict, subset};
use serde_json::Value;
use source_tree::{Format, Limits, Pointer, SourceTree};

use super::figures::Figures;
use super::laws::{self, Expected};
use super::opinions::{Expert, Opinion};
use super::pairs::Pair;
use super::random::Random;
use super::sampler::Sampler;
use super::values::{Material, Words, neighbor, pool};
use super::{pooled, roles};

/// The budget of a question. It is small, so that hard questions end as unknown soon.
pub const STEPS: u64 = 20_000;
/// Longer than any question with that budget takes, on a slow machine and in a debug build.
const PATIENCE: Duration = Duration::from_secs(60);
/// How many values attack an answer.
const POOL: usize = 160;
const SAMPLES: usize = 60;

/// What went wrong; a failure that is made smaller stays of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Panic,
    Hang,
    /// The validator does not confirm a witness.
    Witness,
    /// A value shows that what was called contained is not.
    Refuted,
    /// The check and the validator do not agree on a value.
    Check,
    /// An expert says otherwise, and no value decides.
    Opinion,
    Law(&'static str),
    /// What one pool remembers changes an answer.
    Pool,
    /// An answer in a role does not hold.
    Role,
}

#[derive(Clone, Debug)]
pub struct Failure {
    pub kind: Kind,
    pub text: String,
    /// The pair that was judged, where it is not as it was given.
    pub marked: Option<Pair>,
}

fn failure(kind: Kind, text: String) -> Failure {
    Failure {
        kind,
        text,
        marked: None,
    }
}

#[derive(Default)]
pub struct Judge {
    pub words: Words,
    /// Whether members are judged as they are: none is marked as sent by one side only.
    pub as_is: bool,
    /// Who else is asked.
    pub experts: Vec<Expert>,
}

/// A direction of a pair, with what is needed to judge it.
struct Question<'p> {
    pair: &'p Pair,
    verdict: Verdict,
    /// The validators of both sides as JSON Schema, and these.
    validators: Option<&'p Sides>,
    values: &'p [Value],
}

struct Sides {
    schemas: (Value, Value),
    a: Validator,
    b: Validator,
}

impl Sides {
    fn of(pair: &Pair) -> Option<Self> {
        let schemas = pair.as_json_schema()?;
        Some(Self {
            a: validator(&schemas.0)?,
            b: validator(&schemas.1)?,
            schemas,
        })
    }

    fn turned(self) -> Self {
        Self {
            schemas: (self.schemas.1, self.schemas.0),
            a: self.b,
            b: self.a,
        }
    }

    /// Whether the value shows that the first is not contained in the second.
    fn shows(&self, value: &Value) -> bool {
        self.a.is_valid(value) && !self.b.is_valid(value)
    }
}

fn validator(schema: &Value) -> Option<Validator> {
    jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(schema)
        .ok()
}

impl Judge {
    /// Judges a pair in both directions.
    pub fn judge(&mut self, pair: &Pair, seed: u64, figures: &mut Figures) -> Vec<Failure> {
        figures.at(seed);
        figures.count(match pair.dialect {
            Dialect::JsonSchema2020_12 => "pairs of 2020-12",
            Dialect::OpenApi3_0 => "pairs of openapi-3.0",
        });
        let mut random = Random::new(!seed);
        let mut sides = if pair.is_sound() {
            Sides::of(pair)
        } else {
            None
        };
        let values = self.values(pair, &mut random);
        let mut failures = Vec::new();
        if let Some(sides) = &sides {
            failures.extend(check_agrees(pair, sides, &values, &mut random));
        } else {
            figures.count("pairs without a validator");
        }
        let mut marked = if self.as_is {
            pair.clone()
        } else {
            roles::with_marks(pair, seed)
        };
        for pair in [pair.clone(), pair.turned()] {
            match ask(&pair, &pair.schema(&pair.a), &pair.schema(&pair.b), figures) {
                Ok(verdict) => {
                    let question = Question {
                        pair: &pair,
                        verdict,
                        validators: sides.as_ref(),
                        values: &values,
                    };
                    failures.extend(self.question(&question, &mut random, figures));
                }
                Err(failure) => failures.push(failure),
            }
            failures.extend(roles::hold(&marked, &values, figures));
            marked = marked.turned();
            sides = sides.map(Sides::turned);
        }
        failures.extend(pooled::agrees(pair, &mut random, figures));
        failures
    }

    fn question(
        &mut self,
        of: &Question<'_>,
        random: &mut Random,
        figures: &mut Figures,
    ) -> Vec<Failure> {
        let mut failures = Vec::new();
        match &of.verdict {
            Verdict::Contained => figures.count("questions: contained"),
            Verdict::NotContained(_) => figures.count("questions: not contained"),
            Verdict::Unknown(reason) => {
                figures.count("questions: unknown");
                figures.count(format!("unknown: {}", short(reason)));
            }
        }
        failures.extend(witness_holds(of));
        failures.extend(not_refuted(of, figures));
        failures.extend(
            self.experts
                .iter_mut()
                .filter_map(|expert| agrees(expert, of, figures)),
        );
        failures.extend(laws_hold(of, random, figures));
        failures
    }

    /// Values to attack answers about a pair with.
    pub fn values(&mut self, pair: &Pair, random: &mut Random) -> Vec<Value> {
        let material = Material::of(&[&pair.a, &pair.b], &mut self.words);
        let mut values = pool(&material, random, POOL);
        for root in [&pair.a, &pair.b] {
            let mut sampler = Sampler {
                root,
                material: &material,
                words: &mut self.words,
                random,
            };
            let aimed: Vec<Value> = (0..SAMPLES).map(|_| sampler.sample()).collect();
            let near: Vec<Value> = aimed
                .iter()
                .map(|value| neighbor(value, &material, random))
                .collect();
            values.extend(aimed);
            values.extend(near);
        }
        values
    }

    /// Whether one of the values shows that `a` is not contained in `b`; none without a validator.
    pub fn attack(&mut self, pair: &Pair, seed: u64) -> Option<bool> {
        let sides = Sides::of(pair)?;
        let values = self.values(pair, &mut Random::new(!seed));
        Some(values.iter().any(|value| sides.shows(value)))
    }
}

/// A reason without what differs from pair to pair.
fn short(reason: &Reason) -> String {
    match reason {
        Reason::Unsupported(what) if !what.starts_with("pattern") => {
            format!(
                "unsupported: {}",
                what.split(" #").next().unwrap_or_default()
            )
        }
        other => other.to_string(),
    }
}

fn options() -> Options {
    Options {
        steps: STEPS,
        ..Options::default()
    }
}

fn ask(pair: &Pair, a: &Schema, b: &Schema, figures: &mut Figures) -> Result<Verdict, Failure> {
    let start = Instant::now();
    let verdict = catch_unwind(AssertUnwindSafe(|| subset(a, b, &options())));
    let taken = start.elapsed();
    if taken > Duration::from_secs(1) {
        figures.count("questions that took more than a second");
    }
    if taken > PATIENCE {
        return Err(failure(
            Kind::Hang,
            format!("{} in {} took {taken:?}", pair.a, pair.b),
        ));
    }
    verdict.map_err(|payload| {
        let text = payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied());
        failure(
            Kind::Panic,
            format!("it panicked: {}", text.unwrap_or("without a text")),
        )
    })
}

fn tree(text: &str) -> SourceTree {
    SourceTree::parse("schema.json", text.into(), Format::Json, &Limits::default()).unwrap()
}

fn witness_holds(of: &Question<'_>) -> Option<Failure> {
    let witness = of.verdict.witness()?;
    let wrong = |text: &str| {
        Some(failure(
            Kind::Witness,
            format!("the witness {witness} {text}"),
        ))
    };
    let Ok(value) = serde_json::from_str::<Value>(&witness.to_string()) else {
        return wrong("is not JSON");
    };
    for (schema, expected) in [(&of.pair.a, true), (&of.pair.b, false)] {
        let tree = tree(&schema.to_string());
        let mut checker = Checker::new(of.pair.reading(), &[("schema", &tree)]);
        if checker.valid("schema", &Pointer::root(), None, &value) != Ok(expected) {
            return wrong("is not confirmed by the check");
        }
    }
    match of.validators {
        Some(sides) if !sides.shows(&value) => wrong("is not confirmed by the validator"),
        _ => None,
    }
}

fn not_refuted(of: &Question<'_>, figures: &mut Figures) -> Option<Failure> {
    let sides = of.validators.filter(|_| of.verdict.is_contained())?;
    let mut valid = 0;
    for value in of.values.iter().filter(|value| sides.a.is_valid(value)) {
        valid += 1;
        if !sides.b.is_valid(value) {
            return Some(failure(
                Kind::Refuted,
                format!("called contained, but {value} is a value of the first only"),
            ));
        }
    }
    figures.count("contained answers attacked");
    figures.add("values of the smaller schema in attacks", valid);
    None
}

/// The check translates schemas before the validator sees them; both must say the same.
fn check_agrees(
    pair: &Pair,
    sides: &Sides,
    values: &[Value],
    random: &mut Random,
) -> Option<Failure> {
    for (schema, validator) in [(&pair.a, &sides.a), (&pair.b, &sides.b)] {
        let tree = tree(&schema.to_string());
        let mut checker = Checker::new(pair.reading(), &[("schema", &tree)]);
        for _ in 0..20 {
            let value = random.pick(values);
            let expected = validator.is_valid(value);
            match checker.valid("schema", &Pointer::root(), None, value) {
                Ok(answer) if answer != expected => {
                    let text = format!(
                        "{value} under {schema}: the check says {answer}, the validator {expected}"
                    );
                    return Some(failure(Kind::Check, text));
                }
                _ => {}
            }
        }
    }
    None
}

fn agrees(expert: &mut Expert, of: &Question<'_>, figures: &mut Figures) -> Option<Failure> {
    let sides = of.validators?;
    let (a, b) = &sides.schemas;
    // The experts take formats to say nothing.
    if [a, b]
        .iter()
        .any(|schema| schema.to_string().contains("\"format\""))
    {
        return None;
    }
    let name = match (expert.ask(a, b), &of.verdict) {
        (Opinion::Crash, _) => "it crashed",
        (Opinion::Timeout, _) => "it took too long",
        (Opinion::Undecided, _) => "it did not decide",
        (Opinion::NotContained(Some(value)), _) if !sides.shows(&value) => {
            "its value shows nothing"
        }
        (_, Verdict::Unknown(_)) => "it decided what is unknown here",
        (Opinion::Contained, Verdict::Contained)
        | (Opinion::NotContained(_), Verdict::NotContained(_)) => "agreed",
        // The witness was confirmed by the validator.
        (Opinion::Contained, Verdict::NotContained(_)) => "it is refuted by a witness",
        (Opinion::NotContained(Some(value)), Verdict::Contained) => {
            return Some(failure(
                Kind::Refuted,
                format!("{} found the value {value}", expert.name),
            ));
        }
        (Opinion::NotContained(None), Verdict::Contained) => {
            return Some(failure(
                Kind::Opinion,
                format!("called contained, but {} says no", expert.name),
            ));
        }
    };
    figures.count(format!("{}: {name}", expert.name));
    None
}

fn laws_hold(of: &Question<'_>, random: &mut Random, figures: &mut Figures) -> Vec<Failure> {
    let mut failures = Vec::new();
    // A circle on one value has no meaning that a rewriting could keep.
    if !of.pair.is_sound() {
        return failures;
    }
    for law in laws::of(of.pair, random) {
        let (a, b) = (
            of.pair.schema_of_text(&law.a),
            of.pair.schema_of_text(&law.b),
        );
        let verdict = match ask(of.pair, &a, &b, figures) {
            Ok(verdict) => verdict,
            Err(failure) => {
                failures.push(failure);
                continue;
            }
        };
        let expected = match law.expected {
            Expected::Contained => Some(true),
            Expected::Same if matches!(of.verdict, Verdict::Unknown(_)) => None,
            Expected::Same => Some(of.verdict.is_contained()),
        };
        let decided = !matches!(verdict, Verdict::Unknown(_));
        figures.count(format!(
            "law {}: {}",
            law.name,
            if decided { "decided" } else { "unknown" }
        ));
        if decided && expected.is_some_and(|expected| expected != verdict.is_contained()) {
            let mut text = format!("the law \"{}\" is broken: {verdict:?}", law.name);
            let _ = write!(
                text,
                "\n  for {}\n  in  {}\n  beside {:?}",
                law.a, law.b, of.verdict
            );
            failures.push(failure(Kind::Law(law.name), text));
        }
    }
    failures
}
