use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    user_name: String,
    #[scim(path = r#"addresses[type eq "work"]"#, with = "office")]
    office: Option<Address>,
    #[scim(path = r#"addresses[type eq "home"]"#, get = "Member::home")]
    home: Option<Address>,
}

#[derive(Clone, Default, ScimComplex)]
#[scim(rfc = "User.addresses")]
struct Address {
    locality: Option<String>,
}

fn main() {}
