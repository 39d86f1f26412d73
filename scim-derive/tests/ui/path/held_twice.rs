use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "displayName")]
    name: String,
    #[scim(path = "displayName")]
    shown_name: String,
}

fn main() {}
