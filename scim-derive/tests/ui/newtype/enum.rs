use scim_schema::ScimValue;

#[derive(Clone, ScimValue)]
enum State {
    New,
}

fn main() {}
