//! What becomes of each member of OpenAPI: nothing is passed over by oversight.

use openapi_doc::vocabulary::ObjectKind;

/// What a comparison does with a member of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// Rules tell what changed: their ids.
    Judged(&'static [&'static str]),
    /// It holds objects whose members have entries of their own, or says which of them apply.
    Structure,
    /// It is a schema, and schemas are compared by [positions](crate::positions()).
    Schema,
    /// It is ignored on purpose: why.
    Ignored(&'static str),
    /// It is not judged, and a report says so where it counts: how.
    NotJudged(&'static str),
}

use ObjectKind as Kind;
use Treatment::{Ignored, Judged, Schema, Structure};

/// Every member of every object of OpenAPI 3.0 and 3.1 other than schemas (see [`SCHEMA_COVERAGE`](crate::SCHEMA_COVERAGE)), sorted by object as the specification orders
/// them, then by name. Members that begin with `x-` are ignored, but for `x-webhooks` and, in operations, `x-sunset`.
///
/// ```
/// use openapi_compat::{COVERAGE, Treatment};
/// use openapi_doc::vocabulary::ObjectKind;
///
/// let found = COVERAGE.iter().find(|(kind, member, _)| (*kind, *member) == (ObjectKind::Parameter, "style"));
/// assert_eq!(found.unwrap().2, Treatment::Judged(&["parameter-style-changed"]));
/// ```
pub const COVERAGE: &[(ObjectKind, &str, Treatment)] = &[
    (Kind::OpenApi, "components", Structure),
    (Kind::OpenApi, "externalDocs", Judged(&["docs-changed"])),
    (Kind::OpenApi, "info", Structure),
    (
        Kind::OpenApi,
        "jsonSchemaDialect",
        Ignored("says how schemas are read; they are compared as they are read"),
    ),
    (
        Kind::OpenApi,
        "openapi",
        Ignored("the version of the specification is no part of the API"),
    ),
    (Kind::OpenApi, "paths", Structure),
    (Kind::OpenApi, "security", Structure),
    (Kind::OpenApi, "servers", Structure),
    (Kind::OpenApi, "tags", Structure),
    (
        Kind::OpenApi,
        "webhooks",
        Judged(&["webhook-removed", "webhook-added"]),
    ),
    (
        Kind::OpenApi,
        "x-webhooks",
        Judged(&["webhook-removed", "webhook-added"]),
    ),
    (Kind::Info, "contact", Judged(&["docs-changed"])),
    (Kind::Info, "description", Judged(&["docs-changed"])),
    (Kind::Info, "license", Judged(&["docs-changed"])),
    (Kind::Info, "summary", Judged(&["docs-changed"])),
    (Kind::Info, "termsOfService", Judged(&["docs-changed"])),
    (Kind::Info, "title", Judged(&["docs-changed"])),
    (
        Kind::Info,
        "version",
        Ignored("names the document; two versions are what is compared"),
    ),
    (Kind::Contact, "email", Judged(&["docs-changed"])),
    (Kind::Contact, "name", Judged(&["docs-changed"])),
    (Kind::Contact, "url", Judged(&["docs-changed"])),
    (Kind::License, "identifier", Judged(&["docs-changed"])),
    (Kind::License, "name", Judged(&["docs-changed"])),
    (Kind::License, "url", Judged(&["docs-changed"])),
    (Kind::Server, "description", Judged(&["docs-changed"])),
    (
        Kind::Server,
        "url",
        Judged(&["server-removed", "server-added"]),
    ),
    (Kind::Server, "variables", Structure),
    (
        Kind::ServerVariable,
        "default",
        Judged(&["server-variable-default-changed"]),
    ),
    (
        Kind::ServerVariable,
        "description",
        Judged(&["docs-changed"]),
    ),
    (
        Kind::ServerVariable,
        "enum",
        Judged(&[
            "server-variable-value-removed",
            "server-variable-value-added",
        ]),
    ),
    (
        Kind::Components,
        "callbacks",
        Ignored("components count where they are used"),
    ),
    (
        Kind::Components,
        "examples",
        Ignored("components count where they are used"),
    ),
    (
        Kind::Components,
        "headers",
        Ignored("components count where they are used"),
    ),
    (
        Kind::Components,
        "links",
        Ignored("components count where they are used"),
    ),
    (
        Kind::Components,
        "parameters",
        Ignored("components count where they are used"),
    ),
    (
        Kind::Components,
        "pathItems",
        Ignored("components count where they are used"),
    ),
    (
        Kind::Components,
        "requestBodies",
        Ignored("components count where they are used"),
    ),
    (
        Kind::Components,
        "responses",
        Ignored("components count where they are used"),
    ),
    (
        Kind::Components,
        "schemas",
        Ignored("components count where they are used"),
    ),
    (
        Kind::Components,
        "securitySchemes",
        Ignored("components count where they are used"),
    ),
    (Kind::PathItem, "$ref", Structure),
    (
        Kind::PathItem,
        "delete",
        Judged(&["operation-removed", "operation-added"]),
    ),
    (Kind::PathItem, "description", Judged(&["docs-changed"])),
    (
        Kind::PathItem,
        "get",
        Judged(&["operation-removed", "operation-added"]),
    ),
    (
        Kind::PathItem,
        "head",
        Judged(&["operation-removed", "operation-added"]),
    ),
    (
        Kind::PathItem,
        "options",
        Judged(&["operation-removed", "operation-added"]),
    ),
    (Kind::PathItem, "parameters", Structure),
    (
        Kind::PathItem,
        "patch",
        Judged(&["operation-removed", "operation-added"]),
    ),
    (
        Kind::PathItem,
        "post",
        Judged(&["operation-removed", "operation-added"]),
    ),
    (
        Kind::PathItem,
        "put",
        Judged(&["operation-removed", "operation-added"]),
    ),
    (Kind::PathItem, "servers", Structure),
    (Kind::PathItem, "summary", Judged(&["docs-changed"])),
    (
        Kind::PathItem,
        "trace",
        Judged(&["operation-removed", "operation-added"]),
    ),
    (
        Kind::Operation,
        "callbacks",
        Judged(&["callback-removed", "callback-added"]),
    ),
    (
        Kind::Operation,
        "deprecated",
        Judged(&["operation-deprecated", "operation-undeprecated"]),
    ),
    (Kind::Operation, "description", Judged(&["docs-changed"])),
    (Kind::Operation, "externalDocs", Judged(&["docs-changed"])),
    (
        Kind::Operation,
        "operationId",
        Judged(&["operation-id-changed"]),
    ),
    (Kind::Operation, "parameters", Structure),
    (
        Kind::Operation,
        "requestBody",
        Judged(&[
            "request-body-added",
            "request-body-removed",
            "request-body-required-added",
            "request-body-required-removed",
        ]),
    ),
    (Kind::Operation, "responses", Structure),
    (Kind::Operation, "security", Structure),
    (Kind::Operation, "servers", Structure),
    (Kind::Operation, "summary", Judged(&["docs-changed"])),
    (Kind::Operation, "tags", Judged(&["docs-changed"])),
    (
        Kind::ExternalDocumentation,
        "description",
        Judged(&["docs-changed"]),
    ),
    (
        Kind::ExternalDocumentation,
        "url",
        Judged(&["docs-changed"]),
    ),
    (
        Kind::Parameter,
        "allowEmptyValue",
        Judged(&[
            "parameter-allow-empty-value-added",
            "parameter-allow-empty-value-removed",
        ]),
    ),
    (
        Kind::Parameter,
        "allowReserved",
        Judged(&[
            "parameter-allow-reserved-added",
            "parameter-allow-reserved-removed",
        ]),
    ),
    (
        Kind::Parameter,
        "content",
        Judged(&["parameter-content-changed"]),
    ),
    (
        Kind::Parameter,
        "deprecated",
        Judged(&["parameter-deprecated", "parameter-undeprecated"]),
    ),
    (Kind::Parameter, "description", Judged(&["docs-changed"])),
    (Kind::Parameter, "example", Judged(&["docs-changed"])),
    (Kind::Parameter, "examples", Judged(&["docs-changed"])),
    (
        Kind::Parameter,
        "explode",
        Judged(&["parameter-explode-changed"]),
    ),
    (Kind::Parameter, "in", Judged(&["parameter-in-changed"])),
    (
        Kind::Parameter,
        "name",
        Judged(&[
            "parameter-added",
            "parameter-removed",
            "parameter-required-added",
            "parameter-required-removed",
        ]),
    ),
    (
        Kind::Parameter,
        "required",
        Judged(&["parameter-became-required", "parameter-became-optional"]),
    ),
    (Kind::Parameter, "schema", Schema),
    (
        Kind::Parameter,
        "style",
        Judged(&["parameter-style-changed"]),
    ),
    (
        Kind::RequestBody,
        "content",
        Judged(&["request-media-type-added", "request-media-type-removed"]),
    ),
    (Kind::RequestBody, "description", Judged(&["docs-changed"])),
    (
        Kind::RequestBody,
        "required",
        Judged(&[
            "request-body-became-required",
            "request-body-became-optional",
        ]),
    ),
    (
        Kind::MediaType,
        "encoding",
        Judged(&["form-field-encoding-changed"]),
    ),
    (Kind::MediaType, "example", Judged(&["docs-changed"])),
    (Kind::MediaType, "examples", Judged(&["docs-changed"])),
    (Kind::MediaType, "schema", Schema),
    (
        Kind::Encoding,
        "allowReserved",
        Judged(&["form-field-encoding-changed"]),
    ),
    (
        Kind::Encoding,
        "contentType",
        Judged(&[
            "form-field-content-type-added",
            "form-field-content-type-removed",
        ]),
    ),
    (
        Kind::Encoding,
        "explode",
        Judged(&["form-field-encoding-changed"]),
    ),
    (
        Kind::Encoding,
        "headers",
        Judged(&["form-field-encoding-changed"]),
    ),
    (
        Kind::Encoding,
        "style",
        Judged(&["form-field-encoding-changed"]),
    ),
    (
        Kind::Responses,
        "default",
        Judged(&[
            "response-success-status-added",
            "response-other-status-added",
            "response-other-status-removed",
        ]),
    ),
    (
        Kind::Response,
        "content",
        Judged(&[
            "response-body-added",
            "response-body-removed",
            "response-media-type-added",
            "response-media-type-narrowed",
            "response-media-type-widened",
            "response-media-type-removed",
        ]),
    ),
    (Kind::Response, "description", Judged(&["docs-changed"])),
    (
        Kind::Response,
        "headers",
        Judged(&[
            "response-header-added",
            "response-header-removed",
            "response-header-required-added",
            "response-header-required-removed",
        ]),
    ),
    (Kind::Response, "links", Judged(&["docs-changed"])),
    (Kind::Example, "description", Judged(&["docs-changed"])),
    (Kind::Example, "externalValue", Judged(&["docs-changed"])),
    (Kind::Example, "summary", Judged(&["docs-changed"])),
    (Kind::Example, "value", Judged(&["docs-changed"])),
    (Kind::Link, "description", Judged(&["docs-changed"])),
    (Kind::Link, "operationId", Judged(&["docs-changed"])),
    (Kind::Link, "operationRef", Judged(&["docs-changed"])),
    (Kind::Link, "parameters", Judged(&["docs-changed"])),
    (Kind::Link, "requestBody", Judged(&["docs-changed"])),
    (Kind::Link, "server", Judged(&["docs-changed"])),
    (
        Kind::Header,
        "allowEmptyValue",
        Ignored("has no meaning in a header (OpenAPI 3.1.1, 4.8.21)"),
    ),
    (
        Kind::Header,
        "allowReserved",
        Ignored("has no meaning in a header (OpenAPI 3.1.1, 4.8.21)"),
    ),
    (
        Kind::Header,
        "content",
        Judged(&["response-header-serialization-changed"]),
    ),
    (
        Kind::Header,
        "deprecated",
        Judged(&["response-header-deprecated", "response-header-undeprecated"]),
    ),
    (Kind::Header, "description", Judged(&["docs-changed"])),
    (Kind::Header, "example", Judged(&["docs-changed"])),
    (Kind::Header, "examples", Judged(&["docs-changed"])),
    (
        Kind::Header,
        "explode",
        Judged(&["response-header-serialization-changed"]),
    ),
    (
        Kind::Header,
        "required",
        Judged(&[
            "response-header-became-required",
            "response-header-became-optional",
        ]),
    ),
    (Kind::Header, "schema", Schema),
    (
        Kind::Header,
        "style",
        Ignored("`simple` is the only style of headers"),
    ),
    (Kind::Tag, "description", Judged(&["docs-changed"])),
    (Kind::Tag, "externalDocs", Judged(&["docs-changed"])),
    (
        Kind::Tag,
        "name",
        Ignored("a tag counts where an operation has it"),
    ),
    (
        Kind::SecurityScheme,
        "bearerFormat",
        Ignored("a hint for readers; the token is opaque to clients"),
    ),
    (
        Kind::SecurityScheme,
        "description",
        Judged(&["docs-changed"]),
    ),
    (Kind::SecurityScheme, "flows", Structure),
    (
        Kind::SecurityScheme,
        "in",
        Judged(&["security-scheme-changed"]),
    ),
    (
        Kind::SecurityScheme,
        "name",
        Judged(&["security-scheme-changed"]),
    ),
    (
        Kind::SecurityScheme,
        "openIdConnectUrl",
        Judged(&["security-scheme-changed"]),
    ),
    (
        Kind::SecurityScheme,
        "scheme",
        Judged(&["security-scheme-changed"]),
    ),
    (
        Kind::SecurityScheme,
        "type",
        Judged(&["security-scheme-changed"]),
    ),
    (
        Kind::OAuthFlows,
        "authorizationCode",
        Judged(&["security-flow-added", "security-flow-removed"]),
    ),
    (
        Kind::OAuthFlows,
        "clientCredentials",
        Judged(&["security-flow-added", "security-flow-removed"]),
    ),
    (
        Kind::OAuthFlows,
        "implicit",
        Judged(&["security-flow-added", "security-flow-removed"]),
    ),
    (
        Kind::OAuthFlows,
        "password",
        Judged(&["security-flow-added", "security-flow-removed"]),
    ),
    (
        Kind::OAuthFlow,
        "authorizationUrl",
        Judged(&["security-flow-changed"]),
    ),
    (
        Kind::OAuthFlow,
        "refreshUrl",
        Judged(&["security-flow-changed"]),
    ),
    (
        Kind::OAuthFlow,
        "scopes",
        Ignored("an offer; what is needed is a matter of the requirements"),
    ),
    (
        Kind::OAuthFlow,
        "tokenUrl",
        Judged(&["security-flow-changed"]),
    ),
];
