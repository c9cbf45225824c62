//! Help: the first thing that people read.

use crate::workspace::Workspace;

#[test]
fn help_of_the_program() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["--help"]).transcript(&workspace));
}

#[test]
fn help_of_generate() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(
        workspace
            .run(&["generate", "--help"])
            .transcript(&workspace)
    );
}

#[test]
fn help_of_diff() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["diff", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_check() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["check", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_versions() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(
        workspace
            .run(&["versions", "--help"])
            .transcript(&workspace)
    );
}

#[test]
fn help_of_explain() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["explain", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_review() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["review", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_accept() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["accept", "--help"]).transcript(&workspace));
}

#[test]
fn every_command_has_examples() {
    let workspace = Workspace::empty();
    let help = workspace.run(&["--help"]).stdout;
    let mut count = 0;
    for command in &commands(&help) {
        let help = workspace.run(&[command, "--help"]).stdout;
        let example = format!("Examples:\n  specdate {command} ");
        let alone = format!("Examples:\n  specdate {command}\n");
        assert!(help.contains(&example) || help.contains(&alone), "{help}");
        count += 1;
    }
    assert!(count > 8, "{help}");
}

#[test]
fn completions_are_made_for_every_shell() {
    let workspace = Workspace::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = workspace.run(&["completions", shell]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(run.stdout.contains("review"), "{shell}");
        assert!(
            run.stdout.contains("--fail-on") || run.stdout.contains("fail-on"),
            "{shell}"
        );
    }
    assert_eq!(workspace.run(&["completions", "sh"]).code, Some(2));
}

/// The commands that a help text lists.
fn commands(help: &str) -> Vec<String> {
    let list = help.split("Commands:\n").nth(1);
    let lines = list
        .into_iter()
        .flat_map(|list| list.split("\n\n").next().unwrap().lines());
    lines
        .filter_map(|line| Some(line.split_whitespace().next()?.to_owned()))
        .collect()
}

#[test]
fn every_command_has_a_manual_page() {
    let workspace = Workspace::empty();
    let mut waiting = vec![Vec::new()];
    let mut names = Vec::new();
    while let Some(words) = waiting.pop() {
        let typed: Vec<&str> = words.iter().map(String::as_str).collect();
        let help = workspace.run(&[&typed[..], &["--help"]].concat()).stdout;
        let page = workspace.run(&[&["man"], &typed[..]].concat());
        assert_eq!(page.code, Some(0), "{}", page.stderr);
        let page = page.stdout;
        let name = [&["specdate"], &typed[..]].concat().join("-");
        let about = help.lines().next().unwrap();
        let heading = format!("{name} - {about}")
            .replace('-', "\\-")
            .replace('\'', "\\*(Aq");
        assert!(page.contains(&format!("\n.SH NAME\n{heading}\n")), "{page}");
        let has_examples = help.contains("Examples:");
        assert_eq!(page.contains("\n.SH EXAMPLES\n"), has_examples, "{page}");
        for command in commands(&help) {
            waiting.push([words.as_slice(), &[command]].concat());
        }
        names.push(name);
    }
    assert!(names.len() > 15, "{names:?}");
    let nested = "specdate-schema-report".to_owned();
    assert!(names.contains(&nested), "{names:?}");
}

#[test]
fn a_manual_page() {
    let workspace = Workspace::empty();
    let page = workspace.run(&["man", "accept"]).stdout;
    insta::assert_snapshot!(page.replace(env!("CARGO_PKG_VERSION"), "[VERSION]"));
    let run = workspace.run(&["man", "schema", "reports"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert_eq!(
        run.stderr,
        "error: there is no command `schema reports`\n  help: did you mean `report`?\n"
    );
}

#[test]
fn help_of_man() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["man", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_git_diff() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(
        workspace
            .run(&["git-diff", "--help"])
            .transcript(&workspace)
    );
}

#[test]
fn help_of_add() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["add", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_init() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["init", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_release() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["release", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_completions() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(
        workspace
            .run(&["completions", "--help"])
            .transcript(&workspace)
    );
}

#[test]
fn help_of_schema() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["schema", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_subset() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["subset", "--help"]).transcript(&workspace));
}

#[test]
fn without_a_command_there_is_help_on_standard_error() {
    let workspace = Workspace::empty();
    let run = workspace.run(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert_eq!(run.stderr, workspace.run(&["--help"]).stdout);
}

#[test]
fn version() {
    let workspace = Workspace::empty();
    let run = workspace.run(&["--version"]);
    assert_eq!(
        run.stdout,
        format!("specdate {}\n", env!("CARGO_PKG_VERSION"))
    );
}
