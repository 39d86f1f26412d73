use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    user_type: Option<String>,
}

fn main() {}
