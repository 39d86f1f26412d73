//! The table that an administrator of Okta fills in for an app.

use super::okta::{self, SENT, Sent};
use super::{Mapping, Row, render};
use crate::schema::{Attribute, Mutability, Returned, Schema, Type};
use std::fmt;

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

/// What Okta handles by itself, and nobody maps.
const UNMAPPED: [&str; 6] = ["id", "schemas", "meta", "active", "password", "groups"];

/// The attributes of an app's profile in Okta: what an administrator maps, and what Okta's usual
/// mapping sends that is not held.
///
/// Names are those of Okta's template for SCIM 2.0; `active`, the password and memberships are not in
/// it, as Okta sends them by itself. [`Display`](fmt::Display) is
/// [`to_markdown`](Self::to_markdown).
///
/// ```
/// # use scim_schema::ScimResource;
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: i64,
///     #[scim(path = "userName")]
///     login: String,
///     #[scim(path = r#"emails[type eq "work"].value"#)]
///     email: String,
/// }
/// let okta = Member::mapping().okta();
/// let names: Vec<_> = okta.rows().iter().map(|row| &*row.external_name).collect();
/// assert_eq!(names, ["userName", "emails.^[primary==true].value", "emails.^[primary==true].type"]);
/// assert!(okta.lacking().iter().any(|row| row.profile.as_deref() == Some("firstName")));
/// assert!(okta.to_markdown().contains("Sent by Okta's usual mapping, and not held:"));
/// assert!(okta.to_csv().starts_with("profile,variable,externalName,"));
/// // of any server, by its `/Schemas`; and all that Okta would send
/// use scim_schema::resource::OktaMapping;
/// assert!(OktaMapping::of_schemas(Member::SCHEMA, &[]).rows().iter().any(|row| row.path == "userName"));
/// assert!(OktaMapping::template().rows().len() > okta.rows().len());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OktaMapping {
    rows: Vec<OktaRow>,
    lacking: Vec<OktaRow>,
}

/// An attribute of an app's profile in Okta.
///
/// ```
/// use scim_schema::{ScimResource, rfc::User};
///
/// let okta = User::mapping().okta();
/// let row = okta.rows().iter().find(|row| row.variable == "givenName").unwrap();
/// assert_eq!(row.profile.as_deref(), Some("firstName"));
/// assert_eq!((&*row.external_name, row.data_type), ("name.givenName", "string"));
/// assert_eq!(row.external_namespace, "urn:ietf:params:scim:schemas:core:2.0:User");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OktaRow {
    /// The attribute of an Okta user that is mapped to it; none where Okta has no base attribute for
    /// it, or a constant is sent.
    pub profile: Option<String>,
    /// Its name in the app's profile.
    pub variable: String,
    /// What Okta asks for as its external name.
    pub external_name: String,
    /// What Okta asks for as its external namespace: the URN of its schema.
    pub external_namespace: String,
    /// Its data type, as Okta calls it.
    pub data_type: &'static str,
    /// Its path (RFC 7644 section 3.10).
    pub path: String,
    /// What else an administrator should know; empty if there is nothing.
    pub note: &'static str,
}

/// An attribute that a model or a server has.
struct Held<'a> {
    path: String,
    okta: Option<&'static str>,
    attribute: &'a Attribute,
    /// Whether it is in every element of a list, so that one of any type has a place.
    any_element: bool,
}

impl Mapping {
    /// The same for an administrator of Okta; empty unless it is of users.
    #[must_use]
    pub fn okta(&self) -> OktaMapping {
        if !self.is_user {
            return OktaMapping::default();
        }
        let whole = |row: &Row| row.attribute.r#type == Type::Complex;
        let rows = self.rows.iter().filter(|row| !whole(row));
        let held = rows.map(|row| {
            let list = row.path.split('.').next().unwrap_or_default();
            let is_list = |one: &Row| one.path == list && one.attribute.multi_valued;
            Held {
                path: row.path.clone(),
                okta: row.okta,
                attribute: row.attribute,
                any_element: row.path.contains('.') && self.rows.iter().any(is_list),
            }
        });
        OktaMapping::of_held(&held.collect::<Vec<_>>())
    }
}

