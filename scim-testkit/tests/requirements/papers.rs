//! What the documents for people say of the code: links lead somewhere, code and counts are those of today.

use crate::sources::root;
use scim_testkit::live::{Options, listed};
use std::fs;
use std::path::{Path, PathBuf};

fn papers(directory: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if !name.starts_with('.') && !matches!(name, "target" | "node_modules") {
                papers(&path, all);
            }
        } else if name.ends_with(".md") {
            all.push(path);
        }
    }
}

/// Relative links, without what stands behind `#`.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split([')', '\n']).next());
    let files = targets.map(|target| target.split('#').next().unwrap());
    files.filter(|file| !file.is_empty() && !file.contains("://") && !file.contains("::"))
}

#[test]
fn links_lead_somewhere() {
    let (mut all, mut count, mut wrong) = (Vec::new(), 0, Vec::new());
    papers(&root(), &mut all);
    for path in all {
        for link in links(&fs::read_to_string(&path).unwrap()) {
            count += 1;
            // guides are pages of the documentation: what they link to are its items
            let is_item = path.iter().any(|part| part == "guide");
            if !is_item && !path.parent().unwrap().join(link).exists() {
                wrong.push(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty() && count > 50, "{count} links\n{}", wrong.join("\n"));
}

/// The struct that the README shows is that of `examples/quickstart`, which needs no database;
/// `cargo test -p legacy --test readme` compiles all that it shows.
#[test]
fn the_readme_shows_what_compiles() {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let readme = read("README.md");
    let block = readme.split("```rust\n").find(|block| block.contains("struct Member")).unwrap();
    let shown = words(block.split("```").next().unwrap()).replace("sqlx::FromRow, ", "");
    assert!(words(&read("examples/quickstart/src/main.rs")).contains(&shown), "{shown}");
}

#[test]
fn the_checks_are_counted() {
    let (rules, checks): (Vec<_>, Vec<_>) =
        listed(&Options::new()).into_iter().partition(|one| one.id.starts_with("every."));
    let said = format!("| checks | {}, and {} rules for every answer", checks.len(), rules.len());
    let paper = fs::read_to_string(root().join("COMPARE.md")).unwrap();
    assert!(paper.contains(&said), "COMPARE.md: {said}");
}
