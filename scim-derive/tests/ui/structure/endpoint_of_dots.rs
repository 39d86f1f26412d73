use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/..")]
struct Badge {
    #[scim(id)]
    id: String,
    serial_number: String,
}

fn main() {}
