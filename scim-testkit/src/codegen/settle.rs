//! What the derive can say of a document: the rest is told.

use super::asked::{label, leaves_out, names};
use super::usage::{Usage, extends, usages};
use super::{Options, Source};
use scim_schema::path::is_name;
use scim_schema::schema::{Attribute, Mutability, Returned, Schema, Type};
use std::borrow::Cow;

/// What there is to tell.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// What keeps code from being written.
    pub(super) problems: Vec<String>,
    /// What the code does not say as the document does.
    pub(super) differences: Vec<String>,
    /// What was decided.
    pub(super) remarks: Vec<String>,
}

impl Told {
    pub(super) fn differs(&mut self, path: &str, how: &str) {
        self.differences.push(format!("`{path}`: {how}"));
    }

    fn problem(&mut self, path: &str, what: &str) {
        self.problems.push(format!("`{path}` {what}; `--skip {path}` leaves it out"));
    }
}

/// A schema and what it is used as.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) schema: Schema,
    pub(super) usage: Usage,
}

/// Every resource has these, so no schema lists them (RFC 7643 section 3.1).
const COMMON: [&str; 4] = ["schemas", "id", "externalId", "meta"];

/// The schemas to write, as the derive can have them.
pub(super) fn settle(source: &Source, options: &Options, told: &mut Told) -> Vec<Kept> {
    let mut kept: Vec<Kept> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for schema in &source.schemas {
        if seen.iter().any(|known| known.eq_ignore_ascii_case(&schema.id)) {
            told.problems.push(format!("`{}` is described twice: keep one of them", schema.id));
        }
        seen.push(&schema.id);
    }
    for (schema, usage) in usages(source, told) {
        if !is_asked_for(schema, &usage, source, options) {
            continue;
        }
        let mut schema = schema.clone();
        if let Err(why) = check_urn(&schema.id) {
            told.problems.push(format!(
                "`{}` is no URN such as `urn:example:scim:schemas:2.0:Badge`: {why}",
                schema.id
            ));
            continue;
        }
        let is_extension = matches!(usage, Usage::Extension);
        let known = told.problems.len();
        let unread = unread(&schema, source, &options.skip, told);
        let label = label(&schema);
        let mut walk = Walk { told, skip: &options.skip, unread, schema: &schema, label };
        let attributes = walk.attributes(&schema.attributes, "", !is_extension);
        schema.attributes = attributes.into();
        if is_extension && schema.attributes.is_empty() && told.problems.len() == known {
            told.problems.push(format!(
                "`{}` has no attributes, and a struct with `ScimExtension` has some: leave it out with `--only`",
                schema.id
            ));
        }
        kept.push(Kept { schema, usage });
    }
    kept
}

/// The paths of what cannot be read of a schema, but for what is to be left out.
fn unread<'s>(
    schema: &Schema,
    source: &'s Source,
    skip: &[String],
    told: &mut Told,
) -> Vec<&'s str> {
    let skipped = |path: &str| skip.iter().any(|skip| leaves_out(skip, schema, path));
    let mut unread = Vec::new();
    for one in source.unread.iter().filter(|one| one.schema == schema.id) {
        let path = format!("{}:{}", label(schema), one.path);
        let mut above = one.path.match_indices('.').filter_map(|(at, _)| one.path.get(..at));
        if above.any(skipped) {
            continue;
        }
        if skipped(&one.path) {
            told.differs(&path, "left out, as asked for");
            continue;
        }
        told.problem(&path, &one.why);
        unread.push(&*one.path);
    }
    unread
}

fn is_asked_for(schema: &Schema, usage: &Usage, source: &Source, options: &Options) -> bool {
    let asked = |schema: &Schema| options.only.iter().any(|text| names(schema, text));
    if options.only.is_empty() || asked(schema) {
        return true;
    }
    // an extension of what is asked for
    matches!(usage, Usage::Extension)
        && source
            .schemas
            .iter()
            .any(|other| asked(other) && extends(schema, other, &source.resource_types))
}

struct Walk<'a> {
    told: &'a mut Told,
    skip: &'a [String],
    unread: Vec<&'a str>,
    schema: &'a Schema,
    label: String,
}

