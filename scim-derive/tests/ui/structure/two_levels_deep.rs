use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimComplex)]
struct Lock {
    maker: Option<String>,
}

#[derive(Clone, Default, ScimComplex)]
struct Door {
    lock: Option<Lock>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: String,
    doors: Vec<Door>,
}

fn main() {}
