//! What a run counted, kept in a file so that a broken run goes on where it was.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde_json::{Map, Value, json};

/// Counters by name, with the first seed that each counted, and the failures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    counters: BTreeMap<String, (u64, u64)>,
    pub failures: Vec<String>,
    seed: u64,
}

impl Figures {
    /// What is counted from here on belongs to this seed.
    pub fn at(&mut self, seed: u64) {
        self.seed = seed;
    }

    pub fn count(&mut self, name: impl Into<String>) {
        self.add(name, 1);
    }

    pub fn add(&mut self, name: impl Into<String>, more: u64) {
        self.counters.entry(name.into()).or_insert((0, self.seed)).0 += more;
    }

    pub fn get(&self, name: &str) -> u64 {
        self.counters.get(name).map_or(0, |(count, _)| *count)
    }

    /// Whether something was counted whose name starts so.
    pub fn has(&self, start: &str) -> bool {
        self.counters.keys().any(|name| name.starts_with(start))
    }

    /// Keeps the figures and the seed to go on with; the old file stays until the new one is whole.
    pub fn save(&self, path: &Path, next: u64) {
        let counters: Map<String, Value> = self
            .counters
            .iter()
            .map(|(name, (count, seed))| (name.clone(), json!([count, seed])))
            .collect();
        let text = json!({ "next": next, "counters": counters, "failures": self.failures });
        let temporary = path.with_extension("tmp");
        std::fs::write(&temporary, text.to_string()).unwrap();
        std::fs::rename(&temporary, path).unwrap();
    }

    /// What an earlier run kept, with the seed to go on with.
    pub fn load(path: &Path) -> Option<(Self, u64)> {
        let kept: Value = serde_json::from_slice(&std::fs::read(path).ok()?).unwrap();
        let counters = kept["counters"].as_object().unwrap();
        let read = |pair: &Value| (pair[0].as_u64().unwrap(), pair[1].as_u64().unwrap());
        let failures = kept["failures"].as_array().unwrap();
        let figures = Self {
            counters: counters
                .iter()
                .map(|(name, pair)| (name.clone(), read(pair)))
                .collect(),
            failures: failures
                .iter()
                .map(|text| text.as_str().unwrap().to_owned())
                .collect(),
            seed: 0,
        };
        Some((figures, kept["next"].as_u64().unwrap()))
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, (count, seed)) in &self.counters {
            writeln!(f, "{count:>10}  {name} (first at seed {seed})")?;
        }
        Ok(())
    }
}
