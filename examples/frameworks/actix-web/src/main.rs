//! The service on actix-web.
//!
//! `SCIM_TOKEN=secret cargo run -p actix-mount` in `examples/frameworks`, then
//! `curl -H 'Authorization: Bearer secret' http://127.0.0.1:8080/scim/v2/Users`.

mod adapter;
#[cfg(test)]
mod tests;

use actix_web::{App, HttpServer, dev, web};
use http::request::Parts;
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::rfc::{Group, User};
use scim_schema::service::{Authenticate, Credential, Identity, MemoryStore, ScimService};
use scim_schema::value::Secret;
use std::error::Error;
use std::net::{SocketAddr, TcpListener};
use std::process::ExitCode;

/// One token, given to Okta.
struct Token(Secret);

impl Authenticate for Token {
    async fn authenticate(&self, request: &Parts) -> Result<Identity, ScimError> {
        if *Credential::of(request)?.secret() != self.0 {
            return Err(ScimError::unauthorized("the token is not valid"));
        }
        let okta = Identity::new().subject("okta").dialect(Dialect::OKTA);
        // beside the name, as each connection has another port
        Ok(match request.extensions.get::<SocketAddr>() {
            Some(from) => okta.extension(*from),
            None => okta,
        })
    }
}

fn service(token: &str) -> ScimService {
    ScimService::builder()
        .resource(MemoryStore::<User>::new()) // your own stores in a real one
        .resource(MemoryStore::<Group>::new())
        .authenticate(Token(token.into()))
        .base_path("/scim/v2")
        .build()
}

/// An application with the service in it.
fn serve(listener: TcpListener, scim: ScimService) -> std::io::Result<dev::Server> {
    let app = move || {
        App::new()
            .app_data(web::Data::new(scim.clone()))
            .route("/", web::get().to(async || "an application"))
            .service(web::scope("/scim/v2").default_service(web::to(adapter::scim)))
    };
    Ok(HttpServer::new(app).workers(2).listen(listener)?.run())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let token =
        std::env::var("SCIM_TOKEN").map_err(|_| "set `SCIM_TOKEN` to the client's token")?;
    let address = "127.0.0.1:8080";
    let listener = TcpListener::bind(address)
        .map_err(|error| format!("cannot listen on `{address}`: {error}"))?;
    println!("SCIM at http://{}/scim/v2", listener.local_addr()?);
    actix_web::rt::System::new().block_on(serve(listener, service(&token))?)?;
    Ok(())
}
