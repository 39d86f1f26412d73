use scim_schema::ScimComplex;

#[derive(Clone, Default, ScimComplex)]
struct Door {
    #[scim(id)]
    id: String,
}

fn main() {}
