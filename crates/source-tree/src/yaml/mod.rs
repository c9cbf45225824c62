//! YAML 1.2 with the core schema, as OpenAPI recommends it.
//!
//! `saphyr-parser` reads the events; this resolves scalars, tags and aliases and turns the
//! parser's character counts into byte offsets. Events are pulled one by one and both sides keep
//! their nesting on the heap, so the depth of a document costs no stack space.
//!
//! JSON is YAML, and gives the same tree, with two exceptions: `\ud83e\udd80`, an escaped surrogate
//! pair, is an error (write the character or `\U0001F980`), and at most 255 brackets may be open,
//! whatever the limits allow.

mod anchors;
mod events;
mod layout;
mod offsets;
mod scalar;
mod tags;

pub(crate) use events::parse;
