//! `ARCHITECTURE.md` lists the rooms of each crate, and a room imports only from those below it.

use crate::sources::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The rooms of a crate, each with its line.
fn rooms(plan: &str, sources: &Path) -> BTreeMap<String, usize> {
    let title = format!("{}/src", sources.parent().unwrap().file_name().unwrap().display());
    let lines = plan.lines().skip_while(|line| *line != title).skip(1);
    let mut rooms = BTreeMap::new();
    for (at, line) in lines.take_while(|line| line.starts_with("  ")).enumerate() {
        // `  read  write    what they do`; the description goes on further in
        let Some(line) = line.strip_prefix("  ").filter(|line| !line.starts_with(' ')) else {
            continue;
        };
        let names = line.split("  ").map(str::trim).filter(|name| !name.is_empty());
        for name in names.take_while(|name| is_room(sources, name)) {
            assert!(rooms.insert(name.to_owned(), at).is_none(), "{title}: {name} is listed twice");
        }
    }
    assert!(rooms.len() > 5, "{title}: {rooms:?}");
    rooms
}

fn is_room(sources: &Path, name: &str) -> bool {
    sources.join(name).is_dir() || sources.join(format!("{name}.rs")).is_file()
}

/// The modules that a source has for its tests only.
fn of_tests(text: &str) -> impl Iterator<Item = &str> {
    let behind = text.split("#[cfg(test)]\nmod ").skip(1);
    behind.filter_map(|behind| behind.split_once(';').map(|(name, _)| name))
}

/// The rooms that a source names after `crate::`, outside comments.
fn imports(text: &str) -> BTreeSet<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = code.collect::<Vec<_>>().join("\n");
    let word = |text: &str| -> String {
        text.chars().take_while(|at| at.is_ascii_lowercase() || *at == '_').collect()
    };
    let mut found = BTreeSet::new();
    for behind in code.split("crate::").skip(1) {
        match behind.strip_prefix('{').and_then(|list| list.split_once(';')) {
            // `use crate::{one::.., other::..}`
            Some((list, _)) => found.extend(list.split([',', '{']).map(|one| word(one.trim()))),
            None => _ = found.insert(word(behind)),
        }
    }
    found
}

fn sources(directory: &Path, all: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        match path.is_dir() {
            true if name != "tests" => sources(&path, all),
            false if name != "tests" && path.extension().is_some_and(|end| end == "rs") => {
                all.push(path);
            }
            _ => {}
        }
    }
}

#[test]
fn imports_point_down() {
    let plan = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut wrong = Vec::new();
    for member in ["scim-schema", "scim-derive", "scim-testkit"] {
        let home = root().join(member).join("src");
        let rooms = rooms(&plan, &home);
        let mut all = Vec::new();
        sources(&home, &mut all);
        let texts: BTreeMap<_, _> =
            all.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect();
        let of_tests: BTreeSet<_> = texts.values().flat_map(|text| of_tests(text)).collect();
        for (path, text) in &texts {
            let path = path.strip_prefix(&home).unwrap();
            let first =
                Path::new(path.iter().next().unwrap()).file_stem().unwrap().to_str().unwrap();
            let name = path.file_stem().unwrap().to_str().unwrap();
            if matches!(first, "lib" | "main" | "guide") || of_tests.contains(name) {
                continue;
            }
            let Some(own) = rooms.get(first) else {
                wrong.push(format!("{member}: {first} is no room of ARCHITECTURE.md"));
                continue;
            };
            for name in imports(text) {
                if rooms.get(&name).is_some_and(|at| at < own) {
                    wrong.push(format!(
                        "{member}/src/{} imports {name}, which is above it",
                        path.display()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
