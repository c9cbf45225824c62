//! Writes types out: operation by operation, place by place, member by member.

use std::collections::BTreeSet;

use super::facts::{Facts, json_string};
use super::location::{Location, Union};
use super::{Budget, Line, OperationSurface, PlaceSurface, Surface, SurfaceError, SurfaceLimits};
use crate::model::{
    Document, Header, MediaType, Method, NodeRef, Operation, Parameter, PathItem, Schema, SchemaId,
    SecurityRequirement, Server,
};

pub(super) fn surface(
    document: &Document,
    limits: &SurfaceLimits,
) -> Result<Surface, SurfaceError> {
    let mut expansion = Expansion {
        budget: Budget::new(limits),
        operations: Vec::new(),
    };
    for path in document.paths() {
        expansion.path_item(path, "", "", &mut Vec::new())?;
    }
    for path in document.webhooks() {
        expansion.path_item(path, "webhook ", "webhook ", &mut Vec::new())?;
    }
    let mut operations = expansion.operations;
    operations.sort_by(|a, b| a.key.cmp(&b.key));
    let servers = server_text(&document.servers().collect::<Vec<_>>());
    Ok(Surface {
        servers,
        operations,
    })
}

struct Expansion {
    budget: Budget,
    operations: Vec<OperationSurface>,
}

impl Expansion {
    /// `around` and `key_around` stand before the names and keys of the operations.
    fn path_item(
        &mut self,
        path: PathItem<'_>,
        around: &str,
        key_around: &str,
        active: &mut Vec<NodeRef>,
    ) -> Result<(), SurfaceError> {
        for operation in path.operations() {
            // A callback may contain itself by reference.
            if active.contains(&operation.item().at()) {
                continue;
            }
            let name = format!("{around}{} {}", operation.method(), operation.template());
            self.budget.operation.clone_from(&name);
            self.budget.line(active.len())?;
            let order = Method::ALL
                .iter()
                .position(|method| *method == operation.method())
                .unwrap_or_default();
            let surface = OperationSurface {
                key: format!("{key_around}{}\n{order}", operation.template()),
                details: details(operation),
                places: self.places(operation)?,
                name,
            };
            let (name, key) = (surface.name.clone(), surface.key.clone());
            self.operations.push(surface);
            active.push(operation.item().at());
            for callback in operation.callbacks() {
                let around = format!("{name} callback {} ", callback.name());
                // Sorted behind the operation that it belongs to.
                let key_around = format!("{key}\n{} ", callback.name());
                for path in callback.path_items() {
                    self.path_item(path, &around, &key_around, active)?;
                }
            }
            active.pop();
        }
        Ok(())
    }

    fn places(&mut self, operation: Operation<'_>) -> Result<Vec<PlaceSurface>, SurfaceError> {
        let mut places = Vec::new();
        for parameter in operation.parameters() {
            places.push(self.parameter(parameter)?);
        }
        if let Some(body) = operation.request_body() {
            for (media_type, content) in body.content() {
                places.push(self.content(
                    "5 body",
                    "body",
                    media_type,
                    content,
                    body.required(),
                )?);
            }
        }
        for response in operation.responses() {
            let status = response.status().to_string();
            let key = format!("6 {status}");
            let mut empty = true;
            for (media_type, content) in response.content() {
                empty = false;
                places.push(self.content(&key, &status, media_type, content, false)?);
            }
            if empty {
                self.budget.line(0)?;
                let facts = Facts::words("no content".to_owned());
                let lines = vec![Line {
                    path: String::new(),
                    parent: None,
                    facts,
                }];
                places.push(PlaceSurface {
                    key: format!("{key} "),
                    name: status.clone(),
                    lines,
                });
            }
            for header in response.headers() {
                places.push(self.header(&key, &status, header)?);
            }
        }
        places.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(places)
    }

    fn parameter(&mut self, parameter: Parameter<'_>) -> Result<PlaceSurface, SurfaceError> {
        let (place, key) = parameter.key();
        let name = format!("{place} {}", parameter.name());
        let content = parameter.content();
        let schema = parameter
            .schema()
            .or_else(|| content.and_then(|(_, content)| content.schema()));
        let mut lines = self.lines(schema)?;
        if let Some(first) = lines.first_mut() {
            let facts = &mut first.facts;
            facts.required = parameter.required();
            facts.deprecated |= parameter.deprecated();
            if let Some((media_type, _)) = content {
                facts.notes.insert("content", media_type.to_owned());
            }
            let default = if matches!(
                place,
                crate::ParameterIn::Query | crate::ParameterIn::Cookie
            ) {
                "form"
            } else {
                "simple"
            };
            if parameter.style() != default {
                facts.notes.insert("style", parameter.style().to_owned());
            }
            if parameter.explode() != (parameter.style() == "form") {
                facts
                    .notes
                    .insert("explode", parameter.explode().to_string());
            }
            if parameter.allow_reserved() {
                facts.notes.insert("allowReserved", String::new());
            }
            if parameter.allow_empty_value() {
                facts.notes.insert("allowEmptyValue", String::new());
            }
        }
        Ok(PlaceSurface {
            key: format!("{} {place} {key}", place as u8 + 1),
            name,
            lines,
        })
    }

