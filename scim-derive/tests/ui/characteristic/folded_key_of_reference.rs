use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: String,
    #[scim(reference("User"), fold_column = "owner_key")]
    owner: Option<String>,
}

fn main() {}
