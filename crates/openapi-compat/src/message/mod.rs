//! Messages that show a break which no schema carries: written from a document, with sampled values.

pub(crate) mod least;
mod values;

use std::sync::Arc;

use openapi_doc::{
    Header, MediaType, Operation, Parameter, ParameterIn, Response, Role, SecurityRequirement,
    SecuritySchemeKind, Server,
};
use schema_subset::Value;

use crate::fact::{Body, Evidence, RequestOf, ResponseOf};
use crate::finding::{HttpMessage, Side};
use crate::pair::address::{Address, addresses};
use crate::pair::media_types::essence;
use crate::pair::{parameters, template};
use crate::rule::Direction;
use crate::sample::Samples;
use crate::takeovers;
use values::{
    FORM, capitalised, concrete, encode, in_media_type, in_path, in_style, member, plain, simple,
};

/// Stands where a real key would. It is plainly none.
const PLACEHOLDER: &str = "placeholder";

/// Stands where a server variable without a default would.
const SAMPLE: &str = "sample";

/// Writes the message.
pub(crate) fn write<'d>(evidence: &Evidence<'d>, samples: &mut Samples<'d>) -> HttpMessage {
    match evidence {
        Evidence::Request(request) => Request::write(request, samples),
        Evidence::Response(response) => write_response(response, samples),
    }
}

/// A request as it grows.
struct Request<'s, 'd> {
    samples: &'s mut Samples<'d>,
    role: Role,
    query: Vec<String>,
    headers: Vec<(String, String)>,
    cookies: Vec<String>,
}

