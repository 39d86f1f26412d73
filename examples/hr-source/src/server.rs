//! Who may do what.

use crate::people::{People, Reader};
use crate::person::{EMPLOYMENT, Person};
use axum::Router;
use axum::http::request::Parts;
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::ownership::{InvalidOwned, Owned};
use scim_schema::service::{Authenticate, Credential, Identity, ScimService};
use scim_schema::value::Secret;

/// The two tokens, and what their bearers do not write.
#[derive(Debug)]
pub struct Access {
    hr: Secret,
    client: Secret,
    of_calendar: Owned<Person>,
    of_hr: Owned<Person>,
}

impl Access {
    /// For the people of HR, and for an identity provider.
    ///
    /// # Errors
    /// None as long as the model has these attributes.
    pub fn new(hr: Secret, client: Secret) -> Result<Self, InvalidOwned> {
        let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        let status = format!("{EMPLOYMENT}:status");
        Ok(Self {
            hr,
            client,
            of_calendar: Owned::new(["active", &status])?,
            // an identity provider writes back what it makes: the name to sign in with, a mailbox
            of_hr: Owned::new(["active", "name", "title", enterprise, EMPLOYMENT])?,
        })
    }
}

impl Authenticate for Access {
    async fn authenticate(&self, request: &Parts) -> Result<Identity, ScimError> {
        let credential = Credential::of(request)?;
        let given = credential.secret();
        if *given == self.hr {
            let identity = Identity::new().subject("hr").extension(Reader::Hr);
            return Ok(identity.owned(self.of_calendar));
        }
        if *given == self.client {
            let identity = Identity::new().subject("okta").extension(Reader::Client);
            return Ok(identity.dialect(Dialect::OKTA).owned(self.of_hr));
        }
        Err(ScimError::unauthorized("the token is not one of this server"))
    }
}

/// The service below `/scim/v2`.
pub fn router(people: People, access: Access) -> Router {
    let scim = ScimService::builder()
        .resource(people)
        .authenticate(access)
        .without_bulk()
        .base_path("/scim/v2")
        .build();
    Router::new().nest_service("/scim/v2", scim)
}
