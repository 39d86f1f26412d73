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

    pub fn view(field: &Option<DateTime>) -> Option<String> {
        field.as_ref().map(ToString::to_string)
    }
    pub fn set(field: &mut Option<DateTime>, text: String) -> Result<(), InvalidValue> {
        *field = Some(DateTime::parse(&text)?);
        Ok(())
    }
    pub fn clear(field: &mut Option<DateTime>) -> Result<(), InvalidValue> {
        *field = None;
        Ok(())
    }
}

fn main() {}
