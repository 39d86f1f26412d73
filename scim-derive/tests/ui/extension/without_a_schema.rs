use scim_schema::ScimExtension;

#[derive(Clone, Default, ScimExtension)]
#[scim(name = "Parking")]
struct Parking {
    lot: Option<String>,
}

fn main() {}
