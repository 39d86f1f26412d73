use scim_schema::ScimValue;

#[derive(Clone, Default, ScimValue)]
struct Login(String, String);

fn main() {}
