//! What the rules of judging are made of.

use crate::audience::Verdicts;

/// One kind of change: what it is called, whom it breaks, and what to do instead. Rules are data; what applies them is code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable, in kebab case, and the name of its file (`path-removed`).
    pub id: &'static str,
    /// What happened, as a sentence with `{names}` for what the fact fills in.
    pub title: &'static str,
    /// Why it is judged as it is, as one sentence with `{names}`.
    pub why: &'static str,
    /// How to make the change so that nobody breaks; empty where nobody does.
    pub remedy: &'static str,
    /// What `specdate explain` says: a paragraph or two, with the section of a specification where one decides.
    pub explanation: &'static str,
    /// The judgement where the fact itself does not decide it.
    pub default: Default,
    /// The id of the rule for the same change made backwards; none only where the file says why.
    pub mirror: Option<&'static str>,
}

/// The judgement of a rule where the fact itself does not decide it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Default {
    /// Always the same.
    Fixed(Verdicts),
    /// By comparing schemas, messages or sets: the fact carries the verdicts.
    Computed,
}
