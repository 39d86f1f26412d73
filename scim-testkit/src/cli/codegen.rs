//! `scim-testkit codegen URL|FILE`.

use super::server::{Access, is_url, read};
use super::{Ended, cannot, notes, print, told};
use clap::{Args, ValueEnum};
use scim_testkit::codegen::{Enums, Options, Source, generate};
use scim_testkit::live;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes Rust structs for the schemas of a server, with the attributes of scim-schema's derives:
/// one for each resource type and extension, whose derived schemas are the server's documents.
///
/// Where a document says of `User`, `Group` or `EnterpriseUser` what RFC 7643 says, or less, the
/// struct has `rfc = ".."`; otherwise it is written out. Rename the fields as you like, with
/// `path = ".."` or `rename = ".."` for the name on the wire, and add `#[scim(skip)]` fields of your
/// own: the schema stays.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Codegen {
    /// The base URL, such as `https://example.com/scim/v2`, or a file: the answer of `/Schemas`, an
    /// array of schemas, one schema, or what `scim-testkit schema URL --json` prints.
    source: String,

    /// Where the code goes; by default to standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// A file with the answer of `/ResourceTypes`, which says endpoints and what extends what.
    /// Without it, beside a file of schemas, `:extension:` in a URN makes an extension, of the schema
    /// whose URN ends alike.
    #[arg(long, value_name = "FILE")]
    resource_types: Option<PathBuf>,

    /// Only this schema, by name or URN, and what extends it; may be given several times.
    #[arg(long, value_name = "SCHEMA")]
    only: Vec<String>,

    /// An attribute to leave out, such as `User:photos` or `emails.display`; may be given several
    /// times.
    #[arg(long, value_name = "[SCHEMA:]PATH")]
    skip: Vec<String>,

    /// What holds a text with canonical values.
    #[arg(long, value_enum, default_value_t = Held::Open)]
    enums: Held,

    /// Fails, and writes nothing, where a derived schema would differ from its document.
    #[arg(long)]
    strict: bool,

    #[command(flatten)]
    access: Access,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Held {
    /// An enum with a variant for any other text, as canonical values are suggestions
    Open,
    /// An enum of these values alone
    Closed,
    /// A String
    Text,
}

const EXAMPLES: &str = "\
Examples:
  scim-testkit codegen https://example.com/scim/v2 --token-file token --output src/scim.rs
      all resource types of a server
  scim-testkit codegen schemas.json --resource-types types.json --only User
      users and their extensions, from the documents of a vendor
  scim-testkit codegen schemas.json --skip User:x509Certificates --strict
      without certificates, and not at all if the rest cannot be said exactly

What the derive cannot say as a document does is told on standard error and in the first lines of the
code: `caseExact` of references, for one, which RFC 7643 fixes. What cannot be at all, such as two
names that differ in case only, ends with 2 and the name of the attribute.

Exit codes: 0 written, 1 not written because of --strict, 2 could not run.";

pub(super) fn run(asked: &Codegen) -> Result<Ended, String> {
    let source = match (is_url(&asked.source), &asked.resource_types) {
        (true, Some(_)) => {
            return Err("`--resource-types` is for files: a server says its resource types itself"
                .to_owned());
        }
        (true, None) => {
            let discovery = live::discover(&asked.access.target(&asked.source)?).map_err(told)?;
            Source::of_server(&discovery).map_err(told)?
        }
        (false, types) => of_file(&asked.source, types.as_ref())?,
    };
    let mut options = Options::default();
    options.enums = match asked.enums {
        Held::Open => Enums::Open,
        Held::Closed => Enums::Closed,
        Held::Text => Enums::Text,
    };
    options.skip.clone_from(&asked.skip);
    options.only.clone_from(&asked.only);
    options.origin.clone_from(&asked.source);
    let generated = generate(&source, &options).map_err(told)?;
    notes(generated.remarks.iter().chain(&generated.differences));
    if asked.strict && !generated.differences.is_empty() {
        let count = generated.differences.len();
        let _ = writeln!(io::stderr(), "not written: {count} differences, and `--strict` is set");
        return Ok(Ended::Failed);
    }
    match &asked.output {
        None => print(&generated.code)?,
        Some(path) => {
            fs::write(path, &generated.code).map_err(|error| cannot("write", path, &error))?;
        }
    }
    Ok(Ended::Well)
}

fn of_file(path: &str, types: Option<&PathBuf>) -> Result<Source, String> {
    let within = |path: &str, problems: &dyn std::fmt::Display| format!("`{path}`: {problems}");
    let source =
        Source::from_json(&read(Path::new(path))?).map_err(|problems| within(path, &problems))?;
    match types {
        None => Ok(source),
        Some(types) => source
            .with_resource_types(&read(types)?)
            .map_err(|problems| within(&types.display().to_string(), &problems)),
    }
}
