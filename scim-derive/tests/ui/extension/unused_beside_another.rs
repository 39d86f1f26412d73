use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
#[scim(extension(schema = "urn:example:scim:schemas:extension:2.0:Desk1", name = "Desk1"))]
#[scim(extension(schema = "urn:example:scim:schemas:extension:2.0:Desk2", name = "Desk2"))]
struct Badge {
    #[scim(id)]
    id: String,
    #[scim(path = "Desk1:floor")]
    floor: Option<i32>,
}

fn main() {}
