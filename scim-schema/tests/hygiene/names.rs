//! Raw names: on the wire they have no `r#`.

use scim_schema::resource::ScimValue;
use scim_schema::write::Scim;
use scim_schema::{ScimEnum, ScimExtension, ScimResource};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ScimEnum)]
#[expect(non_camel_case_types, reason = "the names are the point")]
enum Lock {
    #[default]
    r#static,
    r#dyn,
}

#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Gate", endpoint = "/Gates")]
struct r#Gate {
    #[scim(id)]
    id: String,
    #[scim(required)]
    lock: Lock,
    #[scim(get = "Self::shown")]
    shown: (),
    #[scim(extension)]
    hinge: Option<r#Hinge>,
}

impl r#Gate {
    fn shown(&self) -> String {
        let () = self.shown;
        format!("{:?}", self.lock)
    }
}

#[derive(Debug, Clone, Default, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Hinge")]
struct r#Hinge {
    r#in: Option<i64>,
}

#[test]
fn raw_names_are_plain_on_the_wire() {
    assert_eq!(Lock::CANONICAL_VALUES, ["static", "dyn"]);
    assert_eq!((&*Gate::SCHEMA.name, &*Gate::RESOURCE_TYPE.name), ("Gate", "Gate"));
    assert_eq!(Gate::EXTENSIONS[0].name, "Hinge");
    let gate = Gate { lock: Lock::r#dyn, ..Gate::default() };
    let json: serde_json::Value = serde_json::from_slice(&Scim::new(&gate).to_vec()).unwrap();
    assert_eq!((&json["lock"], &json["shown"]), (&"dyn".into(), &"dyn".into()));
    assert_eq!(json["meta"]["resourceType"], "Gate");
}
