use scim_schema::ScimEnum;

#[derive(Clone, ScimEnum)]
enum State {
    Issued,
    #[scim(other)]
    Other,
}

fn main() {}
