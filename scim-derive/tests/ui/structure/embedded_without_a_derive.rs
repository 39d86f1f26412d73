use scim_schema::ScimResource;

#[derive(Clone, Default)]
struct Contact {
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
}

fn main() {}
