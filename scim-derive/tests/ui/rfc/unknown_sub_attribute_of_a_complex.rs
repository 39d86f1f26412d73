use scim_schema::ScimComplex;

#[derive(Clone, Default, ScimComplex)]
#[scim(rfc = "User.emails")]
struct Email {
    value: String,
    verified: bool,
}

fn main() {}
