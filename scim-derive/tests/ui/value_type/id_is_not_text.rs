use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: Vec<u8>,
    #[scim(path = "userName")]
    login: String,
}

fn main() {}
