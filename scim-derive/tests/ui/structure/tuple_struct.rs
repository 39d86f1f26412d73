use scim_schema::ScimResource;

#[derive(Clone, ScimResource)]
#[scim(rfc = "User")]
struct Member(String);

fn main() {}
