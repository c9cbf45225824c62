//! What a search comes to.

use std::sync::Arc;

use crate::value::Value;
use crate::verdict::Reason;

/// Whether a state has a value.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// This one.
    Found(Arc<Value>),
    /// Perhaps this one: something that is not understood was left out on the way to it.
    Maybe(Arc<Value>, Reason),
    /// Proven: none.
    Empty,
    /// It could not be decided.
    Unknown(Reason),
}

impl Answer {
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    pub fn of(value: Value, taint: Option<Reason>) -> Self {
        match taint {
            None => Self::Found(Arc::new(value)),
            Some(reason) => Self::Maybe(Arc::new(value), reason),
        }
    }
}

/// The best of several alternatives: a sure value, then an unsure one, then not knowing.
#[derive(Debug, Default)]
pub(crate) struct Best {
    best: Option<Answer>,
}

impl Best {
    /// Notes an alternative; `true` says that there is no better one.
    pub fn note(&mut self, answer: Answer) -> bool {
        match (&answer, &self.best) {
            (Answer::Found(_), _) => {
                self.best = Some(answer);
                true
            }
            (Answer::Maybe(..), None | Some(Answer::Unknown(_))) | (Answer::Unknown(_), None) => {
                self.best = Some(answer);
                false
            }
            _ => false,
        }
    }

    pub fn answer(self) -> Answer {
        self.best.unwrap_or(Answer::Empty)
    }
}
