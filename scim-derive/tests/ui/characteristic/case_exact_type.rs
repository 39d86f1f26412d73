use scim_schema::{ScimEnum, ScimResource};

#[derive(Clone, ScimEnum)]
#[scim(case_exact)]
enum Kind {
    Employee,
}

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "userType")]
    kind: Option<Kind>,
}

fn main() {}
