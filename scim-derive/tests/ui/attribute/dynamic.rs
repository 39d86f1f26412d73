use scim_schema::resource::DynamicAttributes;
use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: String,
    serial: String,
    #[scim(dynamic, required)]
    extra: DynamicAttributes,
    #[scim(dynamic)]
    more: DynamicAttributes,
}

#[derive(Clone, Default, ScimComplex)]
struct Door {
    number: Option<i64>,
    #[scim(dynamic)]
    extra: DynamicAttributes,
}

fn main() {}
