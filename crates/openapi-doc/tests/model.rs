//! The typed model: files, references, parameters, schemas, roles.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use openapi_doc::{
    Document, FileSystem, Limits, MemoryFiles, Method, NullSpelling, ParameterIn, Role,
    SpecVersion, StatusKey, Type, load, schemas_in_role,
};

const HEAD: &str = "openapi: 3.1.1\ninfo: { title: T, version: '1' }\n";

fn document(files: &[(&str, &str)]) -> Document {
    let memory = MemoryFiles::new(files.iter().map(|(name, text)| (*name, *text)));
    load(files[0].0, &memory, &Limits::default()).unwrap_or_else(|problems| {
        panic!(
            "{}",
            problems
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n")
        )
    })
}

fn of(rest: &str) -> Document {
    document(&[("api.yaml", &format!("{HEAD}{rest}"))])
}

#[test]
fn references_across_files() {
    let entry = format!(
        "{HEAD}paths:
  /a: {{ $ref: 'paths/a%20b.yaml' }}
  /b: {{ $ref: 'paths/a%20b.yaml' }}
components:
  schemas:
    Root: {{ type: string }}
"
    );
    let document = document(&[
        ("v1/api.yaml", &entry),
        (
            "v1/paths/a b.yaml",
            "get:
  parameters: [{ $ref: '../../shared/all.json#/parameters/q' }]
  responses:
    '200': { $ref: '../../shared/all.json#/responses/ok~1fine' }
",
        ),
        (
            "shared/all.json",
            r##"{ "parameters": { "q": { "name": "q", "in": "query", "schema": { "$ref": "../v1/api.yaml#/components/schemas/Root" } } },
                 "responses": { "ok/fine": { "description": "d", "content": { "application/json": { "schema": { "$ref": "#thing" } } } } },
                 "anything": { "$anchor": "thing", "type": "integer" } }"##,
        ),
        ("unused.yaml", "this: is not read"),
    ]);
    let names: Vec<_> = document
        .files()
        .map(source_tree::SourceTree::name)
        .collect();
    assert_eq!(
        names,
        ["v1/api.yaml", "v1/paths/a b.yaml", "shared/all.json"]
    );
    assert!(
        document
            .files()
            .next()
            .unwrap()
            .source()
            .starts_with("openapi: 3.1.1")
    );

    let operations: Vec<_> = document.operations().collect();
    assert_eq!(
        operations
            .iter()
            .map(|operation| operation.template())
            .collect::<Vec<_>>(),
        ["/a", "/b"]
    );
    // Both paths share one path item: the same operation object, the same schemas.
    assert_eq!(operations[0].item().at(), operations[1].item().at());
    let parameter = operations[0].parameters()[0];
    assert_eq!(
        parameter.schema().unwrap().location().to_string(),
        "shared/all.json:1:64"
    );
    assert_eq!(
        parameter.schema().unwrap().resolve().location().pointer,
        "/components/schemas/Root"
    );
    let response = operations[0].responses().next().unwrap();
    let schema = response.content().next().unwrap().1.schema().unwrap();
    assert_eq!(schema.resolve().types().only(), Some(Type::Integer));
    assert_eq!(schema.resolve().location().pointer, "/anything");
}

#[test]
fn files_below_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("common")).unwrap();
    std::fs::write(
        folder.path().join("api.yaml"),
        format!("{HEAD}paths: {{ /a: {{ $ref: common/a.yaml }} }}\n"),
    )
    .unwrap();
    std::fs::write(folder.path().join("common/a.yaml"), "summary: here\n").unwrap();
    let files = FileSystem::new(folder.path()).unwrap();
    let document = load("api.yaml", &files, &Limits::default()).unwrap();
    assert_eq!(
        document.paths().next().unwrap().item().text("summary"),
        Some("here")
    );
    assert_eq!(document.version(), SpecVersion::V3_1);
}

