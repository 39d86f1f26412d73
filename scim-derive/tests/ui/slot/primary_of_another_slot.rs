use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    email: String,
    #[scim(path = r#"emails[type eq "home"].value"#)]
    home_email: String,
    #[scim(path = r#"emails[type eq "home"].primary"#)]
    prefers_home: Option<bool>,
}

fn main() {}
