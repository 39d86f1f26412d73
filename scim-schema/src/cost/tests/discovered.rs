//! What a service tells of itself: discovery and the page for people, where much is defined.

use super::schemas::{attribute, document, types};
use super::{linear, list};
use crate::ScimResource;
use crate::message::ScimError;
use crate::resource::{Descriptor, DynamicAttributes, DynamicExtension};
use crate::schema::{Schema, ServiceProviderConfig};
use crate::service::tests::Send;
use crate::service::{Authenticate, Identity, MemoryStore, ReferencePage, ScimService};
use http::request::Parts;

#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "User")]
pub(super) struct Member {
    #[scim(id)]
    pub(super) id: String,
    pub(super) user_name: String,
    #[scim(dynamic)]
    pub(super) extra: DynamicAttributes,
}

/// A tenant that defined so many attributes, `a0000` and so on.
pub(super) fn extension(attributes: usize) -> DynamicExtension {
    let attributes = list(attributes, |index| attribute(&format!("a{index:04}")));
    let schema: Schema = serde_json::from_str(&document(&attributes)).unwrap();
    DynamicExtension::new(&schema).unwrap()
}

struct Tenant(DynamicExtension);

impl Authenticate for Tenant {
    async fn authenticate(&self, _: &Parts) -> Result<Identity, ScimError> {
        Ok(Identity::new().dynamic::<Member>(self.0))
    }
}

fn service(attributes: usize) -> ScimService {
    ScimService::builder()
        .resource(MemoryStore::<Member>::new())
        .authenticate(Tenant(extension(attributes)))
        .reference_page(ReferencePage::at("/docs"))
        .build()
}

#[test]
fn documents_cost_what_is_defined() {
    for uri in [
        "/Schemas",
        "/Schemas/urn:example:acme:2.0:User",
        "/ResourceTypes",
        "/ServiceProviderConfig",
        "/docs",
    ] {
        linear(uri, service, |service| {
            let answered = Send::get(uri).to(service);
            assert_eq!(answered.status, 200, "{uri}");
            answered
        });
    }
    let page = Send::get("/docs").to(&service(7)).body;
    assert!(String::from_utf8_lossy(&page).contains("a0006"), "the page has what is defined");
}

#[test]
fn the_page_costs_what_is_on_it() {
    let (page, config) = (ReferencePage::at("/docs"), ServiceProviderConfig::new());
    linear(
        "resource types",
        |n| types(n / 2),
        |types: &Vec<Descriptor>| page.answer(types, &config, "https://example.com/scim/v2"),
    );
}
