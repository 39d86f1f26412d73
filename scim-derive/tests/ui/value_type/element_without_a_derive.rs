use scim_schema::ScimResource;

#[derive(Clone, Default)]
struct Door {
    number: i32,
}

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: String,
    doors: Vec<Door>,
}

fn main() {}
