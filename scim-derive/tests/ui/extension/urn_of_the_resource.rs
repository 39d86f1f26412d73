use scim_schema::{ScimExtension, ScimResource};

#[derive(Clone, Default, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:2.0:badge")]
struct Parking {
    lot: Option<String>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: String,
    #[scim(extension)]
    parking: Option<Parking>,
}

fn main() {}
