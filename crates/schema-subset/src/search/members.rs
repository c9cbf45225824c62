//! What every member of an object has to meet, by its name.

use super::Search;
use super::branch::Branch;
use super::declared::Declared;
use super::expand::Mode;
use super::literal::Lit;
use super::term::Selection;
use crate::ir::{NameId, NodeId, PatternId};
use crate::value::Value;
use crate::verdict::Reason;

/// What a branch says about names.
pub(super) struct Names {
    pub declared: Option<Declared>,
    /// Names that a schema speaks of one by one, sorted.
    pub explicit: Vec<NameId>,
    /// Name patterns that set the other names apart.
    pub patterns: Vec<PatternId>,
    /// Why a member may not be allowed after all.
    pub taint: Option<Reason>,
}

impl Search<'_> {
    /// What is said about single names; about the others as well if members may have to be made up.
    pub(super) fn names(&mut self, branch: &Branch, others: bool) -> Names {
        let facts = &branch.facts.objects;
        let declared = self.declared(branch);
        if !others {
            return Names {
                declared,
                explicit: Vec::new(),
                patterns: Vec::new(),
                taint: None,
            };
        }
        let mut explicit: Vec<NameId> = facts.present.union(&facts.absent).copied().collect();
        let mut patterns: Vec<PatternId> = Vec::new();
        for &(group, _) in &facts.groups {
            if let Some(objects) = &self.node(group).objects {
                explicit.extend(objects.properties.iter().map(|&(name, _)| name));
                patterns.extend(objects.patterns.iter().map(|&(pattern, _)| pattern));
            }
        }
        let rests = facts.rests.iter().map(|(selection, _)| selection);
        for selection in facts
            .exists
            .iter()
            .map(|(selection, _)| selection)
            .chain(rests)
        {
            match selection {
                Selection::Pattern(pattern) => patterns.push(*pattern),
                Selection::Outside(names, outside) => {
                    explicit.extend(names.iter());
                    patterns.extend(outside.iter());
                }
                Selection::Name(_) => {}
            }
        }
        if let Some(declared) = &declared {
            explicit.extend(&declared.names);
            if !declared.open {
                patterns.extend(&declared.patterns);
            }
        }
        explicit.sort_unstable();
        explicit.dedup();
        patterns.sort_unstable();
        patterns.dedup();
        patterns.retain(|&pattern| self.schemas.pattern(pattern).is_some());
        Names {
            declared,
            explicit,
            patterns,
            taint: None,
        }
    }

    /// Whether a pattern matches an interned name; none if it cannot be told.
    pub(super) fn name_matches(&mut self, pattern: PatternId, name: NameId) -> Option<bool> {
        if let Some(&known) = self.memory.matches.get(&(pattern, name)) {
            return known;
        }
        let schemas = self.schemas;
        let compiled = schemas.pattern(pattern)?;
        let matches = compiled.is_match(schemas.name(name), &mut self.steps);
        self.memory.matches.insert((pattern, name), matches);
        matches
    }

    /// The literals that a member of this name meets in every value of the branch; none if there
    /// can be no such member.
    pub(super) fn universal(&mut self, name: NameId, branch: &Branch) -> Option<Vec<Lit>> {
        let mut lits = Vec::new();
        for &(group, sent) in &branch.facts.objects.groups {
            let mode = Mode {
                sent,
                projection: 0,
            };
            if !self.of_group(group, mode, name, &mut lits) {
                return None;
            }
        }
        for (selection, lit) in &branch.facts.objects.rests {
            if self.selects(selection, name) == Some(true) {
                lits.push(*lit);
            }
        }
        let own = branch.facts.objects.members.iter();
        lits.extend(own.filter(|(other, _)| *other == name).map(|&(_, lit)| lit));
        Some(lits)
    }

    fn of_group(&mut self, group: NodeId, mode: Mode, name: NameId, lits: &mut Vec<Lit>) -> bool {
        let Some(objects) = &self.node(group).objects else {
            return true;
        };
        let mut evaluated = false;
        if let Some(child) = objects.property(name) {
            lits.push(self.member_lit(child, mode));
            evaluated = true;
        }
        for &(pattern, child) in &objects.patterns {
            match self.name_matches(pattern, name) {
                Some(true) => {
                    lits.push(self.member_lit(child, mode));
                    evaluated = true;
                }
                Some(false) => {}
                // Perhaps evaluated: leaving the demand out allows more.
                None => evaluated = true,
            }
        }
        if let Some(additional) = objects.additional.filter(|_| !evaluated) {
            lits.push(self.member_lit(additional, mode));
        }
        true
    }

    pub(super) fn member_lit(&mut self, child: NodeId, mode: Mode) -> Lit {
        if mode.sent {
            self.sends(child)
        } else {
            self.holds(child)
        }
    }

    /// The literals of a member with this name, or none if there can be no such member.
    pub(super) fn member(
        &mut self,
        name: NameId,
        branch: &Branch,
        names: &mut Names,
    ) -> Option<Vec<Lit>> {
        let facts = &branch.facts.objects;
        if facts.absent.contains(&name) {
            return None;
        }
        if let Some(declared) = &names.declared
            && !declared.open
            && !declared.names.contains(&name)
        {
            let patterns = declared.patterns.clone();
            let matches = patterns.iter().map(|&p| self.name_matches(p, name));
            let matches: Vec<Option<bool>> = matches.collect();
            if !matches.contains(&Some(true)) {
                self.refused.names.insert(name);
                if !matches.contains(&None) {
                    return None;
                }
                names
                    .taint
                    .get_or_insert(Reason::Undecided("a name pattern"));
            }
        }
        if !facts.names.is_empty() {
            let text = Value::String(self.schemas.name(name).into());
            for &lit in &facts.names {
                match self.meets(&[lit], &text) {
                    Some(true) => {}
                    Some(false) => return None,
                    None => {
                        names.taint.get_or_insert(Reason::Undecided("a name"));
                    }
                }
            }
        }
        self.universal(name, branch)
    }

    /// Whether the selection takes the name; none if it cannot be told.
    pub(super) fn selects(&mut self, selection: &Selection, name: NameId) -> Option<bool> {
        match selection {
            Selection::Pattern(pattern) => self.name_matches(*pattern, name),
            Selection::Outside(names, patterns) => {
                if names.contains(&name) {
                    return Some(false);
                }
                for &pattern in patterns.iter() {
                    if self.name_matches(pattern, name)? {
                        return Some(false);
                    }
                }
                Some(true)
            }
            Selection::Name(lit) => {
                let text = Value::String(self.schemas.name(name).into());
                self.meets(&[*lit], &text)
            }
        }
    }
}
