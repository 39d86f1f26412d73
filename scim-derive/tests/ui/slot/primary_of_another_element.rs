use scim_schema::ScimResource;
use scim_schema::rfc::Address;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = r#"addresses[type eq "work"]"#, primary)]
    office: Option<Address>,
    #[scim(path = r#"addresses[type eq "home"]"#)]
    home: Option<Address>,
}

fn main() {}
