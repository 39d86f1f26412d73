use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member<T: ScimComplex + Clone> {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(flatten)]
    contact: T,
}

fn main() {}
