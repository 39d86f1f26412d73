use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimComplex)]
struct Door {
    value: Option<String>,
}

#[derive(Clone, Default, ScimComplex)]
struct Gate {
    value: Option<i64>,
}

#[derive(Clone, Default, ScimComplex)]
struct Hatch {
    r#type: Option<bool>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: String,
    #[scim(path = r#"doors[type eq "front"]"#)]
    front: Option<Door>,
    #[scim(path = r#"doors[type eq "back"]"#)]
    back: Option<Gate>,
    #[scim(path = r#"doors[type eq "roof"]"#)]
    roof: Option<Hatch>,
    #[scim(path = r#"windows[type eq "front"].value"#)]
    glass: Option<String>,
    #[scim(path = r#"windows[type eq "back"]"#)]
    pane: Option<Gate>,
}

fn main() {}
