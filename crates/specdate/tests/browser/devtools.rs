//! A browser, by the `DevTools` protocol of Chrome over its pipe: JSON messages that end with a zero byte.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// A browser that does not answer for so long is broken.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Browser {
    process: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    events: Vec<Value>,
    next: u64,
    url: String,
    folder: TempDir,
}

/// A tab.
pub struct Page {
    session: String,
}

impl Browser {
    /// None where there is no browser.
    pub fn start() -> Option<Self> {
        let program = std::env::var_os("SPECDATE_CHROMIUM").map(PathBuf::from);
        let program = program.or_else(|| {
            let path = std::env::var_os("PATH")?;
            let names = std::env::split_paths(&path).map(|folder| folder.join("chromium"));
            names.into_iter().find(|program| program.is_file())
        })?;
        let folder = tempfile::tempdir().unwrap();
        let mut process = Command::new("sh")
            // The browser reads its pipe from 3 and writes it to 4.
            .args([
                "-c",
                "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1",
            ])
            .arg(program)
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--remote-debugging-pipe",
            ])
            .arg(format!(
                "--user-data-dir={}",
                folder.path().join("profile").display()
            ))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = process.stdin.take().unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut message = Vec::new();
            while output
                .read_until(0, &mut message)
                .is_ok_and(|length| length > 0)
            {
                message.pop();
                let message = serde_json::from_slice(&std::mem::take(&mut message)).unwrap();
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Some(Self {
            process,
            input,
            messages,
            events: Vec::new(),
            next: 0,
            url: String::new(),
            folder,
        })
    }

    /// Opens a page that stands in a file, and waits until it is there.
    pub fn open(&mut self, html: &str) -> Page {
        let file = self.folder.path().join("report.html");
        std::fs::write(&file, html).unwrap();
        self.url = format!("file://{}", file.display());
        let target = self.call(
            None,
            "Target.createTarget",
            &json!({ "url": "about:blank" }),
        );
        let attached = self.call(
            None,
            "Target.attachToTarget",
            &json!({ "targetId": target["targetId"], "flatten": true }),
        );
        let page = Page {
            session: attached["sessionId"].as_str().unwrap().to_owned(),
        };
        for domain in ["Page", "Runtime", "Network", "Log"] {
            self.call(Some(&page), &format!("{domain}.enable"), &json!({}));
        }
        self.events.clear();
        let url = self.url.clone();
        self.call(Some(&page), "Page.navigate", &json!({ "url": url }));
        while !self
            .events
            .iter()
            .any(|event| event["method"] == "Page.loadEventFired")
        {
            let message = self.receive();
            self.events.push(message);
        }
        page
    }

    /// The address of the page.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What the browser told since the page was opened.
    pub fn events(&self) -> &[Value] {
        &self.events
    }

    /// The value of an expression, also of a promise.
    pub fn evaluate(&mut self, page: &Page, expression: &str) -> Value {
        let parameters =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.call(Some(page), "Runtime.evaluate", &parameters);
        assert!(answer.get("exceptionDetails").is_none(), "{answer}");
        answer["result"]["value"].clone()
    }

    /// Presses a key and lets it go.
    pub fn press(&mut self, page: &Page, key: &str) {
        let (text, code) = match key {
            "Enter" => ("\r", 13),
            "Escape" => ("", 27),
            key => (key, 0),
        };
        let mut parameters =
            json!({ "type": "keyDown", "key": key, "windowsVirtualKeyCode": code });
        if !text.is_empty() {
            parameters["text"] = json!(text);
        }
        self.call(Some(page), "Input.dispatchKeyEvent", &parameters);
        let parameters = json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": code });
        self.call(Some(page), "Input.dispatchKeyEvent", &parameters);
    }

    /// `light` or `dark`.
    pub fn use_theme(&mut self, page: &Page, theme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": theme }]);
        let parameters = json!({ "features": features });
        self.call(Some(page), "Emulation.setEmulatedMedia", &parameters);
    }

    /// Makes the page as wide as a device.
    pub fn resize(&mut self, page: &Page, width: u32) {
        let parameters =
            json!({ "width": width, "height": 800, "deviceScaleFactor": 2, "mobile": true });
        self.call(
            Some(page),
            "Emulation.setDeviceMetricsOverride",
            &parameters,
        );
    }

    fn call(&mut self, page: Option<&Page>, method: &str, parameters: &Value) -> Value {
        self.next += 1;
        let mut message = json!({ "id": self.next, "method": method, "params": parameters });
        if let Some(page) = page {
            message["sessionId"] = json!(page.session);
        }
        self.input
            .write_all(message.to_string().as_bytes())
            .unwrap();
        self.input.write_all(&[0]).unwrap();
        self.input.flush().unwrap();
        loop {
            let answer = self.receive();
            if answer["id"] == self.next {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].clone();
            }
            self.events.push(answer);
        }
    }

    fn receive(&self) -> Value {
        self.messages
            .recv_timeout(PATIENCE)
            .expect("the browser answers")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
