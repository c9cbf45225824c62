//! The tables: OpenAPI 3.0.4 section 4.7 and OpenAPI 3.1.1 section 4.8.

use super::{KeyRule, Member, ObjectKind, ObjectTable, Patterned, Shape, schema};

use ObjectKind as Kind;

/// The table of `kind`. A `match` instead of a search: the compiler sees that no kind is forgotten.
pub(super) const fn table(kind: ObjectKind) -> &'static ObjectTable {
    match kind {
        Kind::OpenApi => &OPENAPI,
        Kind::Info => &INFO,
        Kind::Contact => &CONTACT,
        Kind::License => &LICENSE,
        Kind::Server => &SERVER,
        Kind::ServerVariable => &SERVER_VARIABLE,
        Kind::Components => &COMPONENTS,
        Kind::Paths => &PATHS,
        Kind::PathItem => &PATH_ITEM,
        Kind::Operation => &OPERATION,
        Kind::ExternalDocumentation => &EXTERNAL_DOCUMENTATION,
        Kind::Parameter => &PARAMETER,
        Kind::RequestBody => &REQUEST_BODY,
        Kind::MediaType => &MEDIA_TYPE,
        Kind::Encoding => &ENCODING,
        Kind::Responses => &RESPONSES,
        Kind::Response => &RESPONSE,
        Kind::Callback => &CALLBACK,
        Kind::Example => &EXAMPLE,
        Kind::Link => &LINK,
        Kind::Header => &HEADER,
        Kind::Tag => &TAG,
        Kind::Schema => &SCHEMA,
        Kind::Discriminator => &DISCRIMINATOR,
        Kind::Xml => &XML,
        Kind::SecurityScheme => &SECURITY_SCHEME,
        Kind::OAuthFlows => &OAUTH_FLOWS,
        Kind::OAuthFlow => &OAUTH_FLOW,
        Kind::SecurityRequirement => &SECURITY_REQUIREMENT,
    }
}

pub(super) const OBJECTS: &[ObjectTable] = &[
    OPENAPI,
    INFO,
    CONTACT,
    LICENSE,
    SERVER,
    SERVER_VARIABLE,
    COMPONENTS,
    PATHS,
    PATH_ITEM,
    OPERATION,
    EXTERNAL_DOCUMENTATION,
    PARAMETER,
    REQUEST_BODY,
    MEDIA_TYPE,
    ENCODING,
    RESPONSES,
    RESPONSE,
    CALLBACK,
    EXAMPLE,
    LINK,
    HEADER,
    TAG,
    SCHEMA,
    DISCRIMINATOR,
    XML,
    SECURITY_SCHEME,
    OAUTH_FLOWS,
    OAUTH_FLOW,
    SECURITY_REQUIREMENT,
];

const fn object(kind: ObjectKind, title: &'static str, members: &'static [Member]) -> ObjectTable {
    ObjectTable {
        kind,
        title,
        members,
        patterned: None,
        extensible: true,
    }
}

const fn patterned(mut table: ObjectTable, keys: KeyRule, shape: Shape) -> ObjectTable {
    table.patterned = Some(Patterned { keys, shape });
    table
}

const fn closed(mut table: ObjectTable) -> ObjectTable {
    table.extensible = false;
    table
}

const PARAMETERS: Shape = Shape::Array(&Shape::Referable(Kind::Parameter));
const SERVERS: Shape = Shape::Array(&Shape::Object(Kind::Server));
const SECURITY: Shape = Shape::Array(&Shape::Object(Kind::SecurityRequirement));
const STRINGS: Shape = Shape::Array(&Shape::String);
const CONTENT: Shape = Shape::Map(&Shape::Object(Kind::MediaType));
const EXAMPLES: Shape = Shape::Map(&Shape::Referable(Kind::Example));
const HEADERS: Shape = Shape::Map(&Shape::Referable(Kind::Header));
const CALLBACKS: Shape = Shape::Map(&Shape::Referable(Kind::Callback));
const PATH_ITEMS: Shape = Shape::Map(&Shape::Referable(Kind::PathItem));
const EXTERNAL_DOCS: Shape = Shape::Object(Kind::ExternalDocumentation);
const SERIALISATION: Shape = Shape::OneOf(&[
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
]);

