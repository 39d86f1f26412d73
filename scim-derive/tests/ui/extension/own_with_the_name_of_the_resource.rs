use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User", extension(schema = "urn:example:User", name = "User"))]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "User:title")]
    title: Option<String>,
}

fn main() {}
