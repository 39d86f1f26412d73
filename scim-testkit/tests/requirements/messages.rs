//! The form of messages (`CONTRIBUTING.md`): lower case or a name in backticks first, no final
//! period, and where a user can write something better, what to write.

use crate::sources::{all, root};
use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Full};
use scim_schema::dialect::Dialect;
use scim_schema::filter::Filter;
use scim_schema::message::{ScimError, ScimType};
use scim_schema::ownership::Owned;
use scim_schema::resource::DynamicExtension;
use scim_schema::rfc::{Group, User};
use scim_schema::schema::Schema;
use scim_schema::service::{MemoryStore, ScimService};
use scim_schema::sql::{Database, Table};
use scim_schema::value::InvalidValue;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use tower_service::Service;

/// What is wrong with the form of a line, if anything is.
fn wrong(line: &str) -> Option<&'static str> {
    let begins = |c: char| c == '`' || c.is_lowercase() || c.is_ascii_digit();
    let ends = line.ends_with('.') && !line.ends_with("..");
    if !line.starts_with(begins) {
        Some("begins with a capital")
    } else if ends {
        Some("ends with a period")
    } else if line.ends_with(char::is_whitespace) || line.contains("  ") {
        Some("has spaces")
    } else if !line.matches('`').count().is_multiple_of(2) {
        Some("has a backtick too many")
    } else {
        None
    }
}

/// Whether it says what to write, outside what is quoted.
fn helps(line: &str) -> bool {
    let plain: String = line.split('`').step_by(2).collect();
    let says = ["expected ", "write "].iter().any(|begin| line.starts_with(begin));
    says || plain.contains(": ") || plain.contains("such as ")
}

/// What is wrong with what the compiler says of a wrong program.
fn wrong_output(output: &str) -> Vec<String> {
    let mut found = Vec::new();
    for block in output.split("\n\n") {
        let Some((kind, line)) = block.lines().next().and_then(|line| line.split_once(": ")) else {
            continue;
        };
        let panicked = line.strip_prefix("evaluation panicked: ");
        let Some(code) = kind.strip_prefix("error") else { continue };
        let line = panicked.unwrap_or(line);
        found.extend(wrong(line).map(|what| format!("{what}: {line}")));
        if code.is_empty() || panicked.is_some() {
            // the derive's own, and those of its assertions
            found.extend((!helps(line)).then(|| format!("has no help: {line}")));
            continue;
        }
        // of a bound: a line of ours has its help in a note
        let compilers = ["required for ", "required by ", "this error originates "];
        let notes = block.lines().filter_map(|line| line.split_once("= note: "));
        let notes = notes.map(|(_, note)| note);
        let notes = notes.filter(|note| !compilers.iter().any(|begin| note.starts_with(begin)));
        let notes: Vec<_> = notes.collect();
        found.extend(notes.iter().filter_map(|note| Some(format!("{}: {note}", wrong(note)?))));
        let ours = ["` cannot hold ", "` is not a SCIM ", "` does not hold ", "` maps no "];
        if ours.iter().any(|part| line.contains(part)) && notes.is_empty() {
            found.push(format!("has no note: {line}"));
        }
    }
    found
}

