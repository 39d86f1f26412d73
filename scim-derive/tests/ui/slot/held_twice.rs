use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = r#"emails[type eq "work"].value"#)]
    email: String,
    #[scim(path = r#"emails[type eq "work"].value"#)]
    other_email: String,
}

fn main() {}
