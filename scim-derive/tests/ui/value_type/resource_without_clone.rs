use scim_schema::ScimResource;

#[derive(Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
}

fn main() {}