impl<'d> Request<'_, 'd> {
    fn write(wish: &RequestOf<'d>, samples: &mut Samples<'d>) -> HttpMessage {
        let operation = wish.operation;
        let mut request = Request {
            samples,
            role: role_of_request(operation.is_inbound()),
            query: Vec::new(),
            headers: Vec::new(),
            cookies: Vec::new(),
        };
        let path = request.path(wish);
        request.parameters(wish);
        let usual = || operation.security().into_iter().next();
        request.credentials(operation, wish.credentials.or_else(usual));
        if let Some(accept) = wish.accept {
            request
                .headers
                .push(("Accept".to_owned(), accept.to_owned()));
        }
        let body = request.body(wish);

        let mut target = target(wish, &path, &mut request.headers);
        if !request.query.is_empty() {
            target.push('?');
            target.push_str(&request.query.join("&"));
        }
        if !request.cookies.is_empty() {
            let cookies = request.cookies.join("; ");
            request.headers.push(("Cookie".to_owned(), cookies));
        }
        HttpMessage {
            side: Side::Request,
            is_inbound: operation.is_inbound(),
            start: format!("{} {target}", operation.method()),
            headers: request.headers,
            body,
        }
    }

    fn path(&mut self, wish: &RequestOf<'d>) -> String {
        let (operation, values) = (wish.operation, &wish.path_values);
        if operation.is_inbound() {
            return inbound_target(operation);
        }
        let sites = parameters::sites(operation);
        let mut path = template::erase(operation.template());
        for (index, name) in template::names(operation.template()).iter().enumerate() {
            let set = values.get(index).cloned().flatten();
            let text = set.unwrap_or_else(|| {
                let parameter = sites.iter().map(|site| site.parameter).find(|parameter| {
                    parameter.location_in() == ParameterIn::Path && parameter.name() == *name
                });
                let written = parameter.and_then(|parameter| {
                    let value = match &wish.value {
                        Some(value) if wish.parameter == Some(parameter) => {
                            as_written(parameter, value)
                        }
                        _ => self.value(parameter),
                    };
                    in_path(name, parameter.style(), parameter.explode(), &value)
                });
                written.unwrap_or_else(|| "1".to_owned())
            });
            path = path.replacen(template::HOLE, &text, 1);
        }
        path
    }

    fn parameters(&mut self, wish: &RequestOf<'d>) {
        for site in parameters::sites(wish.operation) {
            let parameter = site.parameter;
            let is_wished = wish.parameter == Some(parameter);
            let is_sent = parameter.required() || is_wished;
            let place = parameter.location_in();
            let is_ignored =
                place == ParameterIn::Header && parameters::is_reserved(parameter.name());
            if !is_sent || is_ignored || place == ParameterIn::Path {
                continue;
            }
            let text = wish.text.filter(|text| {
                let schema = parameter.schema();
                is_wished
                    && (text.is_empty()
                        || schema.is_none_or(|schema| !takeovers::refuses(schema.item(), text)))
            });
            if let Some(text) = text {
                self.query
                    .push(format!("{}={text}", encode(parameter.name())));
                continue;
            }
            let value = match &wish.value {
                Some(value) if is_wished => as_written(parameter, value),
                _ => self.value(parameter),
            };
            match place {
                ParameterIn::Query => self.query.extend(in_style(
                    parameter.name(),
                    parameter.style(),
                    parameter.explode(),
                    &value,
                )),
                ParameterIn::Header => self.headers.push((
                    parameter.name().to_owned(),
                    simple(&value, parameter.explode(), str::to_owned),
                )),
                ParameterIn::Cookie => {
                    self.cookies
                        .push(format!("{}={}", parameter.name(), encode(&plain(&value))));
                }
                ParameterIn::Path => {}
            }
        }
    }

    fn value(&mut self, parameter: Parameter<'d>) -> Value {
        let described = parameter.content().map(|(_, content)| content.schema());
        let schema = described.unwrap_or_else(|| parameter.schema());
        as_written(parameter, &self.samples.telling(schema, self.role))
    }

    fn credentials(
        &mut self,
        operation: Operation<'d>,
        requirement: Option<SecurityRequirement<'d>>,
    ) {
        let components = operation.item().document().components();
        for (name, _) in requirement
            .into_iter()
            .flat_map(SecurityRequirement::schemes)
        {
            let Some(scheme) = components.security_scheme(name) else {
                continue;
            };
            match scheme.kind() {
                SecuritySchemeKind::ApiKey { location, name } => match location {
                    "query" => self.query.push(format!("{}={PLACEHOLDER}", encode(name))),
                    "cookie" => self.cookies.push(format!("{name}={PLACEHOLDER}")),
                    _ => self.headers.push((name.to_owned(), PLACEHOLDER.to_owned())),
                },
                SecuritySchemeKind::Http { scheme } => {
                    let scheme = capitalised(scheme);
                    self.authorization(&scheme);
                }
                SecuritySchemeKind::OAuth2 | SecuritySchemeKind::OpenIdConnect { .. } => {
                    self.authorization("Bearer");
                }
                // The certificate is shown below HTTP.
                SecuritySchemeKind::MutualTls => {}
            }
        }
    }

    fn authorization(&mut self, scheme: &str) {
        let value = format!("{scheme} {PLACEHOLDER}");
        self.headers.push(("Authorization".to_owned(), value));
    }

    fn body(&mut self, wish: &RequestOf<'d>) -> Option<Arc<str>> {
        let body = wish.operation.request_body()?;
        let is_sent = match wish.body {
            Body::Always | Body::Full => true,
            Body::Never => false,
            Body::IfRequired => body.required(),
        };
        let chosen = body
            .content()
            .find(|(name, _)| wish.content_type.is_some_and(|wished| wished == *name))
            .or_else(|| body.content().next());
        let (name, media_type) = chosen.filter(|_| is_sent)?;
        let name = match wish.content_type {
            Some(wished) => member(wished),
            None => concrete(name),
        };
        self.headers.push(("Content-Type".to_owned(), name.clone()));
        // In forms, what is told is how values are written; in other bodies a small one shows more.
        let kind = essence(&name);
        let is_form = kind == FORM || kind.starts_with("multipart/");
        let wished = wish.value.clone().filter(|_| wish.parameter.is_none());
        let value = if let Some(value) = wished {
            value
        } else if let (Body::Full, Some(name)) = (wish.body, &wish.member) {
            self.samples
                .with_member(media_type.schema(), self.role, name)
        } else if is_form || wish.body == Body::Full {
            self.samples.telling(media_type.schema(), self.role)
        } else {
            self.samples.small(media_type.schema(), self.role)
        };
        let write = |value: &Value| in_media_type(&name, media_type, value, wish.part.as_ref());
        if wish.part.is_some() {
            return Some(write(&value).into());
        }
        Some(self.samples.text(&value, media_type.item().at(), write))
    }
}

