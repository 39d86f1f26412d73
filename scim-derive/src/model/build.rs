//! Building the tree: which schema, and for each field which part of it.

use super::common::hold;
use super::schema::{extension_keys, extension_schema, known};
use super::{Common, Extension, ExtensionSchema, Known, Model, Numbered, tree};
use crate::attr::{Container, Derive, Field, FlatExtension};
use crate::ctxt::Ctxt;
use crate::path::{Path, check_name, check_urn};
use crate::rfc;
use crate::suggest::did_you_mean;

impl Field {
    /// An error on the path, or on the name if there is none.
    pub(crate) fn error(&self, cx: &Ctxt, message: impl std::fmt::Display) {
        match self.path.as_ref().or(self.rename.as_ref()) {
            Some(given) => cx.error(&given.value, message),
            None => cx.error(&self.ident, message),
        }
    }
}

impl<'a> Model<'a> {
    /// The tree, as far as it can be built; the rest is errors in `cx`.
    pub(crate) fn build(cx: &Ctxt, container: &'a Container) -> Self {
        let known = known(cx, container);
        let mut model = Self {
            container,
            known: known.unwrap_or(Known::Own),
            unknown_schema: known.is_none(),
            broken_extension: container.broken_extension,
            common: Common::default(),
            core: Vec::new(),
            extensions: Vec::new(),
            held_extensions: Vec::new(),
        };
        for extension in &container.extensions {
            if model.declare(cx, extension).is_none() {
                model.broken_extension = true;
            }
        }
        for (number, field) in container.fields.iter().enumerate() {
            // the numbers above mean attributes that are defined at run time
            let number = u16::try_from(number).ok().filter(|number| *number < 0x8000);
            let Some(number) = number else {
                cx.error(&field.ident, "a struct has at most 32768 mapped fields: move some into a struct with `flatten`");
                break;
            };
            let field = Numbered { number, field };
            model.place(cx, field);
        }
        model.sort();
        model
    }

