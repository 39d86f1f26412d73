//! What is returned on request, wherever it is: alone, in complex values however they are held, in
//! elements, in extensions.

use scim_schema::{ScimComplex, ScimExtension, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:File", endpoint = "/Files")]
struct File {
    #[scim(id)]
    id: u32,
    #[scim(required)]
    name: String,
    #[scim(returned = "request")]
    text: Option<String>,
    cover: Option<Cover>,
    /// Held as it is.
    back: Cover,
    #[scim(returned = "request")]
    spine: Option<Cover>,
    #[scim(path = "shelf.room")]
    room: Option<String>,
    #[scim(path = "shelf.row", returned = "request")]
    row: Option<i32>,
    sheets: Vec<Sheet>,
    #[scim(path = r#"copies[kind eq "paper"]"#)]
    paper: Option<Copied>,
    #[scim(extension)]
    archive: Option<Archive>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Cover {
    color: Option<String>,
    #[scim(returned = "request")]
    note: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Sheet {
    value: Option<String>,
    #[scim(returned = "request")]
    text: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Copied {
    place: Option<String>,
    #[scim(returned = "request")]
    note: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Archive", name = "Archive")]
struct Archive {
    year: Option<i32>,
    #[scim(returned = "request")]
    reason: Option<String>,
    cover: Option<Cover>,
}

scim_testkit::conformance!(File, cases = 32);
