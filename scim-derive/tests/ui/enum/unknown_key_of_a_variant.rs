use scim_schema::ScimEnum;

#[derive(Clone, ScimEnum)]
enum State {
    #[scim(renam = "issued")]
    New,
}

fn main() {}
