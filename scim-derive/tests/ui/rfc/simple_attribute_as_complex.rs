use scim_schema::ScimComplex;

#[derive(Clone, Default, ScimComplex)]
#[scim(rfc = "User.userName")]
struct Login {
    value: String,
}

fn main() {}
