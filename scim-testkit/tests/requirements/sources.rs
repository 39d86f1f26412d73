//! The Rust sources of the workspace.

use crate::scan;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A source, by its path from the root of the workspace.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// All but those that are about ids themselves.
pub(crate) fn all() -> &'static [Source] {
    static ALL: LazyLock<Vec<Source>> = LazyLock::new(read);
    &ALL
}

fn read() -> Vec<Source> {
    let mut sources = Vec::new();
    let root = root();
    for member in ["scim-schema", "scim-derive", "scim-testkit", "examples"] {
        walk(&root, &root.join(member), &mut sources);
    }
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    sources
}

fn walk(root: &Path, directory: &Path, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if !name.starts_with('.') && !matches!(name, "target" | "benches" | "requirements") {
                walk(root, &path, sources);
            }
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(&path).unwrap();
            let path = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            // a fault names what it breaks, which no test may hold yet
            let about = [
                "scim-testkit/src/requirement",
                "scim-testkit/tests/faults",
                "scim-testkit/tests/checks",
            ];
            if !about.iter().any(|start| path.starts_with(start)) {
                sources.push(Source { path, text });
            }
        }
    }
}

impl Source {
    /// Whether it holds tests: below `tests/`, or the `tests.rs` beside what it tests.
    fn is_test(&self) -> bool {
        self.path.split('/').any(|part| part == "tests" || part == "tests.rs")
    }
}

/// The ids that tests name, each with the files that do.
pub(crate) fn covered() -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut covered: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for source in all().iter().filter(|source| source.is_test()) {
        for id in scan::ids(&source.text).known {
            covered.entry(id).or_default().insert(source.path.clone());
        }
    }
    covered
}
