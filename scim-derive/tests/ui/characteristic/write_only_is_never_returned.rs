use scim_schema::ScimResource;
use scim_schema::value::Secret;

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: String,
    #[scim(mutability = "writeOnly")]
    pin: Option<Secret>,
}

fn main() {}
