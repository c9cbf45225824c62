//! Whose code no longer compiles from date to date, by the surfaces of the generated clients.

use std::fmt::Write as _;

use serde_json::Value;
use specdate::{AutoColor, Exit, Invocation, Terminal};
use specdate_tests::{root, workspace_registry};

#[test]
fn every_older_and_newer_date() {
    for api in workspace_registry().apis.values() {
        let dates: Vec<_> = api.supported().map(|version| version.date).collect();
        for (index, older) in dates.iter().enumerate() {
            for newer in dates.iter().skip(index + 1) {
                let names = [older, newer].map(|date| format!("{}@{date}", api.name));
                insta::assert_snapshot!(
                    format!("source-{}@{older}..{newer}", api.name),
                    told(&names)
                );
            }
        }
    }
}

/// The findings that break code, without lines and columns.
fn told([base, revision]: &[String; 2]) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut terminal = Terminal::new(&mut out, &mut err, AutoColor::NEVER);
    let arguments = ["diff", base, revision, "--format", "json"].map(str::to_owned);
    let exit = specdate::run(arguments, &Invocation::specdate(root()), &mut terminal);
    let err = String::from_utf8(err).unwrap();
    assert!(exit != Exit::Unusable, "{err}");
    let report: Value = serde_json::from_slice(&out).unwrap();
    let mut text = format!("{} source breaks", report["summary"]["source"]);
    let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for finding in report["findings"].as_array().unwrap() {
        let verdicts = &finding["verdicts"];
        if verdicts["source"] == "compatible" {
            continue;
        }
        let [id, title, why] = ["id", "title", "why"].map(|key| words(&finding[key]));
        let _ = write!(text, "\n\n{id}: {title}\n  {why}");
        for audience in ["wire", "behavior", "client", "source"] {
            let _ = write!(text, "\n  {audience}: {}", words(&verdicts[audience]));
        }
        let _ = write!(text, "\n  fingerprint: {}", words(&finding["fingerprint"]));
    }
    text
}