const OPENAPI: ObjectTable = object(
    Kind::OpenApi,
    "an OpenAPI",
    &[
        Member::new("components", Shape::Object(Kind::Components)),
        Member::new("externalDocs", EXTERNAL_DOCS),
        Member::new("info", Shape::Object(Kind::Info)).required(),
        Member::new("jsonSchemaDialect", Shape::String).since_3_1(),
        Member::new("openapi", Shape::String).required(),
        Member::new("paths", Shape::Object(Kind::Paths)).required_in_3_0(),
        Member::new("security", SECURITY),
        Member::new("servers", SERVERS),
        Member::new("tags", Shape::Array(&Shape::Object(Kind::Tag))),
        Member::new("webhooks", PATH_ITEMS).since_3_1(),
        // Not of the specification, but the customary spelling of webhooks in 3.0.
        Member::new("x-webhooks", PATH_ITEMS).only_3_0(),
    ],
);

const INFO: ObjectTable = object(
    Kind::Info,
    "an Info",
    &[
        Member::new("contact", Shape::Object(Kind::Contact)),
        Member::new("description", Shape::String),
        Member::new("license", Shape::Object(Kind::License)),
        Member::new("summary", Shape::String).since_3_1(),
        Member::new("termsOfService", Shape::String),
        Member::new("title", Shape::String).required(),
        Member::new("version", Shape::String).required(),
    ],
);

const CONTACT: ObjectTable = object(
    Kind::Contact,
    "a Contact",
    &[
        Member::new("email", Shape::String),
        Member::new("name", Shape::String),
        Member::new("url", Shape::String),
    ],
);

const LICENSE: ObjectTable = object(
    Kind::License,
    "a License",
    &[
        Member::new("identifier", Shape::String).since_3_1(),
        Member::new("name", Shape::String).required(),
        Member::new("url", Shape::String),
    ],
);

const SERVER: ObjectTable = object(
    Kind::Server,
    "a Server",
    &[
        Member::new("description", Shape::String),
        Member::new("url", Shape::String).required(),
        Member::new(
            "variables",
            Shape::Map(&Shape::Object(Kind::ServerVariable)),
        ),
    ],
);

const SERVER_VARIABLE: ObjectTable = object(
    Kind::ServerVariable,
    "a Server Variable",
    &[
        Member::new("default", Shape::String).required(),
        Member::new("description", Shape::String),
        Member::new("enum", STRINGS),
    ],
);

const COMPONENTS: ObjectTable = object(
    Kind::Components,
    "a Components",
    &[
        Member::new(
            "callbacks",
            Shape::Components(&Shape::Referable(Kind::Callback)),
        ),
        Member::new(
            "examples",
            Shape::Components(&Shape::Referable(Kind::Example)),
        ),
        Member::new(
            "headers",
            Shape::Components(&Shape::Referable(Kind::Header)),
        ),
        Member::new("links", Shape::Components(&Shape::Referable(Kind::Link))),
        Member::new(
            "parameters",
            Shape::Components(&Shape::Referable(Kind::Parameter)),
        ),
        Member::new(
            "pathItems",
            Shape::Components(&Shape::Referable(Kind::PathItem)),
        )
        .since_3_1(),
        Member::new(
            "requestBodies",
            Shape::Components(&Shape::Referable(Kind::RequestBody)),
        ),
        Member::new(
            "responses",
            Shape::Components(&Shape::Referable(Kind::Response)),
        ),
        Member::new("schemas", Shape::Components(&Shape::Schema)),
        Member::new(
            "securitySchemes",
            Shape::Components(&Shape::Referable(Kind::SecurityScheme)),
        ),
    ],
);

const PATHS: ObjectTable = patterned(
    object(Kind::Paths, "a Paths", &[]),
    KeyRule::PathTemplate,
    Shape::Referable(Kind::PathItem),
);

