//! Every operation of every date that speaks JSON, called as its document says, and answered with each of its examples.
//!
//! What a document gains has to be entered in the table here; from then on its examples are tested. Operations with
//! other media types are tested in `groups`.

use std::collections::BTreeSet;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use openapi_doc::{MediaType, Operation, RequestBody};
use serde_json::Value;
use verifa::{Error, ErrorKind};

use crate::bodies::{self, Example};
use crate::clients::{Dated, ErrorBody, client, on_every_date};
use crate::server::{Answer, Request, Server, bounded};

/// What the client made of an answer.
pub struct Outcome {
    status: u16,
    /// The answer, written as JSON again.
    written: Value,
    /// The answer as a log shows it.
    printed: String,
}

type Reply<'c> = Pin<Box<dyn Future<Output = Result<Outcome, Error<ErrorBody>>> + Send + 'c>>;

/// Sends one operation: each path parameter gets its own name, the body is the given JSON.
pub type Call<C> = for<'c> fn(&'c C, Value) -> Reply<'c>;

/// Adds the body to a call that has one; otherwise there must be none to add.
macro_rules! with_body {
    ($call:ident $module:ident $body:ident $type:ident) => {
        $call.body(serde_json::from_value::<verifa::$module::types::$type>($body).unwrap())
    };
    ($call:ident $module:ident $body:ident) => {{
        assert_eq!($body, Value::Null, "the client sends no body here");
        $call
    }};
}

macro_rules! calls {
    ($module:ident $($name:ident [$($parameter:ident)*] $(sends $body:ident)?,)*) => {
        vec![$((
            stringify!($name),
            (|client, body| Box::pin(async move {
                let call = client.$name()$(.$parameter(stringify!($parameter)))*;
                let call = with_body!(call $module body $($body)?);
                let answer = bounded(call.send()).await?;
                Ok(Outcome {
                    status: answer.status().as_u16(),
                    written: serde_json::to_value(&*answer).unwrap(),
                    printed: format!("{answer:?}"),
                })
            })) as Call<verifa::$module::Client>,
        )),*]
    };
}

/// The operations of a date: its path parameters in brackets, and the type of the body that it sends.
macro_rules! operations {
    ($module:ident $($more:tt)*) => {
        calls! {
            $module
            list_sessions [],
            create_session [] sends CreateSessionRequest,
            get_session [session_id],
            update_session [session_id] sends UpdateSessionRequest,
            resume_session [session_id],
            expire_session [session_id],
            simulate_session [session_id] sends SimulateSessionRequest,
            get_session_result [session_id],
            redact_session [session_id],
            bulk_redact_sessions [] sends BulkRedactRequest,
            submit_session [session_id],
            add_session_tag [session_id] sends SessionTagRequest,
            remove_session_tag [session_id] sends SessionTagRequest,
            set_session_tags [session_id] sends SetSessionTagsRequest,
            generate_one_time_link [session_id] sends OneTimeLinkRequest,
            list_session_links [session_id],
            list_session_verifications [session_id],
            retry_verification [session_id policy],
            list_verification_attempts [session_id policy],
            submit_external_decision [session_id] sends ExternalDecisionRequest,
            reprocess_session [session_id],
            list_session_webhook_deliveries [session_id],
            get_session_risk_assessment [session_id],
            list_results [],
            get_result [session_id],
            list_session_documents [session_id],
            list_documents [],
            update_document [document_id] sends UpdateDocumentRequest,
            redact_document [document_id],
            classify_document [document_id],
            extract_document [document_id],
            create_document_type [] sends DocumentTypeRequest,
            update_document_type [document_type_id] sends DocumentTypeRequest,
            list_identities [],
            create_identity [] sends CreateIdentityRequest,
            get_identity [identity_id],
            update_identity [identity_id] sends UpdateIdentityRequest,
            list_identity_sessions [identity_id],
            set_identity_custom_fields [identity_id] sends SetCustomFieldsRequest,
            update_identity_type [type_id] sends UpdateIdentityTypeRequest,
            create_workflow [] sends CreateWorkflowRequest,
            get_workflow [workflow_id],
            update_workflow [workflow_id] sends UpdateWorkflowRequest,
            trigger_workflow [workflow_id] sends TriggerWorkflowRequest,
            get_session_workflow_run [session_id],
            claim_next_case [],
            claim_case [case_id] sends ClaimCaseRequest,
            release_case [case_id],
            escalate_case [case_id] sends EscalateCaseRequest,
            create_list [] sends CreateListRequest,
            add_list_item [list_id] sends ListItemRequest,
            add_list_items [list_id] sends ListItemsRequest,
            check_lists [] sends CheckListsRequest,
            mark_list_match_false_positive [match_id] sends FalsePositiveRequest,
            create_webhook_endpoint [] sends CreateWebhookEndpointRequest,
            rotate_webhook_secret [endpoint_id],
            clone_webhook_endpoint [endpoint_id],
            list_webhook_deliveries [endpoint_id],
            create_api_key [] sends CreateApiKeyRequest,
            get_api_key [key_id],
            clone_api_key [key_id],
            get_rate_limits [],
            list_events [],
            get_event [event_id],
            $($more)*
        }
    };
}

