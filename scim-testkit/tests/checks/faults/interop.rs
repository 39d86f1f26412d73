//! What draft-zollner-scim-interop-profile asks beside the RFCs, of a service provider that keeps it
//! (`Server::interoperable`).

use crate::fault::{Fault, gives, takes};
use serde_json::{Value, json};

/// In the place of a requirement: those of the draft have no ids.
pub(crate) const DRAFT: &str = "the draft";

pub(super) fn all() -> Vec<Fault> {
    vec![
        gives("interop.not-declared", DRAFT, "it is declared not to be kept", |asked, answer| {
            if asked.path == "/ServiceProviderConfig" {
                answer.json["interopProfileConformant"] = json!(false);
            }
        }),
        takes(
            "interop.undefined-attribute",
            DRAFT,
            "attributes that no schema defines are ignored",
            |asked| asked.edit(|body| body.retain(|name, _| !name.starts_with("scimTestkit"))),
        ),
        takes(
            "interop.undefined-schema",
            DRAFT,
            "schemas that the resource type lacks are ignored",
            |asked| {
                let other = |urn: &str| urn.starts_with("urn:example:scim-testkit:");
                asked.edit(|body| {
                    body.retain(|name, _| !other(name));
                    if let Some(Value::Array(urns)) = body.get_mut("schemas") {
                        urns.retain(|urn| !urn.as_str().is_some_and(other));
                    }
                });
            },
        ),
    ]
}
