use scim_schema::ScimComplex;

#[derive(Clone, Default, ScimComplex)]
#[scim(rfc = "User.email")]
struct Email {
    value: String,
}

fn main() {}
