//! Which structs, enums and fields there are.

use super::name::{Taken, field, ident, lower_camel, singular, snake, upper_camel};
use super::settle::{Kept, Told, Usage, last};
use super::write::{Key, doc_lines};
use super::{Enums, Options, Struct, like_rfc};
use scim_schema::schema::{Attribute, Returned, Schema, Type};

/// What is to be written, in this order.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) items: Vec<Item>,
    pub(super) structs: Vec<Struct>,
}

/// An item of the module.
#[derive(Debug)]
pub(super) enum Item {
    Struct {
        docs: Vec<String>,
        derive: &'static str,
        keys: Vec<Key>,
        name: String,
        fields: Vec<Field>,
    },
    Enum {
        docs: Vec<String>,
        name: String,
        case_exact: bool,
        has_default: bool,
        variants: Vec<Variant>,
        other: Option<String>,
    },
}

/// A field of a struct.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub(super) docs: Vec<String>,
    pub(super) keys: Vec<Key>,
    pub(super) name: String,
    pub(super) ty: String,
}

/// A canonical value.
#[derive(Debug)]
pub(super) struct Variant {
    pub(super) name: String,
    pub(super) rename: Option<String>,
}

pub(super) fn plan(mut kept: Vec<Kept>, options: &Options, told: &mut Told) -> Plan {
    let mut planner = Planner { options, types: Taken::types(), plan: Plan::default() };
    // the schemas have the first choice of names
    let names: Vec<String> = kept.iter().map(|kept| planner.name_of(kept)).collect();
    for (kept, name) in kept.iter_mut().zip(&names) {
        name_of_schema(&mut kept.schema, name, told);
    }
    let extensions: Vec<(String, String)> = kept
        .iter()
        .zip(&names)
        .filter(|(kept, _)| matches!(kept.usage, Usage::Extension))
        .map(|(kept, name)| (kept.schema.id.to_string(), name.clone()))
        .collect();
    for (kept, name) in kept.into_iter().zip(names) {
        planner.schema(kept, name, &extensions, told);
    }
    planner.plan
}

/// A schema has a name, which is the name of its resource type.
fn name_of_schema(schema: &mut Schema, name: &str, told: &mut Told) {
    if schema.name.is_empty() {
        told.differences.push(format!("`{}` is named `{name}`, as it has no name", schema.id));
        schema.name = name.to_owned().into();
    }
}

/// Whether an enum can hold the canonical values.
pub(super) fn is_enumerable(attribute: &Attribute) -> bool {
    let values = &attribute.canonical_values;
    let same = |a: &str, b: &str| {
        if attribute.case_exact { a == b } else { a.eq_ignore_ascii_case(b) }
    };
    let distinct = values
        .iter()
        .enumerate()
        .all(|(index, value)| !values.iter().take(index).any(|other| same(other, value)));
    attribute.r#type == Type::String
        && attribute.returned != Returned::Never
        && !values.is_empty()
        && distinct
        && !values.iter().any(|value| value.contains(char::is_control))
}

struct Planner<'a> {
    options: &'a Options,
    types: Taken,
    plan: Plan,
}

/// Where an attribute is.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// The struct of the schema.
    schema: &'a str,
    /// What the derive calls the schema, where its table says what attributes are.
    rfc: Option<&'a str>,
    /// The rows of the table.
    rows: &'a [Attribute],
    /// The attribute that has it, and the struct of that one.
    above: Option<(&'a str, &'a str)>,
    is_user: bool,
}

