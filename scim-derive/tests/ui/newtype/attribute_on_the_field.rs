use scim_schema::ScimValue;

#[derive(Clone, Default, ScimValue)]
struct Login(#[scim(rename = "login")] String);

fn main() {}
