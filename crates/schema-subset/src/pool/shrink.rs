//! A smaller value that still meets what is asked: without the members and items that can be left out.

use crate::search::{Lit, Search};
use crate::value::Value;

/// Larger values are left as they are: each part costs an evaluation of the whole.
const MAX_SIZE: usize = 300;

/// One step down into a value.
#[derive(Clone, Debug)]
enum Step {
    Member(String),
    Item(usize),
}

impl Search<'_> {
    /// The value without what can be left out; none if that is nothing.
    pub(super) fn shrink(&mut self, asked: &[Lit], value: &Value) -> Option<Value> {
        if !matches!(value, Value::Array(_) | Value::Object(_)) || value.size() > MAX_SIZE {
            return None;
        }
        let mut small = value.clone();
        let mut changed = false;
        let mut open = vec![Vec::new()];
        while let Some(path) = open.pop() {
            for step in steps(at(&mut small, &path).map(|part| &*part)) {
                let Some(part) = take(at(&mut small, &path), &step) else {
                    continue;
                };
                if self.meets(asked, &small) == Some(true) {
                    changed = true;
                    continue;
                }
                put_back(at(&mut small, &path), &step, part);
                let mut inner = path.clone();
                inner.push(step);
                open.push(inner);
            }
        }
        changed.then_some(small)
    }
}

/// The steps to the parts of a container; items from the last one on, so that leaving one out moves no other.
fn steps(value: Option<&Value>) -> Vec<Step> {
    match value {
        Some(Value::Object(members)) => members.keys().cloned().map(Step::Member).collect(),
        Some(Value::Array(items)) => (0..items.len()).rev().map(Step::Item).collect(),
        _ => Vec::new(),
    }
}

fn at<'v>(value: &'v mut Value, path: &[Step]) -> Option<&'v mut Value> {
    path.iter()
        .try_fold(value, |value, step| match (value, step) {
            (Value::Object(members), Step::Member(name)) => members.get_mut(name),
            (Value::Array(items), Step::Item(index)) => items.get_mut(*index),
            _ => None,
        })
}

fn take(value: Option<&mut Value>, step: &Step) -> Option<Value> {
    match (value?, step) {
        (Value::Object(members), Step::Member(name)) => members.remove(name),
        (Value::Array(items), Step::Item(index)) if *index < items.len() => {
            Some(items.remove(*index))
        }
        _ => None,
    }
}

fn put_back(value: Option<&mut Value>, step: &Step, part: Value) {
    match (value, step) {
        (Some(Value::Object(members)), Step::Member(name)) => {
            members.insert(name.clone(), part);
        }
        (Some(Value::Array(items)), Step::Item(index)) if *index <= items.len() => {
            items.insert(*index, part);
        }
        _ => {}
    }
}