impl Planner<'_> {
    fn name_of(&mut self, kept: &Kept) -> String {
        let own = match &kept.usage {
            Usage::Resource { name: Some(name), .. } => upper_camel(name),
            _ => upper_camel(&kept.schema.name),
        };
        let urn: Vec<_> = kept.schema.id.split(':').map(upper_camel).collect();
        let end = upper_camel(last(&kept.schema.id));
        let before = urn.iter().rev().skip(1).find(|part| begins_with_letter(part));
        let longer = before.map(|before| format!("{before}{end}"));
        let mut candidates: Vec<String> = [Some(own), Some(end), longer]
            .into_iter()
            .flatten()
            .filter(|name| begins_with_letter(name))
            .collect();
        candidates.push("Described".to_owned());
        self.types.take(&candidates, "")
    }

    fn schema(
        &mut self,
        kept: Kept,
        name: String,
        extensions: &[(String, String)],
        told: &mut Told,
    ) {
        let Kept { mut schema, usage } = kept;
        let enums = self.options.enums != Enums::Text;
        let rfc = like_rfc::of(&schema.id).and_then(|(key, rfc)| {
            match like_rfc::check(&schema, rfc, enums) {
                Ok(()) => Some((key, rfc)),
                Err(why) => {
                    told.remarks
                        .push(format!("`{key}` is written out and not `rfc = \"{key}\"`: {why}"));
                    None
                }
            }
        });
        if rfc.is_none() {
            no_plain_password(&mut schema, told);
        }
        let is_extension = matches!(usage, Usage::Extension);
        let mut keys = match rfc {
            Some((key, _)) => vec![Key::text("rfc", key)],
            None => vec![Key::text("schema", &schema.id)],
        };
        if rfc.is_none() && *schema.name != *name {
            keys.push(Key::text("name", &schema.name));
        }
        let lines = doc_lines(&schema.description, 0);
        // beside `rfc` the doc comment is no description
        let known = rfc.is_some_and(|(_, rfc)| rfc.description == schema.description);
        if !known
            && (rfc.is_some() || lines.is_none())
            && !(rfc.is_none() && schema.description.is_empty())
        {
            keys.push(Key::text("description", &schema.description));
        }
        let place = Place {
            schema: &name,
            rfc: rfc.map(|(key, _)| key),
            rows: rfc.map_or(&[], |(_, rfc)| &rfc.attributes),
            above: None,
            is_user: schema.id == like_rfc::USER,
        };
        let mut held = Vec::new();
        let mut names = Taken::default();
        let mut fields = Vec::new();
        if let Usage::Resource { endpoint, .. } = &usage {
            if rfc.is_none_or(|(key, _)| *endpoint != format!("/{key}s")) {
                keys.push(Key::text("endpoint", endpoint));
            }
            fields.extend([
                common(&mut names, "id", Some(Key::word("id")), "String"),
                common(&mut names, "externalId", None, "Option<String>"),
            ]);
        }
        self.fields(&schema.attributes, place, &mut names, &mut fields, &mut held);
        if let Usage::Resource { extensions: has, .. } = &usage {
            for (urn, required) in has {
                let found = extensions.iter().find(|(id, _)| id.eq_ignore_ascii_case(urn));
                let Some((_, extension)) = found else {
                    told.remarks.push(format!("the extension `{urn}` of `{name}` is left out"));
                    continue;
                };
                fields.push(extension_field(&mut names, extension, *required));
            }
            let meta = |name: &str| Some(Key::text("path", &format!("meta.{name}")));
            fields.extend([
                common(&mut names, "created", meta("created"), "Option<DateTime>"),
                common(&mut names, "lastModified", meta("lastModified"), "Option<DateTime>"),
                common(&mut names, "version", Some(Key::word("version")), "String"),
            ]);
        }
        let derive = if is_extension { "ScimExtension" } else { "ScimResource" };
        let docs = lines.unwrap_or_default();
        self.plan.items.push(Item::Struct { docs, derive, keys, name: name.clone(), fields });
        self.plan.items.append(&mut held);
        self.plan.structs.push(Struct { name, is_extension, schema });
    }

    fn fields(
        &mut self,
        attributes: &[Attribute],
        place: Place<'_>,
        names: &mut Taken,
        fields: &mut Vec<Field>,
        held: &mut Vec<Item>,
    ) {
        for attribute in attributes {
            let row = place.rows.iter().find(|row| row.name == attribute.name);
            let name = names.take(&[field(&attribute.name)], "_");
            let mut made = Field { name: ident(&name), ..Field::default() };
            if lower_camel(&name) != attribute.name {
                let key = if place.rfc.is_some() { "path" } else { "rename" };
                made.keys.push(Key::text(key, &attribute.name));
            }
            let (inner, is_enum) = self.value(attribute, row, place, held);
            made.ty = match (attribute.multi_valued, is_plain(attribute, row)) {
                (true, _) => format!("Vec<{inner}>"),
                (false, true) => inner,
                (false, false) => format!("Option<{inner}>"),
            };
            characteristics(attribute, row, is_enum, &mut made.keys);
            // as beside `rfc`: a PUT that leaves it out does not change it
            if place.is_user
                && place.rfc.is_none()
                && attribute.name == "active"
                && attribute.is_writable()
            {
                made.keys.push(Key::text("on_omit", "keep"));
            }
            let lines = doc_lines(&attribute.description, 4);
            match (row, &lines) {
                (Some(row), _) if row.description == attribute.description => {}
                (Some(_), _) | (None, None) => {
                    made.keys.push(Key::text("description", &attribute.description));
                }
                (None, Some(_)) => {}
            }
            made.docs = lines.unwrap_or_default();
            fields.push(made);
        }
    }

    /// The type of one value, and whether it has the canonical values.
    fn value(
        &mut self,
        attribute: &Attribute,
        row: Option<&Attribute>,
        place: Place<'_>,
        held: &mut Vec<Item>,
    ) -> (String, bool) {
        let simple = match attribute.r#type {
            Type::Complex => return (self.complex(attribute, row, place, held), false),
            Type::String if attribute.returned == Returned::Never => "Secret",
            Type::String if self.options.enums != Enums::Text && is_enumerable(attribute) => {
                return (self.enumeration(attribute, row, place, held), true);
            }
            Type::String => "String",
            Type::Boolean => "bool",
            Type::Decimal => "f64",
            Type::Integer => "i64",
            Type::DateTime => "DateTime",
            Type::Binary => "Binary",
            Type::Reference => "Reference",
        };
        (simple.to_owned(), false)
    }

    /// `Email`, `UserEmail`, `UserEmail2`.
    fn type_name(&mut self, attribute: &Attribute, place: Place<'_>) -> String {
        let own = upper_camel(attribute.name.trim_start_matches('$'));
        let own = if attribute.multi_valued { singular(&own) } else { own };
        let candidates = match place.above {
            Some((_, above)) => vec![format!("{above}{own}")],
            None if attribute.r#type == Type::Complex && begins_with_letter(&own) => {
                vec![own.clone(), format!("{}{own}", place.schema)]
            }
            None => vec![format!("{}{own}", place.schema)],
        };
        self.types.take(&candidates, "")
    }

    fn complex(
        &mut self,
        attribute: &Attribute,
        row: Option<&Attribute>,
        place: Place<'_>,
        held: &mut Vec<Item>,
    ) -> String {
        let name = self.type_name(attribute, place);
        let keys = place.rfc.map(|key| Key::text("rfc", &format!("{key}.{}", attribute.name)));
        let (mut names, mut fields, mut below) = (Taken::default(), Vec::new(), Vec::new());
        let inner = Place {
            rows: row.map_or(&[], |row| &row.sub_attributes),
            above: Some((&attribute.name, &name)),
            is_user: false,
            ..place
        };
        self.fields(&attribute.sub_attributes, inner, &mut names, &mut fields, &mut below);
        let what = if attribute.multi_valued { "An element" } else { "The value" };
        held.push(Item::Struct {
            docs: vec![format!("{what} of `{}`.", attribute.name)],
            derive: "ScimComplex",
            keys: keys.into_iter().collect(),
            name: name.clone(),
            fields,
        });
        held.append(&mut below);
        name
    }

    fn enumeration(
        &mut self,
        attribute: &Attribute,
        row: Option<&Attribute>,
        place: Place<'_>,
        held: &mut Vec<Item>,
    ) -> String {
        let name = self.type_name(attribute, place);
        let mut names = Taken::default();
        // no variant can be called so
        names.take(&["Self".to_owned()], "");
        let variant = |value: &str, names: &mut Taken| {
            let camel = upper_camel(value);
            let camel = if begins_with_letter(&camel) { camel } else { format!("Value{camel}") };
            let name = names.take(&[camel], "");
            let rename = (lower_camel(&name) != value).then(|| value.to_owned());
            Variant { name, rename }
        };
        let variants = attribute.canonical_values.iter().map(|value| variant(value, &mut names));
        let variants: Vec<_> = variants.collect();
        let open = self.options.enums == Enums::Open;
        let other = open.then(|| names.take(&["Other".to_owned(), "AnyOther".to_owned()], ""));
        let path = match place.above {
            Some((above, _)) => format!("{above}.{}", attribute.name),
            None => attribute.name.to_string(),
        };
        held.push(Item::Enum {
            docs: vec![format!("The canonical values of `{path}`.")],
            name: name.clone(),
            case_exact: attribute.case_exact,
            has_default: !attribute.multi_valued && is_plain(attribute, row),
            variants,
            other,
        });
        name
    }
}

