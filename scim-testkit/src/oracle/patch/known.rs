//! What RFC 7643 defines, whether a model maps it or not.

use crate::oracle::Shape;
use crate::oracle::path::Path;
use scim_schema::dialect::{Dialect, Tolerance};
use scim_schema::resource::{ScimExtension, ScimResource};
use scim_schema::rfc::{EnterpriseUser, Group, User};
use scim_schema::schema::Schema;

/// Whether the RFC defines what a path names for the resource type.
pub(super) fn is_defined(path: &Path, shape: &Shape, dialect: Dialect) -> bool {
    let user = shape.urn == User::SCHEMA.id;
    let own = [<User as ScimResource>::SCHEMA, <Group as ScimResource>::SCHEMA]
        .into_iter()
        .find(|schema| schema.id == *shape.urn);
    let extension = user.then_some(<EnterpriseUser as ScimExtension>::SCHEMA);
    let has = |schema: Option<&Schema>| {
        let dotted = match &path.sub_attribute {
            Some(sub_attribute) => format!("{}.{sub_attribute}", path.attribute),
            None => path.attribute.clone(),
        };
        schema.is_some_and(|schema| schema.attribute(&dotted).is_some())
    };
    let common = path.attribute.eq_ignore_ascii_case("externalId") && path.sub_attribute.is_none();
    match &path.urn {
        None => {
            let unqualified = dialect.accepts(Tolerance::ExtensionWithoutUrn);
            has(own) || common || (unqualified && has(extension))
        }
        Some(urn) if urn.eq_ignore_ascii_case(&shape.urn) => has(own) || common,
        Some(urn) => extension.is_some_and(|schema| {
            // the URN alone, of an extension that the model does not have, reads like a path
            let whole = format!("{urn}:{}", path.attribute);
            (urn.eq_ignore_ascii_case(&schema.id) && has(extension))
                || path.sub_attribute.is_none() && whole.eq_ignore_ascii_case(&schema.id)
        }),
    }
}
