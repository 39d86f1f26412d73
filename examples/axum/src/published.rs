use axum::Router;
use scim_schema::ScimResource;
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::rfc::Group;
use scim_schema::service::{Authenticate, Credential, Identity, MemoryStore, ScimService};
use scim_schema::value::{DateTime, Secret};

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
struct Member {
    #[scim(id)]
    id: String,
    #[scim(path = "externalId")]
    okta_id: Option<String>,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "name.givenName")]
    first_name: Option<String>,
    #[scim(path = "name.familyName")]
    last_name: Option<String>,
    #[scim(path = "displayName")]
    shown_as: Option<String>,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    email: Option<String>,
    #[scim(path = "active")]
    enabled: Option<bool>,
    password: Option<Secret>,
    #[scim(path = "EnterpriseUser:department")]
    department: Option<String>,
    #[scim(path = "meta.created")]
    created_at: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    updated_at: Option<DateTime>,
    #[scim(version)]
    revision: String,
}

/// One token, and whose it is.
struct Okta(Secret);

impl Authenticate for Okta {
    async fn authenticate(
        &self,
        request: &axum::http::request::Parts,
    ) -> Result<Identity, ScimError> {
        // `Bearer T`, `T` alone, or the password of Basic
        let credential = Credential::of(request)?;
        if *credential.secret() != self.0 {
            return Err(ScimError::unauthorized("the token is not valid"));
        }
        Ok(Identity::new().dialect(Dialect::OKTA))
    }
}

fn app() -> Router {
    let scim = ScimService::builder()
        .resource(MemoryStore::<Member>::new())
        .resource(MemoryStore::<Group>::new())
        .authenticate(Okta(Secret::from("correct-horse")))
        .base_path("/scim/v2")
        .build();
    Router::new().nest_service("/scim/v2", scim)
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    axum::serve(listener, app()).await
}
