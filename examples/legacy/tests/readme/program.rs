/// A member of a workspace: a row, as the application has always read it.
#[derive(Debug, Clone, Default, sqlx::FromRow, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
struct Member {
    #[scim(id)]                                                id: i64,
    #[scim(path = "externalId")]                               okta_id: Option<String>,
    #[scim(path = "userName")]                                 login: String,
    #[scim(path = "name.givenName")]                           first_name: String,
    #[scim(path = "name.familyName")]                          last_name: String,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)] email: String,
    #[scim(path = "active", default = true)]                   enabled: bool,
    #[scim(path = "EnterpriseUser:department")]                department: Option<String>,
    #[scim(version)]                                           revision: i64,
    #[scim(skip)]                                              billing_notes: String,
}

use axum::{Router, http::request::Parts, routing::get};
use scim_schema::ScimResource;
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::rfc::Group;
use scim_schema::service::{Authenticate, Credential, Identity, MemoryStore, ScimService};
use scim_schema::value::Secret;

/// One token, given to Okta.
struct Okta(Secret);

impl Authenticate for Okta {
    async fn authenticate(&self, request: &Parts) -> Result<Identity, ScimError> {
        if *Credential::of(request)?.secret() != self.0 {
            return Err(ScimError::unauthorized("the token is not valid"));
        }
        Ok(Identity::new().subject("okta").dialect(Dialect::OKTA))
    }
}

fn app() -> Router {
    let scim = ScimService::builder()
        .resource(MemoryStore::<Member>::new()) // forgets; your own store comes next
        .resource(MemoryStore::<Group>::new())
        .authenticate(Okta(Secret::from("correct-horse")))
        .base_path("/scim/v2")
        .base_url("https://app.example.com/scim/v2")
        .build();
    Router::new().route("/", get(async || "your application")).nest_service("/scim/v2", scim)
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    axum::serve(listener, app()).await
}
