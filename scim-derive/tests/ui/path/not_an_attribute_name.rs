use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: String,
    #[scim(path = "serial number")]
    serial: String,
    #[scim(rename = "2nd")]
    second: String,
    état: String,
}

fn main() {}
