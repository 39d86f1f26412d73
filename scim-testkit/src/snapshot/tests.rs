use super::resource;
use scim_schema::rfc::{Group, Member};
use scim_schema::value::DateTime;

/// Two stores give different ids, times and versions; the rest is the same.
#[test]
fn what_a_store_gives_is_left_out() {
    let group = |id: &str, time: &str, version: &str| Group {
        id: id.into(),
        display_name: "Tour Guides".into(),
        members: vec![Member { value: Some("26118915".into()), ..Member::default() }],
        created: Some(DateTime::parse(time).unwrap()),
        version: version.into(),
        ..Group::default()
    };
    let text = resource(&group("a", "2011-05-13T04:42:34Z", "1"));
    assert_eq!(text, resource(&group("b", "2026-01-01T00:00:00Z", "2")));
    let expected = r#"{
  "displayName": "Tour Guides",
  "id": "[id]",
  "members": [
    {
      "value": "26118915"
    }
  ],
  "meta": {
    "created": "[created]",
    "resourceType": "Group",
    "version": "[version]"
  },
  "schemas": [
    "urn:ietf:params:scim:schemas:core:2.0:Group"
  ]
}"#;
    assert_eq!(text, expected);
}
