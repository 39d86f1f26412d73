use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "name.givenName")]
    first_name: String,
    #[scim(path = "name.givenName")]
    called: String,
}

fn main() {}
