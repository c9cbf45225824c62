//! Which schemas describe the same part of a message.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use openapi_compat::{Options, Position, positions};
use support::document;

/// `GET /pets request | Query limit | Request | /a -> /b`.
fn line(position: &Position<'_>) -> String {
    let place = |item: openapi_doc::Item<'_>| item.location().pointer;
    let marks = [position.base, position.revision].map(|schema| schema.map_or("any ", |_| ""));
    format!(
        "{} {} {} | {:?} | {:?} | {}{} -> {}{}",
        position.operation.method,
        position.operation.path,
        position.operation.part,
        position.part,
        position.role,
        marks[0],
        place(position.places.0),
        marks[1],
        place(position.places.1),
    )
}

fn lines(base: &str, revision: &str) -> Vec<String> {
    let (base, revision) = (document(base), document(revision));
    positions(&base, &revision, &Options::default())
        .iter()
        .map(line)
        .collect()
}

#[test]
fn every_part_of_a_message() {
    let base = "paths:
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    post:
      parameters:
        - { name: X-Trace, in: header, schema: { type: string } }
        - { name: filter, in: query, content: { application/json: { schema: { type: object } } } }
        - { name: gone, in: query, schema: { type: string } }
      requestBody: { content: { application/json: { schema: { type: object } }, text/plain: {} } }
      responses:
        '200': { description: d, headers: { X-Count: { schema: { type: integer } } }, content: { application/json: { schema: { type: array } } } }
        '404': { description: d, content: { application/json: { schema: { type: object } } } }
";
    let revision = base
        .replace("{id}", "{pet}")
        .replace("name: id", "name: pet")
        .replace("X-Trace", "x-trace")
        .replace(
            "        - { name: gone, in: query, schema: { type: string } }\n",
            "",
        )
        .replace(
            "application/json: { schema: { type: array } }",
            "'application/*': { schema: { type: array } }",
        )
        .replace("'404'", "default");
    insta::assert_snapshot!(lines(base, &revision).join("\n"));
}

#[test]
fn webhooks_and_callbacks_swap_roles() {
    let text = "webhooks:
  petBorn:
    post:
      parameters: [{ name: X-Event, in: header, schema: { type: string } }]
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { '200': { description: d, content: { application/json: { schema: { type: boolean } } } } }
paths:
  /subscriptions:
    post:
      callbacks:
        onPet:
          '{$request.query.url}':
            post:
              requestBody: { content: { application/json: { schema: { type: string } } } }
              responses: { '204': { description: d } }
      responses: { '200': { description: d } }
";
    insta::assert_snapshot!(lines(text, text).join("\n"));
}

#[test]
fn a_path_that_takes_over_is_compared_with_both() {
    let base = "paths:
  /pets/{id}/toys/{toy}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
      - { name: toy, in: path, required: true, schema: { type: string, maxLength: 9 } }
    get: { responses: { '200': { description: d, content: { application/json: { schema: { type: object } } } } } }
";
    let revision = format!(
        "{base}  /pets/mine/toys/{{t}}:
    parameters: [{{ name: t, in: path, required: true, schema: {{ type: integer }} }}]
    get: {{ responses: {{ '200': {{ description: d, content: {{ application/json: {{ schema: {{ type: array }} }} }} }} }} }}
"
    );
    insta::assert_snapshot!(lines(base, &revision).join("\n"));
}
