use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimComplex)]
#[scim(rfc = "User")]
struct Contact<const N: usize> {
    title: Option<String>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member<const N: usize> {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(flatten)]
    contact: Contact<N>,
}

fn main() {}
