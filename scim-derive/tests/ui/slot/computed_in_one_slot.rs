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
    #[scim(path = r#"emails[type eq "home"].value"#, get = "Member::home")]
    home: String,
}

impl Member {
    fn home(&self) -> String {
        self.home.clone()
    }
}

fn main() {}
