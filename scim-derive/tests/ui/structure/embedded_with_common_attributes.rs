use scim_schema::value::DateTime;
use scim_schema::{ScimComplex, ScimResource};

#[derive(Clone, Default, ScimComplex)]
struct Origin {
    external_id: Option<String>,
}

#[derive(Clone, Default, ScimComplex)]
struct Times {
    #[scim(path = "meta.created")]
    created: Option<DateTime>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: String,
    #[scim(flatten)]
    origin: Origin,
    #[scim(flatten)]
    times: Times,
}

fn main() {}
