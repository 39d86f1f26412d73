use super::*;
use std::collections::BTreeSet;

/// No row is passed over, none is there twice, and each is found by its id and in its section.
#[test]
fn every_row_is_read() {
    assert_eq!(all().len(), TABLE.lines().count() - 1);
    let ids: BTreeSet<_> = all().iter().map(|requirement| requirement.id).collect();
    assert_eq!(ids.len(), all().len());
    for requirement in all() {
        assert_eq!(get(requirement.id), Some(requirement));
        let mut section = section(requirement.rfc(), requirement.section());
        assert!(section.any(|other| other == requirement));
        let text = requirement.text;
        assert!(!text.is_empty() && text.trim() == text, "{requirement}");
    }
}

#[test]
fn ids() {
    for id in ["7644-3.5.2-04", "7643-2-01", "9865-2.1-05", "7644-7.5.2-99"] {
        let (rfc, section, number) = split_id(id).unwrap();
        assert_eq!(format!("{rfc}-{section}-{number}"), id);
    }
    for id in [
        "",
        "7644",
        "7644-3",
        "7644-3-4",
        "7644-3-004",
        "7644--04",
        "7644-3.-04",
        "7644-.3-04",
        "7642-3-04",
        "7644-3a-04",
        "7644-3-0x",
        "7644-3.5-04-05",
        "-7644-3-04",
        "7644-3-04 ",
    ] {
        assert_eq!(split_id(id), None, "{id}");
    }
    assert_eq!(get("7644-3.5.2-99"), None);
}

#[test]
fn who_is_bound_and_how_much() {
    let get = |id| get(id).unwrap();
    assert_eq!(
        get("7644-3.2-06").to_string(),
        "7644-3.2-06 MUST NOT: PUT does not create a resource"
    );
    assert_eq!(get("7643-2.1-02").party, Party::Both);
    assert!(Party::Both.is_service_provider() && Party::Both.is_client());
    assert!(!Party::SchemaAuthor.is_service_provider() && !Party::Client.is_service_provider());
    assert_eq!(get("7644-3.6-01").testable, Testable::No);
}
