//! The work budget: counted in steps, so that an answer is the same on every machine.

/// What is left of a budget.
#[derive(Clone, Debug)]
pub struct Steps {
    left: u64,
}

impl Steps {
    /// A budget of `count` steps.
    #[must_use]
    pub fn new(count: u64) -> Self {
        Self { left: count }
    }

    /// Takes `count` steps, or everything that is left. `false` says that the budget is spent.
    pub fn take(&mut self, count: u64) -> bool {
        let enough = count <= self.left;
        self.left = self.left.saturating_sub(count);
        enough
    }

    /// How many steps are left.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.left
    }
}

/// What a search over strings or numbers came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<T> {
    /// There are values.
    Found {
        /// What was found, simplest first.
        values: T,
        /// There are no others.
        exhausted: bool,
    },
    /// It is proven that there is none.
    Empty,
    /// It cannot be decided, and this is why.
    Unknown(&'static str),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_spent_once() {
        let mut steps = Steps::new(3);
        assert!(steps.take(2));
        assert!(!steps.take(2));
        assert!(!steps.take(1));
        assert_eq!(steps.left(), 0);
    }
}