#[test]
fn parameters_are_merged_by_place_and_name() {
    let document = of("paths:
  /a/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
      - { name: Limit, in: header, schema: { type: string } }
      - { name: limit, in: query, schema: { type: string } }
    get:
      parameters:
        - { name: limit, in: header, schema: { type: integer } }
        - { name: limit, in: cookie, schema: { type: boolean } }
");
    let operation = document.operations().next().unwrap();
    let merged: Vec<_> = operation
        .parameters()
        .iter()
        .map(|parameter| {
            (
                parameter.location_in(),
                parameter.name(),
                parameter.schema().unwrap().types().only().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        merged,
        [
            (ParameterIn::Path, "id", Type::String),
            (ParameterIn::Header, "limit", Type::Integer),
            (ParameterIn::Query, "limit", Type::String),
            (ParameterIn::Cookie, "limit", Type::Boolean),
        ]
    );
}

#[test]
fn operations_inherit_security_and_servers() {
    let document = of("servers: [{ url: /doc }]
security: [{ key: [] }]
paths:
  /a:
    servers: [{ url: /path }]
    get: {}
    put: { security: [], servers: [{ url: /operation }] }
  /b: { post: {} }
components: { securitySchemes: { key: { type: apiKey, in: header, name: K } } }
");
    let seen: Vec<_> = document
        .operations()
        .map(|operation| {
            (
                operation.method(),
                operation.security().len(),
                operation.servers()[0].url(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (Method::Get, 1, "/path"),
            (Method::Put, 0, "/operation"),
            (Method::Post, 1, "/doc")
        ]
    );
}

#[test]
fn responses_by_status() {
    let document = of("paths:
  /a:
    get:
      responses:
        default: { description: d }
        4XX: { description: d }
        '200': { description: d, headers: { Content-Type: { schema: {} }, X-A: { schema: {} } } }
        x-extension: 1
");
    let responses: Vec<_> = document.operations().next().unwrap().responses().collect();
    let keys: Vec<_> = responses.iter().map(|response| response.status()).collect();
    assert_eq!(
        keys,
        [
            StatusKey::Default,
            StatusKey::Range(4),
            StatusKey::Code(200)
        ]
    );
    assert!(keys[1].names(404) && !keys[1].names(500) && !keys[0].names(404));
    assert_eq!(
        responses[2]
            .headers()
            .map(openapi_doc::Header::name)
            .collect::<Vec<_>>(),
        ["X-A"]
    );
}

#[test]
fn null_in_its_spellings() {
    let document = of("components:
  schemas:
    Type: { type: [string, 'null'] }
    Enum: { enum: [a, null] }
    Arm: { anyOf: [{ type: string }, { const: null }] }
    Not: { type: string, enum: [a, null] }
    Any: {}
");
    let spelling = |name| document.components().schema(name).unwrap().null_spelling();
    assert_eq!(spelling("Type"), Some(NullSpelling::Type));
    assert_eq!(spelling("Enum"), Some(NullSpelling::Value));
    assert_eq!(spelling("Arm"), Some(NullSpelling::Arm));
    assert_eq!((spelling("Not"), spelling("Any")), (None, None));

    let old = document_3_0("{ type: string, nullable: true }");
    assert_eq!(
        old.components().schema("A").unwrap().null_spelling(),
        Some(NullSpelling::Nullable)
    );
}

fn document_3_0(schema: &str) -> Document {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents: {{ schemas: {{ A: {schema} }} }}\n"
    );
    document(&[("api.yaml", &text)])
}

#[test]
fn exclusive_bounds_in_both_versions() {
    let bounds = |document: &Document| {
        let schema = document.components().schema("A").unwrap();
        [
            schema.minimum(),
            schema.exclusive_minimum(),
            schema.maximum(),
            schema.exclusive_maximum(),
        ]
        .map(|number| number.map(|number| number.text().to_owned()))
    };
    let old = bounds(&document_3_0(
        "{ minimum: 1, exclusiveMinimum: true, maximum: 1e400, exclusiveMaximum: false }",
    ));
    let new = bounds(&of(
        "components: { schemas: { A: { exclusiveMinimum: 1, maximum: 1e400 } } }\n",
    ));
    assert_eq!(old, new);
    assert_eq!(
        old,
        [None, Some("1".to_owned()), Some("1e400".to_owned()), None]
    );
}

#[test]
fn discriminators_lead_to_schemas() {
    let document = of("components:
  schemas:
    Pet:
      discriminator: { propertyName: kind, mapping: { a: Cat, b: '#/components/schemas/Dog' } }
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
    Cat: { type: object }
    Dog: { type: object }
");
    let pet = document.components().schema("Pet").unwrap();
    assert_eq!(pet.discriminator_property(), Some("kind"));
    let mapping: Vec<_> = pet
        .discriminator_mapping()
        .into_iter()
        .map(|(value, schema)| (value, schema.location().pointer))
        .collect();
    let expected = [
        ("a", "/components/schemas/Cat".to_owned()),
        ("b", "/components/schemas/Dog".to_owned()),
    ];
    assert_eq!(mapping, expected);
}

#[test]
fn webhooks_and_callbacks_swap_roles() {
    let document = of("paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Sent' } } } }
      responses: { '200': { description: d, headers: { X-A: { schema: { $ref: '#/components/schemas/Header' } } } } }
      callbacks:
        done:
          '{$url}':
            post:
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Called' } } } }
              responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Answered' } } } } }
webhooks:
  done: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Called' } } } } } }
components:
  schemas:
    Sent: { properties: { both: { $ref: '#/components/schemas/Both' }, again: { $ref: '#/components/schemas/Sent' } } }
    Called: { allOf: [{ $ref: '#/components/schemas/Both' }], $defs: { Unused: { type: string } } }
    Both: { type: object }
    Answered: {}
    Header: {}
    Nowhere: { $ref: '#/components/schemas/Both' }
");
    let roles = schemas_in_role(&document);
    let of = |name: &str| {
        let id = document.components().schema(name).unwrap().id();
        (
            roles.contains(id, Role::Request),
            roles.contains(id, Role::Response),
        )
    };
    assert_eq!(of("Sent"), (true, false));
    assert_eq!(of("Header"), (false, true));
    assert_eq!(of("Called"), (false, true));
    assert_eq!(of("Answered"), (true, false));
    assert_eq!(of("Both"), (true, true));
    assert_eq!(of("Nowhere"), (false, false));
    let unused = document.components().schema("Called").unwrap().defs()[0].1;
    assert!(!roles.is_reached(unused.id()));
}

/// Version 3.0 has no webhooks; by custom they stand under `x-webhooks` there, and are read in the same way.
#[test]
fn webhooks_of_3_0_are_an_extension() {
    let webhooks = "  done:
    post:
      operationId: done
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Called' } } } }
      responses: { '200': { description: d } }
components: { schemas: { Called: { type: object } } }
";
    let head = "info: { title: T, version: '1' }\npaths: {}";
    for (version, member) in [("3.0.3", "x-webhooks"), ("3.1.1", "webhooks")] {
        let text = format!("openapi: {version}\n{head}\n{member}:\n{webhooks}");
        let read = document(&[("api.yaml", &text)]);
        let names: Vec<_> = read
            .webhooks()
            .map(openapi_doc::PathItem::template)
            .collect();
        assert_eq!(names, ["done"], "{version}");
        assert!(read.operations_by_id()["done"].is_inbound());
        let called = read.components().schema("Called").unwrap().id();
        let roles = schemas_in_role(&read);
        assert!(roles.contains(called, Role::Response) && !roles.contains(called, Role::Request));
    }
    // What is wrong in it is a problem as it would be in `webhooks`.
    let wrong = format!("openapi: 3.0.3\n{head}\nx-webhooks: {{ done: {{ post: 1 }} }}\n");
    let files = MemoryFiles::new([("api.yaml", wrong)]);
    let problems = load("api.yaml", &files, &Limits::default()).unwrap_err();
    let pointers = problems
        .iter()
        .map(|problem| problem.location.pointer.as_str());
    assert_eq!(pointers.collect::<Vec<_>>(), ["/x-webhooks/done/post"]);
    // Of 3.1 it is an extension that says nothing.
    let other = format!("openapi: 3.1.1\n{head}\nx-webhooks: {{ done: {{ post: 1 }} }}\n");
    assert_eq!(document(&[("api.yaml", &other)]).webhooks().count(), 0);
}

#[test]
fn extensions_have_types() {
    let document = of(
        "components: { schemas: { A: { type: string, x-pii: true, x-evidence: seen, x-known-values: [a, b], x-other: 1 } } }\n",
    );
    let schema = document.components().schema("A").unwrap();
    assert!(schema.is_pii());
    assert_eq!(schema.evidence(), Some("seen"));
    assert_eq!(schema.known_values(), Some(vec!["a", "b"]));
    assert_eq!(
        schema
            .extension("x-other")
            .unwrap()
            .as_number()
            .unwrap()
            .text(),
        "1"
    );
    assert_eq!(schema.extension("type"), None);
}

/// In 3.0, nothing beside a `$ref` counts, not even as a place of schemas.
#[test]
fn siblings_of_references() {
    let text = "components:
  schemas:
    A: { $ref: '#/components/schemas/B', properties: { x: { type: string } } }
    B: { type: object }
";
    let new = of(text);
    let schema = new.components().schema("A").unwrap();
    assert!(!schema.is_alias() && schema.resolve() == schema);
    assert_eq!(schema.children().len(), 1);

    let old = document(&[(
        "api.yaml",
        &format!("openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\n{text}"),
    )]);
    let schema = old.components().schema("A").unwrap();
    assert!(schema.is_alias());
    assert_eq!(schema.resolve().location().pointer, "/components/schemas/B");
    assert_eq!((schema.children().len(), old.schema_count()), (0, 2));
}
