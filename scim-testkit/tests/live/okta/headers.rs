//! Requests as they stand on the wire: of each suite, and of the org.

use crate::serve;
use http::Request;
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::rfc::{Group, User};
use scim_schema::service::{Authenticate, Credential, Identity, MemoryStore, ScimService};
use scim_testkit::live::{self, Options, Status, Target};
use scim_testkit::okta::{App, Mode, Org, Profile, suite};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

const TOKEN: &str = "secret-of-okta";

/// A token, with its scheme or without; `Strict` wants the scheme.
#[derive(Clone, Copy)]
enum Tokens {
    Any,
    Strict,
}

impl Authenticate for Tokens {
    async fn authenticate(&self, request: &http::request::Parts) -> Result<Identity, ScimError> {
        let credential = Credential::of(request)?;
        let is_bare = request.headers.get("authorization").is_some_and(|value| value == TOKEN);
        if credential.secret().expose() != TOKEN || is_bare && matches!(self, Self::Strict) {
            return Err(ScimError::unauthorized("the token is not valid"));
        }
        Ok(Identity::new().dialect(Dialect::OKTA))
    }
}

fn service(tokens: Tokens) -> ScimService {
    ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .resource(MemoryStore::<Group>::new())
        .authenticate(tokens)
        .build()
}

/// The URL of a server, and the kinds of requests that it gets: each method with its headers.
fn listening() -> (Target, Arc<Mutex<BTreeSet<String>>>) {
    let kinds = Arc::new(Mutex::new(BTreeSet::new()));
    let heard = Arc::clone(&kinds);
    let url = serve::http(service(Tokens::Any), move |request, response| {
        heard.lock().unwrap().insert(kind(request));
        response
    });
    (Target::http(&url).unwrap().token(TOKEN).unwrap(), kinds)
}

fn kind(request: &Request<bytes::Bytes>) -> String {
    let shown = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        let value = match name.as_str() {
            "host" => "[host]",
            "content-length" => "[length]",
            "if-match" | "if-none-match" => "[version]",
            "authorization" if value != "non-token" && !value.to_str().unwrap().contains(TOKEN) => {
                "[another]"
            }
            _ => value.to_str().unwrap(),
        };
        format!("  {name}: {}\n", value.replace(TOKEN, "[token]"))
    };
    let mut headers: Vec<String> = request.headers().iter().map(shown).collect();
    headers.sort();
    format!("{}\n{}", request.method(), headers.concat())
}

fn all(kinds: &Mutex<BTreeSet<String>>) -> String {
    kinds.lock().unwrap().iter().fold(String::new(), |text, kind| text + kind)
}

/// What each suite sends over a socket: Okta's headers, those of its SPEC test, and the few of its
/// CRUD test's own requests.
#[test]
fn suites_send_the_headers_of_okta() {
    for one in suite::ALL {
        let (target, kinds) = listening();
        let report = live::run_suites(&target, &Options::new(), &[*one]).unwrap();
        assert!(report.is_conformant(), "{}", report.to_text(false));
        insta::assert_snapshot!(format!("headers_{}", one.name()), all(&kinds));
    }
}

/// And what the org does, whose bodies are sent at once however large they are.
#[test]
fn the_org_sends_the_headers_of_okta() {
    for mode in Mode::ALL {
        let (target, kinds) = listening();
        let mut org = Org::new(target, App::new(mode));
        let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
        org.assign(&jane).unwrap();
        let note = "x".repeat(40 << 10);
        org.update(&jane, |profile| {
            profile.set("title", note);
        })
        .unwrap();
        let team = org.add_group("Team", &[&jane]);
        org.push_group(&team).unwrap();
        org.unassign(&jane).unwrap();
        org.unlink_group(&team, scim_testkit::okta::Unlink::Delete).unwrap();
        let mut large = org.exchanges().filter(|one| one.method == "PUT");
        assert!(large.any(|one| one.body.contains("bytes in all")));
        insta::assert_snapshot!(format!("headers_org_{}", mode.name()), all(&kinds));
    }
}

/// A server that wants a scheme before a token cannot serve apps that send none.
#[test]
fn a_token_may_come_without_its_scheme() {
    for (tokens, status) in [(Tokens::Any, Status::Passed), (Tokens::Strict, Status::Warned)] {
        let target = Target::service(service(tokens)).token(TOKEN).unwrap();
        let options = Options::new().only("okta.o25-raw");
        let report = live::run_suites(&target, &options, &[suite::QUIRKS]).unwrap();
        let outcome = report.get("okta.o25-raw").unwrap();
        assert_eq!(outcome.status, status, "{report}");
        assert!(!report.to_text(false).contains(TOKEN) && !report.to_json().contains(TOKEN));
    }
    let basic = Target::service(service(Tokens::Any));
    let basic = basic.header("Authorization", "Basic eDpzZWNyZXQtb2Ytb2t0YQ==").unwrap();
    let options = Options::new().only("okta.o25-raw");
    let report = live::run_suites(&basic, &options, &[suite::QUIRKS]).unwrap();
    assert_eq!(report.get("okta.o25-raw").unwrap().status, Status::Skipped, "{report}");
}

/// A suite reads what its server compresses, as it says it does, and what it sends can be sent again.
#[test]
fn suites_read_compressed_answers() {
    use std::io::Write;
    let url = serve::http(service(Tokens::Any), |request, response| {
        let accepts = request.headers().get("accept-encoding");
        if response.body().is_empty() || accepts.is_none_or(|value| value != "gzip,deflate") {
            return response;
        }
        let (mut parts, body) = response.into_parts();
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&body).unwrap();
        parts.headers.insert("content-encoding", http::HeaderValue::from_static("gzip"));
        parts.headers.remove("content-length");
        http::Response::from_parts(parts, encoder.finish().unwrap().into())
    });
    let target = Target::http(&url).unwrap().token(TOKEN).unwrap();
    let report = live::run_suites(&target, &Options::new(), &[suite::CRUD]).unwrap();
    assert!(report.is_conformant(), "{}", report.to_text(false));
}
