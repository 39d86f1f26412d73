use scim_schema::resource::HoldsString;
use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimComplex)]
#[scim(rfc = "User.addresses")]
struct Address {
    locality: Option<String>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member<T: HoldsString + Clone> {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = r#"addresses[type eq "home"]"#)]
    home: Option<Address>,
    #[scim(path = r#"addresses[type eq "work"].country"#)]
    country: Option<T>,
}

fn main() {}
