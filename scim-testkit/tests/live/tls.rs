//! TLS, with a certificate that nobody vouches for.

use crate::program::{code, file, out, program};
use crate::serve::{answered, raw, read, service};
use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, Stream};
use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// The URL of a service over TLS, and the file of its certificate, which it signed itself.
fn served(name: &str) -> (String, PathBuf) {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    let certificate = certificate.self_signed(&key).unwrap();
    let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)
        .unwrap();
    let (config, service) = (Arc::new(config), service());
    let url = raw(move |tcp| {
        let mut connection = ServerConnection::new(Arc::clone(&config)).unwrap();
        let mut tls = Stream::new(&mut connection, tcp);
        let Some(request) = read(&mut tls) else { return };
        let _ = tls.write_all(&answered(&service, request));
        tls.conn.send_close_notify();
        let _ = tls.flush();
    });
    let pem = file(name);
    fs::write(&pem, certificate.pem()).unwrap();
    (url.replace("http:", "https:"), pem)
}

#[test]
fn a_certificate_is_trusted_that_ca_names() {
    let (url, pem) = served("trusted.pem");
    let trusted = ["check", &url, "--only", "get", "--ca", pem.to_str().unwrap()];
    let output = program(&trusted);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(code(&output), 0, "{}{said}", out(&output));
    assert!(!out(&output).contains(" 0 passed"), "{}", out(&output));
}

#[test]
fn no_other_certificate_is_trusted_and_the_message_says_what_to_do() {
    let (url, _) = served("mine.pem");
    let (_, others) = served("others.pem");
    for arguments in [vec![], vec!["--ca", others.to_str().unwrap()]] {
        let output = program(&[vec!["check", &url, "--only", "get"], arguments].concat());
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(code(&output), 2, "{}{said}", out(&output));
        assert!(said.contains("certificate") && said.contains("`--ca FILE`"), "{said}");
    }
    let refusal = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";
    let plain = raw(|tcp| {
        let _ = tcp.read(&mut [0; 4096]);
        let _ = tcp.write_all(refusal);
    });
    let plain = plain.replace("http:", "https:");
    let output = program(&["check", &plain, "--only", "get"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(code(&output) == 2 && said.contains("is the URL one with `http://`?"), "{said}");
    let text = file("text.pem");
    fs::write(&text, "no certificate").unwrap();
    let output = program(&["check", &url, "--ca", text.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(code(&output), 2, "{said}");
    assert!(said.contains("`--ca`") && said.contains("no certificate in PEM"), "{said}");
}
