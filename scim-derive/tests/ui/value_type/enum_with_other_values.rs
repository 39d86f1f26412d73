use scim_schema::{ScimComplex, ScimEnum};

#[derive(Clone, ScimEnum)]
enum Kind {
    Work,
    Private,
}

#[derive(Clone, Default, ScimComplex)]
#[scim(rfc = "User.emails")]
struct Email {
    value: Option<String>,
    r#type: Option<Kind>,
}

fn main() {}