const PATH_ITEM: ObjectTable = object(
    Kind::PathItem,
    "a Path Item",
    &[
        Member::new("$ref", Shape::String),
        Member::new("delete", Shape::Object(Kind::Operation)),
        Member::new("description", Shape::String),
        Member::new("get", Shape::Object(Kind::Operation)),
        Member::new("head", Shape::Object(Kind::Operation)),
        Member::new("options", Shape::Object(Kind::Operation)),
        Member::new("parameters", PARAMETERS),
        Member::new("patch", Shape::Object(Kind::Operation)),
        Member::new("post", Shape::Object(Kind::Operation)),
        Member::new("put", Shape::Object(Kind::Operation)),
        Member::new("servers", SERVERS),
        Member::new("summary", Shape::String),
        Member::new("trace", Shape::Object(Kind::Operation)),
    ],
);

const OPERATION: ObjectTable = object(
    Kind::Operation,
    "an Operation",
    &[
        Member::new("callbacks", CALLBACKS),
        Member::new("deprecated", Shape::Boolean),
        Member::new("description", Shape::String),
        Member::new("externalDocs", EXTERNAL_DOCS),
        Member::new("operationId", Shape::String),
        Member::new("parameters", PARAMETERS),
        Member::new("requestBody", Shape::Referable(Kind::RequestBody)),
        Member::new("responses", Shape::Object(Kind::Responses)).required_in_3_0(),
        Member::new("security", SECURITY),
        Member::new("servers", SERVERS),
        Member::new("summary", Shape::String),
        Member::new("tags", STRINGS),
    ],
);

const EXTERNAL_DOCUMENTATION: ObjectTable = object(
    Kind::ExternalDocumentation,
    "an External Documentation",
    &[
        Member::new("description", Shape::String),
        Member::new("url", Shape::String).required(),
    ],
);

const PARAMETER: ObjectTable = object(
    Kind::Parameter,
    "a Parameter",
    &[
        Member::new("allowEmptyValue", Shape::Boolean),
        Member::new("allowReserved", Shape::Boolean),
        Member::new("content", CONTENT),
        Member::new("deprecated", Shape::Boolean),
        Member::new("description", Shape::String),
        Member::new("example", Shape::Any),
        Member::new("examples", EXAMPLES),
        Member::new("explode", Shape::Boolean),
        Member::new("in", Shape::OneOf(&["path", "query", "header", "cookie"])).required(),
        Member::new("name", Shape::String).required(),
        Member::new("required", Shape::Boolean),
        Member::new("schema", Shape::Schema),
        Member::new("style", SERIALISATION),
    ],
);

const REQUEST_BODY: ObjectTable = object(
    Kind::RequestBody,
    "a Request Body",
    &[
        Member::new("content", CONTENT).required(),
        Member::new("description", Shape::String),
        Member::new("required", Shape::Boolean),
    ],
);

const MEDIA_TYPE: ObjectTable = object(
    Kind::MediaType,
    "a Media Type",
    &[
        Member::new("encoding", Shape::Map(&Shape::Object(Kind::Encoding))),
        Member::new("example", Shape::Any),
        Member::new("examples", EXAMPLES),
        Member::new("schema", Shape::Schema),
    ],
);

const ENCODING: ObjectTable = object(
    Kind::Encoding,
    "an Encoding",
    &[
        Member::new("allowReserved", Shape::Boolean),
        Member::new("contentType", Shape::String),
        Member::new("explode", Shape::Boolean),
        Member::new("headers", HEADERS),
        Member::new("style", SERIALISATION),
    ],
);

const RESPONSES: ObjectTable = patterned(
    object(
        Kind::Responses,
        "a Responses",
        &[Member::new("default", Shape::Referable(Kind::Response))],
    ),
    KeyRule::StatusCode,
    Shape::Referable(Kind::Response),
);

const RESPONSE: ObjectTable = object(
    Kind::Response,
    "a Response",
    &[
        Member::new("content", CONTENT),
        Member::new("description", Shape::String).required(),
        Member::new("headers", HEADERS),
        Member::new("links", Shape::Map(&Shape::Referable(Kind::Link))),
    ],
);

const CALLBACK: ObjectTable = patterned(
    object(Kind::Callback, "a Callback", &[]),
    KeyRule::Expression,
    Shape::Referable(Kind::PathItem),
);

