//! Names that generated code could have for its own, and raw ones.

use scim_schema::resource::{Model, Scalar, ScimValue, View};
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

/// Functions, which an argument of the same name would hide.
mod functions {
    use scim_schema::{ScimComplex, ScimResource};

    #[derive(Debug, Clone, Default, ScimComplex)]
    #[scim(rfc = "User")]
    pub(super) struct Contact {
        #[scim(default = field())]
        locale: String,
    }

    #[derive(Debug, Clone, Default, ScimResource)]
    #[scim(rfc = "User")]
    pub(super) struct Caller {
        #[scim(id)]
        id: String,
        user_name: String,
        #[scim(path = "displayName", get = "text")]
        shown: (),
        #[scim(default = field())]
        pub(super) title: String,
        #[scim(flatten)]
        pub(super) contact: Contact,
    }

    fn field() -> String {
        "none".to_owned()
    }
    fn text(caller: &Caller) -> String {
        let () = caller.shown;
        caller.user_name.clone()
    }
}

/// Constants, which a binding of the same name would be.
mod constants {
    #![expect(
        non_camel_case_types,
        non_upper_case_globals,
        dead_code,
        reason = "the names are the point"
    )]

    use scim_schema::resource::DynamicAttributes;
    use scim_schema::{ScimComplex, ScimEnum, ScimResource, ScimValue};

    const field: u8 = 0;
    static scalar: u8 = 0;
    struct text;
    struct value;
    const number: u8 = 0;

    #[derive(Debug, Clone, Default, ScimComplex)]
    #[scim(rfc = "User")]
    pub(super) struct Contact {
        #[scim(default)]
        locale: String,
    }

    #[derive(Debug, Clone, Default, ScimResource)]
    #[scim(rfc = "User")]
    pub(super) struct Caller {
        #[scim(id)]
        id: String,
        user_name: Login,
        #[scim(default)]
        title: String,
        #[scim(path = "userType")]
        kind: Option<Kind>,
        #[scim(flatten)]
        contact: Contact,
        #[scim(dynamic)]
        more: DynamicAttributes,
        #[scim(version)]
        revision: u64,
    }

    #[derive(Debug, Clone, Default, ScimValue)]
    pub(super) struct Login(pub(super) String);

    #[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
    pub(super) enum Kind {
        Employee,
        #[scim(other)]
        Other(String),
    }
}

#[test]
fn names_in_scope_do_not_come_between() {
    let mut caller = functions::Caller::default();
    assert!(caller.set_default(3) && caller.set_default(4));
    assert_eq!(caller.title, "none");
    assert!(matches!(caller.get(4), View::String("none")), "{:?}", caller.contact);

    let login = constants::Login::from_scalar(Scalar::String("bj")).map(|login| login.0);
    assert_eq!(login.as_deref(), Ok("bj"));
    let kind = constants::Kind::from_scalar(Scalar::String("guest"));
    assert_eq!(kind, Ok(constants::Kind::Other("guest".to_owned())));
    assert!(constants::Caller::default().set_default(2));
}
