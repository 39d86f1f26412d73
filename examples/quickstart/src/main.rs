//! One flat struct, annotated: its schema, its mapping, an edit and a resource.
#![allow(clippy::print_stdout, reason = "an example that prints")]

use scim_schema::ScimResource;
use scim_schema::dialect::Dialect;
use scim_schema::edit::Replace;
use scim_schema::write::Scim;

/// A member of a workspace: a row, as the application has always read it.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
struct Member {
    #[scim(id)]
    id: i64,
    #[scim(path = "externalId")]
    okta_id: Option<String>,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "name.givenName")]
    first_name: String,
    #[scim(path = "name.familyName")]
    last_name: String,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    email: String,
    #[scim(path = "active", default = true)]
    enabled: bool,
    #[scim(path = "EnterpriseUser:department")]
    department: Option<String>,
    #[scim(version)]
    revision: i64,
    #[scim(skip)]
    billing_notes: String,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("{}\n", serde_json::to_string_pretty(Member::SCHEMA)?);
    println!("{}\n", Member::mapping().to_markdown());

    let stored = Member { id: 7, billing_notes: "pays late".into(), ..Member::default() };
    let body = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"barbara",
        "emails":[{"type":"work","value":"barbara@example.com"}],"active":true}"#;
    let (member, changes) = Replace::<Member>::new(body, Dialect::RFC)?.apply(&stored)?;
    println!("changed {:?}, kept {:?}\n", changes.paths(), member.billing_notes);
    let scim = Scim::new(&member).base("https://example.com/scim/v2");
    println!("{}", serde_json::to_string_pretty(&scim)?);
    Ok(())
}

/// `cargo test`: every law of SCIM, on generated members and requests.
#[cfg(test)]
mod tests {
    use super::Member;

    scim_testkit::conformance!(Member);
}