/// A field for what every resource has.
fn common(names: &mut Taken, attribute: &str, key: Option<Key>, ty: &str) -> Field {
    let candidates = [snake(attribute), format!("meta_{}", snake(attribute))];
    let name = names.take(&candidates, "_");
    let path =
        (key.is_none() && lower_camel(&name) != attribute).then(|| Key::text("path", attribute));
    let keys = key.or(path).into_iter().collect();
    Field { keys, name: ident(&name), ty: ty.to_owned(), ..Field::default() }
}

fn extension_field(names: &mut Taken, extension: &str, required: bool) -> Field {
    let name = names.take(&[field(extension), format!("{}_extension", field(extension))], "_");
    let (mut keys, mut ty) = (vec![Key::word("extension")], format!("Option<{extension}>"));
    if required {
        keys.push(Key::word("required"));
        extension.clone_into(&mut ty);
    }
    Field { docs: Vec::new(), keys, name: ident(&name), ty }
}

/// Whether every resource has a value.
fn is_plain(attribute: &Attribute, row: Option<&Attribute>) -> bool {
    attribute.required || row.is_some_and(|row| row.required)
}

fn characteristics(
    attribute: &Attribute,
    row: Option<&Attribute>,
    is_enum: bool,
    keys: &mut Vec<Key>,
) {
    let new = Attribute::new("", attribute.r#type, "");
    let from = row.unwrap_or(&new);
    if attribute.required && !from.required {
        keys.push(Key::word("required"));
    }
    // what the type says already
    let by_type = is_enum
        || matches!(attribute.r#type, Type::Reference | Type::Binary)
        || attribute.returned == Returned::Never;
    if attribute.case_exact && !from.case_exact && !by_type {
        keys.push(Key::word("case_exact"));
    }
    let words = [
        ("mutability", attribute.mutability.as_str(), attribute.mutability != from.mutability),
        ("returned", attribute.returned.as_str(), attribute.returned != from.returned),
        ("uniqueness", attribute.uniqueness.as_str(), attribute.uniqueness != from.uniqueness),
    ];
    for (key, word, _) in words.into_iter().filter(|(.., differs)| *differs) {
        keys.push(Key::text(key, word));
    }
    if !is_enum && attribute.canonical_values != from.canonical_values {
        keys.push(texts("canonical_values", &attribute.canonical_values));
    }
    let refers_to_usual = match row {
        Some(row) => attribute.reference_types == row.reference_types,
        None => *attribute.reference_types == ["uri"],
    };
    if attribute.r#type == Type::Reference && !refers_to_usual {
        keys.push(texts("reference", &attribute.reference_types));
    }
}

fn texts(key: &'static str, values: &[std::borrow::Cow<'static, str>]) -> Key {
    Key::List(key, values.iter().map(|value| format!("{value:?}")).collect())
}

/// A `Secret` is compared with case; the RFC's password, where its row stands for it, is not.
fn no_plain_password(schema: &mut Schema, told: &mut Told) {
    let never =
        |attribute: &Attribute| attribute.returned == Returned::Never && !attribute.case_exact;
    if !schema.attributes.iter().any(never) {
        return;
    }
    for attribute in schema.attributes.to_mut() {
        if never(attribute) {
            attribute.case_exact = true;
            told.differences
                .push(format!("`{}:{}`: caseExact, as a `Secret` is", schema.name, attribute.name));
        }
    }
}

fn begins_with_letter(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
}
