use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "EnterpriseUser")]
struct Member {
    #[scim(id)]
    id: String,
    department: String,
}

fn main() {}