impl OktaMapping {
    /// All that Okta's template for SCIM 2.0 sends, in the order of its profile.
    #[must_use]
    pub fn template() -> Self {
        Self { rows: SENT.iter().map(Sent::row).collect(), lacking: Vec::new() }
    }

    /// What a server's schemas say: that of its users, and those of their extensions.
    #[must_use]
    pub fn of_schemas(user: &Schema, extensions: &[&Schema]) -> Self {
        let own = user.attributes.iter().map(|one| (String::new(), one));
        let extended = extensions.iter().flat_map(|schema| {
            let urn = format!("{}:", schema.id);
            schema.attributes.iter().map(move |one| (urn.clone(), one))
        });
        let mut held = vec![Held {
            path: "externalId".to_owned(),
            okta: None,
            attribute: crate::schema::EXTERNAL_ID,
            any_element: false,
        }];
        for (urn, attribute) in own.chain(extended) {
            let path = format!("{urn}{}", attribute.name);
            if attribute.sub_attributes.is_empty() {
                let okta = okta::usual(&path, None);
                held.push(Held { path, okta, attribute, any_element: false });
                continue;
            }
            for sub in attribute.sub_attributes.iter() {
                let path = format!("{path}.{}", sub.name);
                let okta = okta::usual(&path, None);
                let any_element = attribute.multi_valued;
                held.push(Held { path, okta, attribute: sub, any_element });
            }
        }
        Self::of_held(&held)
    }

    /// What can be mapped.
    #[must_use]
    pub fn rows(&self) -> &[OktaRow] {
        &self.rows
    }

    /// What Okta's usual mapping sends that nothing holds: it is passed over, so it is best taken out
    /// of the app's profile.
    #[must_use]
    pub fn lacking(&self) -> &[OktaRow] {
        &self.lacking
    }

    fn of_held(held: &[Held<'_>]) -> Self {
        let mut mapping = Self::default();
        for one in held.iter().filter(|one| one.is_mapped()) {
            let usual = SENT.iter().find(|sent| one.holds(sent));
            let row = match usual {
                Some(sent) => sent.row(),
                None => one.row(),
            };
            mapping.rows.push(OktaRow {
                path: one.path.clone(),
                data_type: data_type(one.attribute),
                note: one.note().unwrap_or(row.note),
                ..row
            });
            // another element of the same list, or what a slot has of itself
            for sent in SENT.iter().filter(|sent| one.holds_also(sent)) {
                if !mapping.rows.iter().any(|row| row.variable == sent.variable) {
                    mapping.rows.push(sent.row());
                }
            }
        }
        let is_held = |sent: &&Sent| mapping.rows.iter().any(|row| row.variable == sent.variable);
        mapping.lacking = SENT.iter().filter(|sent| !is_held(sent)).map(Sent::row).collect();
        mapping
    }

    /// Two Markdown tables for people: what can be mapped, and what Okta sends beyond it.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let head = [
            "Okta user profile",
            "App variable",
            "External name",
            "External namespace",
            "Data type",
            "SCIM attribute",
            "Note",
        ];
        let cells = |row: &OktaRow| {
            [
                render::code(row.profile.as_deref().unwrap_or_default()),
                render::code(&row.variable),
                render::code(&row.external_name),
                render::code(&row.external_namespace),
                row.data_type.to_owned(),
                render::code(&row.path),
                row.note.to_owned(),
            ]
        };
        let table = |rows: &[OktaRow]| render::markdown(&head, rows.iter().map(cells));
        let mut text = table(&self.rows);
        if !self.lacking.is_empty() {
            text.push_str("\nSent by Okta's usual mapping, and not held:\n\n");
            text.push_str(&table(&self.lacking));
        }
        text
    }

    /// A CSV file (RFC 4180) for spreadsheets; `held` is false in the rows of what is lacking.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut text = String::new();
        render::record(
            &mut text,
            [
                "profile",
                "variable",
                "externalName",
                "externalNamespace",
                "dataType",
                "path",
                "held",
                "note",
            ],
        );
        let held = self.rows.iter().map(|row| (row, "true"));
        for (row, held) in held.chain(self.lacking.iter().map(|row| (row, "false"))) {
            render::record(
                &mut text,
                [
                    row.profile.as_deref().unwrap_or_default(),
                    &row.variable,
                    &row.external_name,
                    &row.external_namespace,
                    row.data_type,
                    &row.path,
                    held,
                    row.note,
                ],
            );
        }
        text
    }
}

