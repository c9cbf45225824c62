//! Structural validation: what the specification fixes about the form of a document.
//!
//! [`walk`] goes by the tables of [`crate::vocabulary`] alone: types, required and unknown members, names. [`local`]
//! holds the rules about one object that no table can say, [`global`] those about several objects.

mod global;
mod local;
mod scalars;
mod walk;

pub(crate) use global::document;
pub(crate) use scalars::whole;
pub(crate) use walk::{Job, PendingReference, walk};

/// Whether a text may name a component (OpenAPI 3.1.1, section 4.8.7.1).
pub(crate) fn is_component_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
}
