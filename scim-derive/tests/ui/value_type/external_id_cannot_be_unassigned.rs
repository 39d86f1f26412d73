use scim_schema::{ScimEnum, ScimResource};

#[derive(Clone, ScimEnum)]
enum OktaId {
    Known,
    #[scim(other)]
    Other(String),
}

impl Default for OktaId {
    fn default() -> Self {
        Self::Known
    }
}

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "externalId")]
    okta_id: OktaId,
}

fn main() {}
