//! `specdate explain`: the rules that findings come from.

use openapi_compat::RULES;

use crate::workspace::Workspace;

#[test]
fn every_rule_is_listed_and_explained() {
    let workspace = Workspace::empty();
    let list = workspace.run(&["explain"]);
    assert_eq!((list.code, list.stderr.as_str()), (Some(0), ""));
    let ids: Vec<&str> = list
        .stdout
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    // Behind the rules about two documents stand those about one.
    let (about_two, about_one) = ids.split_at(rules.len());
    assert_eq!(about_two, rules);
    assert!(
        about_one.contains(&"released-copy-missing"),
        "{about_one:?}"
    );
    for id in ids {
        let run = workspace.run(&["explain", id]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{id}");
        assert!(run.stdout.starts_with(&format!("{id}: ")), "{}", run.stdout);
    }
}

#[test]
fn a_rule_that_does_not_exist_is_refused() {
    let workspace = Workspace::empty();
    let run = workspace.run(&["explain", "qqqq"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert_eq!(
        run.stderr,
        "error: there is no rule `qqqq`\n  help: `specdate explain` lists all\n"
    );
}
