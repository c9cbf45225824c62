//! Numbers: exact decimals, and the search for numbers that satisfy constraints.

mod decimal;
mod lattice;
mod query;

pub use decimal::Decimal;
pub use query::NumberQuery;
