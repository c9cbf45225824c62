//! `specdate versions`: the dates of the registry.

use serde_json::Value;

use crate::workspace::{NEWER, OLDER, REGISTRY, Workspace};

/// A registry with a date in each state, some files of which are missing.
fn of_all_states() -> Workspace {
    let workspace = Workspace::healthy();
    workspace.edit(
        REGISTRY,
        "date = \"2026-01-01\"\nstate = \"active\"\nreleased = \"2026-01-01\"\n",
        "date = \"2025-12-01\"\nstate = \"retired\"\nreleased = \"2025-12-01\"\ndeprecated = \"2025-12-02\"\nsunset = \"2026-12-02\"\nretired = \"2027-01-01\"\n\n\
         [[api.parcels.versions]]\ndate = \"2026-01-01\"\nstate = \"deprecated\"\nreleased = \"2026-01-01\"\ndeprecated = \"2026-02-01\"\nsunset = \"2027-02-02\"\n",
    );
    workspace.append(
        REGISTRY,
        "\n[[api.parcels.versions]]\ndate = \"2026-03-01\"\nstate = \"draft\"\n",
    );
    std::fs::remove_file(workspace.path("openapi/parcels/released/2026-02-01.yaml")).unwrap();
    workspace.add_letters(false);
    workspace.append(REGISTRY, "\n[api.stamps]\ntitle = \"Stamps\"\n");
    workspace
}

#[test]
fn every_date_is_listed_with_what_there_is_of_it() {
    let workspace = of_all_states();
    let run = workspace.run(&["versions", "--today", "2027-02-01"]);
    assert_eq!(run.code, Some(0));
    insta::assert_snapshot!(run.transcript(&workspace));
    let run = workspace.run(&[
        "versions",
        "parcels",
        "--color",
        "always",
        "--today",
        "2027-02-05",
    ]);
    insta::assert_snapshot!(run.stdout.replace('\u{1b}', "^"));
}

#[test]
fn days_are_counted_from_the_day_that_is_named() {
    let workspace = of_all_states();
    for (today, left) in [
        ("2026-02-01", "366 days"),
        ("2027-02-01", "1 day"),
        ("2027-02-02", "today"),
        ("2027-02-03", "1 day ago"),
        ("2027-02-12", "10 days ago"),
    ] {
        let run = workspace.run(&["versions", "parcels", "--today", today]);
        let row = run
            .stdout
            .lines()
            .find(|line| line.contains("deprecated  2026-01-01"))
            .unwrap();
        assert!(row.contains(&format!("2027-02-02  {left}  ")), "{row}");
    }
}

#[test]
fn json_is_valid_under_its_schema() {
    let workspace = of_all_states();
    let schema = workspace.run(&["schema", "versions"]);
    assert_eq!((schema.code, schema.stderr.as_str()), (Some(0), ""));
    let validator =
        jsonschema::validator_for(&serde_json::from_str(&schema.stdout).unwrap()).unwrap();
    let run = workspace.run(&["versions", "--format", "json", "--today", "2027-02-01"]);
    let list: Value = serde_json::from_str(&run.stdout).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&list)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, [""; 0]);
    let api = &list["apis"][1];
    assert_eq!(
        (&api["api"], &api["latest"]),
        (&"parcels".into(), &"2026-02-01".into())
    );
    let of = |member: &str| -> Vec<Value> {
        let versions = api["versions"].as_array().unwrap();
        versions
            .iter()
            .map(|version| version[member].clone())
            .collect()
    };
    assert_eq!(of("state"), ["retired", "deprecated", "active", "draft"]);
    assert_eq!(
        of("days_left"),
        [Value::Null, 1.into(), Value::Null, Value::Null]
    );
    // A retired date is nobody's neighbor.
    assert_eq!(
        of("older"),
        [
            Value::Null,
            Value::Null,
            "2026-01-01".into(),
            "2026-02-01".into()
        ]
    );
    assert_eq!(
        of("newer"),
        [
            "2026-01-01".into(),
            "2026-02-01".into(),
            Value::from("2026-03-01"),
            Value::Null
        ]
    );
    let exists = |member| {
        of(member)
            .iter()
            .map(|file| file["exists"] == true)
            .collect::<Vec<bool>>()
    };
    assert_eq!(exists("document"), [false, true, true, false]);
    assert_eq!(exists("released_copy"), [false, true, false, false]);
    assert_eq!(of("document")[1]["path"], OLDER);
    assert_eq!(of("document")[2]["path"], NEWER);
}

#[test]
fn an_unknown_api_names_the_known_ones() {
    let workspace = of_all_states();
    let run = workspace.run(&["versions", "parcel"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    let message =
        "has no API `parcel`; did you mean `parcels`? it has `letters`, `parcels`, `stamps`\n";
    assert!(run.stderr.contains(message), "{}", run.stderr);
}

#[test]
fn a_registry_without_apis_says_so() {
    let workspace = Workspace::empty();
    workspace.write(REGISTRY, "");
    assert_eq!(
        workspace.run(&["versions"]).stdout,
        "the registry has no API\n"
    );
    assert_eq!(
        workspace.run(&["versions", "--format", "markdown"]).code,
        Some(2)
    );
}
