//! The service over a socket, as clients come.

use scim_schema::message::ScimError;
use scim_schema::rfc::User;
use scim_schema::service::{Authenticate, Context, CursorKey, Identity, MemoryStore, ScimService};
use scim_testkit::live::{self, Options, Target};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

fn start(scim: ScimService) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async { super::serve(listener, scim).unwrap().await })
    });
    address
}

/// What is answered to a request that closes its connection.
fn ask(address: SocketAddr, request: &str) -> String {
    let mut connection = TcpStream::connect(address).unwrap();
    connection.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    // a server that does not read everything may reset the connection after its answer
    let _ = connection.read_to_string(&mut answer);
    answer
}

const HEAD: &str =
    "HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Bearer secret\r\n";

#[test]
fn it_is_conformant() {
    let address = start(super::service("secret"));
    let target = Target::http(&format!("http://{address}/scim/v2")).unwrap();
    let report = live::run(&target.token("secret").unwrap(), &Options::new()).unwrap();
    assert!(report.is_conformant(), "{report}");
}

#[test]
fn head_is_get_without_a_body() {
    let address = start(super::service("secret"));
    let get = ask(address, &format!("GET /scim/v2/Schemas {HEAD}\r\n"));
    let (head, body) = get.split_once("\r\n\r\n").unwrap();
    let length = format!("\r\ncontent-length: {}\r\n", body.len());
    assert!(head.contains(&length) && body.len() > 1_000, "{head}");
    let only = ask(address, &format!("HEAD /scim/v2/Schemas {HEAD}\r\n"));
    let (head, body) = only.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200") && head.contains(&length), "{head}");
    assert_eq!(body, "");
}

#[test]
fn a_body_may_come_in_chunks() {
    let address = start(super::service("secret"));
    let head = format!(
        "POST /scim/v2/Users {HEAD}content-type: application/scim+json\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    let body = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"barbara"}"#;
    let chunks = body
        .as_bytes()
        .chunks(7)
        .map(|chunk| format!("{:x}\r\n{}\r\n", chunk.len(), std::str::from_utf8(chunk).unwrap()));
    let answer = ask(address, &format!("{head}{}0\r\n\r\n", chunks.collect::<String>()));
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}

#[test]
fn a_body_that_is_too_large_is_answered_before_it_is_sent() {
    let address = start(super::service("secret"));
    let head = format!(
        "POST /scim/v2/Users {HEAD}content-type: application/scim+json\r\ncontent-length: 900000000\r\n\r\n"
    );
    // of 900 MB nothing follows
    let answer = ask(address, &head);
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[test]
fn a_body_that_breaks_off_is_no_resource() {
    let address = start(super::service("secret"));
    let head = format!(
        "POST /scim/v2/Users {HEAD}content-type: application/scim+json\r\ncontent-length: 100\r\n\r\n{{"
    );
    let mut connection = TcpStream::connect(address).unwrap();
    connection.write_all(head.as_bytes()).unwrap();
    connection.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answer = String::new();
    let _ = connection.read_to_string(&mut answer);
    let list = ask(address, &format!("GET /scim/v2/Users {HEAD}\r\n"));
    assert!(list.contains(r#""totalResults":0"#), "{answer}\n{list}");
}

#[test]
fn what_is_not_scim_is_the_application() {
    let address = start(super::service("secret"));
    assert!(ask(address, &format!("GET / {HEAD}\r\n")).ends_with("an application"));
    assert!(
        ask(address, &format!("GET /scim/v2/Nothing {HEAD}\r\n")).contains(r#""status":"404""#)
    );
}

/// Who comes from this machine.
struct Here;

impl Authenticate for Here {
    async fn authenticate(&self, request: &http::request::Parts) -> Result<Identity, ScimError> {
        match request.extensions.get::<SocketAddr>() {
            Some(address) if address.ip().is_loopback() => Ok(Identity::new()),
            _ => Err(ScimError::unauthorized("the client is not on this machine")),
        }
    }
}

#[test]
fn an_authenticator_sees_the_address() {
    let scim = ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .authenticate(Here)
        .base_path("/scim/v2")
        .build();
    let answer = ask(start(scim), &format!("GET /scim/v2/Users {HEAD}\r\n"));
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

/// 9865-2-07: a client that comes again over another connection goes on where its page ended.
#[test]
fn a_list_goes_on_over_another_connection() {
    let users = MemoryStore::<User>::new();
    for name in ["babs", "carla"] {
        let user = User { user_name: name.into(), ..User::default() };
        users.insert(&Context::new(Identity::new()), user).unwrap();
    }
    let scim = ScimService::builder()
        .resource(users)
        .authenticate(super::Token("secret".into()))
        .base_path("/scim/v2")
        .cursor_key(CursorKey::new([7; 32]).unwrap())
        .build();
    let address = start(scim);
    let page = |cursor: &str| {
        ask(address, &format!("GET /scim/v2/Users?count=1&cursor={cursor} {HEAD}\r\n"))
    };
    let first = page("");
    let (_, next) = first.split_once(r#""nextCursor":""#).unwrap();
    let second = page(next.split_once('"').unwrap().0);
    assert!(second.starts_with("HTTP/1.1 200"), "{second}");
    assert_ne!(first.contains("babs"), second.contains("babs"), "{first}\n{second}");
}
