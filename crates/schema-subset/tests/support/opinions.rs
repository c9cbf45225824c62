//! Second opinions, each in a process of its own: the crates that give them overflow their stack on some schemas, and a
//! process that ends is only an opinion less.
//!
//! A line `{"a": …, "b": …}` goes in, a line `{"contained": true | false | null}` comes out, perhaps with a `witness`.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use jsonschema::canonical::Containment;
use serde_json::{Value, json};

/// Is set for the processes that answer.
const IS_EXPERT: &str = "SPECDATE_EXPERT";
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(1);

#[derive(Clone, Debug, PartialEq)]
pub enum Opinion {
    Contained,
    /// Perhaps with the value that is to show it.
    NotContained(Option<Value>),
    Undecided,
    Crash,
    Timeout,
}

pub struct Expert {
    pub name: &'static str,
    program: PathBuf,
    arguments: Vec<&'static str>,
    running: Option<Running>,
}

struct Running {
    child: Child,
    input: ChildStdin,
    answers: Receiver<String>,
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Expert {
    /// All that there are: `jsonschema::canonical`, by way of the ignored test of that name in the running program, and
    /// jsoncompat, where `SPECDATE_JSONCOMPAT` names the program of `tests/jsoncompat`.
    pub fn all(worker: &'static str) -> Vec<Self> {
        let own = std::env::current_exe().unwrap();
        let mut all = vec![Self::new(
            "canonical",
            own,
            vec![worker, "--exact", "--ignored", "--nocapture"],
        )];
        if let Some(program) = std::env::var_os("SPECDATE_JSONCOMPAT").map(PathBuf::from) {
            assert!(
                program.is_file(),
                "SPECDATE_JSONCOMPAT: there is no program {}",
                program.display()
            );
            all.push(Self::new("jsoncompat", program, Vec::new()));
        }
        all
    }

    fn new(name: &'static str, program: PathBuf, arguments: Vec<&'static str>) -> Self {
        Self {
            name,
            program,
            arguments,
            running: None,
        }
    }

    pub fn ask(&mut self, a: &Value, b: &Value) -> Opinion {
        let running = self
            .running
            .get_or_insert_with(|| start(&self.program, &self.arguments));
        let line = json!({ "a": a, "b": b });
        let answer = writeln!(running.input, "{line}")
            .map_err(|_| Opinion::Crash)
            .and_then(|()| {
                running
                    .answers
                    .recv_timeout(PATIENCE)
                    .map_err(|error| match error {
                        RecvTimeoutError::Timeout => Opinion::Timeout,
                        RecvTimeoutError::Disconnected => Opinion::Crash,
                    })
            });
        match answer {
            Ok(line) => read(&line),
            Err(opinion) => {
                self.running = None;
                opinion
            }
        }
    }
}

fn start(program: &PathBuf, arguments: &[&str]) -> Running {
    let mut child = Command::new(program)
        .args(arguments)
        .env(IS_EXPERT, "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let input = child.stdin.take().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let (sender, answers) = channel();
    std::thread::spawn(move || {
        for line in output.lines() {
            let Ok(line) = line else { return };
            // The test harness writes lines of its own.
            if !line.starts_with('{') {
                continue;
            }
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    Running {
        child,
        input,
        answers,
    }
}

fn read(line: &str) -> Opinion {
    let answer: Value = serde_json::from_str(line).unwrap_or_default();
    match answer.get("contained").and_then(Value::as_bool) {
        Some(true) => Opinion::Contained,
        Some(false) => Opinion::NotContained(answer.get("witness").cloned()),
        None => Opinion::Undecided,
    }
}

/// Answers for `jsonschema::canonical` until the input ends.
pub fn answer_as_canonical() {
    // Who runs all ignored tests asks nothing.
    if std::env::var_os(IS_EXPERT).is_none() {
        return;
    }
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let pair: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let answer = jsonschema::canonicalize(&pair["a"])
            .and_then(|a| jsonschema::canonicalize(&pair["b"])?.covers(&a));
        let contained = match answer {
            Ok(Containment::Yes) => Some(true),
            Ok(Containment::No) => Some(false),
            Ok(Containment::Unknown) | Err(_) => None,
        };
        // The first line of the test harness has no end.
        writeln!(output, "\n{}", json!({ "contained": contained })).unwrap();
        output.flush().unwrap();
    }
}
