use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(path = "id.value")]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "externalId.value")]
    okta_id: Option<String>,
}

fn main() {}
