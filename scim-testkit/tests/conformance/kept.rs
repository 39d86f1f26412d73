//! What stays when a client leaves out what it is in: parts that are immutable, kept, secret or
//! readOnly, in complex values however they are held, in extensions and in fixed elements.

use scim_schema::value::Secret;
use scim_schema::{ScimComplex, ScimExtension, ScimResource};

/// Complex values.
mod complex {
    use super::*;

    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(schema = "urn:example:scim:schemas:2.0:Locker", endpoint = "/Lockers")]
    struct Locker {
        #[scim(id)]
        id: u32,
        #[scim(required)]
        name: String,
        lease: Option<Lease>,
        /// Held as it is.
        former: Lease,
        #[scim(path = "seal.number", mutability = "immutable")]
        seal: Option<String>,
        #[scim(path = "seal.note")]
        seal_note: Option<String>,
        #[scim(path = "seal.kind", required)]
        seal_kind: Option<String>,
        lock: Option<Lock>,
        #[scim(extension)]
        place: Option<Place>,
        #[scim(extension)]
        owner: Owner,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    struct Lease {
        #[scim(mutability = "immutable")]
        number: Option<String>,
        #[scim(required)]
        holder: Option<String>,
        note: Option<String>,
        #[scim(mutability = "readOnly")]
        seen: Option<bool>,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    struct Lock {
        model: Option<String>,
        #[scim(on_omit = "keep")]
        remark: Option<String>,
        #[scim(mutability = "writeOnly", returned = "never")]
        code: Option<Secret>,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
    #[scim(schema = "urn:example:scim:schemas:extension:2.0:Place", name = "Place")]
    struct Place {
        #[scim(mutability = "immutable")]
        building: Option<String>,
        room: Option<String>,
        lease: Option<Lease>,
        #[scim(mutability = "immutable")]
        doors: Vec<String>,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
    #[scim(schema = "urn:example:scim:schemas:extension:2.0:Owner", name = "Owner")]
    struct Owner {
        #[scim(mutability = "immutable")]
        number: Option<String>,
        note: Option<String>,
        #[scim(path = "card.number", mutability = "immutable")]
        card: Option<String>,
        #[scim(path = "card.note")]
        card_note: Option<String>,
    }

    scim_testkit::conformance!(Locker, cases = 32);
}

/// Fixed elements.
mod slots {
    use super::*;

    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(schema = "urn:example:scim:schemas:2.0:Desk", endpoint = "/Desks")]
    struct Desk {
        #[scim(id)]
        id: u32,
        #[scim(required)]
        name: String,
        #[scim(path = r#"phones[kind eq "land"].number"#)]
        land: Option<String>,
        #[scim(path = r#"phones[kind eq "land"].note"#, on_omit = "keep")]
        land_note: Option<String>,
        #[scim(path = r#"phones[kind eq "cell"].number"#, on_omit = "keep")]
        cell: Option<String>,
        #[scim(path = r#"phones[kind eq "cell"].note"#)]
        cell_note: Option<String>,
        #[scim(path = r#"keys[kind eq "own"]"#)]
        own: Option<Key>,
        #[scim(path = r#"keys[kind eq "spare"]"#)]
        spare: Key,
    }

    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    struct Key {
        #[scim(mutability = "immutable")]
        number: Option<String>,
        note: Option<String>,
        #[scim(on_omit = "keep")]
        remark: Option<String>,
        #[scim(mutability = "readOnly")]
        seen: Option<bool>,
    }

    scim_testkit::conformance!(Desk, cases = 32);
}
