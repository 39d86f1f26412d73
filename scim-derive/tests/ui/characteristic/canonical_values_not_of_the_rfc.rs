use scim_schema::ScimComplex;

#[derive(Clone, Default, ScimComplex)]
#[scim(rfc = "User.emails")]
struct Email {
    value: Option<String>,
    #[scim(canonical_values("work", "private"))]
    r#type: Option<String>,
}

fn main() {}