    fn declare(&mut self, cx: &Ctxt, extension: &'a FlatExtension) -> Option<()> {
        let (schema, required, tokens) = match extension {
            FlatExtension::Rfc(key) => {
                let schema = extension_schema(cx, key)?;
                (ExtensionSchema::Rfc(schema), false, key)
            }
            FlatExtension::Own { schema, name, description, required } => {
                let (urn, name_text) = (schema.value(), name.value());
                if let Err(message) = check_urn(&urn) {
                    cx.error(schema, message);
                    return None;
                }
                if let Err(message) = check_name(&name_text) {
                    cx.error(name, message);
                    return None;
                }
                // 7644-3.10-01: a path with this prefix would go to the resource's own schema
                if let Known::Schema(own) = self.known
                    && own.key.eq_ignore_ascii_case(&name_text)
                {
                    cx.error(
                        name,
                        format!("`{name_text}` is what paths call the resource's own schema: write another name"),
                    );
                    return None;
                }
                (ExtensionSchema::Own { urn, name: name_text, description }, *required, schema)
            }
        };
        if self.is_schema(schema.urn()) {
            cx.error(
                tokens,
                format!("`{}` is the schema of the resource itself, not an extension of it: write another URN", schema.urn()),
            );
            return None;
        }
        let same = |other: &Extension<'_>| {
            other.schema.urn().eq_ignore_ascii_case(schema.urn())
                || other.schema.name().eq_ignore_ascii_case(schema.name())
        };
        if self.extensions.iter().any(same) {
            cx.error(
                tokens,
                format!("the extension `{}` is declared twice: remove one of them", schema.name()),
            );
            return Some(());
        }
        self.extensions.push(Extension { schema, required, attributes: Vec::new() });
        Some(())
    }

    fn place(&mut self, cx: &Ctxt, field: Numbered<'a>) {
        let container = self.container;
        let resource = container.derive == Derive::Resource;
        for (key, given) in
            [("id", &field.id), ("version", &field.version), ("extension", &field.extension)]
        {
            if let Some(given) = given
                && !resource
            {
                cx.error(
                    &given.key,
                    format!("only a resource has `{key}`: remove it, or derive `ScimResource`"),
                );
                return;
            }
        }
        if field.extension.is_some() {
            field.only(cx, "extension", &["extension", "required"]);
            self.held_extensions.push(field);
            return;
        }
        if field.id.is_some() {
            field.only(cx, "id", &["id", "column", "okta"]);
            hold(cx, &mut self.common.id, field, "id");
            return;
        }
        if field.version.is_some() {
            field.only(cx, "version", &["version", "column"]);
            hold(cx, &mut self.common.version, field, "meta.version");
            return;
        }
        // a name that is looked up in the wrong place is not worth a message
        if self.unknown_schema {
            return;
        }
        let Some(text) = self.path_of(cx, field) else { return };
        match Path::parse(&text) {
            Ok(path) => self.place_at(cx, &path, field),
            Err(message) => field.error(cx, message),
        }
    }

    /// The path that a field gives, or that its name is.
    fn path_of(&self, cx: &Ctxt, field: Numbered<'a>) -> Option<String> {
        match (&field.path, &field.rename) {
            (Some(path), None) => Some(path.value.value()),
            (None, None) => Some(field.wire_name()),
            (None, Some(rename)) => {
                let name = rename.value.value();
                if self.known.rows().is_some() {
                    cx.error(
                        &rename.value,
                        format!(
                            "the attributes of `{}` have the RFC's names: write `path = \"..\"`",
                            self.known.name()
                        ),
                    );
                    return None;
                }
                if let Err(message) = check_name(&name) {
                    cx.error(&rename.value, message);
                    return None;
                }
                Some(name)
            }
            (Some(_), Some(rename)) => {
                cx.error(&rename.key, "`rename` has no meaning beside `path`: remove one of them");
                None
            }
        }
    }

    fn place_at(&mut self, cx: &Ctxt, path: &Path<'_>, field: Numbered<'a>) {
        if let Some(prefix) = path.schema
            && !self.is_core(prefix)
        {
            let found = self.extensions.iter_mut().find(|extension| {
                let schema = &extension.schema;
                schema.name() == prefix || schema.urn().eq_ignore_ascii_case(prefix)
            });
            match found {
                Some(extension) => {
                    let known = extension.schema.known();
                    tree::insert(cx, &mut extension.attributes, known, path, field);
                }
                None if self.broken_extension => {}
                None => field.error(cx, self.undeclared(prefix)),
            }
            return;
        }
        if self.container.derive == Derive::Resource && self.is_common(cx, path, field) {
            return;
        }
        tree::insert(cx, &mut self.core, self.known, path, field);
    }

    /// Whether a prefix names the schema of the struct itself.
    fn is_core(&self, prefix: &str) -> bool {
        matches!(self.known, Known::Schema(schema) if schema.key == prefix)
            || self.is_schema(prefix)
    }

    /// Whether a URN is that of the struct itself.
    fn is_schema(&self, urn: &str) -> bool {
        match self.known {
            Known::Schema(schema) => schema.id.eq_ignore_ascii_case(urn),
            Known::SubAttributes(..) => false,
            Known::Own => self
                .container
                .schema
                .as_ref()
                .is_some_and(|given| given.value.value().eq_ignore_ascii_case(urn)),
        }
    }

    fn undeclared(&self, prefix: &str) -> String {
        if self.container.derive != Derive::Resource {
            return format!(
                "`{prefix}` is another schema: map its attributes in the resource itself"
            );
        }
        let known = rfc::schema(prefix).or_else(|| rfc::schema_of_urn(prefix));
        if let Some(schema) = known {
            return match schema.endpoint {
                None => format!(
                    "the extension `{prefix}` is not declared: add `#[scim(extension = \"{}\")]` to the struct",
                    schema.key
                ),
                Some(_) => format!(
                    "`{prefix}` is the schema of another resource: map an attribute of this one or of an extension"
                ),
            };
        }
        let mut known: Vec<&str> = extension_keys().collect();
        known.extend(self.extensions.iter().map(|extension| extension.schema.name()));
        let help = did_you_mean(prefix, known);
        let help =
            if help.is_empty() { ": declare it with `extension(..)`".to_owned() } else { help };
        format!("`{prefix}` is not a schema of this resource{help}")
    }

    /// The order of the RFC where it has one.
    fn sort(&mut self) {
        sort(&mut self.core);
        for extension in &mut self.extensions {
            sort(&mut extension.attributes);
        }
    }
}

fn sort(attributes: &mut [super::Attribute<'_>]) {
    use super::{Holds, Shape};
    attributes.sort_by_key(|attribute| attribute.row.map_or(0, |row| row.order()));
    for attribute in attributes {
        match &mut attribute.shape {
            Shape::Field(_) => {}
            Shape::Group(inner) => sort(inner),
            Shape::Slots(slots) => {
                for slot in slots {
                    if let Holds::Parts(parts) = &mut slot.holds {
                        sort(parts);
                    }
                }
            }
        }
    }
}
