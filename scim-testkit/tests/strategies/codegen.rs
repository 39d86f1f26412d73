//! Rust of schemas: compiled, it derives the documents it was made from.
//!
//! `scim-derive` evaluates the same without compiling them, and as many more as
//! `SCIM_CODEGEN_CASES` holds (`emit/evaluate.rs`); here the compiler has its say.

mod told;

use scim_schema::rfc::{EnterpriseUser, Group, User};
use scim_schema::schema::Schema;
use scim_schema::{ScimExtension, ScimResource};
use scim_testkit::codegen::{
    Enums, Generated, Options, Source, careless_documents, documents, generate,
};
use std::fmt::Write;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// What codegen wrote: see [`the_committed_code_is_what_is_written`].
#[allow(
    dead_code,
    unreachable_pub,
    clippy::upper_case_acronyms,
    reason = "an application has its uses for it, and its documents their names"
)]
mod generated {
    include!("codegen/generated.rs");
}

/// How many generated documents are compiled here, beside those of the RFC.
const COMPILED: usize = 24;

fn options(index: usize) -> Options {
    let mut options = Options::default();
    options.enums = [Enums::Open, Enums::Closed, Enums::Text][index % 3];
    options
}

fn rfc() -> Source {
    let schemas = [User::SCHEMA, Group::SCHEMA, EnterpriseUser::SCHEMA].map(Schema::clone);
    let types = [User::RESOURCE_TYPE, Group::RESOURCE_TYPE].map(Clone::clone);
    Source::new(schemas.to_vec(), types.to_vec())
}

/// The RFC's schemas, then generated ones.
fn all(count: usize) -> Vec<Generated> {
    let generated = documents();
    let sources = std::iter::once(rfc()).chain(generated.samples().take(count));
    let generated = sources.enumerate().map(|(index, source)| {
        let generated = generate(&source, &options(index)).unwrap();
        assert_eq!(generated.differences, [""; 0], "{}", generated.code);
        for each in &generated.structs {
            let document = source.schemas.iter().find(|schema| schema.id == each.schema.id);
            assert_eq!(document, Some(&each.schema));
        }
        generated
    });
    generated.collect()
}

/// Modules, and a list of the schemas that their structs derive.
fn file(all: &[Generated]) -> String {
    let mut text = String::from(
        "// Written by `BLESS=1 cargo test -p scim-testkit --test strategies codegen`.\n",
    );
    let mut list = String::new();
    for (index, generated) in all.iter().enumerate() {
        let _ = write!(text, "\npub mod d{index} {{\n{}}}\n", generated.code);
        for each in &generated.structs {
            let derive = if each.is_extension { "ScimExtension" } else { "ScimResource" };
            let _ =
                writeln!(list, "    <d{index}::{} as scim_schema::{derive}>::SCHEMA,", each.name);
        }
    }
    let _ = write!(text, "\npub const ALL: &[&scim_schema::schema::Schema] = &[\n{list}];\n");
    text
}

/// The structs with schemas of each module, and what they are to derive.
fn documents_json(all: &[Generated]) -> String {
    let mut text = String::from("[\n");
    for (index, generated) in all.iter().enumerate() {
        let structs: Vec<_> =
            generated.structs.iter().map(|each| (&each.name, &each.schema)).collect();
        let end = if index + 1 == all.len() { "" } else { "," };
        let _ = writeln!(text, "{}{end}", serde_json::to_string(&structs).unwrap());
    }
    text + "]\n"
}

/// `scim-derive` evaluates these: see `emit/evaluate.rs`.
#[test]
fn the_committed_code_is_what_is_written() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/strategies/codegen");
    let all = all(COMPILED);
    for (name, found) in [("generated.rs", file(&all)), ("documents.json", documents_json(&all))] {
        let path = directory.join(name);
        if env::var_os("BLESS").is_some() {
            fs::write(&path, &found).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap();
        assert!(
            expected == found,
            "{} differs: run this test with BLESS=1 and read the change",
            path.display()
        );
    }
}

