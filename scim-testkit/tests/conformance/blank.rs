//! Fields that are no `Option` in elements and complex values, as a column that is `NOT NULL` wants them:
//! what they hold though nobody gave it tells nothing, and is no first value.

use scim_schema::{ScimComplex, ScimEnum, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Van", endpoint = "/Vans")]
struct Van {
    #[scim(id)]
    id: u32,
    plate: Option<String>,
    mails: Vec<Mail>,
    seats: Vec<Seat>,
    items: Vec<Item>,
    badge: Option<Badge>,
    engine: Option<Motor>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Mail {
    value: Option<String>,
    r#type: Option<String>,
    #[scim(default)]
    primary: bool,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Seat {
    #[scim(key, required, mutability = "immutable")]
    number: u32,
    #[scim(default, mutability = "immutable")]
    side: Side,
    label: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ScimEnum)]
enum Side {
    #[default]
    Left,
    Right,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Item {
    label: Option<String>,
    #[scim(required)]
    count: u32,
    #[scim(default = true)]
    on: bool,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Badge {
    number: Option<String>,
    #[scim(default, mutability = "immutable")]
    level: u32,
    #[scim(default)]
    active: bool,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Motor {
    #[scim(required)]
    power: i64,
    #[scim(default)]
    loud: bool,
}

scim_testkit::conformance!(Van, cases = 32);
