use scim_schema::ScimEnum;

#[derive(Clone, ScimEnum)]
enum State {
    Issued,
    #[scim(other)]
    Other(String),
    #[scim(other)]
    Unknown(String),
}

fn main() {}
