use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "https://example.com/Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: String,
    serial_number: String,
}

fn main() {}
