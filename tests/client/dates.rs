//! The clients of several dates in one program.

use serde_json::Value;
use specdate_tests::workspace_registry;
use verifa::{DatedClient, Error, v2026_01_01, v2026_02_01};

use crate::bodies;
use crate::clients::{DATES, Dated, KEY, client, read};
use crate::server::{Answer, Server};

const OLD: &str = <v2026_01_01::Client as DatedClient>::VERSION;
const NEW: &str = <v2026_02_01::Client as DatedClient>::VERSION;

/// Compiles only while both dates have the same types where nothing changed between them.
#[allow(dead_code, reason = "compiling is the assertion")]
mod shared_types {
    use super::{Error, v2026_01_01::types as old, v2026_02_01::types as new};

    macro_rules! same {
        ($($function:ident $name:ident)*) => {
            $(fn $function(value: old::$name) -> new::$name { value })*
        };
    }
    same! {
        address Address
        error_body ErrorBody
        error_code ErrorCode
        extracted_data ExtractedData
        processing_mode ProcessingMode
        result_status ResultStatus
    }

    fn errors(error: Error<old::ErrorBody>) -> Error<new::ErrorBody> {
        error
    }
}

/// Compiles only while the names without a date are those of the newest one.
#[allow(dead_code, reason = "compiling is the assertion")]
mod newest_names {
    fn client(client: verifa::Client) -> verifa::newest::Client {
        client
    }

    fn result(result: verifa::types::SessionResult) -> verifa::newest::types::SessionResult {
        result
    }
}

#[test]
fn these_tests_cover_every_date_of_the_registry() {
    let registry = workspace_registry();
    let versions = &registry.api("verifa").unwrap().versions;
    let dates: Vec<String> = versions
        .iter()
        .map(|version| version.date.to_string())
        .collect();
    assert_eq!(DATES, dates, "extend the list in clients.rs");
}

#[test]
fn the_client_without_a_date_is_the_latest_of_the_registry() {
    let registry = workspace_registry();
    let latest = registry.api("verifa").unwrap().latest().unwrap();
    assert_eq!(
        <verifa::Client as DatedClient>::VERSION,
        latest.date.to_string()
    );
}

/// A server that speaks the date that it is asked for.
async fn every_date() -> Server {
    let bodies: Vec<(&str, Value)> = DATES
        .iter()
        .map(|date| (*date, bodies::full_result(date)))
        .collect();
    Server::with(move |request| {
        let asked = request.header("verifa-version");
        let found = bodies.iter().find(|(date, _)| asked == [*date]);
        found.map_or_else(
            || Answer::new(400, "text/plain", ""),
            |(_, body)| Answer::json(200, body),
        )
    })
    .await
}

#[tokio::test]
async fn two_dates_work_side_by_side() {
    let server = every_date().await;
    let old: v2026_01_01::Client = client(&server);
    let new: v2026_02_01::Client = client(&server);
    let (old, new) = tokio::join!(old.result("ses_abc123"), new.result("ses_abc123"));
    let (old, new) = (old.unwrap().into_inner(), new.unwrap().into_inner());

    assert!(new.rejection_reason_code.is_some());
    // What they share can be handled by the same code.
    assert_eq!(old.status, new.status);
    assert_eq!(old.extracted_data, new.extracted_data);
    assert_eq!(serde_json::to_value(old).unwrap(), bodies::full_result(OLD));
    assert_eq!(serde_json::to_value(new).unwrap(), bodies::full_result(NEW));
}

#[tokio::test]
async fn each_client_reads_the_other_dates_answer() {
    let old_body = bodies::full_result(OLD);
    let new_body = bodies::full_result(NEW);
    let by_old = read::<v2026_01_01::Client>(Answer::json(200, &new_body))
        .await
        .unwrap();
    assert_eq!(serde_json::to_value(&*by_old).unwrap(), old_body);
    let by_new = read::<v2026_02_01::Client>(Answer::json(200, &old_body))
        .await
        .unwrap();
    assert_eq!(by_new.rejection_reason_code, None);
    assert_eq!(serde_json::to_value(&*by_new).unwrap(), old_body);
}

#[tokio::test]
async fn errors_of_both_dates_go_through_one_function() {
    let server = Server::answering(Answer::json(404, &bodies::example(NEW, "no_result_yet"))).await;
    let old = Box::pin(async {
        client::<v2026_01_01::Client>(&server)
            .result("s")
            .await
            .map(drop)
    });
    let new = Box::pin(async {
        client::<v2026_02_01::Client>(&server)
            .result("s")
            .await
            .map(drop)
    });
    let results = [old.await, new.await];
    for result in results {
        assert_eq!(result.unwrap_err().code(), Some("not_found"));
    }
    let asked: Vec<String> = server
        .requests()
        .iter()
        .flat_map(|request| request.header("verifa-version"))
        .map(str::to_owned)
        .collect();
    assert_eq!(asked, DATES);
}

#[test]
fn clients_and_their_settings_can_be_sent_to_other_threads() {
    fn check<T: Clone + Send + Sync + 'static>(_: &T) {}
    check(&v2026_01_01::Client::builder(KEY).build().unwrap());
    check(&v2026_02_01::Client::builder(KEY).build().unwrap());
}
