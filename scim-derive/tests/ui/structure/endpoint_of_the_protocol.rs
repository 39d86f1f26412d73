use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Bulk")]
struct Badge {
    #[scim(id)]
    id: String,
    serial_number: String,
}

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User", endpoint = "/Me")]
struct Member {
    #[scim(id)]
    id: String,
    user_name: String,
}

fn main() {}
