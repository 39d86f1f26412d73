use scim_schema::ScimEnum;

#[derive(Clone, ScimEnum)]
enum State {
    Issued,
    #[scim(other)]
    Other(u32),
}

fn main() {}
