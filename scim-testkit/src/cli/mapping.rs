//! `scim-testkit mapping URL|FILE`.

use super::server::{Access, is_url, read};
use super::{Ended, notes, print, told};
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
    if discovery.schemas_json.is_empty() {
        return Err("the server describes no schema at `/Schemas`: give a file with its schemas, \
                    such as `schemas.json`"
            .to_owned());
    }
    notes(&discovery.notes);
    let user = discovery.user().ok_or_else(|| {
        format!(
            "the server has no resource type of `{}`, which Okta provisions; add it to `/ResourceTypes`",
            User::SCHEMA.id
        )
    })?;
    let extensions: Vec<&Schema> = user.extensions().iter().map(|one| &one.schema).collect();
    Ok(OktaMapping::of_schemas(user.schema(), &extensions))
}

/// Where the document tells no resource types, URNs tell what extends users.
fn of_file(path: &str) -> Result<OktaMapping, String> {
    let source = Source::from_json(&read(Path::new(path))?);
    let source = source.map_err(|problems| format!("`{path}`: {problems}"))?;
    let user = source.schemas.iter().find(|one| one.id.eq_ignore_ascii_case(&User::SCHEMA.id));
    let user = user.ok_or_else(|| {
        format!("`{path}` has no schema `{}`; give the whole answer of `/Schemas`", User::SCHEMA.id)
    })?;
    let (extensions, others) = source.extensions_of(user);
    let left_out = others.into_iter().map(|one| {
        format!(
            "`{}` is left out: neither a resource type nor its URN says that users have it",
            one.id
        )
    });
    let unread = source.unread().into_iter().map(|line| format!("{line}; it is left out"));
    notes(unread.chain(left_out));
    Ok(OktaMapping::of_schemas(user, &extensions))
}
