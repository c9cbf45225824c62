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
    /// How it is judged in webhooks and callbacks, where the server sends the request and reads the response; none for
    /// what they do not have, or where the judgement is the same.
    pub inbound: Option<Inbound>,
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

/// How a rule is judged in webhooks and callbacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inbound {
    /// Replaces [`Rule::why`].
    pub why: &'static str,
    /// Replaces [`Rule::remedy`].
    pub remedy: &'static str,
    /// Replaces [`Rule::default`].
    pub default: Default,
}

/// Who sends the request of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Direction {
    /// The client: operations of paths.
    Outbound,
    /// The server: webhooks and callbacks.
    Inbound,
}

impl Rule {
    /// What the rule says where messages go in that direction: why, what to do instead, and the judgement.
    pub(crate) fn in_direction(&self, direction: Direction) -> Inbound {
        let outbound = Inbound {
            why: self.why,
            remedy: self.remedy,
            default: self.default,
        };
        match direction {
            Direction::Outbound => outbound,
            Direction::Inbound => self.inbound.unwrap_or(outbound),
        }
    }
}
