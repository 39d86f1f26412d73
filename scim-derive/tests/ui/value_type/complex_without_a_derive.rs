use scim_schema::ScimResource;

#[derive(Clone, Default)]
struct Name {
    given_name: String,
}

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    name: Option<Name>,
}

fn main() {}