/// The clients whose operations are in the table.
pub trait Operations: Dated {
    /// Each operation's id and how it is called.
    fn operations() -> Vec<(&'static str, Call<Self>)>;
}

impl Operations for verifa::v2026_01_01::Client {
    fn operations() -> Vec<(&'static str, Call<Self>)> {
        operations!(v2026_01_01)
    }
}

impl Operations for verifa::v2026_02_01::Client {
    fn operations() -> Vec<(&'static str, Call<Self>)> {
        operations! {
            v2026_02_01
            resend_session_invite [session_id],
            export_session [session_id],
            export_identity [identity_id],
        }
    }
}

/// Whether request and answers are JSON, as far as there are any.
fn speaks_json(operation: Operation<'_>) -> bool {
    let sent = operation
        .request_body()
        .into_iter()
        .flat_map(RequestBody::content);
    let received = operation
        .responses()
        .flat_map(openapi_doc::Response::content);
    let mut media_types = sent
        .chain(received)
        .map(|(name, _): (&str, MediaType<'_>)| name);
    media_types.all(|name| name == "application/json")
}

#[test]
fn the_table_has_every_operation_that_speaks_json() {
    fn check<C: Operations>() {
        let document = bodies::document(C::VERSION);
        let documented: BTreeSet<&str> = document
            .operations()
            .filter(|operation| speaks_json(*operation))
            .map(|operation| operation.operation_id().unwrap())
            .collect();
        let called: Vec<&str> = C::operations().into_iter().map(|(id, _)| id).collect();
        assert_eq!(
            BTreeSet::from_iter(called.clone()),
            documented,
            "{}",
            C::VERSION
        );
        assert_eq!(called.len(), documented.len(), "an operation stands twice");
    }
    check::<verifa::v2026_01_01::Client>();
    check::<verifa::v2026_02_01::Client>();
}

/// A server that gives every request the answer of the moment.
async fn server() -> (Server, Arc<Mutex<Answer>>) {
    let answer = Arc::new(Mutex::new(Answer::silence()));
    let current = Arc::clone(&answer);
    let server = Server::with(move |_| current.lock().unwrap().clone()).await;
    (server, answer)
}

/// Method, path and body are those of the document.
fn assert_sent(request: &Request, operation: Operation<'_>, body: &Value) {
    let what = operation.operation_id().unwrap();
    assert_eq!(
        request.method,
        operation.method().as_str().to_uppercase(),
        "{what}"
    );
    let path = operation.template().replace(['{', '}'], "");
    assert_eq!(request.target, path, "{what}");
    if body.is_null() {
        assert_eq!(request.body, b"", "{what}");
        assert_eq!(request.header("content-type"), [""; 0], "{what}");
    } else {
        let expected = bodies::without_empty(operation, body.clone());
        assert_eq!(request.json(), expected, "{what}");
        assert_eq!(
            request.header("content-type"),
            ["application/json"],
            "{what}"
        );
    }
}

/// The example came through whole: as an answer, or as an error with its code.
fn assert_read(what: &str, example: &Example, answer: Result<Outcome, Error<ErrorBody>>) {
    let (status, written) = match answer {
        Ok(outcome) => {
            assert!(example.status < 300, "{what}");
            (outcome.status, outcome.written)
        }
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Api, "{what}: {error}");
            assert_eq!(error.code(), example.body["error"].as_str(), "{what}");
            let written = serde_json::to_value(error.body().unwrap()).unwrap();
            (error.status().unwrap().as_u16(), written)
        }
    };
    assert_eq!(status, example.status, "{what}");
    assert_eq!(written, bodies::without_nulls(&example.body), "{what}");
}

#[tokio::test]
async fn every_operation_sends_and_reads_its_examples_without_loss() {
    async fn check<C: Operations>() {
        let document = bodies::document(C::VERSION);
        let (server, current) = server().await;
        let client: C = client(&server);
        let mut statuses = BTreeSet::new();
        for (id, call) in C::operations() {
            let operation = bodies::operation(&document, id);
            let mut requests = bodies::requests(operation);
            let answers = bodies::answers(operation);
            assert_eq!(
                requests.is_empty(),
                operation.request_body().is_none(),
                "{id}: add an example"
            );
            if requests.is_empty() {
                requests.push(Value::Null);
            }
            // Each answer to the first request, and the first answer to each request.
            let first = answers
                .first()
                .unwrap_or_else(|| panic!("{id}: add an example"));
            let pairs = answers
                .iter()
                .map(|answer| (&requests[0], answer))
                .chain(requests.iter().skip(1).map(|request| (request, first)));
            for (request, example) in pairs {
                let what = format!("{} {id}: example `{}`", C::VERSION, example.name);
                *current.lock().unwrap() = Answer::json(example.status, &example.body);
                let answer = call(&client, request.clone()).await;
                assert_sent(server.requests().last().unwrap(), operation, request);
                assert_read(&what, example, answer);
                statuses.insert(example.status);
            }
        }
        let expected = BTreeSet::from([200, 202, 400, 401, 403, 404, 409, 410, 422, 429]);
        assert_eq!(statuses, expected);
    }
    on_every_date!(check);
}

#[tokio::test]
async fn no_operation_prints_personal_data() {
    async fn check<C: Operations>() {
        let document = bodies::document(C::VERSION);
        let (server, current) = server().await;
        let client: C = client(&server);
        let mut secrets = 0;
        for (id, call) in C::operations() {
            let operation = bodies::operation(&document, id);
            let request = bodies::requests(operation).pop().unwrap_or_default();
            for (example, count) in bodies::with_secrets(operation) {
                *current.lock().unwrap() = Answer::json(example.status, &example.body);
                let what = format!("{} {id}: example `{}`", C::VERSION, example.name);
                let outcome = match call(&client, request.clone()).await {
                    Ok(outcome) => outcome,
                    Err(error) => panic!("{what}: {error}"),
                };
                // They did arrive: that none is printed is not for want of them.
                let written = outcome.written.to_string();
                assert_eq!(written.matches(bodies::SECRET).count(), count, "{what}");
                assert!(
                    !outcome.printed.contains(bodies::SECRET),
                    "{what}: {}",
                    outcome.printed
                );
                secrets += count;
            }
        }
        assert!(secrets > 50, "{secrets}");
    }
    on_every_date!(check);
}
