use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(version)]
    id: u64,
    number: i32,
}

fn main() {}
