use scim_schema::ScimEnum;

#[derive(Clone, ScimEnum)]
enum State {}

fn main() {}
