use scim_schema::ScimComplex;

#[derive(Clone, Default, ScimComplex)]
struct Door {
    #[scim(skip)]
    row: u32,
}

fn main() {}