impl fmt::Display for OktaMapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_markdown())
    }
}

impl Held<'_> {
    fn is_mapped(&self) -> bool {
        let first = self.path.split(['.', '[']).next().unwrap_or_default();
        let own = |name: &str| name.eq_ignore_ascii_case(first);
        !UNMAPPED.iter().any(|name| own(name))
            && self.attribute.returned != Returned::Never
            && !self.path.ends_with(".$ref")
    }

    /// Whether it is what Okta sends by this row.
    fn holds(&self, sent: &Sent) -> bool {
        match sent.profile {
            Some(profile) => self.okta == Some(profile),
            None => self.okta.is_none() && self.path.eq_ignore_ascii_case(sent.path),
        }
    }

    /// Whether it has a place for that too.
    fn holds_also(&self, sent: &Sent) -> bool {
        let list = sent.path.split(['.', '[']).next().unwrap_or_default();
        let of_list = |rest: &str| rest.starts_with('.') || rest.starts_with('[');
        let same_list = self.path.strip_prefix(list).is_some_and(of_list);
        if !same_list || sent.element.is_empty() {
            return false;
        }
        let last = |path: &str| path.rsplit('.').next().map(str::to_owned);
        let same_part = last(&self.path) == last(sent.path);
        // a slot by `type` gives its type to what it holds
        let of_slot = sent.path.ends_with(".type") && self.path.contains("[type eq");
        (self.any_element && same_part) || of_slot
    }

    /// A row of its own, for what Okta has no base attribute for.
    fn row(&self) -> OktaRow {
        let (namespace, path) = namespaced(&self.path);
        let external_name = path
            .replace("[primary eq true]", ".^[primary==true]")
            .replace("[type eq \"", ".^[type==")
            .replace("\"]", "]");
        let external_name = match (self.any_element, external_name.split_once('.')) {
            (true, Some((list, part))) => format!("{list}.^[primary==true].{part}"),
            _ => external_name,
        };
        OktaRow {
            profile: self.okta.map(str::to_owned),
            variable: variable(path),
            external_name,
            external_namespace: namespace.to_owned(),
            data_type: data_type(self.attribute),
            path: self.path.clone(),
            note: if self.okta.is_none() { "a custom attribute" } else { "" },
        }
    }

    fn note(&self) -> Option<&'static str> {
        (self.attribute.mutability == Mutability::ReadOnly)
            .then_some("only read: import it, do not push it")
    }
}

impl Sent {
    fn row(&self) -> OktaRow {
        let (namespace, _) = namespaced(self.path);
        OktaRow {
            profile: self.profile.map(str::to_owned),
            variable: self.variable.to_owned(),
            external_name: self.external_name.to_owned(),
            external_namespace: namespace.to_owned(),
            data_type: "string",
            path: self.path.to_owned(),
            note: self.note,
        }
    }
}

/// The URN that a path begins with, that of users if it has none, and the rest.
fn namespaced(path: &str) -> (&str, &str) {
    let end = path.find('[').unwrap_or(path.len());
    let names = path.get(..end).unwrap_or(path);
    match names.rfind(':') {
        Some(at) => (path.get(..at).unwrap_or(USER), path.get(at + 1..).unwrap_or(path)),
        None => (USER, path),
    }
}

/// A name for a variable: `addressesWorkLocality` of `addresses[type eq "work"].locality`.
fn variable(path: &str) -> String {
    let path = path.replace("type eq", "").replace(" eq true", "");
    let words = path.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = String::new();
    for word in words {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if !name.is_empty() => name.extend(first.to_uppercase()),
            Some(first) => name.push(first),
            None => {}
        }
        name.push_str(letters.as_str());
    }
    name
}

/// As Okta calls data types.
fn data_type(attribute: &Attribute) -> &'static str {
    match (attribute.r#type, attribute.multi_valued) {
        (Type::Boolean, false) => "boolean",
        (Type::Integer, false) => "integer",
        (Type::Decimal, false) => "number",
        (Type::Integer, true) => "integer array",
        (Type::Decimal, true) => "number array",
        (_, true) => "string array",
        _ => "string",
    }
}
