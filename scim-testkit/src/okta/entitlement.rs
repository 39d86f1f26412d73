//! Entitlements: what a server lets Okta grant.

use super::org::{Org, user_path};
use super::person::User;
use super::provision::{listed, set};
use super::task::Task;
use super::wire::{Finding, usable_id};
use crate::live::{Ask, member};
use serde_json::{Value, json};

/// Something that can be granted to users.
///
/// ```
/// use scim_schema::{ScimResource, rfc::User, service::{MemoryStore, ScimService}};
/// use scim_testkit::{live::Target, okta::{App, Mode, Org, Profile}};
///
/// #[derive(Debug, Clone, Default, ScimResource)]
/// #[scim(schema = "urn:okta:scim:schemas:core:1.0:Role", endpoint = "/Roles")]
/// struct Role {
///     #[scim(id)]
///     id: String,
///     #[scim(required)]
///     display_name: String,
/// }
///
/// let scim = ScimService::builder()
///     .resource(MemoryStore::<User>::new())
///     .resource(MemoryStore::<Role>::new())
///     .unauthenticated()
///     .build();
/// # let request = http::Request::post("/Roles").header("content-type", "application/scim+json");
/// # let role = r#"{"schemas": ["urn:okta:scim:schemas:core:1.0:Role"], "displayName": "Editor"}"#;
/// # assert_eq!(scim_testkit::Exchange::of(&scim, request.body(role.to_owned())?).status(), 201);
/// let mut org = Org::new(Target::service(scim), App::new(Mode::Put));
/// let found = org.discover_entitlements()?;
/// assert!(found[0].is_role);
/// assert_eq!((&*found[0].r#type, &*found[0].display), ("Role", "Editor"));
///
/// let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
/// org.assign(&jane)?;
/// org.grant(&jane, &found)?;
/// assert!(org.exchanges().last().unwrap().body.contains(r#""display":"Editor""#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entitlement {
    /// Whether it is a role; else another entitlement.
    pub is_role: bool,
    /// The resource type that it is of.
    pub r#type: String,
    /// Its id on the server.
    pub id: String,
    /// What it is called.
    pub display: String,
}

const ROLE: &str = "urn:okta:scim:schemas:core:1.0:Role";
const ENTITLEMENT: &str = "urn:okta:scim:schemas:core:1.0:Entitlement";

impl Org {
    /// Discovers what can be granted: the resource types with Okta's schemas, the schemas, and all
    /// resources of those types.
    ///
    /// # Errors
    /// When an answer is no list.
    pub fn discover_entitlements(&mut self) -> Result<Vec<Entitlement>, Task> {
        let result = self.entitlements();
        self.done(result)
    }

    fn entitlements(&mut self) -> Result<Vec<Entitlement>, Task> {
        let what = "discover entitlements";
        let answer = self.ask_well(what, &Ask::get("/ResourceTypes"))?;
        let (types, index) = (listed(what, &answer)?, answer.index());
        let answer = self.ask_well(what, &Ask::get("/Schemas"))?;
        listed(what, &answer)?;
        let mut all = Vec::new();
        for one in &types {
            let text = |name: &str| member(one, name).and_then(Value::as_str).unwrap_or_default();
            let is_role = text("schema").eq_ignore_ascii_case(ROLE);
            if !is_role && !text("schema").eq_ignore_ascii_case(ENTITLEMENT) {
                continue;
            }
            let Some(endpoint) = below(text("endpoint")) else {
                let found = "the `endpoint` of a resource type is not one below the base URL";
                self.wire.find(Finding { fails: true, text: found.to_owned(), exchange: index });
                continue;
            };
            for resource in self.pages(what, &endpoint, None)?.resources {
                let display = member(&resource, "displayName").and_then(Value::as_str);
                if let (Some(id), Some(display)) = (usable_id(&resource), display) {
                    all.push(Entitlement {
                        is_role,
                        r#type: text("name").to_owned(),
                        id: id.to_owned(),
                        display: display.to_owned(),
                    });
                }
            }
        }
        Ok(all)
    }

    /// Grants a user exactly these.
    ///
    /// # Errors
    /// When the server refuses it.
    pub fn grant(&mut self, user: &User, granted: &[Entitlement]) -> Result<(), Task> {
        let result = self.put_grants(user, granted);
        self.done(result)
    }

    fn put_grants(&mut self, user: &User, granted: &[Entitlement]) -> Result<(), Task> {
        let what = format!("grant entitlements to {}", self.named(user));
        let Some(id) = self.external_id(user).map(str::to_owned) else { return Ok(()) };
        let mut body = self.read(&what, &user_path(&id))?;
        let of = |roles: bool| -> Value {
            let these = granted.iter().filter(|one| one.is_role == roles);
            let shown = these.map(|one| {
                let mut shown = json!({"value": one.id, "display": one.display});
                if !roles {
                    set(&mut shown, "type", json!(one.r#type));
                }
                shown
            });
            Value::Array(shown.collect())
        };
        set(&mut body, "roles", of(true));
        set(&mut body, "entitlements", of(false));
        let answer = self.ask_well(&what, &Ask::put(user_path(&id)).json(&body))?;
        match usable_id(answer.json()) {
            Some(found) if found == id => Ok(()),
            _ => Err(Task::unusable(&what, "the answer to PUT is not the whole user", &answer)),
        }
    }
}

/// An endpoint that a server names, as a path below its base URL; none if it leads elsewhere.
pub(super) fn below(endpoint: &str) -> Option<String> {
    let path = endpoint.trim_matches('/');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.~/".contains(c);
    let is_below = !path.is_empty()
        && path.chars().all(is_plain)
        && path.split('/').all(|one| !one.is_empty() && one != "." && one != "..");
    is_below.then(|| format!("/{path}"))
}
