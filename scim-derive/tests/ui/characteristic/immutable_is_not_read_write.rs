use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimComplex)]
#[scim(rfc = "Group.members")]
struct Member {
    #[scim(mutability = "readWrite")]
    value: Option<String>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "Group")]
struct Team {
    #[scim(id)]
    id: String,
    #[scim(path = "displayName")]
    name: String,
    members: Vec<Member>,
}

fn main() {}
