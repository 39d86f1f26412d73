use scim_schema::value::Reference;
use scim_schema::{ScimEnum, ScimResource};

#[derive(Clone, ScimEnum)]
#[scim(case_exact)]
enum Size {
    Small,
}

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: String,
    #[scim(fold_column = "size_key")]
    size: Option<Size>,
    #[scim(fold_column = "owner_key")]
    owner: Option<Reference>,
}

fn main() {}
