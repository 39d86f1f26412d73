use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    user_name: String,
    #[scim(path = "externalId", fold_column = "okta_key")]
    okta_id: Option<String>,
    #[scim(path = r#"photos[type eq "photo"].value"#, fold_column = "photo_key")]
    photo: Option<String>,
}

fn main() {}
