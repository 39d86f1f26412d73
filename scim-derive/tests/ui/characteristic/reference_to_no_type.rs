use scim_schema::ScimResource;
use scim_schema::value::Reference;

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: String,
    #[scim(reference = "a user")]
    holder: Option<Reference>,
}

fn main() {}
