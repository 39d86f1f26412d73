//! What the fields of a model tell of its attributes, beyond its schema.

use crate::models::{Badge, Member};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};
use scim_testkit::strategy::{Settings, Target, path, resource};
use serde_json::Value;
use std::collections::BTreeSet;

/// Fixed elements in an extension, and some whose fields say which is the primary one.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User")]
struct Row {
    #[scim(id)]
    id: u32,
    user_name: String,
    #[scim(path = r#"addresses[type eq "work"]"#)]
    office: Option<Place>,
    #[scim(path = r#"addresses[type eq "home"]"#)]
    home: Option<Place>,
    #[scim(path = r#"emails[type eq "work"].value"#)]
    mail: Option<String>,
    #[scim(path = r#"emails[type eq "work"].primary"#)]
    mail_first: Option<bool>,
    #[scim(path = r#"emails[type eq "home"].value"#)]
    home_mail: Option<String>,
    #[scim(path = r#"emails[type eq "home"].primary"#)]
    home_first: Option<bool>,
    #[scim(extension)]
    reach: Option<Reach>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.addresses")]
struct Place {
    locality: Option<String>,
    primary: Option<bool>,
}

const REACH: &str = "urn:example:scim:schemas:extension:2.0:Reach";

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Reach", name = "Reach")]
struct Reach {
    #[scim(path = r#"phones[type eq "desk"].value"#)]
    desk: Option<String>,
    #[scim(path = r#"phones[type eq "mobile"].value"#)]
    mobile: Option<String>,
}

fn bodies() -> Vec<Value> {
    let rows = Target::of::<Row>().unwrap();
    resource(&rows, &Settings::default().extensions(100)).samples().take(400).collect()
}

/// Elements that no field could hold are not generated, in extensions either.
#[test]
fn fixed_elements_of_extensions_are_those_of_the_model() {
    let (mut all, mut seen) = (0, BTreeSet::new());
    for body in bodies() {
        let phones = body[REACH]["phones"].as_array().cloned().unwrap_or_default();
        let types: BTreeSet<String> =
            phones.iter().filter_map(|one| one["type"].as_str()).map(str::to_owned).collect();
        assert_eq!(types.len(), phones.len(), "each is another: {phones:?}");
        all += phones.len();
        seen.extend(types);
    }
    assert!(all > 100, "{all}");
    assert_eq!(Vec::from_iter(seen), ["desk", "mobile"]);
}

/// A fixed element is the primary one where a field can say so, one at most.
#[test]
fn fixed_elements_say_which_is_primary() {
    for list in ["addresses", "emails"] {
        let mut said = 0;
        for body in bodies() {
            let elements = body[list].as_array().cloned().unwrap_or_default();
            let primary = elements.iter().filter(|one| one["primary"] == true).count();
            assert!(primary <= 1, "{elements:?}");
            said += primary;
        }
        assert!(said > 20, "{list}: {said}");
    }
}

fn parts_of_meta(target: &Target) -> Vec<String> {
    let mut parts = BTreeSet::new();
    for (_, path) in path(target).samples().take(1_500) {
        if path.attribute == "meta" {
            parts.extend(path.sub_attribute);
        }
    }
    Vec::from_iter(parts)
}

/// Of `meta` requests name what is computed and what a field holds, nothing else.
#[test]
fn parts_of_meta_are_those_of_the_model() {
    let badges = Target::of::<Badge>().unwrap();
    assert_eq!(parts_of_meta(&badges), ["location", "resourceType"]);
    let members = Target::of::<Member>().unwrap();
    assert_eq!(parts_of_meta(&members), ["created", "location", "resourceType", "version"]);
}
