//! Policies: what providers have published about changes of their APIs, as data. Each stands in a file of its own, below
//! `policies`, and each of its rules has its source.

use registry::{Audience, Level, PolicyName};
use serde::Deserialize;

/// What a provider has published about changes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Policy {
    pub(crate) name: PolicyName,
    pub(crate) title: String,
    /// Audiences that fail beside those of the registry.
    pub(crate) fail_on: Vec<Audience>,
    pub(crate) rules: Vec<PolicyRule>,
}

/// One sentence of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PolicyRule {
    /// What it says, in our words.
    pub(crate) says: String,
    pub(crate) level: Level,
    /// Where it is published.
    pub(crate) source: String,
    /// The findings that it is about.
    ids: Vec<String>,
}

impl Policy {
    /// The policy of this name.
    pub(crate) fn of(name: PolicyName) -> Self {
        let text = match name {
            PolicyName::Strict => include_str!("../../policies/strict.json"),
            PolicyName::Github => include_str!("../../policies/github.json"),
            PolicyName::Stripe => include_str!("../../policies/stripe.json"),
        };
        // A test reads every file. Should one be wrong in spite of that, nothing passes because of it.
        serde_json::from_str(text).unwrap_or_else(|error| Self {
            name,
            title: format!("cannot be read: {error}"),
            fail_on: Audience::ALL.into(),
            rules: Vec::new(),
        })
    }

    /// What it says about findings of a rule.
    pub(crate) fn rule(&self, id: &str) -> Option<&PolicyRule> {
        self.rules
            .iter()
            .find(|rule| rule.ids.iter().any(|known| known == id))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn policies_are_about_rules_that_exist_each_once_and_have_sources() {
        let known: BTreeSet<&str> = crate::comparing::rules().map(|rule| rule.id).collect();
        for name in PolicyName::ALL {
            let policy = Policy::of(name);
            assert_eq!(policy.name, name);
            assert!(!policy.title.contains("cannot be read"), "{}", policy.title);
            assert!(!policy.rules.is_empty() || !policy.fail_on.is_empty());
            let mut seen = BTreeSet::new();
            for rule in &policy.rules {
                assert!(rule.source.starts_with("https://"), "{name}: {}", rule.says);
                for id in &rule.ids {
                    assert!(known.contains(id.as_str()), "{name}: {id}");
                    assert!(seen.insert(id), "{name}: {id} stands there twice");
                }
            }
        }
    }

    #[test]
    fn providers_differ() {
        let level = |name, id| Policy::of(name).rule(id).map(|rule| rule.level);
        let added = "response-enum-value-added";
        assert_eq!(level(PolicyName::Github, added), Some(Level::Warn));
        assert_eq!(level(PolicyName::Stripe, added), None);
        let removed = "response-property-removed";
        assert_eq!(level(PolicyName::Github, removed), Some(Level::Error));
    }
}