const EXAMPLE: ObjectTable = object(
    Kind::Example,
    "an Example",
    &[
        Member::new("description", Shape::String),
        Member::new("externalValue", Shape::String),
        Member::new("summary", Shape::String),
        Member::new("value", Shape::Any),
    ],
);

const LINK: ObjectTable = object(
    Kind::Link,
    "a Link",
    &[
        Member::new("description", Shape::String),
        Member::new("operationId", Shape::String),
        Member::new("operationRef", Shape::String),
        Member::new("parameters", Shape::Map(&Shape::Any)),
        Member::new("requestBody", Shape::Any),
        Member::new("server", Shape::Object(Kind::Server)),
    ],
);

const HEADER: ObjectTable = object(
    Kind::Header,
    "a Header",
    &[
        // The text of 3.0 lets a header follow the structure of a parameter, so these two are read in headers too.
        Member::new("allowEmptyValue", Shape::Boolean),
        Member::new("allowReserved", Shape::Boolean),
        Member::new("content", CONTENT),
        Member::new("deprecated", Shape::Boolean),
        Member::new("description", Shape::String),
        Member::new("example", Shape::Any),
        Member::new("examples", EXAMPLES),
        Member::new("explode", Shape::Boolean),
        Member::new("required", Shape::Boolean),
        Member::new("schema", Shape::Schema),
        Member::new("style", Shape::OneOf(&["simple"])),
    ],
);

const TAG: ObjectTable = object(
    Kind::Tag,
    "a Tag",
    &[
        Member::new("description", Shape::String),
        Member::new("externalDocs", EXTERNAL_DOCS),
        Member::new("name", Shape::String).required(),
    ],
);

const SCHEMA: ObjectTable = object(Kind::Schema, "a Schema", schema::MEMBERS);

const DISCRIMINATOR: ObjectTable = object(
    Kind::Discriminator,
    "a Discriminator",
    &[
        Member::new("mapping", Shape::Map(&Shape::String)),
        Member::new("propertyName", Shape::String).required(),
    ],
);

const XML: ObjectTable = object(
    Kind::Xml,
    "an XML",
    &[
        Member::new("attribute", Shape::Boolean),
        Member::new("name", Shape::String),
        Member::new("namespace", Shape::String),
        Member::new("prefix", Shape::String),
        Member::new("wrapped", Shape::Boolean),
    ],
);

const SECURITY_SCHEME: ObjectTable = object(
    Kind::SecurityScheme,
    "a Security Scheme",
    &[
        Member::new("bearerFormat", Shape::String),
        Member::new("description", Shape::String),
        Member::new("flows", Shape::Object(Kind::OAuthFlows)),
        Member::new("in", Shape::OneOf(&["query", "header", "cookie"])),
        Member::new("name", Shape::String),
        Member::new("openIdConnectUrl", Shape::String),
        Member::new("scheme", Shape::String),
        Member::new(
            "type",
            Shape::OneOf(&["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"]),
        )
        .required(),
    ],
);

const OAUTH_FLOWS: ObjectTable = object(
    Kind::OAuthFlows,
    "an OAuth Flows",
    &[
        Member::new("authorizationCode", Shape::Object(Kind::OAuthFlow)),
        Member::new("clientCredentials", Shape::Object(Kind::OAuthFlow)),
        Member::new("implicit", Shape::Object(Kind::OAuthFlow)),
        Member::new("password", Shape::Object(Kind::OAuthFlow)),
    ],
);

const OAUTH_FLOW: ObjectTable = object(
    Kind::OAuthFlow,
    "an OAuth Flow",
    &[
        Member::new("authorizationUrl", Shape::String),
        Member::new("refreshUrl", Shape::String),
        Member::new("scopes", Shape::Map(&Shape::String)).required(),
        Member::new("tokenUrl", Shape::String),
    ],
);

const SECURITY_REQUIREMENT: ObjectTable = closed(patterned(
    object(Kind::SecurityRequirement, "a Security Requirement", &[]),
    KeyRule::SecurityScheme,
    STRINGS,
));
