use scim_schema::{ScimExtension, ScimResource};

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: String,
    #[scim(extension, path = "parking")]
    parking: Option<Parking>,
}

#[derive(Clone, Default, ScimExtension)]
#[scim(schema = "urn:example:Parking")]
struct Parking {
    lot: Option<String>,
}

fn main() {}
