//! The attributes that every resource has (RFC 7643 section 3.1).

use super::{Model, Numbered};
use crate::ctxt::Ctxt;
use crate::path::Path;
use crate::suggest::did_you_mean;

impl<'a> Model<'a> {
    /// Takes the attributes that every resource has (RFC 7643 section 3.1).
    pub(super) fn is_common(&mut self, cx: &Ctxt, path: &Path<'_>, field: Numbered<'a>) -> bool {
        let name = path.attribute;
        let own = field.path.is_none();
        let whole = path.sub_attribute.is_none() && path.selector.is_none();
        match name {
            "id" if own => {
                field.error(cx, "`id` is the identifier of the resource: add `#[scim(id)]`");
            }
            "id" if whole => {
                field.only(cx, "path = \"id\"", &["path", "column", "okta"]);
                hold(cx, &mut self.common.id, field, "id");
            }
            "externalId" if whole => {
                let allowed =
                    ["path", "rename", "column", "okta", "on_omit", "default", "with", "get"];
                field.only(cx, "externalId", &allowed);
                hold(cx, &mut self.common.external_id, field, name);
            }
            "meta" if path.selector.is_none() => {
                if let Some((slot, name)) = match path.sub_attribute {
                    Some("created") => Some((&mut self.common.created, "meta.created")),
                    Some("lastModified") => {
                        Some((&mut self.common.last_modified, "meta.lastModified"))
                    }
                    _ => None,
                } {
                    field.only(cx, name, &["path", "column", "fold_column", "with", "get"]);
                    hold(cx, slot, field, name);
                    return true;
                }
                field.error(
                    cx,
                    match path.sub_attribute {
                        Some("version") => {
                            "`meta.version` has a key of its own: write `#[scim(version)]`"
                                .to_owned()
                        }
                        Some(name @ ("location" | "resourceType")) => {
                            format!(
                                "`meta.{name}` is computed: remove the field or add `#[scim(skip)]`"
                            )
                        }
                        None => {
                            "`meta` is not one field: map `meta.created` and `meta.lastModified`"
                                .to_owned()
                        }
                        Some(name) => {
                            let help = did_you_mean(name, ["created", "lastModified"]);
                            format!("`meta` has no attribute `{name}`{help}")
                        }
                    },
                );
            }
            "schemas" => {
                field.error(cx, "`schemas` is computed: remove the field or add `#[scim(skip)]`");
            }
            _ => match ["id", "externalId", "meta", "schemas"]
                .iter()
                .find(|common| common.eq_ignore_ascii_case(name))
            {
                Some(common) if *common != name => {
                    field.error(cx, format!("`{name}` is spelt otherwise: write `{common}`"));
                }
                Some(&"meta") => {
                    field.error(
                        cx,
                        format!(
                            "`meta` holds one value, so there is nothing to select: write `meta.{}`",
                            path.sub_attribute.unwrap_or("created")
                        ),
                    );
                }
                Some(_) => {
                    field.error(cx, format!("`{name}` has no sub-attributes: write `{name}`"));
                }
                None => return false,
            },
        }
        true
    }
}

/// Takes a field as the holder of an attribute that has one.
pub(super) fn hold<'a>(
    cx: &Ctxt,
    slot: &mut Option<Numbered<'a>>,
    field: Numbered<'a>,
    name: &str,
) {
    match slot {
        Some(other) => {
            field.error(
                cx,
                format!(
                    "`{name}` is held by the field `{}` already: remove one of them",
                    other.name()
                ),
            );
        }
        None => *slot = Some(field),
    }
}
