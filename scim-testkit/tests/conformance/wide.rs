//! Attributes with every characteristic, at every place where one can be.

use scim_schema::value::{Binary, DateTime, Reference};
use scim_schema::{ScimComplex, ScimEnum, ScimExtension, ScimResource};

/// Lists of every type, and elements that are told apart by all that is in them.
mod parts {
    use super::*;

    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(schema = "urn:example:scim:schemas:2.0:Parcel", endpoint = "/Parcels")]
    struct Parcel {
        tags: Vec<String>,
        weights: Vec<f64>,
        stops: Vec<DateTime>,
        seals: Vec<Binary>,
        #[scim(reference("User", "external"))]
        owners: Vec<Reference>,
        #[scim(id)]
        id: u32,
        #[scim(required, uniqueness = "server")]
        number: String,
        items: Vec<Item>,
        #[scim(mutability = "immutable")]
        route: Vec<Stop>,
        sender: Option<Person>,
        #[scim(mutability = "immutable")]
        receiver: Option<Person>,
        #[scim(on_omit = "keep")]
        insurer: Option<Person>,
        #[scim(default)]
        state: State,
        #[scim(extension)]
        customs: Option<Customs>,
        #[scim(path = "meta.created")]
        created: DateTime,
        #[scim(path = "meta.lastModified")]
        modified: DateTime,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    struct Item {
        name: Option<String>,
        #[scim(required)]
        count: Option<i32>,
        #[scim(default = Some(1.5))]
        price: Option<f64>,
        #[scim(mutability = "immutable")]
        made: Option<DateTime>,
        marks: Vec<String>,
        primary: Option<bool>,
        #[scim(mutability = "readOnly")]
        seen: Option<bool>,
        #[scim(skip)]
        row: u32,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    struct Stop {
        #[scim(key)]
        at: Option<DateTime>,
        place: Option<String>,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    struct Person {
        #[scim(required)]
        name: Option<String>,
        #[scim(case_exact)]
        code: Option<String>,
        languages: Vec<String>,
    }

    #[derive(Debug, Clone, Default, PartialEq, Eq, ScimEnum)]
    enum State {
        #[default]
        Packed,
        Sent,
    }

    /// What a customs office wants to know.
    #[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
    #[scim(schema = "urn:example:scim:schemas:extension:2.0:Customs", name = "Customs")]
    struct Customs {
        #[scim(required)]
        country: Option<String>,
        #[scim(path = "office.name")]
        office: Option<String>,
        #[scim(path = "office.open")]
        open: Option<bool>,
        forms: Vec<Form>,
        since: Option<DateTime>,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    struct Form {
        value: Option<String>,
        r#type: Option<String>,
        primary: Option<bool>,
    }

    scim_testkit::conformance!(Parcel, cases = 32);
}

/// Elements that are fixed, chosen in every way, with parts of every characteristic.
mod slots {
    use super::*;

    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(rfc = "User")]
    struct Row {
        user_name: String,
        #[scim(id)]
        id: u32,
        #[scim(path = r#"emails[primary eq true].value"#)]
        first: Option<String>,
        #[scim(path = r#"emails[primary eq true].display"#)]
        first_name: Option<String>,
        #[scim(path = r#"phoneNumbers[type eq "work"].value"#)]
        desk: String,
        #[scim(path = r#"phoneNumbers[type eq "work"].display"#)]
        desk_note: Option<String>,
        #[scim(path = r#"phoneNumbers[type eq "home"].value"#, default = Some("none".to_owned()))]
        home: Option<String>,
        #[scim(path = r#"phoneNumbers[type eq "home"].primary"#)]
        home_first: Option<bool>,
        #[scim(path = r#"phoneNumbers[type eq "mobile"].value"#)]
        mobile: Option<String>,
        #[scim(path = r#"phoneNumbers[type eq "mobile"].primary"#)]
        mobile_first: Option<bool>,
        #[scim(path = r#"addresses[type eq "work"]"#, primary)]
        office: Option<Place>,
        #[scim(path = r#"addresses[type eq "home"]"#)]
        home_address: Option<Place>,
        #[scim(path = r#"ims[type eq "work"]"#)]
        chat: Option<Chat>,
        #[scim(path = r#"ims[type eq "home"]"#)]
        home_chat: Chat,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    #[scim(rfc = "User.addresses")]
    struct Place {
        #[scim(required)]
        locality: Option<String>,
        country: Option<String>,
        #[scim(skip)]
        row: u32,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    #[scim(rfc = "User.ims")]
    struct Chat {
        value: Option<String>,
        r#type: Option<String>,
        primary: Option<bool>,
    }

    scim_testkit::conformance!(Row, cases = 32);
}
