use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimComplex)]
struct Door {
    number: Option<i32>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: String,
    #[scim(path = r#"doors[type eq "front"]"#)]
    front: Option<i32>,
    #[scim(path = r#"doors[type eq "back"]"#)]
    back: Vec<Door>,
}

fn main() {}
