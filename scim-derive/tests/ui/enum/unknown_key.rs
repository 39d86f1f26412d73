use scim_schema::ScimEnum;

#[derive(Clone, ScimEnum)]
#[scim(rename_all = "camelCase")]
enum State {
    New,
}

fn main() {}
