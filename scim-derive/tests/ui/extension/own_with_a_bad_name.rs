use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges", extension(schema = "urn:example:Parking", name = "Parking lot"))]
struct Badge {
    #[scim(id)]
    id: String,
    #[scim(path = "Parking:lot")]
    lot: String,
}

fn main() {}
