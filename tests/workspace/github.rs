//! The action and the workflows in `.github`: what they name is there, and README.md says the same.

use std::collections::{BTreeMap, BTreeSet};

use source_tree::{Format, Limits, Node, SourceTree};
use specdate_tests::root;

use crate::files;

const ACTION: &str = ".github/actions/specdate/action.yml";
const SCRIPT: &str = ".github/actions/specdate/review.sh";
const WORKFLOW: &str = ".github/workflows/ci.yml";

fn yaml(name: &str, text: &str) -> SourceTree {
    let bytes = text.as_bytes().to_vec();
    SourceTree::parse(name, bytes, Format::Yaml, &Limits::default())
        .unwrap_or_else(|error| panic!("{name}:{}: {}", error.position(), error.message()))
}

fn file(name: &str) -> SourceTree {
    yaml(name, &files::text(name))
}

/// The text at a path of keys.
fn text<'t>(node: Node<'t>, path: &[&str]) -> &'t str {
    path.iter()
        .try_fold(node, |node, key| node.get(key))
        .and_then(Node::as_str)
        .unwrap_or_else(|| panic!("no text at {path:?}"))
}

/// The keys and values of a mapping.
fn members<'t>(node: Node<'t>, key: &str) -> BTreeMap<&'t str, Node<'t>> {
    let members = node.get(key).and_then(Node::as_object);
    let members = members.unwrap_or_else(|| panic!("no mapping `{key}`"));
    members
        .iter()
        .map(|(key, value)| (key.as_str(), value))
        .collect()
}

fn steps(node: Node<'_>) -> Vec<Node<'_>> {
    let steps = node.get("steps").and_then(Node::as_array);
    steps.expect("steps").iter().collect()
}

/// The block of YAML in README.md that uses the action.
fn snippet() -> String {
    let readme = files::text("README.md");
    let blocks = readme.split("```yaml\n").skip(1);
    let mut blocks = blocks.filter_map(|block| block.split("```").next());
    let block = blocks.find(|block| block.contains("actions/specdate"));
    block.expect("a workflow in README.md").to_owned()
}

#[test]
fn every_input_reaches_the_script_and_readme_lists_them_all() {
    let action = file(ACTION);
    let inputs = members(action.root(), "inputs");
    let readme = files::text("README.md");
    let table = readme.split("| Input | Default |").nth(1).expect("a table");
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with("| `"));
    let rows: BTreeMap<&str, &str> = rows
        .map(|row| {
            let mut cells = row.split('|').skip(1).map(str::trim);
            let name = cells.next().unwrap().trim_matches('`');
            (name, cells.next().unwrap())
        })
        .collect();
    assert_eq!(
        rows.keys().collect::<Vec<_>>(),
        inputs.keys().collect::<Vec<_>>(),
        "the table in README.md"
    );
    for (name, input) in &inputs {
        assert!(!text(*input, &["description"]).is_empty());
        let default = text(*input, &["default"]);
        if !default.is_empty() && !default.starts_with("${{") {
            assert_eq!(rows[name], format!("`{default}`"), "{name} in README.md");
        }
    }

    let runs = action.root().get("runs").unwrap();
    assert_eq!(text(runs, &["using"]), "composite");
    let steps = steps(runs);
    let step = steps[0];
    let variables = members(step, "env");
    let handed_on: BTreeSet<&str> = variables
        .values()
        .filter_map(|value| value.as_str()?.strip_prefix("${{ inputs."))
        .filter_map(|rest| rest.strip_suffix(" }}"))
        .collect();
    assert!(handed_on.iter().eq(inputs.keys()), "{handed_on:?}");
    // What others write is never part of a command.
    assert_eq!(text(step, &["run"]), "sh \"$GITHUB_ACTION_PATH/review.sh\"");

    let script = files::text(SCRIPT);
    for variable in variables.keys() {
        assert!(
            script.contains(variable),
            "{SCRIPT} does not use {variable}"
        );
    }
    let used = script.split(|character: char| !character.is_ascii_uppercase() && character != '_');
    for variable in used.filter(|word| word.starts_with("SPECDATE_") && word.len() > 9) {
        assert!(
            variables.contains_key(variable),
            "{ACTION} does not set {variable}"
        );
    }
    assert_eq!(
        text(action.root(), &["outputs", "exit-code", "value"]),
        "${{ steps.review.outputs.exit-code }}"
    );
    assert_eq!(text(step, &["id"]), "review");
}

#[test]
fn workflows_use_the_action_with_inputs_that_it_has() {
    let action = file(ACTION);
    let inputs = members(action.root(), "inputs");
    for (name, text_of) in [(WORKFLOW, files::text(WORKFLOW)), ("README.md", snippet())] {
        let workflow = yaml(name, &text_of);
        let mut count = 0;
        for job in members(workflow.root(), "jobs").into_values() {
            for step in steps(job) {
                let Some(used) = step.get("uses").and_then(Node::as_str) else {
                    continue;
                };
                let Some(folder) = used.strip_prefix("./") else {
                    continue;
                };
                count += 1;
                assert!(root().join(folder).join("action.yml").is_file(), "{used}");
                for input in members(step, "with").into_keys() {
                    assert!(inputs.contains_key(input), "{name}: no input `{input}`");
                }
                let permissions = job
                    .get("permissions")
                    .or(workflow.root().get("permissions"));
                let permissions = permissions.expect("permissions");
                assert_eq!(text(permissions, &["pull-requests"]), "write", "{name}");
                assert_eq!(text(permissions, &["contents"]), "read", "{name}");
            }
        }
        assert_eq!(count, 1, "{name}");
    }
}

#[test]
fn the_workflow_runs_what_is_promised_and_pins_what_others_wrote() {
    let workflow = file(WORKFLOW);
    let mut commands = Vec::new();
    for job in members(workflow.root(), "jobs").into_values() {
        for step in steps(job) {
            if let Some(used) = step.get("uses").and_then(Node::as_str)
                && !used.starts_with("./")
            {
                let (_, revision) = used.split_once('@').expect(used);
                let is_hash = revision.len() == 40;
                assert!(
                    is_hash && revision.bytes().all(|byte| byte.is_ascii_hexdigit()),
                    "{used}: name a commit"
                );
                if used.starts_with("actions/checkout@") {
                    let depth = step.get("with").and_then(|with| with.get("fetch-depth"));
                    assert_eq!(
                        depth.map(Node::source),
                        Some("0"),
                        "comparisons need the history"
                    );
                }
            }
            commands.extend(step.get("run").and_then(Node::as_str));
        }
    }
    assert!(commands.contains(&"bash .ci/run"), "{commands:?}");
    assert!(root().join(".ci/run").is_file());
}
