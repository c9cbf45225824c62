//! `specdate init`: a workspace of one document, that is well from the first minute on, or nothing at all.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_specdate");
const TODAY: &str = "2026-04-01";

const PETS: &str = "openapi: 3.0.3
info: { title: Pet Store API, version: \"2026-03-01\" }
servers: [{ url: https://pets.example }]
paths:
  /pets/{id}:
    get:
      operationId: get_pet
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        \"200\":
          description: One.
          content:
            application/json:
              schema: { $ref: \"#/components/schemas/Pet\" }
components:
  schemas:
    Pet:
      type: object
      required: [id]
      properties: { id: { type: string }, name: { type: string } }
";

/// How an object is written in a header nobody says, so no client can be made.
const OBSTACLE: &str = "openapi: 3.0.3
info: { title: Boxes, version: \"1\" }
servers: [{ url: https://boxes.example }]
paths:
  /boxes:
    get:
      operationId: get_boxes
      parameters:
        - { name: X-Box, in: header, schema: { type: object } }
      responses: { \"204\": { description: None. } }
";

/// A folder with a document in it.
struct Folder(TempDir);

struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Folder {
    fn with(name: &str, document: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), document).unwrap();
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn init(&self, arguments: &[&str]) -> Run {
        Self::run(
            self.path(),
            &[&["init", "--today", TODAY], arguments].concat(),
        )
    }

    fn run(directory: &Path, arguments: &[&str]) -> Run {
        let output = Command::new(PROGRAM)
            .args(arguments)
            .current_dir(directory)
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// All files below, by path.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut open = vec![self.path().to_path_buf()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name = path.strip_prefix(self.path()).unwrap().to_path_buf();
                    found.insert(name, fs::read(path).unwrap());
                }
            }
        }
        found
    }

    /// Runs, expects that nothing is made, and returns what was said.
    fn refused(&self, code: i32, arguments: &[&str]) -> String {
        let before = self.files();
        let run = self.init(arguments);
        assert_eq!(run.code, Some(code), "{}{}", run.stdout, run.stderr);
        assert_eq!(self.files(), before, "nothing is half made");
        assert!(!self.path().join("shop").exists());
        format!("{}{}", run.stdout, run.stderr)
    }
}

#[test]
fn a_workspace_is_well_from_the_start() {
    let folder = Folder::with("pets.yaml", PETS);
    let run = folder.init(&[
        "pets.yaml",
        "--into",
        "shop",
        "--version-header",
        "Pet-Version",
    ]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    insta::assert_snapshot!(run.stdout);
    let shop = folder.path().join("shop");
    insta::assert_snapshot!(fs::read_to_string(shop.join("openapi/specdate.toml")).unwrap());
    insta::assert_snapshot!(fs::read_to_string(shop.join("README.md")).unwrap());
    let check = Folder::run(&shop, &["check", "--today", TODAY]);
    assert_eq!(check.code, Some(0), "{}{}", check.stdout, check.stderr);
    let copy = fs::read_to_string(shop.join("openapi/pet-store-api/released/2026-03-01.yaml"));
    assert_eq!(copy.unwrap(), PETS);
}

#[test]
fn what_is_there_is_not_written_over() {
    let folder = Folder::with("pets.yaml", PETS);
    fs::write(folder.path().join("README.md"), "mine").unwrap();
    assert_eq!(folder.init(&["pets.yaml"]).code, Some(0));
    let readme = fs::read_to_string(folder.path().join("README.md"));
    assert_eq!(readme.unwrap(), "mine");
    let said = folder.refused(2, &["pets.yaml"]);
    assert!(said.contains("more files are there already in ."), "{said}");
}

#[test]
fn a_date_and_a_name_are_asked_for() {
    let undated = PETS.replace("2026-03-01", "v1");
    let said = Folder::with("pets.yaml", &undated).refused(2, &["pets.yaml", "--into", "shop"]);
    assert!(
        said.contains("`info.version` is \"v1\"") && said.contains("--date"),
        "{said}"
    );
    let untitled = undated.replace("Pet Store API", "名前");
    let said = Folder::with("pets.yaml", &untitled)
        .refused(2, &["pets.yaml", "--date", "2026-03-01", "--into", "shop"]);
    assert!(said.contains("--api NAME"), "{said}");
    let folder = Folder::with("pets.yaml", &untitled);
    let run = folder.init(&[
        "pets.yaml",
        "--api",
        "pets",
        "--date",
        "2026-05-01",
        "--no-client",
    ]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    // That day is still to come.
    let registry = fs::read_to_string(folder.path().join("openapi/specdate.toml")).unwrap();
    assert!(registry.contains("state = \"draft\""), "{registry}");
    assert!(!folder.path().join("openapi/pets/released").exists());
    assert!(!folder.path().join("crates").exists());
    let check = Folder::run(folder.path(), &["check", "--today", TODAY]);
    assert_eq!(check.code, Some(0), "{}{}", check.stdout, check.stderr);
}

#[test]
fn a_document_of_json_stays_json() {
    let document =
        r#"{"openapi":"3.1.1","info":{"title":"Pets","version":"2026-03-01"},"paths":{}}"#;
    let folder = Folder::with("pets.json", document);
    let run = folder.init(&["pets.json"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let written = fs::read_to_string(folder.path().join("openapi/pets/2026-03-01.json"));
    assert_eq!(written.unwrap(), document);
    let check = Folder::run(folder.path(), &["check", "--today", TODAY]);
    assert_eq!(check.code, Some(0), "{}{}", check.stdout, check.stderr);
}

#[test]
fn what_no_client_can_do_is_told() {
    let folder = Folder::with("boxes.yaml", OBSTACLE);
    let arguments = ["boxes.yaml", "--date", "2026-03-01", "--into", "shop"];
    let said = folder.refused(1, &arguments);
    assert!(said.contains("parameter-not-sendable"), "{said}");
    assert!(
        said.contains("error[parameter-not-sendable]: boxes.yaml:9:"),
        "{said}"
    );
    assert!(said.contains("--no-client"), "{said}");
    let run = folder.init(&[&arguments[..], &["--no-client"]].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn what_cannot_be_read_or_frozen_is_told() {
    let broken = Folder::with("pets.yaml", "openapi: 3.0.3\ninfo: [");
    broken.refused(2, &["pets.yaml", "--into", "shop"]);
    broken.refused(2, &["missing.yaml", "--into", "shop"]);
}

#[test]
fn a_document_of_several_files_comes_with_all_of_them() {
    let folder = Folder::with("none", "");
    let paths = folder.path().join("api/paths");
    fs::create_dir_all(&paths).unwrap();
    let (head, components) = PETS.split_once("components:").unwrap();
    let head = head.replace("#/components/schemas/Pet", "../schemas.yaml#/Pet");
    fs::write(paths.join("pets.yaml"), head).unwrap();
    let (_, schema) = components.split_once("    Pet:\n").unwrap();
    let schemas = format!("Pet:\n{schema}");
    fs::write(folder.path().join("api/schemas.yaml"), &schemas).unwrap();
    let run = folder.init(&["api/paths/pets.yaml", "--into", "shop"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    let read = |name: &str| fs::read_to_string(folder.path().join("shop/openapi").join(name));
    for place in ["2026-03-01", "released/2026-03-01"] {
        let written = read(&format!("pet-store-api/{place}/schemas.yaml"));
        assert_eq!(written.unwrap(), schemas);
    }
    let registry = read("specdate.toml").unwrap();
    let entry = "document = \"pet-store-api/2026-03-01/paths/pets.yaml\"\nreleased-copy = \"pet-store-api/released/2026-03-01/paths/pets.yaml\"\n";
    assert!(registry.contains(entry), "{registry}");
    let check = ["check", "--today", TODAY];
    let run = Folder::run(&folder.path().join("shop"), &check);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
}

#[test]
fn it_builds_and_passes_its_tests_right_away() {
    let folder = Folder::with("pets.yaml", PETS);
    assert_eq!(folder.init(&["pets.yaml"]).code, Some(0));
    // What this workspace depends on has been fetched; anything else is not to be.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
    fs::copy(lock, folder.path().join("Cargo.lock")).unwrap();
    let cargo = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(folder.path())
            .env("CARGO_NET_OFFLINE", "true")
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("init"),
            )
            .env("SPECDATE", PROGRAM)
            .env("INSTA_UPDATE", "no")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}\n{said}");
        String::from_utf8(output.stdout).unwrap()
    };
    cargo(&["test", "--quiet"]);
    let listing = cargo(&["xtask", "versions"]);
    assert!(listing.contains("2026-03-01  active"), "{listing}");
}

#[test]
fn real_documents_are_taken_or_told_why_not() {
    let Some(specs) = std::env::var_os("SPECDATE_SPECS") else {
        eprintln!("skipped: SPECDATE_SPECS does not name a folder of real documents");
        return;
    };
    for entry in fs::read_dir(specs).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let folder = Folder::with("none", "");
        let path = path.to_str().unwrap();
        let run = folder.init(&[path, "--date", "2026-03-01", "--into", "shop"]);
        let said = format!("{path}: {}{}", run.stdout, run.stderr);
        match run.code {
            Some(0) => {
                let check = Folder::run(&folder.path().join("shop"), &["check", "--today", TODAY]);
                assert_eq!(
                    check.code,
                    Some(0),
                    "{said}{}{}",
                    check.stdout,
                    check.stderr
                );
            }
            Some(1) => assert!(!folder.path().join("shop").exists(), "{said}"),
            _ => panic!("{said}"),
        }
    }
}
