use scim_schema::ScimEnum;

#[derive(Clone, ScimEnum)]
enum State {
    Issued,
    #[scim(rename = "")]
    None,
}

fn main() {}
