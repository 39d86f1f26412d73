use scim_schema::ScimValue;

#[derive(Clone, Default, ScimValue)]
struct Login {
    name: String,
    realm: String,
}

fn main() {}