fn outputs(directory: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            outputs(&path, found);
        } else if path.extension().is_some_and(|end| end == "stderr") {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn compile_time_errors_have_the_form() {
    let (mut all, mut found) = (Vec::new(), Vec::new());
    outputs(&root().join("scim-derive/tests/ui"), &mut all);
    for (path, output) in &all {
        found.extend(wrong_output(output).iter().map(|what| format!("{path}: {what}")));
    }
    assert!(found.is_empty() && all.len() > 100, "{} files\n{}", all.len(), found.join("\n"));
}

#[test]
fn what_has_another_form_is_found() {
    let found = wrong_output(
        "error: Unknown key `pth`: did you mean `path`?\n --> x.rs\n\n\
         error: `id` is there twice: remove one.\n\n\
         error: unknown key `pth`\n\n\
         error: no such key: `pth\n\n\
         error[E0080]: evaluation panicked: `active` cannot be unassigned\n\n\
         error[E0277]: `u8` cannot hold an id\n  = note: required for `u8` to hold\n\n\
         error[E0277]: `u8` cannot hold an id\n  = note: Write `String`\n\n\
         error[E0277]: `u8` cannot hold an id\n  = note: write `String`\n\n\
         error[E0277]: the trait bound `u8: Clone` is not satisfied\n",
    );
    let expected = [
        "begins with a capital: Unknown key `pth`: did you mean `path`?",
        "ends with a period: `id` is there twice: remove one.",
        "has no help: unknown key `pth`",
        "has a backtick too many: no such key: `pth",
        "has no help: `active` cannot be unassigned",
        "has no note: `u8` cannot hold an id",
        "begins with a capital: Write `String`",
    ];
    assert_eq!(found, expected);
}

/// The public errors of the runtime, each with what it says.
fn said() -> Vec<(&'static str, String)> {
    let extension = |document: &str| {
        let schema: Schema = serde_json::from_str(document).unwrap();
        DynamicExtension::new(&schema).unwrap_err().to_string()
    };
    let attribute = |attribute: &str| {
        extension(&format!(r#"{{"id":"urn:example:acme","attributes":[{attribute}]}}"#))
    };
    let mut said = vec![
        ("UnknownDialect", "none".parse::<Dialect>().unwrap_err().to_string()),
        ("InvalidValue", InvalidValue::new("a number").to_string()),
        ("InvalidExtension", extension(r#"{"id":"acme"}"#)),
        ("InvalidExtension", attribute(r#"{"name":"1st"}"#)),
        ("InvalidExtension", attribute(r#"{"name":"a"},{"name":"A"}"#)),
        ("InvalidExtension", attribute(r#"{"name":"a","returned":"never"}"#)),
        ("InvalidExtension", attribute(r#"{"name":"a","uniqueness":"server"}"#)),
        ("InvalidExtension", attribute(r#"{"name":"a","type":"complex"}"#)),
        ("InvalidExtension", attribute(r#"{"name":"a","subAttributes":[{"name":"b"}]}"#)),
        ("TableError", Table::<Group>::new("groups").on(Database::Sqlite).unwrap_err().to_string()),
    ];
    for path in ["titel", "emails[type eq \"work\"]", "id", "name.x", "userName.x", "a b", ""] {
        if let Err(error) = Owned::<User>::new([path]) {
            said.push(("InvalidOwned", error.to_string()));
        }
    }
    for filter in ["", "title", "title is 1", "title eq", "title eq x", "(title pr", "a pr)", "$"] {
        if let Err(error) = Filter::<User>::parse(filter) {
            // what is below is the filter, with a mark
            let first = error.to_string().lines().next().unwrap_or_default().to_owned();
            said.push(("FilterError", first));
        }
    }
    for error in [
        ScimError::invalid_value("a string", "a boolean").at("active"),
        ScimError::bad_request(ScimType::NoTarget, "no element matches").at("emails"),
        ScimError::uniqueness("userName"),
        ScimError::not_found("User", "7"),
        ScimError::precondition_failed(),
        ScimError::too_many_requests(7),
        ScimError::internal("No such table."),
        ScimError::unavailable(7, "No connection."),
        ScimError::unconfirmed(7, "No answer."),
        ScimError::large_page(),
        InvalidValue::new("a number").into(),
    ] {
        said.push(("ScimError", error.to_string()));
    }
    said
}

/// Each type that is an error in the sources of the runtime is asked.
#[test]
fn errors_have_the_form() {
    let said = said();
    let found: Vec<_> =
        said.iter().filter_map(|(_, line)| Some(format!("{}: {line}", wrong(line)?))).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    let sources = all().iter().filter(|source| source.path.starts_with("scim-schema/src/"));
    let lines = sources.flat_map(|source| source.text.lines());
    let lines = lines.filter(|line| line.starts_with("impl"));
    let types = lines.filter_map(|line| line.split_once("Error for ")?.1.split([' ', '<']).next());
    let types: BTreeSet<_> = types.collect();
    assert!(types.len() > 5, "{types:?}");
    assert_eq!(types, said.iter().map(|(name, _)| *name).collect::<BTreeSet<_>>());
}

/// The details that a service answers to these requests: method, URI, body.
const REQUESTS: &[(&str, &str, &str)] = &[
    ("GET", "/Users/none", ""),
    ("GET", "/Nobody", ""),
    ("GET", "/Me", ""),
    ("DELETE", "/Users", ""),
    ("GET", "/Schemas/none", ""),
    ("GET", "/ResourceTypes/none", ""),
    ("GET", "/Schemas?filter=id%20pr", ""),
    ("GET", "/Users?filter=userName", ""),
    ("GET", "/Users?filter=userName%20eq", ""),
    ("GET", "/Users?filter=active%20gt%20true", ""),
    ("GET", "/Users?filter=active%20eq%20%22x%22", ""),
    ("GET", "/Users?filter=%22", ""),
    ("GET", "/Users?startIndex=x", ""),
    ("GET", "/Users?count=x", ""),
    ("GET", "/Users?sortOrder=up&sortBy=userName", ""),
    ("GET", "/Users?cursor=x", ""),
    ("POST", "/Users", ""),
    ("POST", "/Users", "{"),
    ("POST", "/Users", "[]"),
    ("POST", "/Users", "{}"),
    ("POST", "/Users", r#"{"schemas":"x"}"#),
    ("POST", "/Users", r#"{"schemas":["urn:x"],"userName":"u"}"#),
    ("POST", "/Users", r#"{"schemas":["USER"],"userName":7}"#),
    ("POST", "/Users", r#"{"schemas":["USER"],"userName":""}"#),
    ("POST", "/Users", r#"{"schemas":["USER"],"userName":"u","active":"maybe"}"#),
    ("POST", "/Users", r#"{"schemas":["USER"],"userName":"u","emails":"x"}"#),
    ("POST", "/Users", r#"{"schemas":["USER"],"userName":"u","emails":[7]}"#),
    ("POST", "/Users", r#"{"schemas":["USER"],"userName":"u","name":[]}"#),
    (
        "POST",
        "/Users",
        r#"{"schemas":["USER"],"userName":"u","emails":[{"primary":true},{"primary":true}]}"#,
    ),
    ("POST", "/Users", r#"{"schemas":["USER"],"userName":"taken"}"#),
    ("PUT", "/Users/ID", r#"{"schemas":["USER"]}"#),
    ("PUT", "/Users/ID", r#"{"schemas":["USER"],"id":"other","userName":"u"}"#),
    ("PATCH", "/Users/ID", "{}"),
    ("PATCH", "/Users/ID", r#"{"schemas":["PATCH"],"Operations":[]}"#),
    ("PATCH", "/Users/ID", r#"{"schemas":["PATCH"],"Operations":[7]}"#),
    ("PATCH", "/Users/ID", r#"{"schemas":["PATCH"],"Operations":[{"op":"move"}]}"#),
    ("PATCH", "/Users/ID", r#"{"schemas":["PATCH"],"Operations":[{"op":"remove"}]}"#),
    ("PATCH", "/Users/ID", r#"{"schemas":["PATCH"],"Operations":[{"op":"add","path":"title"}]}"#),
    ("PATCH", "/Users/ID", r#"{"schemas":["PATCH"],"Operations":[{"op":"add","value":7}]}"#),
    (
        "PATCH",
        "/Users/ID",
        r#"{"schemas":["PATCH"],"Operations":[{"op":"add","path":"titel","value":"x"}]}"#,
    ),
    (
        "PATCH",
        "/Users/ID",
        r#"{"schemas":["PATCH"],"Operations":[{"op":"add","path":"title[","value":"x"}]}"#,
    ),
    (
        "PATCH",
        "/Users/ID",
        r#"{"schemas":["PATCH"],"Operations":[{"op":"replace","path":"id","value":"x"}]}"#,
    ),
    (
        "PATCH",
        "/Users/ID",
        r#"{"schemas":["PATCH"],"Operations":[{"op":"remove","path":"userName"}]}"#,
    ),
    (
        "PATCH",
        "/Users/ID",
        r#"{"schemas":["PATCH"],"Operations":[{"op":"replace","path":"emails[type eq \"x\"].value","value":"x"}]}"#,
    ),
    ("POST", "/.search", "{}"),
    ("POST", "/Users/.search", r#"{"schemas":["SEARCH"],"count":"x"}"#),
    ("POST", "/Bulk", "{}"),
    ("POST", "/Bulk", r#"{"schemas":["BULK"],"Operations":7}"#),
];

/// The status and the detail of an answer.
fn ask(service: &ScimService, (method, uri, body): (&str, &str, &str)) -> (u16, Value) {
    let request = Request::builder().method(method).uri(uri).header("host", "scim.example.com");
    let request = request.header("content-type", "application/scim+json");
    let request = request.body(Full::new(Bytes::from(body.to_owned()))).unwrap();
    let mut service = service.clone();
    let answer = async move {
        let response = service.call(request).await.unwrap();
        let status = response.status().as_u16();
        (status, response.into_body().collect().await.unwrap().to_bytes())
    };
    // nothing in memory waits
    match pin!(answer).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready((status, body)) => (status, serde_json::from_slice(&body).unwrap_or_default()),
        Poll::Pending => panic!("the service waits"),
    }
}

#[test]
fn details_have_the_form() {
    let service = ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .resource(MemoryStore::<Group>::new())
        .unauthenticated()
        .build();
    let urns = [
        ("\"USER\"", "\"urn:ietf:params:scim:schemas:core:2.0:User\""),
        ("\"PATCH\"", "\"urn:ietf:params:scim:api:messages:2.0:PatchOp\""),
        ("\"SEARCH\"", "\"urn:ietf:params:scim:api:messages:2.0:SearchRequest\""),
        ("\"BULK\"", "\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\""),
    ];
    let whole =
        |body: &str| urns.iter().fold(body.to_owned(), |body, (name, urn)| body.replace(name, urn));
    let taken = whole(r#"{"schemas":["USER"],"userName":"taken"}"#);
    let (status, created) = ask(&service, ("POST", "/Users", &taken));
    assert_eq!(status, 201, "{created}");
    let id = created["id"].as_str().unwrap();
    let (mut details, mut found) = (BTreeSet::new(), Vec::new());
    for &(method, uri, body) in REQUESTS {
        let (status, answer) = ask(&service, (method, &uri.replace("ID", id), &whole(body)));
        assert!(status >= 400, "{method} {uri} {body}: {answer}");
        let detail = answer["detail"].as_str().unwrap_or_default();
        found.extend(wrong(detail).map(|what| format!("{method} {uri} {body} {what}: {detail}")));
        details.insert(detail.to_owned());
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(details.len() > 25, "{details:#?}");
}
