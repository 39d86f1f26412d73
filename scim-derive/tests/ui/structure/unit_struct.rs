use scim_schema::ScimComplex;

#[derive(Clone, Default, ScimComplex)]
struct Door;

fn main() {}
