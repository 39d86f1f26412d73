use scim_schema::ScimEnum;

#[derive(Clone, ScimEnum)]
struct State {
    new: bool,
}

fn main() {}
