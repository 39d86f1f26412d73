use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimComplex)]
#[scim(rfc = "User.addresses")]
struct Address {
    street_address: Option<String>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = r#"addresses[type eq "work"]"#)]
    office: Option<Address>,
    #[scim(path = r#"addresses[type eq "work"].locality"#)]
    city: String,
}

fn main() {}
