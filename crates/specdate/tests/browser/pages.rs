//! Pages as the program writes them, each from documents of its own.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// A pair of documents whose members are as the functions below say.
fn diff(base: &Value, revision: &Value) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, document) in [("base.json", base), ("revision.json", revision)] {
        let text = serde_json::to_string_pretty(document).unwrap();
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let arguments = [
        "diff",
        "base.json",
        "revision.json",
        "--fail-on",
        "none",
        "--format",
        "html",
    ];
    run(folder.path(), &arguments)
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_specdate"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn document(paths: &Value, schemas: &Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Pets", "version": "1" },
        "servers": [{ "url": "https://pets.example" }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn get(answer: &Value) -> Value {
    let content = json!({ "application/json": { "schema": answer } });
    json!({ "get": { "responses": { "200": { "description": "ok", "content": content } } } })
}

/// A break of each kind, changes that break nobody, and one that cannot be decided.
pub fn small_diff() -> String {
    let pet = json!({ "$ref": "#/components/schemas/Pet" });
    let schema = |values: &[&str], more: &Value| {
        let mut properties = json!({ "status": { "type": "string", "enum": values } });
        for (name, schema) in more.as_object().unwrap() {
            properties[name] = schema.clone();
        }
        json!({ "Pet": { "type": "object", "required": ["status"], "properties": properties } })
    };
    let code = |pattern: &str| json!({ "code": { "type": "string", "pattern": pattern } });
    let mut added = code("^(b)\\1$");
    added["name"] = json!({ "type": "string" });
    diff(
        &document(
            &json!({ "/pets": get(&pet), "/keepers": get(&pet) }),
            &schema(&["new", "old"], &code("^(a)\\1$")),
        ),
        &document(
            &json!({ "/pets": get(&pet), "/owners": get(&pet) }),
            &schema(&["new", "old", "sold"], &added),
        ),
    )
}

/// Names and texts that would be something else than text.
pub fn hostile() -> String {
    let text = "</code></title></script><script>window.taken=1</script><img src=x onerror=window.taken=1>'\" &amp; \u{202e}";
    let path = format!("/{text}");
    let long = "x".repeat(600);
    let schema = json!({ "type": "string", "enum": [text, long] });
    let mut base = document(&json!({}), &json!({}));
    base["paths"][&path] = get(&schema);
    base["paths"]["/kept"] = get(&schema);
    let mut revision = document(&json!({}), &json!({}));
    revision["paths"]["/kept"] = get(&json!({ "type": "string" }));
    diff(&base, &revision)
}

/// So many paths that are gone.
pub fn large_diff(count: usize) -> String {
    let mut base = document(&json!({}), &json!({}));
    for number in 0..count {
        base["paths"][format!("/things/{number}")] = get(&json!({ "type": "string" }));
    }
    diff(&base, &document(&json!({}), &json!({})))
}

/// An API with a date in each state but retired, which break each other.
pub fn check() -> String {
    let folder = tempfile::tempdir().unwrap();
    let released = folder.path().join("openapi/pets/released");
    std::fs::create_dir_all(&released).unwrap();
    let mut registry = String::from("[api.pets]\ntitle = \"Pet <API>\"\n");
    let dates = [
        (
            "2026-01-01",
            "deprecated",
            "released = \"2026-01-01\"\ndeprecated = \"2026-02-01\"\nsunset = \"2027-02-01\"\n",
        ),
        ("2026-02-01", "active", "released = \"2026-02-01\"\n"),
        ("2026-03-01", "draft", ""),
    ];
    for (number, (date, state, days)) in dates.into_iter().enumerate() {
        let _ = write!(
            registry,
            "\n[[api.pets.versions]]\ndate = \"{date}\"\nstate = \"{state}\"\n{days}"
        );
        let mut paths = json!({});
        paths[format!("/pets{number}")] = get(&json!({ "type": "string" }));
        paths[format!("/pets{number}")]["get"]["operationId"] = json!("get_pets");
        let mut document = document(&paths, &json!({}));
        document["info"]["version"] = json!(date);
        let text = document.to_string();
        std::fs::write(released.with_file_name(format!("{date}.yaml")), &text).unwrap();
        if state != "draft" {
            std::fs::write(released.join(format!("{date}.yaml")), &text).unwrap();
        }
    }
    std::fs::write(folder.path().join("openapi/specdate.toml"), registry).unwrap();
    run(
        folder.path(),
        &["check", "--today", "2026-03-01", "--format", "html"],
    )
}

/// A pull request that adds a date and renames a path of another one, with an acceptance that nothing needs; none where
/// there is no git.
pub fn review() -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let documents = folder.path().join("openapi/pets");
    std::fs::create_dir_all(&documents).unwrap();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command
            .args(["-c", "user.name=Test", "-c", "user.email=test@example.com"])
            .args(["-c", "commit.gpgSign=false"])
            .args(arguments)
            .current_dir(folder.path());
        for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(variable);
        }
        let output = command.output().ok()?;
        assert!(output.status.success(), "{arguments:?}");
        Some(())
    };
    let version = |date: &str, state: &str| {
        format!("\n[[api.pets.versions]]\ndate = \"{date}\"\nstate = \"{state}\"\n")
    };
    let write = |date: &str, path: &str| {
        let mut paths = json!({});
        paths[path] = get(&json!({ "type": "string" }));
        paths[path]["get"]["operationId"] = json!("get_pets");
        let mut document = document(&paths, &json!({}));
        document["info"]["version"] = json!(date);
        std::fs::write(documents.join(format!("{date}.yaml")), document.to_string()).unwrap();
    };
    let registry = documents.with_file_name("specdate.toml");
    let first = format!("[api.pets]\n{}", version("2026-02-01", "draft"));
    std::fs::write(&registry, &first).unwrap();
    write("2026-02-01", "/pets");
    git(&["init", "--quiet"])?;
    git(&["add", "--all"])?;
    git(&["commit", "--quiet", "--message", "first"])?;
    let accept = "\n[[accept]]\nfingerprint = \"none\"\nreason = \"r\"\napi = \"pets\"\ndraft = \"2026-02-01\"\n";
    let second = version("2026-03-01", "draft");
    std::fs::write(&registry, format!("{first}{second}{accept}")).unwrap();
    write("2026-02-01", "/animals");
    write("2026-03-01", "/animals");
    let output = Command::new(env!("CARGO_BIN_EXE_specdate"))
        .args(["review", "--base", "HEAD", "--today", "2026-03-01"])
        .args(["--format", "html"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{errors}");
    Some(String::from_utf8(output.stdout).unwrap())
}
