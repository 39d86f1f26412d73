use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimComplex)]
#[scim(rfc = "User")]
struct Contact {
    #[scim(path = "name.givenName")]
    first_name: String,
}

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(flatten)]
    contact: Contact,
    #[scim(path = "name.familyName")]
    last_name: String,
}

fn main() {}
