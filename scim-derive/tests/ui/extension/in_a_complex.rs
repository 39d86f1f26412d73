use scim_schema::ScimComplex;

#[derive(Clone, Default, ScimComplex)]
struct Door {
    number: Option<i32>,
    #[scim(extension)]
    parking: Option<String>,
}

fn main() {}
