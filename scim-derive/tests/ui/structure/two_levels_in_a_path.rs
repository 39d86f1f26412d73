use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimComplex)]
struct Room {
    number: Option<i32>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
#[scim(extension(schema = "urn:example:scim:schemas:extension:2.0:Desk", name = "Desk"))]
struct Badge {
    #[scim(id)]
    id: String,
    #[scim(path = "place.room")]
    room: Option<Room>,
    #[scim(path = "Desk:place.room")]
    desk: Option<Room>,
    #[scim(path = r#"doors[type eq "front"].behind"#)]
    behind: Option<Room>,
}

fn main() {}
