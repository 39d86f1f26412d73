use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Door", endpoint = "/Doors")]
#[scim(extension(schema = "urn:example:scim:schemas:2.0:Door", name = "Lock"))]
struct Door {
    #[scim(id)]
    id: String,
    #[scim(path = "Lock:maker")]
    maker: Option<String>,
}

fn main() {}
