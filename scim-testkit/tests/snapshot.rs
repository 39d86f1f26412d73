//! The snapshot macros as a user calls them, who depends on this crate alone for them.
#![expect(clippy::unwrap_used, reason = "tests")]

use scim_schema::ScimResource;
use scim_schema::value::DateTime;
use scim_testkit::{assert_mapping_snapshot, assert_resource_snapshot, assert_schema_snapshot};
use std::process::Command;

/// A badge that opens doors.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges", name = "Badge")]
struct Badge {
    #[scim(id)]
    id: String,
    /// Printed on the back.
    #[scim(required, uniqueness = "server")]
    serial_number: String,
    /// When it was handed out.
    issued_at: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    updated_at: Option<DateTime>,
}

/// The same badge after a careless edit.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges", name = "Badge")]
#[scim(description = "A badge that opens doors.")]
struct Changed {
    #[scim(id)]
    id: String,
    /// Printed on the back.
    #[scim(required)]
    serial_number: String,
    /// When it was handed out.
    issued_at: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    updated_at: Option<DateTime>,
}

fn badge() -> Badge {
    Badge {
        id: format!("{:?}", std::time::Instant::now()),
        serial_number: "A-1".into(),
        issued_at: Some(DateTime::parse("2008-01-23T04:56:22Z").unwrap()),
        updated_at: Some(DateTime::now()),
    }
}

#[test]
fn published() {
    assert_schema_snapshot!(Badge);
    assert_schema_snapshot!("badge", Badge);
}

#[test]
fn written() {
    assert_resource_snapshot!(badge());
    assert_resource_snapshot!("written_badge", badge());
}

#[test]
fn mapped() {
    assert_mapping_snapshot!(Badge);
    assert_mapping_snapshot!("badge_mapping", Badge,);
}

#[test]
#[ignore = "fails: `a_changed_schema_fails` runs it"]
fn changed() {
    assert_schema_snapshot!("badge", Changed);
}

/// In a process of its own, whose environment says that no snapshot may be updated.
#[test]
fn a_changed_schema_fails() {
    let run = |test: &str| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "--include-ignored", "--nocapture", test]);
        command.env("INSTA_UPDATE", "no").env_remove("INSTA_FORCE_PASS");
        let output = command.output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&text).into_owned())
    };
    let (passed, text) = run("published");
    assert!(passed && text.contains("1 passed"), "{text}");
    let (passed, text) = run("changed");
    assert!(!passed && text.contains("1 failed"), "{text}");
    let lines: Vec<_> = text.lines().filter(|line| line.contains("\"uniqueness\": ")).collect();
    let removed = lines.iter().any(|line| line.contains("-") && line.contains("server"));
    let added = lines.iter().any(|line| line.contains("+") && line.contains("none"));
    assert!(removed && added, "{text}");
}
