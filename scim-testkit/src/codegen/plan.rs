//! Which structs, enums and fields there are.

use super::field::{characteristics, common, description, extension_field, is_enumerable};
use super::item::{Field, Item, Key, Variant};
use super::name::{Taken, field, ident, lower_camel, singular, upper_camel};
use super::settle::{Kept, Told};
use super::usage::Usage;
use super::{Enums, Options, Struct, like_rfc};
use scim_schema::schema::{Attribute, Returned, Schema, Type};

/// What is to be written, in this order.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) items: Vec<Item>,
    pub(super) structs: Vec<Struct>,
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

impl<'a> Place<'a> {
    /// What the table says of an attribute.
    fn row(&self, attribute: &Attribute) -> Option<&'a Attribute> {
        self.rows.iter().find(|row| row.name == attribute.name)
    }
}

impl Planner<'_> {
    fn name_of(&mut self, kept: &Kept) -> String {
        let own = match &kept.usage {
            Usage::Resource { name: Some(name), .. } => upper_camel(name),
            _ => upper_camel(&kept.schema.name),
        };
        let mut parts = kept.schema.id.rsplit(':').map(upper_camel);
        let end = parts.next().unwrap_or_default();
        let longer = parts.find(|part| begins_with_letter(part)).map(|part| format!("{part}{end}"));
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
        let known = rfc.map(|(_, rfc)| &*rfc.description);
        let docs = description(&schema.description, known, 0, &mut keys);
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
        if let Usage::Resource { endpoint, type_name, .. } = &usage {
            match type_name {
                Some(type_name) if rfc.is_some() => keys.push(Key::text("name", type_name)),
                Some(type_name) => told.remarks.push(format!(
                    "the resource type `{type_name}` is named `{}` here, as its schema is",
                    schema.name
                )),
                None => {}
            }
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
            let row = place.row(attribute);
            let name = names.take(&[field(&attribute.name)], "_");
            let mut made = Field { name: ident(&name), ..Field::default() };
            if lower_camel(&name) != attribute.name {
                let key = if place.rfc.is_some() { "path" } else { "rename" };
                made.keys.push(Key::text(key, &attribute.name));
            }
            let (inner, is_enum) = self.value(attribute, place, held);
            made.ty = match (attribute.multi_valued, attribute.required) {
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
            let known = row.map(|row| &*row.description);
            made.docs = description(&attribute.description, known, 4, &mut made.keys);
            fields.push(made);
        }
    }

    /// The type of one value, and whether it has the canonical values.
    fn value(
        &mut self,
        attribute: &Attribute,
        place: Place<'_>,
        held: &mut Vec<Item>,
    ) -> (String, bool) {
        let simple = match attribute.r#type {
            Type::Complex => return (self.complex(attribute, place, held), false),
            Type::String if attribute.returned == Returned::Never => "Secret",
            Type::String if self.options.enums != Enums::Text && is_enumerable(attribute) => {
                return (self.enumeration(attribute, place, held), true);
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

    fn complex(&mut self, attribute: &Attribute, place: Place<'_>, held: &mut Vec<Item>) -> String {
        let name = self.type_name(attribute, place);
        let keys = place.rfc.map(|key| Key::text("rfc", &format!("{key}.{}", attribute.name)));
        let (mut names, mut fields, mut below) = (Taken::default(), Vec::new(), Vec::new());
        let inner = Place {
            rows: place.row(attribute).map_or(&[], |row| &row.sub_attributes),
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
            has_default: !attribute.multi_valued && attribute.required,
            variants,
            other,
        });
        name
    }
}

/// A `Secret` is compared with case; the RFC's password, where its row stands for it, is not.
fn no_plain_password(schema: &mut Schema, told: &mut Told) {
    for attribute in schema.attributes.to_mut() {
        if attribute.returned == Returned::Never && !attribute.case_exact {
            attribute.case_exact = true;
            let path = format!("{}:{}", schema.name, attribute.name);
            told.differs(&path, "caseExact, as a `Secret` is");
        }
    }
}

fn begins_with_letter(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
}