/// The value of a parameter; one that a media type describes is a text of that media type.
fn as_written(parameter: Parameter<'_>, value: &Value) -> Value {
    match parameter.content() {
        Some(_) => Value::String(value.to_string()),
        None => value.clone(),
    }
}

/// The address of a webhook or callback, which its receiver chooses: the expression, or the name in braces.
fn inbound_target(operation: Operation<'_>) -> String {
    let key = operation.template();
    if key.contains(['{', '/']) {
        key.to_owned()
    } else {
        format!("{{{key}}}")
    }
}

/// The target of a request: the path below the address that is wished for, or below the first server. The authority
/// becomes the `Host` header.
fn target(wish: &RequestOf<'_>, path: &str, headers: &mut Vec<(String, String)>) -> String {
    if wish.operation.is_inbound() {
        return path.to_owned();
    }
    let fill = |text: &str| text.replace(template::HOLE, SAMPLE);
    let address = match &wish.address {
        // It ends in the erased path, in whose place the filled one goes.
        Some(address) => {
            let erased = template::erase(wish.operation.template());
            let prefix = address.prefix.strip_suffix(&erased).unwrap_or_default();
            Address {
                authority: address.authority.clone(),
                prefix: prefix.to_owned(),
            }
        }
        None => wish
            .operation
            .servers()
            .first()
            .and_then(|server| default_address(*server))
            .unwrap_or_else(Address::root),
    };
    if let Some((_, host)) = address.authority.split_once("://") {
        headers.insert(0, ("Host".to_owned(), fill(host)));
    }
    format!("{}{path}", fill(&address.prefix))
}

/// The address of a server whose variables have their defaults.
fn default_address(server: Server<'_>) -> Option<Address> {
    let mut url = server.url().to_owned();
    for (name, default, _) in server.variables() {
        url = url.replace(&format!("{{{name}}}"), default);
    }
    if url == server.url() {
        addresses(server, None).into_iter().next()
    } else {
        Some(Address::parse(&url))
    }
}

fn write_response<'d>(wish: &ResponseOf<'d>, samples: &mut Samples<'d>) -> HttpMessage {
    let role = role_of_request(wish.direction == Direction::Inbound).swapped();
    let wished = |header: &Header<'d>| {
        let wished = wish.header.as_ref();
        wished.filter(|(wished, _)| wished.item() == header.item())
    };
    let sent = wish.response.headers();
    let sent = sent.filter(|header| header.required() || wished(header).is_some());
    let mut headers: Vec<_> = sent
        .map(|header| {
            let described = header.content().map(|(_, content)| content.schema());
            let value = wished(&header).and_then(|(_, value)| value.clone());
            let schema = described.unwrap_or_else(|| header.schema());
            let value = value.unwrap_or_else(|| samples.telling(schema, role));
            let text = match described {
                Some(_) => value.to_string(),
                None => simple(&value, header.item().flag("explode"), str::to_owned),
            };
            (header.name().to_owned(), text)
        })
        .collect();
    let body = chosen(wish.response, wish.media_type).map(|(name, media_type)| {
        let name = match wish.media_type {
            Some(wished) => member(wished),
            None => concrete(name),
        };
        headers.push(("Content-Type".to_owned(), name.clone()));
        let value = wish.value.clone();
        let value = value.unwrap_or_else(|| samples.small(media_type.schema(), role));
        let write = |value: &Value| in_media_type(&name, media_type, value, None);
        samples.text(&value, media_type.item().at(), write)
    });
    HttpMessage {
        side: Side::Response,
        is_inbound: wish.direction == Direction::Inbound,
        start: wish.code.to_string(),
        headers,
        body,
    }
}

fn chosen<'d>(response: Response<'d>, wished: Option<&str>) -> Option<(&'d str, MediaType<'d>)> {
    response
        .content()
        .find(|(name, _)| wished.is_some_and(|wished| wished == *name))
        .or_else(|| response.content().next())
}

fn role_of_request(is_inbound: bool) -> Role {
    if is_inbound {
        Role::Response
    } else {
        Role::Request
    }
}
