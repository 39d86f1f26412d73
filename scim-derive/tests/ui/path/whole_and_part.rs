use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimComplex)]
#[scim(rfc = "User.name")]
struct Name {
    given_name: Option<String>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    name: Option<Name>,
    #[scim(path = "name.givenName")]
    first_name: String,
}

fn main() {}
