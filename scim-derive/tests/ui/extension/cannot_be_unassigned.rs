use scim_schema::{ScimExtension, ScimResource};

#[derive(Clone, Default, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Parking")]
struct Parking {
    #[scim(required)]
    lot: i64,
}

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: String,
    #[scim(extension)]
    parking: Parking,
}

fn main() {}
