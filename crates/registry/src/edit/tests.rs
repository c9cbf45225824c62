//! Edits change the lines that they mean, and no other.

use std::fmt::Write;

use proptest::prelude::*;
use similar::{ChangeTag, TextDiff};

use super::*;

/// A registry as it was once: edits of the real one must not change what these tests show.
const VERIFA: &str = include_str!("fixture.toml");

fn open(text: &str) -> RegistryFile {
    RegistryFile::parse("specdate.toml", text).unwrap()
}

/// The lines that an edit changed, with their numbers before or after, and with carriage returns made visible.
fn changes(before: &str, after: &str) -> String {
    let mut lines = String::new();
    for change in TextDiff::from_lines(before, after).iter_all_changes() {
        let (sign, index) = match change.tag() {
            ChangeTag::Equal => continue,
            ChangeTag::Delete => ('-', change.old_index()),
            ChangeTag::Insert => ('+', change.new_index()),
        };
        let text = change.value().trim_end_matches('\n').replace('\r', "␍");
        writeln!(lines, "{sign}{:>3} {text}", index.unwrap() + 1).unwrap();
    }
    lines
}

fn date(text: &str) -> VersionDate {
    text.parse().unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn draft(text: &str) -> NewVersion {
    NewVersion {
        date: date(text),
        document: None,
        released_copy: None,
        lifecycle: Lifecycle::Draft,
    }
}

fn accepted(fingerprint: &str) -> NewAcceptance {
    NewAcceptance {
        fingerprint: fingerprint.to_owned(),
        api: None,
        kind: AcceptanceKind::Break { evidence: None },
        reason: "agreed".to_owned(),
        by: None,
        until: None,
        draft: None,
    }
}

#[test]
fn a_new_version_goes_behind_the_next_older_one() {
    let mut file = open(VERIFA);
    file.add_version("verifa", &draft("2026-03-01")).unwrap();
    insta::assert_snapshot!(changes(VERIFA, file.text()));

    let mut file = open(VERIFA);
    let full = NewVersion {
        date: date("2026-01-15"),
        document: Some("verifa/mid.yaml".parse().unwrap()),
        released_copy: Some("verifa/released/mid.yaml".parse().unwrap()),
        lifecycle: Lifecycle::Active {
            released: day("2026-01-16"),
        },
    };
    file.add_version("verifa", &full).unwrap();
    insta::assert_snapshot!(changes(VERIFA, file.text()));

    let mut file = open(VERIFA);
    file.add_version("verifa", &draft("2025-12-01")).unwrap();
    insta::assert_snapshot!(changes(VERIFA, file.text()));
}

#[test]
fn the_first_version_goes_to_the_end_of_its_api() {
    let text = "[api.a]\ntitle = \"A\" # first\n# about the gate\n[api.a.gate]\nfail-on = [\n  \"wire\", # yes\n]\n# end of a\n\n[api.b]\n# b is new";
    let mut file = open(text);
    file.add_version("a", &draft("2026-03-01")).unwrap();
    file.add_version("b", &draft("2026-03-01")).unwrap();
    insta::assert_snapshot!(file.text());
}

#[test]
fn a_release_changes_the_state_and_adds_the_day() {
    let text = VERIFA.replace(
        "state = \"active\"\nreleased = \"2026-02-01\"\n",
        "state = 'draft'  # soon\n# that was all\n",
    );
    let mut file = open(&text);
    file.set_lifecycle(
        "verifa",
        date("2026-02-01"),
        Lifecycle::Active {
            released: day("2026-02-03"),
        },
    )
    .unwrap();
    insta::assert_snapshot!(changes(&text, file.text()));
}

#[test]
fn a_version_walks_through_its_life_and_back() {
    let mut file = open(VERIFA);
    let [released, deprecated, sunset, retired] =
        ["2026-01-01", "2026-03-01", "2027-03-01", "2027-03-02"].map(day);
    file.set_lifecycle(
        "verifa",
        date("2026-01-01"),
        Lifecycle::Deprecated {
            released,
            deprecated,
            sunset,
        },
    )
    .unwrap();
    insta::assert_snapshot!(changes(VERIFA, file.text()));
    file.set_lifecycle(
        "verifa",
        date("2026-01-01"),
        Lifecycle::Retired {
            released,
            deprecated,
            sunset,
            retired,
        },
    )
    .unwrap();
    insta::assert_snapshot!(changes(VERIFA, file.text()));
    file.set_lifecycle("verifa", date("2026-01-01"), Lifecycle::Active { released })
        .unwrap();
    assert_eq!(file.text(), VERIFA);
}

#[test]
fn a_released_copy_gets_another_place() {
    let mut file = open(VERIFA);
    let path = |text: &str| text.parse().unwrap();
    let older = date("2026-01-01");
    file.set_released_copy("verifa", older, &path("verifa/released/a/b.yaml"))
        .unwrap();
    insta::assert_snapshot!(changes(VERIFA, file.text()));
    let before = file.text().to_owned();
    file.set_released_copy("verifa", older, &path("verifa/c.yaml"))
        .unwrap();
    insta::assert_snapshot!(changes(&before, file.text()));
    let before = file.text().to_owned();
    let refusals = [
        file.set_released_copy("verifa", date("2026-02-01"), &path("verifa/c.yaml")),
        file.set_released_copy("verifa", date("2020-01-01"), &path("verifa/d.yaml")),
        file.set_released_copy("x", older, &path("verifa/d.yaml")),
    ]
    .map(|result| result.unwrap_err().to_string());
    assert_eq!(file.text(), before);
    insta::assert_snapshot!(refusals.join("\n"));
}

#[test]
fn an_acceptance_comes_and_goes() {
    let mut file = open(VERIFA);
    let correction = NewAcceptance {
        fingerprint: "verifa:1".to_owned(),
        api: Some("verifa".parse().unwrap()),
        kind: AcceptanceKind::Correction {
            evidence: "https://docs.example/page".to_owned(),
        },
        reason: "it says \"null\" \\ always did\nand\twill \u{7f}é".to_owned(),
        by: Some("Team Identity".to_owned()),
        until: Some(day("2026-12-31")),
        draft: Some(date("2026-01-01")),
    };
    file.add_acceptance(&correction).unwrap();
    file.add_acceptance(&accepted("verifa:2")).unwrap();
    insta::assert_snapshot!(changes(VERIFA, file.text()));
    assert_eq!(file.registry().accept[0].reason, correction.reason);

    let both = file.text().to_owned();
    file.remove_acceptance("verifa:1").unwrap();
    insta::assert_snapshot!(changes(&both, file.text()));
    file.remove_acceptance("verifa:2").unwrap();
    assert_eq!(file.text(), VERIFA);
    assert_eq!(
        file.remove_acceptance("verifa:2").unwrap_err().to_string(),
        "specdate.toml accepts no finding `verifa:2`; it accepts none"
    );
}

#[test]
fn the_comment_above_an_acceptance_goes_with_it() {
    let text = "# all of them\n\n# why one\n[[accept]]\nfingerprint = \"one\"\nreason = \"r\" # because\n# more on one\n\n# why two\n[[accept]]\nfingerprint = \"two\"\nreason = \"r\"\n# why b\n[api.b]\n";
    let mut file = open(text);
    file.remove_acceptance("one").unwrap();
    assert_eq!(
        file.text(),
        "# all of them\n\n# why two\n[[accept]]\nfingerprint = \"two\"\nreason = \"r\"\n# why b\n[api.b]\n"
    );
    file.remove_acceptance("two").unwrap();
    assert_eq!(file.text(), "# all of them\n\n# why b\n[api.b]\n");
}

#[test]
fn windows_line_endings_a_mark_and_a_missing_last_one_stay() {
    let text = format!("\u{feff}{}", VERIFA.trim_end().replace('\n', "\r\n"));
    let mut file = open(&text);
    file.add_version("verifa", &draft("2026-03-01")).unwrap();
    file.set_lifecycle(
        "verifa",
        date("2026-03-01"),
        Lifecycle::Active {
            released: day("2026-03-01"),
        },
    )
    .unwrap();
    file.add_acceptance(&accepted("f")).unwrap();
    insta::assert_snapshot!(changes(&text, file.text()));
    assert!(file.text().starts_with('\u{feff}'));
    assert_eq!(
        file.text().matches('\n').count(),
        file.text().matches("\r\n").count()
    );
}

#[test]
fn entries_are_indented_like_their_neighbors() {
    let text = "[api.a]\n\n  [[api.a.versions]]\n    date = \"2026-01-01\"\n    state = \"draft\"";
    let mut file = open(text);
    file.set_lifecycle(
        "a",
        date("2026-01-01"),
        Lifecycle::Active {
            released: day("2026-01-01"),
        },
    )
    .unwrap();
    file.add_version("a", &draft("2026-02-01")).unwrap();
    assert_eq!(
        file.text(),
        "[api.a]\n\n  [[api.a.versions]]\n    date = \"2026-01-01\"\n    state = \"active\"\n    released = \"2026-01-01\"\n\n  \
         [[api.a.versions]]\n    date = \"2026-02-01\"\n    state = \"draft\"\n"
    );
}

#[test]
fn refusals_say_why_and_leave_the_text() {
    let text = "accept = [{ fingerprint = \"f\", reason = \"r\" }]\n[api.a]\nversions = [{ date = \"2026-01-01\", state = \"draft\" }]\n[api.b]\n[[api.b.versions]]\ndate = \"2026-01-01\"\nstate = \"draft\"\n";
    let mut file = open(text);
    let backward = Lifecycle::Deprecated {
        released: day("2026-02-01"),
        deprecated: day("2026-01-01"),
        sunset: day("2027-01-01"),
    };
    let taken = NewVersion {
        document: Some("b/2026-01-01.yaml".parse().unwrap()),
        ..draft("2026-02-01")
    };
    let refusals = [
        file.add_version("c", &draft("2026-01-01")),
        file.add_version("a", &draft("2026-02-01")),
        file.add_version("b", &draft("2026-01-01")),
        file.add_version("b", &taken),
        file.set_lifecycle(
            "a",
            date("2026-01-01"),
            Lifecycle::Active {
                released: day("2026-01-01"),
            },
        ),
        file.set_lifecycle("b", date("2026-02-01"), Lifecycle::Draft),
        file.set_lifecycle("b", date("2026-01-01"), backward),
        file.add_acceptance(&accepted("g")),
        file.remove_acceptance("f"),
        file.remove_acceptance("h"),
    ]
    .map(|result| result.unwrap_err().to_string());
    assert_eq!(file.text(), text);
    insta::assert_snapshot!(refusals.join("\n"));

    let mut file = open(VERIFA);
    file.add_acceptance(&accepted("f")).unwrap();
    let before = file.text().to_owned();
    let blank = NewAcceptance {
        reason: " ".to_owned(),
        ..accepted("g")
    };
    let stranger = NewAcceptance {
        api: Some("verfia".parse().unwrap()),
        ..accepted("g")
    };
    let of_no_api = NewAcceptance {
        draft: Some(date("2026-01-01")),
        ..accepted("g")
    };
    let of_no_date = NewAcceptance {
        api: Some("verifa".parse().unwrap()),
        draft: Some(date("2020-01-01")),
        ..accepted("g")
    };
    let refusals = [
        file.add_acceptance(&accepted("f")),
        file.add_acceptance(&accepted("g g")),
        file.add_acceptance(&blank),
        file.add_acceptance(&stranger),
        file.add_acceptance(&of_no_api),
        file.add_acceptance(&of_no_date),
    ]
    .map(|result| result.unwrap_err().to_string());
    assert_eq!(file.text(), before);
    insta::assert_snapshot!(refusals.join("\n"));
}

#[test]
fn an_edit_that_the_form_of_the_file_would_turn_into_another_is_refused() {
    // The line behind the new table would become a field of it.
    let text = "api.a.title = \"A\"\naccept = []\n";
    let mut file = open(text);
    let refusal = file.add_version("a", &draft("2026-01-01")).unwrap_err();
    insta::assert_snapshot!(refusal);
    assert_eq!(file.text(), text);
}

proptest! {
    #[test]
    fn setting_what_is_set_changes_no_byte(text in registry_text()) {
        let mut file = open(&text);
        let registry = file.registry().clone();
        for api in registry.apis.values() {
            for version in &api.versions {
                file.set_lifecycle(api.name.as_str(), version.date, version.lifecycle).unwrap();
            }
        }
        prop_assert_eq!(file.text(), text);
    }

    #[test]
    fn what_is_added_is_read_back_and_no_old_line_changes(text in registry_text(), at in 0..4000_u32, lifecycle in any_lifecycle(), reason in "\\PC{0,8}[!-~]\\PC{0,8}|[\\x00-\\x20\"\\\\]{0,4}x") {
        let mut file = open(&text);
        let version_date = VersionDate::new(day("2000-01-01").plus_months(at));
        for api in ["a", "b"] {
            let new = NewVersion { date: version_date, document: None, released_copy: None, lifecycle };
            match file.add_version(api, &new) {
                Err(EditError::VersionExists { .. } | EditError::UnknownApi(_)) => {}
                result => {
                    result.unwrap();
                    let version = file.registry().api(api).unwrap().entry(version_date).unwrap();
                    prop_assert_eq!(version.lifecycle, lifecycle);
                }
            }
        }
        let new = NewAcceptance { reason, ..accepted("new") };
        file.add_acceptance(&new).unwrap();
        let last = file.registry().accept.last().unwrap();
        prop_assert_eq!((&last.fingerprint, &last.reason), (&new.fingerprint, &new.reason));
        only_insertions(&text, file.text())?;

        // Taking the acceptance out again leaves all other lines.
        let with = file.text().to_owned();
        file.remove_acceptance("new").unwrap();
        only_insertions(file.text(), &with)?;
    }

    #[test]
    fn a_new_lifecycle_touches_only_its_own_entry(text in registry_text(), pick in any::<prop::sample::Index>(), lifecycle in any_lifecycle()) {
        let mut file = open(&text);
        let all: Vec<(ApiName, VersionDate)> = file.registry().apis.values().flat_map(|api| api.versions.iter().map(|version| (api.name.clone(), version.date))).collect();
        if all.is_empty() {
            return Ok(());
        }
        let (api, version) = &all[pick.index(all.len())];
        file.set_lifecycle(api.as_str(), *version, lifecycle).unwrap();
        prop_assert_eq!(file.registry().apis[api].entry(*version).unwrap().lifecycle, lifecycle);
        // Lines that do not hold a state or a day of an entry are the same, in the same order.
        let others = |text: &str| -> Vec<String> {
            text.lines().filter(|line| !["state", "released", "deprecated", "sunset", "retired"].iter().any(|name| line.trim_start().starts_with(name))).map(str::to_owned).collect()
        };
        prop_assert_eq!(others(file.text()), others(&text));
    }
}

/// Every line of `before` is in `after`, in the same order.
fn only_insertions(before: &str, after: &str) -> Result<(), TestCaseError> {
    let mut lines = after.lines();
    for line in before.lines() {
        prop_assert!(
            lines.any(|other| other == line),
            "{line:?} of\n{before}\nis not in place in\n{after}"
        );
    }
    Ok(())
}

fn any_lifecycle() -> impl Strategy<Value = Lifecycle> {
    (0..4, prop::array::uniform4(0..30_u32)).prop_map(|(state, steps)| {
        let mut at = day("2026-01-31");
        let [released, deprecated, sunset, retired] = steps.map(|months| {
            at = at.plus_months(months);
            at
        });
        match state {
            0 => Lifecycle::Draft,
            1 => Lifecycle::Active { released },
            2 => Lifecycle::Deprecated {
                released,
                deprecated,
                sunset,
            },
            _ => Lifecycle::Retired {
                released,
                deprecated,
                sunset,
                retired,
            },
        }
    })
}

/// Valid registries in many shapes: comments anywhere, indentation, blank lines or none, both line endings, a mark at the
/// start, no ending of the last line.
fn registry_text() -> impl Strategy<Value = String> {
    let noise = prop::collection::vec(
        prop::sample::select(vec!["", "# comment", "  # indented", "#", "\t"]),
        0..3,
    );
    let value_tail = prop::sample::select(vec!["", " ", " # tail", "\t#"]);
    let version = (
        any_lifecycle(),
        any::<bool>(),
        noise.clone(),
        value_tail.clone(),
        prop::sample::select(vec!["", "  ", "\t"]),
    );
    let api = (
        prop::collection::vec(version, 0..4),
        any::<bool>(),
        noise.clone(),
    );
    let accept = prop::collection::vec((noise.clone(), value_tail), 0..3);
    (
        prop::collection::vec(api, 0..3),
        accept,
        noise,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(apis, accept, end, windows, mark, open_end)| {
            let mut lines: Vec<String> = Vec::new();
            for (name, (versions, gate, above)) in ["a", "b"].iter().zip(apis) {
                lines.extend(above.iter().map(|line| (*line).to_owned()));
                lines.push(format!("[api.{name}]"));
                if gate {
                    lines.push(format!("[api.{name}.gate]"));
                    lines.extend(["fail-on = [", "  \"wire\", # always", "]"].map(str::to_owned));
                }
                for (number, (lifecycle, turned, above, tail, indent)) in
                    versions.into_iter().enumerate()
                {
                    lines.extend(above.iter().map(|line| (*line).to_owned()));
                    lines.push(format!("{indent}[[api.{name}.versions]]"));
                    let date = day("2020-01-01").plus_months(u32::try_from(number).unwrap() * 7);
                    let mut fields = vec![
                        format!("date = '{date}'"),
                        format!("state = \"{}\"", lifecycle.state()),
                    ];
                    fields.extend(
                        lifecycle
                            .days()
                            .iter()
                            .map(|(name, day)| format!("{name}=\"\"\"{day}\"\"\"")),
                    );
                    if turned {
                        fields.reverse();
                    }
                    lines.extend(
                        fields
                            .into_iter()
                            .map(|field| format!("{indent}{field}{tail}")),
                    );
                }
            }
            for (number, (above, tail)) in accept.into_iter().enumerate() {
                lines.extend(above.iter().map(|line| (*line).to_owned()));
                lines.extend([
                    "[[accept]]".to_owned(),
                    format!("reason = \"r\"{tail}"),
                    format!("fingerprint = \"f{number}\"{tail}"),
                ]);
            }
            lines.extend(end.iter().map(|line| (*line).to_owned()));
            let text = lines.join(if windows { "\r\n" } else { "\n" })
                + if open_end {
                    ""
                } else if windows {
                    "\r\n"
                } else {
                    "\n"
                };
            if mark {
                format!("\u{feff}{text}")
            } else {
                text
            }
        })
}
