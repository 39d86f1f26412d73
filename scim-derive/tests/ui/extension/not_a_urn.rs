use scim_schema::ScimExtension;

#[derive(Clone, Default, ScimExtension)]
#[scim(schema = "urn:Parking")]
struct Parking {
    lot: Option<String>,
}

fn main() {}
