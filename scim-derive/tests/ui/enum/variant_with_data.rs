use scim_schema::ScimEnum;

#[derive(Clone, ScimEnum)]
enum State {
    Issued,
    Lost(String),
}

fn main() {}
