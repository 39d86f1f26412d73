use scim_schema::ScimResource;
use scim_schema::value::DateTime;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "active", with = "deactivation")]
    deactivated_at: Option<DateTime>,
}

mod deactivation {
    use scim_schema::value::{DateTime, InvalidValue};

    pub fn view(field: &Option<DateTime>) -> Option<bool> {
        Some(field.is_none())
    }
    pub fn set(_: &mut Option<DateTime>, _: bool) -> Result<(), InvalidValue> {
        Ok(())
    }
}

fn main() {}
