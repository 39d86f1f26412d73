//! The service on axum, nested below a path beside the routes of an application.
//!
//! `SCIM_TOKEN=secret cargo run -p axum-mount`, then
//! `curl -H 'Authorization: Bearer secret' http://127.0.0.1:8080/scim/v2/Users`.
#![allow(clippy::print_stdout, reason = "it says where it is")]

use axum::Router;
use axum::http::request::Parts;
use axum::routing::get;
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::rfc::{Group, User};
use scim_schema::service::{Authenticate, Credential, Identity, MemoryStore, ScimService};
use scim_schema::value::Secret;

/// One token, given to Okta.
struct Token(Secret);

impl Authenticate for Token {
    async fn authenticate(&self, request: &Parts) -> Result<Identity, ScimError> {
        if *Credential::of(request)?.secret() != self.0 {
            return Err(ScimError::unauthorized("the token is not valid"));
        }
        Ok(Identity::new().subject("okta").dialect(Dialect::OKTA))
    }
}

/// The application with the service in it.
fn app(token: &str) -> Router {
    let scim = ScimService::builder()
        .resource(MemoryStore::<User>::new()) // your own stores in a real one
        .resource(MemoryStore::<Group>::new())
        .authenticate(Token(token.into()))
        .base_path("/scim/v2") // for locations: axum strips it from the path of a request
        .build();
    Router::new().route("/", get(async || "an application")).nest_service("/scim/v2", scim)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let token =
        std::env::var("SCIM_TOKEN").map_err(|_| "set `SCIM_TOKEN` to the client's token")?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    println!("SCIM at http://{}/scim/v2", listener.local_addr()?);
    axum::serve(listener, app(&token)).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use scim_testkit::live::{self, Options, Target};

    /// Over a socket, as clients come.
    #[test]
    fn it_is_conformant_where_it_is_mounted() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let url = format!("http://{}/scim/v2", listener.local_addr().unwrap());
        runtime.spawn(async { axum::serve(listener, super::app("secret")).await });
        let target = Target::http(&url).unwrap().token("secret").unwrap();
        let report = live::run(&target, &Options::new()).unwrap();
        assert!(report.is_conformant(), "{report}");
    }
}
