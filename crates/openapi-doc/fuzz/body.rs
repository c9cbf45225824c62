//! What the fuzz target runs. A test on stable includes this file and replays the seeds through it.

use openapi_doc::surface::{Surface, SurfaceLimits};
use openapi_doc::{Limits, MemoryFiles, PROBLEM_CODES, Role, load, relax, schemas_in_role};

/// Loads the bytes as a document that may reference itself under a second name, and puts it through everything.
pub fn run(bytes: &[u8]) {
    let files = MemoryFiles::new([("api.yaml", bytes), ("other.yaml", bytes)]);
    let limits = Limits {
        max_problems: 50,
        ..Limits::default()
    };
    match load("api.yaml", &files, &limits) {
        Ok(document) => {
            let roles = schemas_in_role(&document);
            for schema in document.schemas() {
                assert!(
                    roles.is_reached(schema.id()) || !roles.contains(schema.id(), Role::Request)
                );
                assert!(
                    schema
                        .children()
                        .iter()
                        .all(|(_, child)| child.id() != schema.id())
                );
                assert!(!schema.resolve().is_alias());
                assert!(
                    relax::relaxations(schema, true).len()
                        <= relax::relaxations(schema, false).len()
                );
            }
            let limits = SurfaceLimits {
                max_lines: 2000,
                max_depth: 20,
            };
            if let Ok(surface) = Surface::of(&document, &limits) {
                assert_eq!(Surface::diff(&surface, &surface), []);
            }
        }
        Err(problems) => {
            assert!(!problems.is_empty() && problems.len() <= 51);
            for problem in problems {
                assert!(problem.location.line > 0 && problem.location.column > 0);
                assert!(
                    PROBLEM_CODES.iter().any(|(code, _)| *code == problem.code),
                    "{}",
                    problem.code
                );
            }
        }
    }
}
