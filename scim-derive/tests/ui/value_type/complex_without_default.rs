use scim_schema::ScimComplex;

#[derive(Clone, ScimComplex)]
struct Door {
    number: Option<i32>,
}

fn main() {}
