use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimComplex)]
struct Login {
    user_name: String,
    password: Option<String>,
    active: Option<bool>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(flatten)]
    login: Login,
}

fn main() {}
