//! A run that is killed: every file is whole, and the next run finishes the work.

use std::collections::BTreeMap;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use crate::workspace::{GENERATED, MANIFEST, NEWER, Workspace};

/// When a run is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    After(Duration),
    /// As soon as this many temporary files stand in the workspace.
    AtTemporaryFiles(usize),
}

#[test]
fn every_file_is_old_or_new_and_the_next_run_finishes() {
    let workspace = Workspace::generated();
    workspace.edit(NEWER, "weight:", "grams:");
    // The manifest is written as well, in another folder than the rest.
    workspace.edit(MANIFEST, "v2026-02-01 = []\n", "");
    let before = workspace.files();
    assert_eq!(workspace.run(&["generate"]).code, Some(0));
    let new = workspace.files();
    assert_eq!(workspace.changed_since(&before).len(), 4);

    let delays = (0..24).map(|step| Moment::After(Duration::from_millis(step * step / 2)));
    let counts = (0..24).map(|step| Moment::AtTemporaryFiles(step % 4 + 1));
    for moment in delays.chain(counts) {
        restore(&workspace, &before);
        kill(spawn(&workspace), moment, &workspace);

        for (name, contents) in workspace.files() {
            if !workspace.temporary_files().contains(&name) {
                let whole = [before.get(&name), new.get(&name)].contains(&Some(&contents));
                assert!(
                    whole,
                    "{name} is neither old nor new after a kill {moment:?}"
                );
            }
        }
        let run = workspace.run(&["generate"]);
        assert_eq!(run.code, Some(0), "after a kill {moment:?}: {}", run.stderr);
        assert_eq!(
            workspace.temporary_files(),
            [""; 0],
            "after a kill {moment:?}"
        );
        assert_eq!(
            workspace.changed_since(&new),
            [""; 0],
            "after a kill {moment:?}"
        );
    }
}

#[test]
fn temporary_files_of_a_killed_run_are_removed_even_if_nothing_else_is_to_do() {
    let workspace = Workspace::generated();
    for folder in [GENERATED, "crates/parcels"] {
        workspace.write(&format!("{folder}/.specdate-a1B2c3.tmp"), "half a fi");
    }
    let check = workspace.run(&["generate", "--check"]);
    assert_eq!(check.code, Some(0), "{}", check.stderr);
    assert_eq!(
        workspace.temporary_files().len(),
        2,
        "a check changes nothing"
    );

    let run = workspace.run(&["generate"]);

    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(workspace.temporary_files(), [""; 0]);
}

fn restore(workspace: &Workspace, files: &BTreeMap<String, Vec<u8>>) {
    for (name, contents) in files {
        std::fs::write(workspace.path(name), contents).unwrap();
    }
    assert_eq!(workspace.changed_since(files), [""; 0]);
}

fn spawn(workspace: &Workspace) -> Child {
    workspace
        .command(&["generate"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn kill(mut child: Child, moment: Moment, workspace: &Workspace) {
    match moment {
        Moment::After(delay) => thread::sleep(delay),
        Moment::AtTemporaryFiles(count) => {
            while child.try_wait().unwrap().is_none() && temporary_files_now(workspace) < count {
                thread::yield_now();
            }
        }
    }
    // It may have ended by itself; then there is nothing to kill.
    let _ = child.kill();
    child.wait().unwrap();
}

/// Counted without reading files, which come and go while the program runs.
fn temporary_files_now(workspace: &Workspace) -> usize {
    [GENERATED, "crates/parcels"]
        .iter()
        .filter_map(|folder| std::fs::read_dir(workspace.path(folder)).ok())
        .flatten()
        .filter(|entry| {
            entry.as_ref().is_ok_and(|entry| {
                entry
                    .file_name()
                    .to_string_lossy()
                    .starts_with(".specdate-")
            })
        })
        .count()
}
