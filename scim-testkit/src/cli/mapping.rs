//! `scim-testkit mapping URL|FILE`.

use super::server::{Access, is_url, read};
use super::{Ended, print, told};
use clap::{Args, ValueEnum};
use scim_schema::ScimResource;
use scim_schema::resource::OktaMapping;
use scim_schema::rfc::User;
use scim_schema::schema::Schema;
use scim_testkit::codegen::Source;
use scim_testkit::live;
use std::path::Path;

/// Prints what an administrator of Okta enters for an app: the attributes of its profile with their
/// external names and namespaces, and what Okta sends that the server does not hold.
///
/// It is made from what the server says at `/Schemas`, or from a file with that document.
#[derive(Debug, Args)]
pub(super) struct Mapping {
    /// The base URL, such as `https://example.com/scim/v2`, or a file with the answer of `/Schemas`.
    source: String,

    #[command(flatten)]
    access: Access,

    /// Markdown for people, or CSV for spreadsheets.
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Markdown,
    Csv,
}

pub(super) fn run(asked: &Mapping) -> Result<Ended, String> {
    let mapping = if is_url(&asked.source) { of_server(asked)? } else { of_file(&asked.source)? };
    print(&match asked.format {
        Format::Markdown => mapping.to_markdown(),
        Format::Csv => mapping.to_csv(),
    })?;
    Ok(Ended::Well)
}

fn of_server(asked: &Mapping) -> Result<OktaMapping, String> {
    let discovery = live::discover(&asked.access.target(&asked.source)?).map_err(told)?;
    let user = discovery.user().ok_or_else(|| {
        format!(
            "the server has no resource type of `{}`, which Okta provisions; add it to `/ResourceTypes`",
            User::SCHEMA.id
        )
    })?;
    let extensions: Vec<&Schema> = user.extensions().iter().map(|one| &one.schema).collect();
    Ok(OktaMapping::of_schemas(user.schema(), &extensions))
}

/// The document tells no resource types, so all schemas with `extension` in their URN count.
fn of_file(path: &str) -> Result<OktaMapping, String> {
    let source = Source::from_json(&read(Path::new(path))?);
    let schemas = source.map_err(|problems| format!("`{path}`: {problems}"))?.schemas;
    let user = schemas.iter().find(|one| one.id.eq_ignore_ascii_case(&User::SCHEMA.id));
    let user = user.ok_or_else(|| {
        format!("`{path}` has no schema `{}`; give the whole answer of `/Schemas`", User::SCHEMA.id)
    })?;
    let extensions: Vec<&Schema> =
        schemas.iter().filter(|one| one.id.contains(":extension:")).collect();
    Ok(OktaMapping::of_schemas(user, &extensions))
}
