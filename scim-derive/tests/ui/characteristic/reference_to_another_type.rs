use scim_schema::ScimComplex;
use scim_schema::value::Reference;

#[derive(Clone, Default, ScimComplex)]
#[scim(rfc = "Group.members")]
struct Member {
    value: Option<String>,
    #[scim(path = "$ref", reference = "Device")]
    uri: Option<Reference>,
}

fn main() {}
