use scim_schema::ScimComplex;

#[derive(Clone, Default, ScimComplex)]
#[scim(endpoint = "/Doors")]
struct Door {
    number: Option<i32>,
}

fn main() {}
