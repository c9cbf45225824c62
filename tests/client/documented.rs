//! Everything that the documents say of a session's result, tried on the client of each date: every member absent, null,
//! and of a wrong type. A member that a document gains is tested from then on. `operations` tries every example.

use serde_json::{Value, json};
use verifa::ErrorKind;

use crate::bodies::{self, Member};
use crate::clients::newest;
use crate::clients::{DATES, Dated, on_every_date, read};
use crate::server::Answer;

/// A text that no message may repeat.
const SECRET: &str = "SECRET-4711";

/// What the client reads from a body with status 200, written as JSON again; or its error's message and its status.
async fn outcome<C: Dated>(body: &Value) -> Result<Value, (ErrorKind, String)> {
    match read::<C>(Answer::json(200, body)).await {
        Ok(result) => Ok(serde_json::to_value(&*result).unwrap()),
        Err(error) => {
            assert_eq!(error.status().unwrap(), 200);
            let printed = format!("{error} {error:?}");
            assert!(!printed.contains("SECRET"), "{printed}");
            Err((error.kind(), error.to_string()))
        }
    }
}

#[test]
fn the_full_example_has_every_member() {
    for date in DATES {
        let full = bodies::full_result(date);
        let members = bodies::members(date);
        assert!(
            members.iter().any(|member| member.path.len() == 3),
            "{members:?}"
        );
        for member in members {
            let value = bodies::get(&full, &member.path);
            assert!(
                value.is_some_and(|value| !value.is_null()),
                "{date} {}",
                member.dotted()
            );
        }
    }
}

#[tokio::test]
async fn an_optional_member_may_be_absent_or_null() {
    async fn check<C: Dated>() {
        let full = bodies::full_result(C::VERSION);
        for member in bodies::members(C::VERSION) {
            let absent = bodies::without(full.clone(), &member.path);
            let null = bodies::with(full.clone(), &member.path, Value::Null);
            if !member.required {
                let what = format!("{} {}", C::VERSION, member.dotted());
                assert_eq!(outcome::<C>(&absent).await, Ok(absent.clone()), "{what}");
                assert_eq!(outcome::<C>(&null).await, Ok(absent), "{what}: null");
            }
        }
    }
    on_every_date!(check);
}

#[tokio::test]
async fn a_required_member_may_be_neither_absent_nor_null() {
    async fn check<C: Dated>() {
        let full = bodies::full_result(C::VERSION);
        let members = bodies::members(C::VERSION);
        let required: Vec<&Member> = members.iter().filter(|member| member.required).collect();
        assert_eq!(required.len(), 4);
        for member in required {
            let path = member.dotted();
            let absent = bodies::without(full.clone(), &member.path);
            let (kind, message) = outcome::<C>(&absent).await.unwrap_err();
            assert_eq!(kind, ErrorKind::Decode);
            let named = format!("the required member `{path}` is missing");
            assert!(message.contains(&named), "{message}");

            let null = bodies::with(full.clone(), &member.path, Value::Null);
            let (kind, message) = outcome::<C>(&null).await.unwrap_err();
            assert_eq!(kind, ErrorKind::Decode);
            assert!(message.contains(&format!("at `{path}`")), "{message}");
        }
    }
    on_every_date!(check);
}

#[tokio::test]
async fn a_value_of_a_wrong_type_is_named_by_its_path_and_not_quoted() {
    async fn check<C: Dated>() {
        let full = bodies::full_result(C::VERSION);
        for member in bodies::members(C::VERSION) {
            let wrong = if member.is_object {
                json!(SECRET)
            } else {
                json!({ SECRET: SECRET })
            };
            let body = bodies::with(full.clone(), &member.path, wrong);
            let (kind, message) = outcome::<C>(&body).await.unwrap_err();
            assert_eq!(kind, ErrorKind::Decode);
            let place = format!("at `{}`", member.dotted());
            assert!(message.contains(&place), "{place} is not in: {message}");
        }
    }
    on_every_date!(check);
}

#[tokio::test]
async fn unknown_members_are_ignored_at_every_depth() {
    async fn check<C: Dated>() {
        let full = bodies::full_result(C::VERSION);
        let objects = bodies::members(C::VERSION)
            .into_iter()
            .filter(|member| member.is_object)
            .map(|member| member.path)
            .chain([Vec::new()]);
        let mut body = full.clone();
        for mut path in objects {
            path.push("check_results".to_owned());
            body = bodies::with(
                body,
                &path,
                json!({"face_match": [{"status": "passed"}, null, 1e300]}),
            );
        }
        assert_eq!(outcome::<C>(&body).await, Ok(full));
    }
    on_every_date!(check);
}

/// The values of an object without their names, in the order in which generated types declare them: by name.
fn positional(object: &Value) -> Value {
    let members: std::collections::BTreeMap<_, _> = object.as_object().unwrap().iter().collect();
    members.into_values().cloned().collect()
}

#[tokio::test]
async fn an_array_is_no_object_whatever_it_holds() {
    async fn check<C: Dated>() {
        let full = bodies::full_result(C::VERSION);
        let (kind, _) = outcome::<C>(&positional(&full)).await.unwrap_err();
        assert_eq!(kind, ErrorKind::Decode);
        for member in bodies::members(C::VERSION) {
            if member.is_object {
                let array = positional(bodies::get(&full, &member.path).unwrap());
                let body = bodies::with(full.clone(), &member.path, array);
                let (kind, message) = outcome::<C>(&body).await.unwrap_err();
                assert_eq!(kind, ErrorKind::Decode);
                let place = format!("at `{}`", member.dotted());
                assert!(message.contains(&place), "{place} is not in: {message}");
            }
        }
    }
    on_every_date!(check);
}

#[tokio::test]
async fn an_object_is_no_value_of_an_enum() {
    let full = bodies::full_result(<newest::Client as verifa::DatedClient>::VERSION);
    for (member, value) in [
        ("status", "approved"),
        ("rejection_reason_code", "document_unreadable"),
        ("processing_mode", "auto"),
    ] {
        let body = bodies::with(full.clone(), &[member.to_owned()], json!({ value: null }));
        let (kind, message) = outcome::<newest::Client>(&body).await.unwrap_err();
        assert_eq!(kind, ErrorKind::Decode);
        assert!(message.contains(&format!("at `{member}`")), "{message}");
    }
}

#[tokio::test]
async fn a_member_that_comes_twice_is_refused() {
    let full = bodies::full_result(<newest::Client as verifa::DatedClient>::VERSION).to_string();
    let twice = full.replacen('{', "{\"status\":\"approved\",", 1);
    let error = read::<newest::Client>(Answer::new(200, "application/json", twice)).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Decode);
}
