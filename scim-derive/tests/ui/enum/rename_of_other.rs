use scim_schema::ScimEnum;

#[derive(Clone, ScimEnum)]
enum State {
    Issued,
    #[scim(other, rename = "any")]
    Other(String),
}

fn main() {}
