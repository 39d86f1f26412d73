//! The program itself, as a user starts it.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};

fn directory(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_directory"));
    command.args(arguments).env_remove("RUST_LOG");
    command
}

fn fails(arguments: &[&str]) -> (Option<i32>, String) {
    let Output { status, stderr, .. } = directory(arguments).output().unwrap();
    (status.code(), String::from_utf8(stderr).unwrap())
}

#[test]
fn what_cannot_be_used_is_said_in_one_line() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, error) = fails(&["--database", "sqlite::memory:", "--listen", &address]);
    assert_eq!(code, Some(1));
    assert!(error.starts_with(&format!("error: cannot listen on `{address}`: another program")));
    assert_eq!(error.lines().count(), 1, "{error}");

    let no_database = std::env::temp_dir().join(format!("no-database-{}", uuid::Uuid::new_v4()));
    std::fs::write(&no_database, "this is a text file, and longer than a header\n".repeat(9))
        .unwrap();
    for url in [format!("sqlite://{}", no_database.display()), "postgres://localhost/x".to_owned()]
    {
        let (code, error) = fails(&["--database", &url, "--listen", "127.0.0.1:0"]);
        assert_eq!(code, Some(1), "{error}");
        assert!(
            error.starts_with(&format!("error: cannot open the database `{url}`: ")),
            "{error}"
        );
        assert_eq!(error.lines().count(), 1, "{error}");
    }
    std::fs::remove_file(no_database).unwrap();
}

#[test]
fn wrong_flags_are_usage_errors_and_show_no_token() {
    for arguments in [
        &["--listen", "nowhere"][..],
        &["--database"],
        &["--seed", "many"],
        &["--base-path", "a b"],
        &["--public-url", "example.com"],
        &["--token", "hunter2 "],
        &["--token-file", "/nowhere/tokens"],
    ] {
        let (code, error) = fails(arguments);
        assert_eq!(code, Some(2), "{error}");
        assert!(error.starts_with("error: ") && !error.contains("hunter2"), "{error}");
    }
}

/// Stops the server even if the test fails.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn it_prints_a_command_that_works() {
    let child =
        directory(&["--listen", "127.0.0.1:0", "--database", "sqlite::memory:", "--seed", "3"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
    let mut server = Server(child);
    let out = BufReader::new(server.0.stdout.take().unwrap());
    let curl = out.lines().map(Result::unwrap).find(|line| line.starts_with("curl ")).unwrap();
    let quoted: Vec<_> = curl.split('\'').collect();
    let (header, url) = (quoted[1], quoted[3]);
    let (address, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();

    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let request =
        format!("GET /{path} HTTP/1.1\r\nHost: {address}\r\n{header}\r\nConnection: close\r\n\r\n");
    std::io::Write::write_all(&mut stream, request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(answer.contains(r#""totalResults":3,"#), "{answer}");
    assert!(answer.contains(&format!("http://{address}/scim/v2/Users/")), "{answer}");
}
