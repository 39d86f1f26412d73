//! The attributes of a resource type.

use super::html::{Escaped, Prose, codes};
use crate::resource::Descriptor;
use crate::schema::{
    Attribute, EXTERNAL_ID, ID, META, Mutability, Returned, SCHEMAS, Schema, Type, Uniqueness,
};
use std::fmt::{self, Write};

const HEAD: &str = "<div class=\"table\"><table class=\"attributes\">\n\
     <thead><tr><th>Attribute</th><th>Type</th><th>Characteristics</th><th>What it is</th></tr></thead>\n<tbody>\n";
const FOOT: &str = "</tbody>\n</table></div>\n";

/// A resource type: its schema and its extensions.
pub(super) fn section(page: &mut String, index: usize, known: &Descriptor) -> fmt::Result {
    let name = Escaped(&known.resource_type.name);
    let endpoint = Escaped(&known.resource_type.endpoint);
    writeln!(page, "<section id=\"type-{index}\">\n<h2>{name} <code>{endpoint}</code></h2>")?;
    if !known.resource_type.description.is_empty() {
        writeln!(page, "<p>{}</p>", Prose(&known.resource_type.description))?;
    }
    schema(page, known.schema, None)?;
    for extension in known.extensions {
        let mut listed = known.resource_type.schema_extensions.iter();
        let required = listed.any(|one| one.schema == extension.id && one.required);
        schema(page, extension, Some(required))?;
    }
    page.push_str("</section>\n");
    Ok(())
}

fn schema(page: &mut String, schema: &Schema, extension: Option<bool>) -> fmt::Result {
    if let Some(required) = extension {
        let name = Escaped(&schema.name);
        let required = if required { "Required extension" } else { "Extension" };
        writeln!(page, "<h3>{required}: {name}</h3>")?;
        if !schema.description.is_empty() {
            writeln!(page, "<p>{}</p>", Prose(&schema.description))?;
        }
    }
    writeln!(page, "<p class=\"urn\"><code>{}</code></p>", Escaped(&schema.id))?;
    page.push_str(HEAD);
    rows(page, &schema.attributes, None)?;
    page.push_str(FOOT);
    Ok(())
}

/// What every resource has (RFC 7643 section 3.1).
pub(super) fn common(page: &mut String) -> fmt::Result {
    page.push_str(
        "<section id=\"common\">\n<h2>Common attributes</h2>\n\
         <p>Resources of all types have these; schemas do not list them.</p>\n",
    );
    page.push_str(HEAD);
    for attribute in [SCHEMAS, ID, EXTERNAL_ID, META] {
        rows(page, std::slice::from_ref(attribute), None)?;
    }
    page.push_str(FOOT);
    page.push_str("</section>\n");
    Ok(())
}

fn rows(page: &mut String, attributes: &[Attribute], above: Option<&str>) -> fmt::Result {
    for attribute in attributes {
        let (class, prefix) = match above {
            Some(above) => (" class=\"part\"", format!("{above}.")),
            None => ("", String::new()),
        };
        let kind = attribute.r#type.as_str();
        let several = if attribute.multi_valued { ", multi-valued" } else { "" };
        write!(
            page,
            "<tr{class}><td><code><span class=\"above\">{}</span>{}</code></td><td>{kind}{several}</td><td>",
            Escaped(prefix),
            Escaped(&attribute.name)
        )?;
        for word in words(attribute) {
            write!(page, "<span class=\"word\">{word}</span> ")?;
        }
        write!(page, "</td><td>{}", Prose(&attribute.description))?;
        list(page, "Values", &attribute.canonical_values)?;
        if attribute.r#type == Type::Reference {
            list(page, "Refers to", &attribute.reference_types)?;
        }
        page.push_str("</td></tr>\n");
        // a schema goes no deeper than one level
        if above.is_none() {
            rows(page, &attribute.sub_attributes, Some(&attribute.name))?;
        }
    }
    Ok(())
}

fn list(page: &mut String, title: &str, values: &[std::borrow::Cow<'static, str>]) -> fmt::Result {
    if values.is_empty() {
        return Ok(());
    }
    write!(page, " <span class=\"values\">{title}: ")?;
    codes(page, values)?;
    page.push_str("</span>");
    Ok(())
}

/// What differs from the defaults (RFC 7643 section 2.2).
fn words(attribute: &Attribute) -> impl Iterator<Item = &'static str> {
    let all = [
        attribute.required.then_some("required"),
        match attribute.mutability {
            Mutability::ReadWrite => None,
            other => Some(other.as_str()),
        },
        match attribute.returned {
            Returned::Default => None,
            Returned::Always => Some("always returned"),
            Returned::Never => Some("never returned"),
            Returned::Request => Some("returned on request"),
        },
        match attribute.uniqueness {
            Uniqueness::None => None,
            Uniqueness::Server => Some("unique"),
            Uniqueness::Global => Some("globally unique"),
        },
        // a boolean or a number has no case
        (attribute.case_exact
            && matches!(attribute.r#type, Type::String | Type::Reference | Type::Binary))
        .then_some("caseExact"),
    ];
    all.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What has case says so where that counts; nothing else does.
    #[test]
    fn words_on_case() {
        let of = |r#type, case_exact| {
            let attribute = Attribute { case_exact, ..Attribute::new("x", r#type, "") };
            words(&attribute).collect::<Vec<_>>()
        };
        assert_eq!(of(Type::String, true), ["caseExact"]);
        for (r#type, case_exact) in
            [(Type::String, false), (Type::Boolean, true), (Type::Integer, true)]
        {
            assert!(of(r#type, case_exact).is_empty(), "{case_exact}");
        }
    }
}
