//! A server that does all it must is told so.

use crate::serve::{http, service};
use scim_testkit::live::{self, Options, Target};

#[test]
fn a_conformant_service_passes_and_nothing_is_left_behind() {
    let service = service();
    let options = Options::new().random(20, 1);
    let report = live::run(&Target::service(service.clone()), &options).unwrap();
    assert!(report.is_conformant(), "{}", report.to_text(false));
    assert!(report.summary.passed > 5, "{report}");
    assert!(report.left.is_empty(), "{:?}", report.left);
    for path in ["/Users", "/Groups"] {
        let request = http::Request::get(path).body(String::new()).unwrap();
        let list = scim_testkit::Exchange::of(&service, request).json();
        assert_eq!(list["totalResults"], 0, "{path}: {list}");
    }
}

#[test]
fn what_only_reads_writes_nothing() {
    let url = http(service(), |request, response| {
        assert_eq!(request.method(), http::Method::GET, "{}", request.uri());
        response
    });
    let options = Options::new().read_only(true).random(5, 1);
    let report = live::run(&Target::http(&url).unwrap(), &options).unwrap();
    assert!(report.is_conformant(), "{report}");
    assert!(report.get("create.status").is_some_and(|one| one.message.contains("only reads")));
}
