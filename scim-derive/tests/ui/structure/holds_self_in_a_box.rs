use scim_schema::ScimComplex;

#[derive(Clone, Default, ScimComplex)]
struct Door {
    number: Option<i32>,
    inner: Option<Box<Self>>,
}

fn main() {}
