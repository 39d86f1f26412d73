use scim_schema::ScimComplex;

#[derive(Clone, Default, ScimComplex)]
#[scim(rfc = "User.groups")]
struct Team {
    #[scim(path = "$ref")]
    team: Option<i64>,
}

fn main() {}
