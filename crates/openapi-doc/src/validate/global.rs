//! Rules about several objects: operations, parameters, security, tags.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};

use crate::load::{Problems, quote};
use crate::model::{
    Callback, Document, Item, NodeRef, Operation, Parameter, ParameterIn, PathItem,
    SecuritySchemeKind,
};
use crate::version::SpecVersion;

/// Checks a document whose objects have been checked one by one. References that lead nowhere are passed over.
pub(crate) fn document(document: &Document, problems: &mut Problems) {
    let mut check = Check {
        document,
        problems,
        schemes: HashMap::default(),
        ids: HashMap::default(),
        links: Vec::new(),
        seen: HashSet::default(),
        parameters_left: MAX_PARAMETERS,
    };
    check.schemes = document
        .components()
        .security_schemes()
        .map(|(name, scheme)| (name, scheme.kind()))
        .collect();
    check.tags();
    check.requirements(document.root().get("security"));
    let mut templates = HashMap::default();
    for path in document.paths() {
        check.path_template(path, &mut templates);
        check.path_item(path);
    }
    for path in document
        .webhooks()
        .chain(document.components().path_items())
    {
        check.path_item(path);
    }
    for (_, callback) in document.components().callbacks() {
        for path in callback.path_items() {
            check.path_item(path);
        }
    }
    check.link_targets();
}

/// The names in braces of a template, in order.
pub(super) fn template_names(template: &str) -> impl Iterator<Item = &str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

struct Check<'a, 'd> {
    document: &'d Document,
    problems: &'a mut Problems,
    schemes: HashMap<&'d str, SecuritySchemeKind<'d>>,
    /// Operations by id: the place of the id.
    ids: HashMap<&'d str, Item<'d>>,
    /// The `operationId`s of links.
    links: Vec<Item<'d>>,
    /// The path items that have been checked: several paths, and callbacks themselves, may reference one.
    seen: HashSet<NodeRef>,
    parameters_left: usize,
}

/// The most parameters that are looked at, each counted for every path that it applies to. Paths that share path items
/// multiply: without an end, a document of some megabytes could ask for hours.
const MAX_PARAMETERS: usize = 1_000_000;

