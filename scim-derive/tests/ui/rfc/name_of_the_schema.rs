use scim_schema::ScimExtension;

#[derive(Clone, Default, ScimExtension)]
#[scim(rfc = "EnterpriseUser", name = "Enterprise")]
struct Enterprise {
    department: Option<String>,
}

fn main() {}
