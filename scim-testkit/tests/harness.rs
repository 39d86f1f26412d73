//! Each check is a test: what a user of `live::harness` writes. First it runs itself against a server
//! with a failure and against none, for the exit codes.
#![expect(clippy::unwrap_used, reason = "tests")]

use scim_schema::rfc::{Group, User};
use scim_schema::service::{MemoryStore, ScimService};
use scim_testkit::live::{self, Options, Target, Transport, TransportError};
use std::env;
use std::process::{Command, ExitCode, Output};

/// Which server a run of this program is to check.
const SERVER: &str = "SCIM_HARNESS_SERVER";

fn service() -> ScimService {
    ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .resource(MemoryStore::<Group>::new())
        .unauthenticated()
        .build()
}

/// The service, which says 200 where it should say 201.
struct Broken(ScimService);

impl Transport for Broken {
    fn send(
        &self,
        request: http::Request<bytes::Bytes>,
    ) -> Result<http::Response<bytes::Bytes>, TransportError> {
        let request = request.map(|body| String::from_utf8_lossy(&body).into_owned());
        let answer = scim_testkit::Exchange::of(&self.0, request);
        let mut answer = answer.response().clone().map(bytes::Bytes::from);
        if answer.status() == 201 {
            *answer.status_mut() = http::StatusCode::OK;
        }
        Ok(answer)
    }
}

/// No server.
struct Nobody;

impl Transport for Nobody {
    fn send(
        &self,
        _: http::Request<bytes::Bytes>,
    ) -> Result<http::Response<bytes::Bytes>, TransportError> {
        Err(TransportError::new("nobody is there"))
    }
}

fn main() -> ExitCode {
    let target = match env::var(SERVER).as_deref() {
        Ok("broken") => Target::over("http://localhost", Broken(service())),
        Ok("none") => Target::over("http://localhost", Nobody),
        _ => Ok(Target::service(service())),
    };
    let Ok(target) = target else { return ExitCode::FAILURE };
    let asked = env::args().len() > 1 || env::var_os(SERVER).is_some();
    if !asked {
        exit_codes();
    }
    live::harness(&target, &Options::new())
}

/// A run of this program.
fn run(server: &str, arguments: &[&str]) -> (Output, String) {
    let program = env::current_exe().unwrap();
    let output = Command::new(program).args(arguments).env(SERVER, server).output();
    let output = output.unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    (output, said)
}

fn exit_codes() {
    let (output, said) = run("broken", &["create.status"]);
    assert_eq!(output.status.code(), Some(101), "{said}");
    assert!(said.contains("create.status") && said.contains("FAILED"), "{said}");
    assert!(said.contains("expected status 201, found 200"), "{said}");
    // what does not fail on it
    let (output, said) = run("broken", &["discovery.there"]);
    assert_eq!(output.status.code(), Some(0), "{said}");
    // no filter leaves out that there is no server
    for arguments in [&["create.status"][..], &["--exact", "create.status"]] {
        let (output, said) = run("none", arguments);
        assert_eq!(output.status.code(), Some(101), "{said}");
        assert!(said.contains("nobody is there"), "{said}");
    }
}