/// What contradicts the RFC is told, and what is written nevertheless is no secret either: each
/// document that is not derived as it is has a difference, and each problem names what to leave
/// out. `SCIM_CODEGEN_CASES=DIRECTORY` keeps the code, and that of as many careful documents.
#[test]
fn what_differs_is_told() {
    let cases = env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(60);
    let mut kept = Vec::new();
    for source in careless_documents().samples().take(cases) {
        let mut options = Options::default();
        let mut generated = generate(&source, &options);
        if let Err(problems) = &generated {
            for problem in problems.all() {
                let (_, skip) = problem.split_once("`--skip ").expect(problem);
                options.skip.push(skip.split_once('`').unwrap().0.to_owned());
            }
            generated = generate(&source, &options);
        }
        let generated = match generated {
            Ok(generated) => generated,
            // nothing is left of a complex attribute or an extension
            Err(problems) => {
                let text = problems.to_string();
                assert!(text.contains(" no sub-attributes") || text.contains(" no attributes"));
                continue;
            }
        };
        for each in &generated.structs {
            let document = source.schemas.iter().find(|schema| schema.id == each.schema.id);
            let document = document.unwrap();
            for attribute in document.attributes.iter() {
                let derived = each.schema.attribute(&attribute.name);
                let path = format!(":{}", attribute.name);
                let told = generated.differences.iter().any(|line| line.contains(&path));
                assert!(derived == Some(attribute) || told, "{path}: {derived:#?}");
            }
        }
        kept.push(generated);
    }
    if let Some(directory) = env::var_os("SCIM_CODEGEN_CASES").map(PathBuf::from) {
        fs::create_dir_all(&directory).unwrap();
        kept.extend(all(cases));
        fs::write(directory.join("generated.rs"), file(&kept)).unwrap();
        fs::write(directory.join("documents.json"), documents_json(&kept)).unwrap();
    }
}

#[test]
fn compiled_code_derives_the_documents() {
    let all = all(COMPILED);
    let expected: Vec<&Schema> =
        all.iter().flat_map(|generated| &generated.structs).map(|each| &each.schema).collect();
    assert_eq!(generated::ALL.len(), expected.len());
    for (derived, expected) in generated::ALL.iter().zip(expected) {
        assert_eq!(*derived, expected);
    }
}

/// `SCIM_CODEGEN_BATCH=200` compiles that many documents, as a crate of its own.
#[test]
#[expect(clippy::print_stderr, reason = "says why it did nothing, or how much it did")]
fn a_batch_of_documents_compiles() {
    let Some(count) = env::var("SCIM_CODEGEN_BATCH").ok().and_then(|text| text.parse().ok()) else {
        eprintln!("skipped: SCIM_CODEGEN_BATCH is not set");
        return;
    };
    let all = all(count);
    let structs: Vec<_> = all.iter().flat_map(|generated| &generated.structs).collect();
    let schemas: Vec<_> = structs.iter().map(|each| &each.schema).collect();
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("codegen");
    fs::create_dir_all(directory.join("src")).unwrap();
    let write = |name: &str, text: &str| fs::write(directory.join(name), text).unwrap();
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scim-schema");
    write(
        "Cargo.toml",
        &format!(
            "[package]\nname = \"batch\"\nedition = \"2024\"\n[dependencies]\nscim-schema = {{ path = {library:?} }}\nserde_json = \"1\"\n[workspace]\n"
        ),
    );
    fs::copy(library.join("../Cargo.lock"), directory.join("Cargo.lock")).unwrap();
    write("schemas.json", &serde_json::to_string(&schemas).unwrap());
    write("src/generated.rs", &file(&all));
    write(
        "src/main.rs",
        "#![deny(warnings)]\n#[allow(dead_code)]\nmod generated;\nfn main() {\n    \
        let schemas: Vec<scim_schema::schema::Schema> =\n        \
        serde_json::from_str(include_str!(\"../schemas.json\")).unwrap();\n    \
        assert_eq!(schemas.len(), generated::ALL.len());\n    \
        for (derived, document) in generated::ALL.iter().zip(&schemas) {\n        \
        assert_eq!(*derived, document);\n    }\n}\n",
    );
    let started = std::time::Instant::now();
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let ran = Command::new(cargo)
        .args(["run", "--quiet", "--offline"])
        .current_dir(&directory)
        .env("CARGO_TARGET_DIR", directory.join("target"))
        .status()
        .unwrap();
    assert!(ran.success());
    let lines: usize = all.iter().map(|generated| generated.code.lines().count()).sum();
    eprintln!(
        "{} documents, {} schemas, {lines} lines: {:?}",
        all.len(),
        schemas.len(),
        started.elapsed()
    );
}

