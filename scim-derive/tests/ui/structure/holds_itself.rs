use scim_schema::ScimComplex;

#[derive(Clone, Default, ScimComplex)]
struct Door {
    number: Option<i32>,
    inner: Vec<Door>,
}

fn main() {}
