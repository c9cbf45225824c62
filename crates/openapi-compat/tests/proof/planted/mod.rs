//! Changes that are planted into documents, with what has to be found of each.

mod catalogue;
mod expected;
mod places;
mod plant;
mod reach;

pub use catalogue::{Find, Kind, Place, kinds};
pub use expected::Expected;
pub use plant::{Planted, plant};
