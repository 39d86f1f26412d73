use scim_schema::ScimResource;
use scim_schema::rfc::EnterpriseUser;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
struct Member {
    #[scim(id)]
    id: String,
    user_name: String,
    #[scim(path = "EnterpriseUser:department")]
    department: Option<String>,
    #[scim(extension)]
    enterprise: Option<EnterpriseUser>,
}

fn main() {}
