use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimComplex)]
struct Desk {
    room: Option<String>,
    tags: Vec<String>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Room", endpoint = "/Rooms")]
struct Room {
    #[scim(id)]
    id: u32,
    #[scim(path = r#"desks[type eq "own"]"#)]
    own: Option<Desk>,
}

fn main() {}