impl<'d> Check<'_, 'd> {
    fn add(
        &mut self,
        item: Item<'d>,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.add(item.at(), code, message, help);
    }

    fn tags(&mut self) {
        let mut seen = BTreeSet::new();
        for tag in self.document.tags() {
            if !seen.insert(tag.name()) {
                let message = format!("the tag {} is declared twice", quote(tag.name()));
                self.add(
                    tag.item().get("name").unwrap_or(tag.item()),
                    "duplicate-tag",
                    message,
                    "remove one of the two",
                );
            }
        }
    }

    /// 4.8.8.1: a template with other names in its braces is the same path.
    fn path_template(&mut self, path: PathItem<'d>, seen: &mut HashMap<String, &'d str>) {
        let template = path.template();
        let Some(key) = self.key_of("paths", template) else {
            return;
        };
        let Some(shape) = erased(template) else {
            let message = format!("the braces of {} do not match", quote(template));
            self.problems
                .add(key, "bad-path", message, "write each parameter as `{name}`");
            return;
        };
        let mut names = BTreeSet::new();
        for name in template_names(template) {
            if !names.insert(name) {
                let message = format!("{} stands twice in the path", quote(name));
                self.problems
                    .add(key, "bad-path", message, "give each parameter its own name");
            }
        }
        if let Some(other) = seen.insert(shape, template)
            && other != template
        {
            let message = format!("{} is the same path as {}", quote(template), quote(other));
            self.problems
                .add(key, "ambiguous-path", message, "join the two path items");
        }
    }

    /// The node of a key of one of the outermost objects.
    fn key_of(&self, member: &str, name: &str) -> Option<NodeRef> {
        let item = self.document.root().get(member)?;
        let (key, _) = item.node().as_object()?.get_member(name)?;
        Some(NodeRef {
            file: item.at().file,
            node: key.id(),
        })
    }

    /// A path item and everything that its operations lead to. What several paths reference is checked once, except
    /// for what depends on the path.
    fn path_item(&mut self, path: PathItem<'d>) {
        let mut open = vec![path];
        while let Some(path) = open.pop() {
            let is_new = self.seen.insert(path.item().at());
            if is_new {
                self.duplicate_parameters(path.parameters());
            }
            for operation in path.operations() {
                if !operation.is_inbound() {
                    self.path_parameters(operation);
                }
                if is_new {
                    self.operation(operation);
                    open.extend(operation.callbacks().flat_map(Callback::path_items));
                }
            }
        }
    }

    fn operation(&mut self, operation: Operation<'d>) {
        let item = operation.item();
        if let (Some(id), Some(at)) = (operation.operation_id(), item.get("operationId")) {
            let first = *self.ids.entry(id).or_insert(at);
            if first != at {
                let line = first.node().position().line;
                let message = format!(
                    "the operation id {} is used twice, first in line {line}",
                    quote(id)
                );
                self.add(
                    at,
                    "duplicate-operation-id",
                    message,
                    "give each operation its own id",
                );
            }
        }
        self.duplicate_parameters(operation.own_parameters());
        self.requirements(item.get("security"));
        for response in operation.responses() {
            let links = response
                .item()
                .get("links")
                .into_iter()
                .flat_map(Item::members);
            self.links
                .extend(links.filter_map(|(_, link)| link.resolve().get("operationId")));
        }
    }

    /// 4.8.10.1: no two parameters of one list have the same place and name.
    fn duplicate_parameters(&mut self, parameters: impl Iterator<Item = Parameter<'d>>) {
        let mut seen = BTreeSet::new();
        for parameter in parameters {
            if parameter.item().get("name").is_some() && !seen.insert(parameter.key()) {
                let message = format!(
                    "the {} parameter {} is listed twice",
                    parameter.location_in(),
                    quote(parameter.name())
                );
                self.add(
                    parameter.item(),
                    "duplicate-parameter",
                    message,
                    "remove one of the two",
                );
            }
        }
    }

    /// 4.8.8 and 4.8.12: each name in braces has a path parameter, and the other way round.
    fn path_parameters(&mut self, operation: Operation<'d>) {
        if self.parameters_left == 0 {
            return;
        }
        let mut names: BTreeSet<&str> = template_names(operation.template()).collect();
        let parameters = operation.parameters();
        self.parameters_left = self.parameters_left.saturating_sub(parameters.len());
        if self.parameters_left == 0 {
            let message = format!(
                "paths that share path items have more than {MAX_PARAMETERS} parameters in all"
            );
            let help = "reference shared path items less often";
            self.add(operation.item(), "over-limit", message, help);
            return;
        }
        let mut unknown = false;
        for parameter in &parameters {
            // A reference that leads nowhere has been reported, and could be anything.
            unknown |= parameter.item().get("$ref").is_some();
            if parameter.location_in() == ParameterIn::Path
                && !names.remove(parameter.name())
                && parameter.item().get("name").is_some()
            {
                let message = format!(
                    "the path parameter {} does not stand in the path {}",
                    quote(parameter.name()),
                    quote(operation.template())
                );
                let help = "add it to the path in braces, or remove the parameter";
                self.add(parameter.item(), "unused-path-parameter", message, help);
            }
        }
        if unknown {
            return;
        }
        for name in names {
            let message = format!(
                "{} of the path {} has no parameter",
                quote(name),
                quote(operation.template())
            );
            let help = format!(
                "add a parameter {} with `in: path` and `required: true`",
                quote(name)
            );
            self.add(operation.item(), "missing-path-parameter", message, help);
        }
    }

    /// 4.8.30.
    fn requirements(&mut self, list: Option<Item<'d>>) {
        for requirement in list.into_iter().flat_map(Item::items) {
            self.requirement(requirement);
        }
    }

    fn requirement(&mut self, requirement: Item<'d>) {
        /// Enough for people, and an end for hostile input.
        const CANDIDATES: usize = 500;
        for (name, scopes) in requirement.members() {
            let Some(kind) = self.schemes.get(name) else {
                if self.problems.is_full() {
                    self.add(scopes, "undefined-security-scheme", "", "");
                    continue;
                }
                let message = format!("the security scheme {} is not defined", quote(name));
                let known = self
                    .document
                    .components()
                    .security_schemes()
                    .take(CANDIDATES);
                let nearest = crate::spelling::nearest(name, known.map(|(name, _)| name));
                let help = match nearest {
                    Some(nearest) => format!("did you mean {}?", quote(nearest)),
                    None => "add it to `components.securitySchemes`".to_owned(),
                };
                self.add(scopes, "undefined-security-scheme", message, help);
                continue;
            };
            let scoped = matches!(
                kind,
                SecuritySchemeKind::OAuth2 | SecuritySchemeKind::OpenIdConnect { .. }
            );
            if !scoped
                && self.document.version() == SpecVersion::V3_0
                && scopes.items().next().is_some()
            {
                let message = format!("the security scheme {} has no scopes", quote(name));
                self.add(scopes, "unexpected-scopes", message, "write an empty list");
            }
        }
    }

    fn link_targets(&mut self) {
        for link in std::mem::take(&mut self.links) {
            let Some(id) = link.node().as_str() else {
                continue;
            };
            if !self.ids.contains_key(id) {
                let message = format!("no operation has the id {}", quote(id));
                self.add(link, "missing-target", message, "correct the id");
            }
        }
    }
}

/// A template with its names taken out; `None` if the braces do not match.
fn erased(template: &str) -> Option<String> {
    let mut shape = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        if before.contains('}') || name.is_empty() || name.contains('{') {
            return None;
        }
        shape.push_str(before);
        shape.push_str("{}");
        rest = after;
    }
    if rest.contains('}') {
        return None;
    }
    shape.push_str(rest);
    Some(shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates() {
        assert_eq!(
            erased("/a/{b}/c{d}.json").as_deref(),
            Some("/a/{}/c{}.json")
        );
        for bad in ["/a/{b", "/a/b}", "/{}", "/{a{b}}"] {
            assert_eq!(erased(bad), None, "{bad}");
        }
        assert_eq!(
            template_names("/a/{b}/c{d}.json").collect::<Vec<_>>(),
            ["b", "d"]
        );
    }
}