/// The standard error of rustfmt; none if there is no rustfmt.
fn rustfmt(code: &str) -> Option<String> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--check", "--config-path", "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    child.stdin.take().unwrap().write_all(code.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Some(String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

#[test]
#[expect(clippy::print_stderr, reason = "says why it did nothing")]
fn the_code_is_formatted() {
    for generated in all(40) {
        // that a line of text cannot be broken is no fault
        let Some(said) = rustfmt(&generated.code) else {
            eprintln!("skipped: there is no rustfmt");
            return;
        };
        assert!(said.is_empty(), "{said}\n{}", generated.code);
    }
}

#[test]
fn the_rfc_is_not_written_out() {
    let generated = generate(&rfc(), &Options::default()).unwrap();
    assert_eq!(generated.remarks, [""; 0]);
    for line in [
        "#[scim(rfc = \"User\")]\npub struct User {",
        "    #[scim(extension)]\n    pub enterprise_user: Option<EnterpriseUser>,",
        "#[scim(rfc = \"User.emails\")]\npub struct Email {",
        "    pub r#type: Option<EmailType>,",
        "    #[scim(path = \"$ref\")]\n    pub reference: Option<Reference>,",
        "    pub x509_certificates: Vec<X509Certificate>,",
        "    pub password: Option<Secret>,",
        "    #[scim(other)]\n    AnyOther(String),",
        "#[scim(rfc = \"EnterpriseUser\")]",
    ] {
        assert!(generated.code.contains(line), "{line}\n{}", generated.code);
    }
    // what is said otherwise is written out, and said why
    let mut source = rfc();
    source.schemas[1].attributes.to_mut()[0].case_exact = true;
    let generated = generate(&source, &Options::default()).unwrap();
    let urn = "#[scim(schema = \"urn:ietf:params:scim:schemas:core:2.0:Group\")]";
    let endpoint = "#[scim(endpoint = \"/Groups\")]\npub struct Group {";
    assert!(generated.code.contains(&format!("{urn}\n{endpoint}")), "{}", generated.code);
    assert_eq!(
        generated.remarks,
        ["`Group` is written out and not `rfc = \"Group\"`: `displayName` has another `caseExact`"]
    );
}

#[test]
fn some_schemas_and_attributes_can_be_left_out() {
    let mut options = Options::default();
    options.only = vec!["User".to_owned()];
    options.skip = vec!["User:photos".to_owned(), "emails.display".to_owned()];
    // without resource types, a URN that ends alike is of an extension
    let mut source = rfc();
    source.resource_types.clear();
    let generated = generate(&source, &options).unwrap();
    let names: Vec<_> = generated.structs.iter().map(|each| &*each.name).collect();
    assert_eq!(names, ["User", "EnterpriseUser"]);
    assert!(generated.code.contains("pub enterprise_user: Option<EnterpriseUser>"));
    assert!(!generated.code.contains("Photo"));
    assert_eq!(
        generated.differences,
        ["`User:emails.display`: left out, as asked for", "`User:photos`: left out, as asked for",]
    );
    options.only = vec!["Usr".to_owned()];
    let error = generate(&source, &options).unwrap_err().to_string();
    assert!(
        error.starts_with("`Usr` is no schema of the documents; write one of `User`, "),
        "{error}"
    );
}
