//! `docs/DECISIONS.md` names tests that exist.

use crate::sources;

/// Each row ends in links to tests: the name of the function, and the file.
#[test]
fn decisions_are_held_by_tests() {
    let text = std::fs::read_to_string(sources::root().join("docs/DECISIONS.md")).unwrap();
    let sources = sources::all();
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| point |"));
    let mut wrong = Vec::new();
    for row in rows {
        let cells: Vec<_> = row.trim_matches('|').split(" | ").collect();
        let tests = cells.last().filter(|_| cells.len() == 3);
        let links = tests.map(|tests| tests.split(", ").filter_map(link).collect::<Vec<_>>());
        let links = links.unwrap_or_default();
        if links.is_empty() {
            wrong.push(format!("three cells, the last with links to tests: {row}"));
        }
        for (name, path) in links {
            let source = sources.iter().find(|source| source.path == path);
            if !source.is_some_and(|source| has_test(&source.text, name)) {
                wrong.push(format!("no test `{name}` in {path}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `[name](../path)`
fn link(text: &str) -> Option<(&str, &str)> {
    text.trim().strip_prefix('[')?.strip_suffix(')')?.split_once("](../")
}

/// Whether there is such a function with an attribute of a test before it.
fn has_test(source: &str, name: &str) -> bool {
    source.split("#[test]").skip(1).chain(source.split("#[tokio::test]").skip(1)).any(|behind| {
        let next = behind.split_once("fn ").map_or("", |(_, next)| next);
        next.split_once('(').is_some_and(|(found, _)| found == name)
    })
}
