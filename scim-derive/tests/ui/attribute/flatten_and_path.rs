use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimComplex)]
#[scim(rfc = "User")]
struct Name {
    #[scim(path = "name.givenName")]
    given_name: String,
}

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(flatten, path = "name")]
    name: Name,
}

fn main() {}
