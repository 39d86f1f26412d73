//! What adapts a field is any function with the signature: a generic one, and one of a trait.
#![cfg(feature = "derive")]

use scim_schema::dialect::Dialect;
use scim_schema::edit::Replace;
use scim_schema::schema::Type;
use scim_schema::write::Scim;
use scim_schema::{ScimComplex, ScimResource};
use serde_json::{Value, json};
use std::fmt::{Debug, Display};
use std::net::Ipv4Addr;
use std::str::FromStr;

/// Any type that is written as text.
mod text {
    use scim_schema::value::InvalidValue;
    use std::fmt::Display;
    use std::str::FromStr;

    pub(super) fn view<T: Display>(value: &T) -> Option<String> {
        Some(value.to_string())
    }
    #[expect(clippy::needless_pass_by_value, reason = "the derive hands it over")]
    pub(super) fn set<T: FromStr>(value: &mut T, text: String) -> Result<(), InvalidValue> {
        *value = text.parse().map_err(|_| InvalidValue::new("a text of that form"))?;
        Ok(())
    }
    pub(super) fn clear<T: Default>(value: &mut T) -> Result<(), InvalidValue> {
        *value = T::default();
        Ok(())
    }
}

trait Labelled {
    fn label(&self) -> String;
}

#[derive(Debug, Clone, PartialEq)]
struct Host(Ipv4Addr);

impl Default for Host {
    fn default() -> Self {
        Self(Ipv4Addr::UNSPECIFIED)
    }
}

impl Display for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Display::fmt(&self.0, f)
    }
}

impl FromStr for Host {
    type Err = std::net::AddrParseError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Machine", endpoint = "/Machines")]
struct Machine<T>
where
    T: Debug + Display + FromStr + Clone + Default + PartialEq + Send + Sync + 'static,
{
    #[scim(id)]
    id: u32,
    #[scim(with = "text")]
    host: Host,
    #[scim(with = "text")]
    rack: T,
    #[scim(get = "Labelled::label")]
    label: (),
    port: Option<Port>,
}

impl<T> Labelled for Machine<T>
where
    T: Debug + Display + FromStr + Clone + Default + PartialEq + Send + Sync + 'static,
{
    fn label(&self) -> String {
        let () = self.label;
        format!("{} in {}", self.host, self.rack)
    }
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Port {
    #[scim(with = "text")]
    number: u16,
    #[scim(get = "Labelled::label")]
    label: (),
}

impl Labelled for Port {
    fn label(&self) -> String {
        let () = self.label;
        format!("port {}", self.number)
    }
}

/// 7643-2.3: what they show says the type, and what they set is written.
#[test]
fn generic_modules_and_functions_of_traits() {
    type Racked = Machine<i8>;
    for path in ["host", "rack", "label", "port.number", "port.label"] {
        assert_eq!(Racked::SCHEMA.attribute(path).unwrap().r#type, Type::String, "{path}");
    }
    let body = json!({
        "schemas": ["urn:example:scim:schemas:2.0:Machine"],
        "host": "10.0.0.7",
        "rack": "-3",
        "port": {"number": "443"},
    });
    let replace = Replace::<Racked>::new(body.to_string(), Dialect::RFC).unwrap();
    let (machine, _) = replace.apply(&Racked::default()).unwrap();
    assert_eq!((machine.host.0.octets(), machine.rack), ([10, 0, 0, 7], -3));
    assert_eq!(machine.port.as_ref().map(|port| port.number), Some(443));
    let written: Value = serde_json::to_value(Scim::new(&machine)).unwrap();
    assert_eq!(written["label"], "10.0.0.7 in -3");
    assert_eq!(written["port"], json!({"number": "443", "label": "port 443"}));

    let wrong = body.to_string().replace("10.0.0.7", "10.0.0.700");
    let replace = Replace::<Racked>::new(wrong, Dialect::RFC).unwrap();
    assert_eq!(replace.apply(&machine).unwrap_err().path(), "host");
}
