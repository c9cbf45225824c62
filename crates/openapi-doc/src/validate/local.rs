//! Rules about one object that the tables cannot say. Each names its section of OpenAPI 3.1.1.

use source_tree::{Kind, Node, Value};

use super::scalars::wrong_type;
use crate::load::{Problems, quote};
use crate::model::{FileId, NodeRef, Type};
use crate::version::SpecVersion;
use crate::vocabulary::ObjectKind;

/// Checks an object whose members have been checked one by one.
pub(super) fn object(
    version: SpecVersion,
    kind: ObjectKind,
    node: Node<'_>,
    file: FileId,
    problems: &mut Problems,
) {
    let mut check = Check {
        version,
        node,
        file,
        problems,
    };
    match kind {
        ObjectKind::OpenApi => check.openapi(),
        ObjectKind::Parameter => check.parameter(),
        ObjectKind::Header => {
            check.schema_xor_content("a Header");
            check.exclusive("example", "examples");
        }
        ObjectKind::MediaType => check.exclusive("example", "examples"),
        ObjectKind::Example => check.exclusive("value", "externalValue"),
        ObjectKind::License => check.exclusive("identifier", "url"),
        ObjectKind::Link => {
            check.exclusive("operationRef", "operationId");
            check.needs_one_of("a Link", &["operationRef", "operationId"]);
        }
        ObjectKind::Responses => check.responses(),
        ObjectKind::SecurityScheme => check.security_scheme(),
        ObjectKind::OAuthFlows => check.oauth_flows(),
        ObjectKind::Server => check.server(),
        ObjectKind::ServerVariable => check.server_variable(),
        ObjectKind::Schema => check.schema(),
        _ => {}
    }
}

/// `type` of a schema.
pub(super) fn schema_type(
    version: SpecVersion,
    node: Node<'_>,
    file: FileId,
    problems: &mut Problems,
) {
    let mut check = Check {
        version,
        node,
        file,
        problems,
    };
    match node.value() {
        Value::String(_) => check.type_name(node),
        Value::Array(names) if version == SpecVersion::V3_1 => {
            if names.is_empty() {
                check.add(
                    node,
                    "empty-array",
                    "the array needs at least one item",
                    "name a type, or remove the member",
                );
            }
            let mut seen = std::collections::BTreeSet::new();
            for name in names {
                match name.as_str() {
                    None => check.push(name, wrong_type(name, "a string")),
                    Some(text) if !seen.insert(text) => {
                        check.add(
                            name,
                            "duplicate-value",
                            format!("{} is listed twice", quote(text)),
                            "remove one of the two",
                        );
                        // A hostile list repeats itself for long; one report is enough.
                        return;
                    }
                    Some(_) => check.type_name(name),
                }
            }
        }
        Value::Array(_) => {
            let help = "name one type; to admit null too, add `nullable: true`";
            check.add(
                node,
                "wrong-type",
                "OpenAPI 3.0 has no lists of types",
                help,
            );
        }
        _ => check.push(node, wrong_type(node, "the name of a type")),
    }
}

/// The extensions that this project gives a meaning.
pub(super) fn schema_extension(name: &str, value: Node<'_>, file: FileId, problems: &mut Problems) {
    let mut check = Check {
        version: SpecVersion::V3_1,
        node: value,
        file,
        problems,
    };
    match name {
        "x-pii" if value.kind() != Kind::Bool => {
            check.push(value, wrong_type(value, "`true` or `false`"));
        }
        "x-evidence" if value.kind() != Kind::String => {
            check.push(value, wrong_type(value, "a string"));
        }
        "x-known-values" => {
            if let Some(problem) =
                super::scalars::check(value, crate::vocabulary::Shape::UniqueStrings)
            {
                check.push(value, problem);
            }
        }
        _ => {}
    }
}

struct Check<'a, 't> {
    version: SpecVersion,
    node: Node<'t>,
    file: FileId,
    problems: &'a mut Problems,
}