    fn header(
        &mut self,
        key: &str,
        status: &str,
        header: Header<'_>,
    ) -> Result<PlaceSurface, SurfaceError> {
        let content = header.content();
        let schema = header
            .schema()
            .or_else(|| content.and_then(|(_, content)| content.schema()));
        let mut lines = self.lines(schema)?;
        if let Some(first) = lines.first_mut() {
            first.facts.required = header.required();
            first.facts.deprecated |= header.deprecated();
            if let Some((media_type, _)) = content {
                first.facts.notes.insert("content", media_type.to_owned());
            }
        }
        let name = format!("{status} header {}", header.name());
        Ok(PlaceSurface {
            key: format!("{key} header {}", header.name().to_ascii_lowercase()),
            name,
            lines,
        })
    }

    fn content(
        &mut self,
        key: &str,
        place: &str,
        media_type: &str,
        content: MediaType<'_>,
        required: bool,
    ) -> Result<PlaceSurface, SurfaceError> {
        let mut lines = self.lines(content.schema())?;
        if let Some(first) = lines.first_mut() {
            first.facts.required = required;
        }
        let mut encodings: Vec<_> = content.encodings().collect();
        encodings.sort_by_key(|(name, _)| *name);
        for (name, encoding) in encodings {
            self.budget.line(0)?;
            let words = ["contentType", "style", "explode", "allowReserved"]
                .into_iter()
                .filter_map(|member| {
                    Some(format!(
                        "{member} {}",
                        super::facts::json(encoding.get(member)?.node())
                    ))
                });
            let facts = Facts::words(words.collect::<Vec<_>>().join(" "));
            lines.push(Line {
                path: format!("<encoding .{name}>"),
                parent: Some(String::new()),
                facts,
            });
        }
        Ok(PlaceSurface {
            key: format!("{key} {media_type}"),
            name: format!("{place} {media_type}"),
            lines,
        })
    }

    fn lines(&mut self, schema: Option<Schema<'_>>) -> Result<Vec<Line>, SurfaceError> {
        let mut lines = Vec::new();
        let schemas: Vec<_> = schema.into_iter().collect();
        let mut member = Member {
            budget: &mut self.budget,
            lines: &mut lines,
            active: Vec::new(),
        };
        member.expand(String::new(), None, &schemas, false, 0)?;
        Ok(lines)
    }
}

fn details(operation: Operation<'_>) -> String {
    let mut details = String::new();
    if let Some(id) = operation.operation_id() {
        details.push_str("  ");
        details.push_str(id);
    }
    let alternatives: BTreeSet<String> =
        operation.security().into_iter().map(alternative).collect();
    if !alternatives.is_empty() {
        details.push_str("  security: ");
        details.push_str(&alternatives.into_iter().collect::<Vec<_>>().join(" or "));
    }
    let servers = operation.servers();
    if servers != operation.item().document().servers().collect::<Vec<_>>() {
        details.push_str("  servers: ");
        details.push_str(&server_text(&servers));
    }
    if operation.deprecated() {
        details.push_str("  deprecated");
    }
    details
}

fn server_text(servers: &[Server<'_>]) -> String {
    let servers: BTreeSet<&str> = servers.iter().map(|server| server.url()).collect();
    servers.into_iter().collect::<Vec<_>>().join(" ")
}

/// The schemes of one alternative, by what they are: their names only connect parts of the document.
fn alternative(requirement: SecurityRequirement<'_>) -> String {
    let document = requirement.item().document();
    let schemes: BTreeSet<String> = requirement
        .schemes()
        .map(|(name, scopes)| {
            let kind = document.components().security_scheme(name);
            let kind = kind.map_or_else(|| name.to_owned(), |scheme| scheme.kind().to_string());
            let scopes: BTreeSet<_> = scopes.into_iter().collect();
            if scopes.is_empty() {
                kind
            } else {
                format!(
                    "{kind} ({})",
                    scopes.into_iter().collect::<Vec<_>>().join(" ")
                )
            }
        })
        .collect();
    if schemes.is_empty() {
        "none".to_owned()
    } else {
        schemes.into_iter().collect::<Vec<_>>().join(" + ")
    }
}

/// The expansion of one place.
struct Member<'a> {
    budget: &'a mut Budget,
    lines: &'a mut Vec<Line>,
    /// What is being written out around the current line, with its path.
    active: Vec<(BTreeSet<SchemaId>, String)>,
}

