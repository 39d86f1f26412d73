use scim_schema::ScimResource;
use scim_schema::value::DateTime;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = r#"meta[type eq "x"].lastModified"#)]
    updated_at: DateTime,
}

fn main() {}
