//! `extension = ".."` and `extension(..)` of a resource: extensions whose attributes are fields of
//! the resource itself.

use super::meta::{Given, Meta, Value, metas_of, set, unknown};
use crate::ctxt::Ctxt;
use syn::LitStr;

/// An extension whose attributes are mapped by paths such as `EnterpriseUser:department`.
pub(crate) enum FlatExtension {
    /// `extension = "EnterpriseUser"`.
    Rfc(LitStr),
    /// `extension(schema = "urn:..", name = "Parking")`.
    Own { schema: LitStr, name: LitStr, description: String, required: bool },
}

impl FlatExtension {
    pub(super) const KEYS: &[&str] = &["schema", "name", "description", "required"];

    pub(super) fn parse(cx: &Ctxt, meta: &Meta) -> Option<Self> {
        let Value::List(list) = &meta.value else { return meta.string(cx).map(Self::Rfc) };
        let (mut schema, mut name, mut description) = (None, None, None);
        let mut required: Option<Given<()>> = None;
        for meta in metas_of(cx, list.stream()) {
            match meta.name().as_str() {
                "schema" => set(cx, &mut schema, &meta, meta.string(cx)),
                "name" => set(cx, &mut name, &meta, meta.string(cx)),
                "description" => set(cx, &mut description, &meta, meta.string(cx)),
                "required" => set(cx, &mut required, &meta, meta.flag(cx)),
                _ => unknown(cx, &meta, "an extension", Self::KEYS),
            }
        }
        let (Some(schema), Some(name)) = (schema, name) else {
            cx.error(
                meta,
                "an extension of your own has a schema and a name: write `extension(schema = \"urn:..\", name = \"..\")`",
            );
            return None;
        };
        Some(Self::Own {
            schema: schema.value,
            name: name.value,
            description: description.map(|given| given.value.value()).unwrap_or_default(),
            required: required.is_some(),
        })
    }
}