impl Member<'_> {
    fn expand(
        &mut self,
        path: String,
        parent: Option<&str>,
        schemas: &[Schema<'_>],
        required: bool,
        depth: usize,
    ) -> Result<(), SurfaceError> {
        self.budget.line(depth)?;
        let mut location = Location::of(schemas, self.budget)?;
        location.facts.required = required;
        let same = self
            .active
            .iter()
            .find(|(identity, _)| !identity.is_empty() && *identity == location.identity);
        let has_inside = !location.members.is_empty()
            || !location.others.is_empty()
            || !location.unions.is_empty();
        if let (Some((_, first)), true) = (same, has_inside) {
            location.facts.back = Some(if first.is_empty() {
                "the whole".to_owned()
            } else {
                first.clone()
            });
            let parent = parent.map(str::to_owned);
            self.lines.push(Line {
                path,
                parent,
                facts: location.facts,
            });
            return Ok(());
        }
        let Location {
            facts,
            members,
            required,
            others,
            unions,
            identity,
        } = location;
        self.lines.push(Line {
            path: path.clone(),
            parent: parent.map(str::to_owned),
            facts,
        });
        self.active.push((identity, path.clone()));
        for (name, schemas) in &members {
            let inside = format!("{path}.{}", segment(name));
            self.expand(
                inside,
                Some(&path),
                schemas,
                required.contains(name),
                depth + 1,
            )?;
        }
        for (segment, schemas) in &others {
            self.expand(
                format!("{path}{segment}"),
                Some(&path),
                schemas,
                false,
                depth + 1,
            )?;
        }
        for (index, union) in unions.iter().enumerate() {
            self.union(&path, &"|".repeat(index + 1), union, depth + 1)?;
        }
        self.active.pop();
        Ok(())
    }

    /// The arms of a union, each under a label that does not depend on their order.
    fn union(
        &mut self,
        path: &str,
        bars: &str,
        union: &Union<'_>,
        depth: usize,
    ) -> Result<(), SurfaceError> {
        /// Stands for a number until the arms are sorted.
        const OPEN: &str = "?";
        let labels = self.labels(&union.arms)?;
        let mut arms = Vec::new();
        for (index, arm) in union.arms.iter().enumerate() {
            let label = labels
                .as_ref()
                .and_then(|labels| labels.get(index))
                .map_or(OPEN, String::as_str);
            let outer = std::mem::take(self.lines);
            let result = self.expand(
                format!("{path}{bars}{label}"),
                Some(path),
                &[*arm],
                false,
                depth,
            );
            arms.push(std::mem::replace(self.lines, outer));
            result?;
        }
        arms.sort_by_cached_key(|lines| {
            let texts = lines
                .iter()
                .map(|line| (line.path.clone(), line.facts.text()));
            texts.collect::<Vec<_>>()
        });
        for (index, mut lines) in arms.into_iter().enumerate() {
            if labels.is_none() {
                number(
                    &mut lines,
                    &format!("{path}{bars}{OPEN}"),
                    &format!("{path}{bars}{}", index + 1),
                );
            }
            self.lines.append(&mut lines);
        }
        Ok(())
    }

    /// What tells the arms apart: the value of a tag that each of them requires, or else their types.
    fn labels(&mut self, arms: &[Schema<'_>]) -> Result<Option<Vec<String>>, SurfaceError> {
        let mut tags = Vec::new();
        let mut types = Vec::new();
        for arm in arms {
            let location = Location::of(&[*arm], self.budget)?;
            types.push(
                location
                    .facts
                    .types
                    .and_then(crate::TypeSet::only)
                    .map(|kind| kind.as_str().to_owned()),
            );
            let mut own = std::collections::BTreeMap::new();
            for (name, schemas) in location
                .members
                .iter()
                .filter(|(name, _)| location.required.contains(*name))
                .filter(|(_, schemas)| schemas.iter().any(|schema| may_be_constant(*schema)))
            {
                let values = Location::of(schemas, self.budget)?
                    .facts
                    .values
                    .unwrap_or_default();
                if let (1, Some(value)) = (values.len(), values.first()) {
                    own.insert((*name).to_owned(), value.clone());
                }
            }
            tags.push(own);
        }
        let distinct = |labels: Option<Vec<String>>| {
            labels.filter(|labels| labels.iter().collect::<BTreeSet<_>>().len() == labels.len())
        };
        let names: Vec<String> = tags
            .first()
            .map(|tags| tags.keys().cloned().collect())
            .unwrap_or_default();
        for name in names {
            let labels = tags.iter().map(|tags| tags.get(&name).cloned()).collect();
            if let Some(labels) = distinct(labels) {
                return Ok(Some(labels));
            }
        }
        Ok(distinct(types.into_iter().collect()))
    }
}

/// Whether it is worth collecting what applies to a member to see whether it has a single value: most have none.
fn may_be_constant(schema: Schema<'_>) -> bool {
    let schema = schema.resolve();
    ["enum", "const", "allOf", "anyOf", "oneOf", "$ref"]
        .iter()
        .any(|keyword| schema.keyword(keyword).is_some())
}

/// Replaces the first part of the paths of an arm.
fn number(lines: &mut [Line], open: &str, numbered: &str) {
    let rename = |path: &mut String| {
        if let Some(rest) = path.strip_prefix(open) {
            *path = format!("{numbered}{rest}");
        }
    };
    for line in lines {
        rename(&mut line.path);
        line.parent.as_mut().map(rename);
        line.facts.back.as_mut().map(rename);
    }
}

/// A member's name in a path: as it is, or as a JSON string where it would not stand apart from the path around it.
fn segment(name: &str) -> String {
    let plain = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@' | '/' | '+'));
    if plain {
        name.to_owned()
    } else {
        json_string(name)
    }
}
