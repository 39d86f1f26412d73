//! A server that does all it must is told so.

use scim_schema::rfc::{Group, User};
use scim_schema::service::{MemoryStore, ScimService};
use scim_testkit::live::{self, Options, Target};

#[test]
fn a_conformant_service_passes() {
    let scim = ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .resource(MemoryStore::<Group>::new())
        .unauthenticated()
        .build();
    let report = live::run(&Target::service(scim), &Options::new()).unwrap();
    assert!(report.is_conformant(), "{report}");
    assert!(report.summary.passed > 5, "{report}");
    assert!(report.left.is_empty(), "{:?}", report.left);
}
