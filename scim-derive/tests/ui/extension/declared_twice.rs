use scim_schema::ScimResource;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser", extension = "EnterpriseUser")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "EnterpriseUser:department")]
    department: String,
}

fn main() {}