impl Walk<'_> {
    fn attributes(&mut self, list: &[Attribute], above: &str, is_resource: bool) -> Vec<Attribute> {
        let mut kept: Vec<Attribute> = Vec::new();
        for attribute in list {
            let local = format!("{above}{}", attribute.name);
            let path = format!("{}:{local}", self.label);
            if self.is_skipped(&local) {
                self.told.differs(&path, "left out, as asked for");
                continue;
            }
            let is_common = COMMON.iter().any(|name| name.eq_ignore_ascii_case(&attribute.name));
            if is_resource && above.is_empty() && is_common {
                self.told
                    .differs(&path, "not listed, as every resource has it (RFC 7643 section 3.1)");
                continue;
            }
            if !is_name(&attribute.name) {
                self.told.problem(&path, "is not the name of an attribute: a letter, then letters, digits, `-` and `_` (RFC 7643 section 2.1)");
                continue;
            }
            if kept.iter().any(|other| other.name.eq_ignore_ascii_case(&attribute.name)) {
                self.told.problems.push(format!(
                    "`{path}` is defined twice, as names ignore case (RFC 7643 section 2.1): rename one of them in the document"
                ));
                continue;
            }
            if let Some(attribute) = self.attribute(attribute, &local, &path) {
                kept.push(attribute);
            }
        }
        kept
    }

    fn is_skipped(&self, local: &str) -> bool {
        self.skip.iter().any(|skip| leaves_out(skip, self.schema, local))
    }

    fn attribute(&mut self, found: &Attribute, local: &str, path: &str) -> Option<Attribute> {
        let mut attribute = found.clone();
        if attribute.r#type == Type::Complex {
            if local.contains('.') {
                self.told.problem(path, "is complex within a complex attribute, which cannot be (RFC 7643 section 2.3.8)");
                return None;
            }
            let known = self.told.problems.len();
            let parts = self.attributes(&found.sub_attributes, &format!("{local}."), false);
            if parts.is_empty() {
                // what keeps a sub-attribute out has its own message
                let above = format!("{local}.");
                let is_told = self.unread.iter().any(|path| path.starts_with(&above));
                if self.told.problems.len() == known && !is_told {
                    self.told.problem(path, "is complex and has no sub-attributes");
                }
                return None;
            }
            attribute.sub_attributes = parts.into();
        } else if !attribute.sub_attributes.is_empty() {
            self.told.differs(path, "without sub-attributes, which only complex attributes have");
            attribute.sub_attributes = Cow::Borrowed(&[]);
        }
        self.secret(&mut attribute, path)?;
        self.canonical_values(&mut attribute, path);
        self.references(&mut attribute, path);
        self.case(&mut attribute, path);
        Some(attribute)
    }

    /// 7643-7: what cannot be read is not returned; only a `Secret` is never returned.
    fn secret(&mut self, attribute: &mut Attribute, path: &str) -> Option<()> {
        if attribute.mutability == Mutability::WriteOnly && attribute.returned != Returned::Never {
            self.told.differs(path, "never returned, as it is writeOnly (RFC 7643 section 7)");
            attribute.returned = Returned::Never;
        }
        if attribute.returned == Returned::Never
            && (attribute.r#type != Type::String || attribute.multi_valued)
        {
            let many = if attribute.multi_valued { "multi-valued " } else { "" };
            self.told.problem(
                path,
                &format!(
                    "is {many}{} and never returned, and what is never returned is one string, a `Secret`",
                    attribute.r#type.as_str()
                ),
            );
            return None;
        }
        Some(())
    }

    fn canonical_values(&mut self, attribute: &mut Attribute, path: &str) {
        let mut kept: Vec<Cow<'static, str>> = Vec::new();
        for value in attribute.canonical_values.iter() {
            if !value.is_empty() && !kept.contains(value) {
                kept.push(value.clone());
            }
        }
        if kept.len() < attribute.canonical_values.len() {
            self.told.differs(path, "each canonical value once, and no empty one");
            attribute.canonical_values = kept.into();
        }
        let refers = attribute.r#type == Type::Reference;
        if refers && !attribute.canonical_values.is_empty() {
            self.told.differs(path, "without canonical values, which a reference does not have");
            attribute.canonical_values = Cow::Borrowed(&[]);
        }
    }

    fn references(&mut self, attribute: &mut Attribute, path: &str) {
        if attribute.r#type != Type::Reference {
            if !attribute.reference_types.is_empty() {
                self.told.differs(path, "without `referenceTypes`, which only references have");
                attribute.reference_types = Cow::Borrowed(&[]);
            }
            return;
        }
        let names = attribute.reference_types.iter();
        let kept: Vec<_> = names.filter(|name| is_name(name)).cloned().collect();
        if kept.len() < attribute.reference_types.len() {
            self.told.differs(path, "`referenceTypes` without what is no name of a resource type");
            attribute.reference_types = kept.into();
        }
        if attribute.reference_types.is_empty() {
            self.told.differs(path, "refers to `uri`, as the document does not say to what");
            attribute.reference_types = Cow::Borrowed(const { &[Cow::Borrowed("uri")] });
        }
    }

    fn case(&mut self, attribute: &mut Attribute, path: &str) {
        if attribute.case_exact {
            return;
        }
        let why = match attribute.r#type {
            Type::Reference => "as references are (RFC 7643 section 2.3.7)",
            Type::Binary => "as binary data is (RFC 7643 section 2.3.6)",
            _ if attribute.returned == Returned::Never => "as a `Secret` is",
            _ => return,
        };
        // the RFC's own password is a secret, and its row stands for it
        if attribute.r#type == Type::String && self.is_password(path) {
            return;
        }
        self.told.differs(path, &format!("caseExact, {why}"));
        attribute.case_exact = true;
    }

    fn is_password(&self, path: &str) -> bool {
        self.schema.id.eq_ignore_ascii_case(super::like_rfc::USER) && path.ends_with(":password")
    }
}

/// RFC 8141, without its optional components, as the derive has it.
fn check_urn(urn: &str) -> Result<(), &'static str> {
    let begins = urn.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:"));
    let Some(rest) = urn.get(4..).filter(|_| begins) else { return Err("it starts with `urn:`") };
    let Some((namespace, specific)) = rest.split_once(':') else {
        return Err("a namespace and a name follow `urn:`");
    };
    let plain = |c: u8| c.is_ascii_alphanumeric();
    if namespace.len() < 2
        || !namespace.bytes().all(|c| plain(c) || c == b'-')
        || namespace.starts_with('-')
        || namespace.ends_with('-')
    {
        return Err("its namespace is at least two letters, digits or `-`");
    }
    let may = |c: u8| plain(c) || b"-._~%!$&'()*+,;=:@/".contains(&c);
    if specific.is_empty() || !specific.bytes().all(may) || specific.ends_with(':') {
        return Err("its name has characters that a URN cannot have, or none");
    }
    Ok(())
}
