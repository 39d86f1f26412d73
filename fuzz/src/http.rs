//! Whole requests, one after the other, to one service provider.

mod answered;
mod asked;
mod beside;

use super::provider::{BASE, provider, well_formed};
use scim_testkit::Exchange;

/// Requests as text: method and URI, headers, an empty line, the body; a line `%%` ends each.
pub fn http(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let requests: Vec<_> = text.split("\n%%\n").take(8).filter_map(request).collect();
    if requests.is_empty() {
        return;
    }
    let answers = || {
        let service = provider();
        let mut answers = Vec::new();
        for request in &requests {
            let exchange = Exchange::of(&service, request.clone());
            well_formed(&exchange);
            found_again(&service, &exchange);
            let response = exchange.response();
            answers.push((exchange.status(), response.body().clone()));
        }
        answers
    };
    assert_eq!(answers(), answers());
    beside::agree(&requests);
}

/// What was created is there.
fn found_again(service: &scim_schema::service::ScimService, exchange: &Exchange) {
    let location = exchange.header("location");
    let at = location.find(BASE).and_then(|at| location.get(at..));
    if let (201, Some(at)) = (exchange.status(), at) {
        let request = ::http::Request::get(at).body(String::new()).unwrap();
        let found = Exchange::of(service, request);
        well_formed(&found);
        assert_eq!(found.status(), 200, "{exchange}\n{found}");
        assert_eq!(found.header("etag"), exchange.header("etag"), "{exchange}\n{found}");
    }
}

fn request(text: &str) -> Option<::http::Request<String>> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let (method, uri) = lines.next()?.split_once(' ')?;
    let mut request = ::http::Request::builder().method(method).uri(uri);
    for line in lines {
        let (name, value) = line.split_once(':')?;
        request = request.header(name, value.trim());
    }
    request.body(body.to_owned()).ok()
}
