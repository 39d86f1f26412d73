//! Schema to code to schema is the identity, on code that `scim-testkit`'s codegen wrote.

use super::Code;
use scim_schema::schema::Schema;
use std::path::PathBuf;
use std::{env, fs};
use syn::Item;

/// The committed code, or what `SCIM_CODEGEN_CASES` holds: `generated.rs`, a module for each set
/// of documents, and `documents.json`, for each of them the structs and their schemas.
#[test]
fn code_of_schemas_derives_the_schemas() {
    let committed = "../scim-testkit/tests/strategies/codegen";
    let committed = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(committed);
    let cases = env::var_os("SCIM_CODEGEN_CASES").map_or_else(committed, PathBuf::from);
    let code = fs::read_to_string(cases.join("generated.rs")).unwrap();
    let documents = fs::read_to_string(cases.join("documents.json")).unwrap();
    let documents: Vec<Vec<(String, Schema)>> = serde_json::from_str(&documents).unwrap();
    let file = syn::parse_file(&code).unwrap();
    let modules = file.items.into_iter().filter_map(|item| match item {
        Item::Mod(module) => Some(module.content.unwrap().1),
        _ => None,
    });
    let modules: Vec<_> = modules.collect();
    assert_eq!(modules.len(), documents.len());
    for (items, documents) in modules.into_iter().zip(documents) {
        let code = Code::of(items);
        for (name, document) in documents {
            let derived = code.schema(&name);
            assert!(derived == document, "{name}: {derived:#?}\nexpected {document:#?}");
        }
    }
}