impl<'t> Check<'_, 't> {
    fn add(
        &mut self,
        node: Node<'t>,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.add(
            NodeRef {
                file: self.file,
                node: node.id(),
            },
            code,
            message,
            help,
        );
    }

    fn push(&mut self, node: Node<'t>, (code, message, help): (&'static str, String, String)) {
        self.add(node, code, message, help);
    }

    fn has(&self, name: &str) -> bool {
        self.node.get(name).is_some()
    }

    fn text(&self, name: &str) -> Option<&'t str> {
        self.node.get(name)?.as_str()
    }

    /// Two members of which at most one may stand.
    fn exclusive(&mut self, first: &str, second: &str) {
        if let (Some(_), Some(node)) = (self.node.get(first), self.node.get(second)) {
            let message = format!("`{first}` and `{second}` exclude each other");
            self.add(node, "exclusive-members", message, "keep one of the two");
        }
    }

    fn needs_one_of(&mut self, title: &str, names: &[&str]) {
        if !names.iter().any(|name| self.has(name)) {
            let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            let message = format!(
                "{title} Object needs one of the members {}",
                names.join(", ")
            );
            self.add(self.node, "missing-member", message, "add one of them");
        }
    }

    fn needs(&mut self, because: &str, name: &str) {
        if !self.has(name) {
            let message = format!("{because} needs the member `{name}`");
            self.add(
                self.node,
                "missing-member",
                message,
                format!("add `{name}`"),
            );
        }
    }

    /// 4.8.1: one of them in 3.1; and schemas are read in no other dialect than that of OpenAPI.
    fn openapi(&mut self) {
        if self.version == SpecVersion::V3_1 {
            self.needs_one_of("an OpenAPI", &["paths", "components", "webhooks"]);
            self.dialect("jsonSchemaDialect");
        }
    }

    fn dialect(&mut self, member: &str) {
        const READ: [&str; 2] = [
            "https://spec.openapis.org/oas/3.1/dialect/base",
            "https://json-schema.org/draft/2020-12/schema",
        ];
        if let Some(node) = self.node.get(member)
            && let Some(text) = node.as_str()
            && !READ.contains(&text.trim_end_matches('#'))
        {
            let message = format!("schemas of the dialect {} are not supported", quote(text));
            self.add(
                node,
                "unsupported-dialect",
                message,
                "use JSON Schema 2020-12, the default of OpenAPI 3.1",
            );
        }
    }

    /// 4.8.12.
    fn parameter(&mut self) {
        self.schema_xor_content("a Parameter");
        self.exclusive("example", "examples");
        let place = self.text("in").unwrap_or_default();
        if place == "path" && self.node.get("required").and_then(Node::as_bool) != Some(true) {
            let at = self.node.get("required").unwrap_or(self.node);
            self.add(
                at,
                "optional-path-parameter",
                "a path parameter must be required",
                "write `required: true`",
            );
        }
        let allowed: &[&str] = match place {
            "path" => &["matrix", "label", "simple"],
            "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            "header" => &["simple"],
            "cookie" => &["form"],
            _ => return,
        };
        if let Some(node) = self.node.get("style")
            && let Some(style) = node.as_str()
            && !allowed.contains(&style)
        {
            let message = format!("{} is no style of a {place} parameter", quote(style));
            let names: Vec<_> = allowed.iter().map(|name| format!("`{name}`")).collect();
            self.add(
                node,
                "bad-style",
                message,
                format!("use one of {}", names.join(", ")),
            );
        }
    }

    /// 4.8.12.2: exactly one of them, and one media type.
    fn schema_xor_content(&mut self, title: &str) {
        self.exclusive("schema", "content");
        self.needs_one_of(title, &["schema", "content"]);
        if let Some(content) = self.node.get("content")
            && let Some(object) = content.as_object()
            && object.len() != 1
        {
            let message = format!("`content` has {} media types here, not one", object.len());
            self.add(
                content,
                "bad-content",
                message,
                "keep exactly one media type",
            );
        }
    }

    /// 4.8.16: at least one response code.
    fn responses(&mut self) {
        let none = self
            .node
            .as_object()
            .is_some_and(|object| object.iter().all(|(key, _)| key.as_str().starts_with("x-")));
        if none {
            let help = "add a status code, a range such as `4XX`, or `default`";
            self.add(
                self.node,
                "empty-responses",
                "`responses` has no response",
                help,
            );
        }
    }

    /// 4.8.27.
    fn security_scheme(&mut self) {
        match self.text("type").unwrap_or_default() {
            "apiKey" => {
                self.needs("a security scheme of type `apiKey`", "name");
                self.needs("a security scheme of type `apiKey`", "in");
            }
            "http" => self.needs("a security scheme of type `http`", "scheme"),
            "oauth2" => self.needs("a security scheme of type `oauth2`", "flows"),
            "openIdConnect" => self.needs(
                "a security scheme of type `openIdConnect`",
                "openIdConnectUrl",
            ),
            "mutualTLS" if self.version == SpecVersion::V3_0 => {
                let help = "use OpenAPI 3.1, or describe the certificate in words";
                let node = self.node.get("type").unwrap_or(self.node);
                self.add(
                    node,
                    "unknown-value",
                    "OpenAPI 3.0 has no security scheme of type `mutualTLS`",
                    help,
                );
            }
            _ => {}
        }
    }

    /// 4.8.28 and 4.8.29.
    fn oauth_flows(&mut self) {
        for (flow, members) in [
            ("implicit", &["authorizationUrl"][..]),
            ("password", &["tokenUrl"]),
            ("clientCredentials", &["tokenUrl"]),
            ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
        ] {
            let Some(node) = self
                .node
                .get(flow)
                .filter(|node| node.kind() == Kind::Object)
            else {
                continue;
            };
            for member in members {
                let mut inner = Check {
                    node,
                    version: self.version,
                    file: self.file,
                    problems: self.problems,
                };
                inner.needs(&format!("the flow `{flow}`"), member);
            }
        }
    }

    /// 4.8.5: every variable of the address is described.
    fn server(&mut self) {
        let Some(url) = self.node.get("url") else {
            return;
        };
        for name in super::global::template_names(url.as_str().unwrap_or_default()) {
            if self
                .node
                .get("variables")
                .and_then(|variables| variables.get(name))
                .is_none()
            {
                let message = format!(
                    "the variable {} of the address is not described",
                    quote(name)
                );
                self.add(url, "undefined-variable", message, "add it to `variables`");
            }
        }
    }

    /// 4.8.6. 3.0 only recommends both.
    fn server_variable(&mut self) {
        if self.version == SpecVersion::V3_0 {
            return;
        }
        let Some((node, values)) = self
            .node
            .get("enum")
            .and_then(|node| Some((node, node.as_array()?)))
        else {
            return;
        };
        if values.is_empty() {
            self.add(
                node,
                "empty-array",
                "the array needs at least one item",
                "add a value, or remove the member",
            );
        } else if let Some(default) = self.node.get("default")
            && values
                .iter()
                .all(|value| value.as_str() != default.as_str())
        {
            let help = "add it to `enum`, or choose another default";
            self.add(
                default,
                "bad-default",
                "the default is not one of the values of `enum`",
                help,
            );
        }
    }

    fn schema(&mut self) {
        if self.version == SpecVersion::V3_0 {
            // 3.0.4, 4.7.24.1: `items` must be there if the type is `array`.
            if self.text("type") == Some("array") && !self.has("items") {
                let help = "add `items`; `items: {}` allows anything";
                self.add(
                    self.node,
                    "missing-member",
                    "a schema of type `array` needs the member `items`",
                    help,
                );
            }
        } else {
            self.dialect("$schema");
            if let Some(node) = self.node.get("$id") {
                let help = "remove `$id` and reference the schema by its file and JSON pointer, or by an `$anchor`";
                self.add(
                    node,
                    "unsupported-id",
                    "`$id` is not supported: it changes what references mean",
                    help,
                );
            }
        }
        // 3.0.4, 4.7.24.2; 3.1 leaves it to JSON Schema, which allows both.
        if self.version == SpecVersion::V3_0
            && self.node.get("readOnly").and_then(Node::as_bool) == Some(true)
            && let Some(node) = self
                .node
                .get("writeOnly")
                .filter(|node| node.as_bool() == Some(true))
        {
            self.add(
                node,
                "exclusive-members",
                "`readOnly` and `writeOnly` exclude each other",
                "keep one of the two",
            );
        }
    }

    fn type_name(&mut self, node: Node<'t>) {
        let Some(text) = node.as_str() else { return };
        match Type::parse(text) {
            Some(Type::Null) if self.version == SpecVersion::V3_0 => {
                let help = "add `nullable: true` to the schema of the other type";
                self.add(
                    node,
                    "unknown-value",
                    "OpenAPI 3.0 has no type `null`",
                    help,
                );
            }
            Some(_) => {}
            None => {
                let names = Type::ALL.map(Type::as_str);
                let help = match crate::spelling::nearest(text, names.into_iter()) {
                    Some(nearest) => format!("did you mean `{nearest}`?"),
                    None => "use `string`, `number`, `integer`, `boolean`, `array` or `object`"
                        .to_owned(),
                };
                self.add(
                    node,
                    "unknown-value",
                    format!("{} is not a type", quote(text)),
                    help,
                );
            }
        }
    }
}
