//! The service on axum, nested below a path beside the routes of an application.
//!
//! `SCIM_TOKEN=secret cargo run -p axum-mount`, then
//! `curl -H 'Authorization: Bearer secret' http://127.0.0.1:8080/scim/v2/Users`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it says where it is")]

use axum::Router;
use axum::http::request::Parts;
use axum::routing::get;
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::rfc::{Group, User};
use scim_schema::service::{Authenticate, Credential, Identity, MemoryStore, ScimService};
use scim_schema::value::Secret;
use std::process::ExitCode;

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
        // for locations: axum strips it from the path of a request. Behind a proxy they need
        // `.base_url("https://app.example.com/scim/v2")` too
        .base_path("/scim/v2")
        .build();
    Router::new().route("/", get(async || "an application")).nest_service("/scim/v2", scim)
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let token =
        std::env::var("SCIM_TOKEN").map_err(|_| "set `SCIM_TOKEN` to the client's token")?;
    let address = "127.0.0.1:8080";
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .map_err(|error| format!("cannot listen on `{address}`: {error}"))?;
    println!("SCIM at http://{}/scim/v2", listener.local_addr()?);
    axum::serve(listener, app(&token)).await?;
    Ok(())
}

/// The program of `docs/PUBLISH.md`, word for word.
#[cfg(test)]
#[allow(dead_code, reason = "tests serve it elsewhere")]
mod published {
    include!("published.rs");

    pub(super) fn router() -> Router {
        app()
    }
}

#[cfg(test)]
mod tests {
    use super::published;
    use axum::Router;
    use scim_schema::rfc::User;
    use scim_schema::service::{MemoryStore, ReferencePage, ScimService};
    use scim_testkit::live::{self, Options, Target};
    use scim_testkit::okta::suite;
    use tokio::net::TcpListener;
    use tokio::runtime::Runtime;

    const PUBLISH: &str = include_str!("../../../docs/PUBLISH.md");

    /// Serves an application as long as the runtime is there; the URL of SCIM.
    fn served(runtime: &Runtime, app: Router) -> String {
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let url = format!("http://{}/scim/v2", listener.local_addr().unwrap());
        runtime.spawn(async { axum::serve(listener, app).await });
        url
    }

    /// Over a socket, as clients come.
    #[test]
    fn it_is_conformant_where_it_is_mounted() {
        let runtime = Runtime::new().unwrap();
        let url = served(&runtime, super::app("secret"));
        let target = Target::http(&url).unwrap().token("secret").unwrap();
        let report = live::run(&target, &Options::new()).unwrap();
        assert!(report.is_conformant(), "{report}");
    }
    /// What the page says: its program, its summary of the SPEC test, its guide.
    #[test]
    fn the_published_program_passes_the_spec_test() {
        assert!(PUBLISH.contains(&format!("```rust\n{}```\n", include_str!("published.rs"))));
        let runtime = Runtime::new().unwrap();
        let url = served(&runtime, published::router());
        let target = Target::http(&url).unwrap().token("correct-horse").unwrap();
        let report = live::run_suites(&target, &Options::new(), &[suite::SPEC]).unwrap();
        let text = report.to_text(false).replace(&url, "http://127.0.0.1:8080/scim/v2");
        assert!(PUBLISH.contains(&format!("```text\n{}\n```", text.trim())), "{text}");
        let others = [suite::CRUD, suite::QUIRKS];
        let report = live::run_suites(&target, &Options::new(), &others).unwrap();
        assert!(report.is_conformant(), "{}", report.to_text(false));
    }

    /// Code that the page has too, whatever its layout.
    macro_rules! published { ($($code:tt)*) => {{
        let plain = |text: &str| text.split_whitespace().collect::<String>().replace(",)", ")");
        assert!(plain(PUBLISH).contains(&plain(stringify!($($code)*))));
        $($code)*
    }} }

    #[test]
    fn the_published_guide_is_one() {
        let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated();
        let scim = scim.reference_page(published! {
            ReferencePage::at("/docs")
                .title("Acme Workspaces")
                .contact("A token: Settings, Integrations, Okta.")
                .public()
        });
        let request = axum::http::Request::get("/docs").body(String::new()).unwrap();
        let answer = scim_testkit::Exchange::of(&scim.build(), request);
        assert_eq!(answer.status(), 200);
        assert!(answer.response().body().contains("Acme Workspaces"));
    }
}
