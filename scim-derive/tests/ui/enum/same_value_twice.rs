use scim_schema::ScimEnum;

#[derive(Clone, ScimEnum)]
enum State {
    Issued,
    #[scim(rename = "issued")]
    New,
}

fn main() {}
