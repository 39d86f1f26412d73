use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimComplex)]
struct Person {
    value: Option<String>,
    r#type: Option<String>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "Group")]
struct Team {
    #[scim(id)]
    id: String,
    display_name: String,
    members: Vec<Person>,
}

fn main() {}
