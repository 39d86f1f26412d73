//! What `cargo deny` says of licences, sources and wildcards, without having to be built first.
//!
//! `deny.toml` is the one list. Advisories are not here: they are of today, and a test is of the code.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap()
}

/// The licences that `deny.toml` allows.
fn allowed(deny: &str) -> Vec<String> {
    let list = deny.split_once("\nallow = [").unwrap().1.split_once(']').unwrap().0;
    list.split(',').map(|one| one.trim().trim_matches('"').to_owned()).collect()
}

/// Whether a licence expression can be satisfied by these: `OR`, `AND`, `WITH` and parentheses; a slash
/// is how `OR` was written once.
fn satisfied(expression: &str, allowed: &[String]) -> bool {
    let text = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut at = 0;
    let holds = any(&words, &mut at, allowed);
    assert_eq!(at, words.len(), "`{expression}`");
    holds
}

fn any(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut holds = all(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        holds |= all(words, at, allowed);
    }
    holds
}

fn all(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut holds = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        holds &= one(words, at, allowed);
    }
    holds
}

fn one(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    *at += 1;
    if words[*at - 1] == "(" {
        let holds = any(words, at, allowed);
        *at += 1;
        return holds;
    }
    let mut name = words[*at - 1].to_owned();
    if words.get(*at) == Some(&"WITH") {
        name = format!("{name} WITH {}", words[*at + 1]);
        *at += 2;
    }
    allowed.contains(&name)
}

#[test]
fn expressions_are_understood() {
    let allowed = ["MIT".to_owned(), "ISC".to_owned(), "Apache-2.0 WITH X".to_owned()];
    for yes in
        ["MIT", "GPL-3.0 OR MIT", "MIT/GPL-3.0", "(GPL-3.0 OR MIT) AND ISC", "Apache-2.0 WITH X"]
    {
        assert!(satisfied(yes, &allowed), "{yes}");
    }
    for no in ["GPL-3.0", "MIT AND GPL-3.0", "Apache-2.0", "(MIT OR ISC) AND GPL-3.0"] {
        assert!(!satisfied(no, &allowed), "{no}");
    }
}

#[test]
fn licences_are_allowed() {
    let allowed = allowed(&read("deny.toml"));
    assert!(allowed.len() > 5, "{allowed:?}");
    // what is built here: others' packages may not be at hand
    let host = Command::new("rustc").arg("-vV").output().unwrap();
    let host = String::from_utf8(host.stdout).unwrap();
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--all-features", "--locked", "--offline"])
        .args(["--filter-platform", host])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 200, "{} packages", packages.len());
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let licence =
            package["license"].as_str().unwrap_or_else(|| panic!("{name} has no licence"));
        assert!(satisfied(licence, &allowed), "`{name}` has the licence `{licence}`");
        for dependency in package["dependencies"].as_array().unwrap() {
            // what is in this repository may come from wherever it lies
            let any = dependency["req"] == "*" && dependency["path"].is_null();
            let ours = package["source"].is_null();
            assert!(!(any && ours), "`{name}` takes any version of `{}`", dependency["name"]);
        }
    }
}

/// Every dependency of every workspace is the registry's, with a checksum.
#[test]
fn sources_are_the_registry() {
    let mut all = 0;
    for file in [
        "Cargo.lock",
        "examples/frameworks/Cargo.lock",
        "fuzz/Cargo.lock",
        "scim-schema/benches/Cargo.lock",
        "scim-testkit/benches/Cargo.lock",
    ] {
        for package in read(file).split("[[package]]").skip(1) {
            let Some((_, source)) = package.split_once("\nsource = ") else { continue };
            let registry = "\"registry+https://github.com/rust-lang/crates.io-index\"";
            assert!(source.starts_with(registry), "{file}: {package}");
            assert!(source.contains("\nchecksum = "), "{file}: {package}");
            all += 1;
        }
    }
    assert!(all > 500, "{all}");
}
