use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "Group")]
struct Team {
    #[scim(id)]
    id: String,
    #[scim(path = "externalId")]
    okta_id: Option<String>,
}

fn main() {}
