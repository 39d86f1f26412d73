//! The service on hyper alone, without a framework.
//!
//! `SCIM_TOKEN=secret cargo run -p hyper-mount`, then
//! `curl -H 'Authorization: Bearer secret' http://127.0.0.1:8080/scim/v2/Users`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it says where it is")]

use http::request::Parts;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::rfc::{Group, User};
use scim_schema::service::{Authenticate, Credential, Identity, MemoryStore, ScimService};
use scim_schema::value::Secret;
use std::process::ExitCode;
use std::time::Duration;
use tokio::net::TcpListener;

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

/// The service, which strips its path from requests itself.
fn scim(token: &str) -> ScimService {
    ScimService::builder()
        .resource(MemoryStore::<User>::new()) // your own stores in a real one
        .resource(MemoryStore::<Group>::new())
        .authenticate(Token(token.into()))
        .base_path("/scim/v2")
        .build()
}

/// Serves every connection. Who sends no head of a request for ten seconds is not waited for.
async fn serve(listener: TcpListener, scim: ScimService) {
    loop {
        let connection = match listener.accept().await {
            Ok((connection, _)) => connection,
            // such as too many open files, which passes
            Err(error) => {
                eprintln!("no connection: {error}");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let service = TowerToHyperService::new(scim.clone());
        tokio::spawn(async move {
            let served = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(Duration::from_secs(10))
                .serve_connection(TokioIo::new(connection), service);
            if let Err(error) = served.await {
                eprintln!("a connection ended: {error}");
            }
        });
    }
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
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("cannot listen on `{address}`: {error}"))?;
    println!("SCIM at http://{}/scim/v2", listener.local_addr()?);
    serve(listener, scim(&token)).await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use scim_testkit::live::{self, Options, Target};
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    /// Over a socket, as clients come.
    #[test]
    fn it_is_conformant() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let url = format!("http://{}/scim/v2", listener.local_addr().unwrap());
        runtime.spawn(super::serve(listener, super::scim("secret")));
        let target = Target::http(&url).unwrap().token("secret").unwrap();
        let report = live::run(&target, &Options::new()).unwrap();
        assert!(report.is_conformant(), "{report}");
    }

    /// RFC 9110 section 8.6: a `304` says no length, as it would have to be that of the `200`.
    #[test]
    fn what_is_not_modified_has_no_length() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(super::serve(listener, super::scim("secret")));
        let send = |method: &str, path: &str, rest: &str| {
            let mut connection = TcpStream::connect(address).unwrap();
            let request = format!(
                "{method} {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer secret\r\n\
                 connection: close\r\n{rest}"
            );
            connection.write_all(request.as_bytes()).unwrap();
            let mut answer = String::new();
            connection.read_to_string(&mut answer).unwrap();
            answer
        };
        let user =
            r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"babs"}"#;
        let length = user.len();
        let rest = format!(
            "content-type: application/scim+json\r\ncontent-length: {length}\r\n\r\n{user}"
        );
        let made = send("POST", "/scim/v2/Users", &rest);
        let location = made.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
        let path = location.strip_prefix(&format!("http://{address}")).unwrap();
        for method in ["GET", "HEAD"] {
            let answer = send(method, path, "if-none-match: *\r\n\r\n");
            assert!(answer.starts_with("HTTP/1.1 304 "), "{answer}");
            let head = answer.to_ascii_lowercase();
            assert!(!head.contains("content-length:"), "{answer}");
            assert!(!head.contains("transfer-encoding:"), "{answer}");
        }
    }
}
