use scim_schema::ScimComplex;

#[derive(Clone, Default, ScimComplex)]
struct Door {
    #[scim(key)]
    number: Option<i32>,
    #[scim(key)]
    name: Option<String>,
}

fn main() {}
