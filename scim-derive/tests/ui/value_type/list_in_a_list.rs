use scim_schema::{ScimComplex, ScimResource, ScimValue};

#[derive(Clone, Default, ScimValue)]
struct Tags(Vec<String>);

#[derive(Clone, Default, ScimComplex)]
struct Door {
    colors: Vec<Vec<String>>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: String,
    labels: Option<Vec<Option<Vec<String>>>>,
    #[scim(reference("User"))]
    holders: Vec<Tags>,
    doors: Vec<Door>,
}

fn main() {}
