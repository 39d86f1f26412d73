use scim_schema::ScimResource;
use scim_schema::value::Secret;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "password", returned = "default")]
    password: Option<Secret>,
}

fn main() {}
