//! The same through any serde serializer: the bytes, told again event by event, so that there is
//! one way of writing and the two cannot disagree.

use super::Scim;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{self, Serialize, SerializeMap, SerializeSeq, Serializer};
use std::cell::RefCell;
use std::fmt;

impl<R> Serialize for Scim<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = self.resource.to_vec();
        let mut json = serde_json::Deserializer::from_slice(&bytes);
        json.deserialize_any(Retell(serializer)).map_err(ser::Error::custom)
    }
}

/// Tells a serializer what it is told.
struct Retell<S>(S);

fn told<T, S: ser::Error, E: de::Error>(answer: Result<T, S>) -> Result<T, E> {
    answer.map_err(E::custom)
}

impl<'de, S: Serializer> Visitor<'de> for Retell<S> {
    type Value = S::Ok;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_bool<E: de::Error>(self, value: bool) -> Result<S::Ok, E> {
        told(self.0.serialize_bool(value))
    }
    fn visit_i64<E: de::Error>(self, value: i64) -> Result<S::Ok, E> {
        told(self.0.serialize_i64(value))
    }
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<S::Ok, E> {
        told(self.0.serialize_u64(value))
    }
    fn visit_f64<E: de::Error>(self, value: f64) -> Result<S::Ok, E> {
        told(self.0.serialize_f64(value))
    }
    fn visit_str<E: de::Error>(self, value: &str) -> Result<S::Ok, E> {
        told(self.0.serialize_str(value))
    }
    fn visit_unit<E: de::Error>(self) -> Result<S::Ok, E> {
        told(self.0.serialize_unit())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<S::Ok, A::Error> {
        let mut seq = told(self.0.serialize_seq(None))?;
        while elements.next_element_seed(Element(&mut seq))?.is_some() {}
        told(seq.end())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<S::Ok, A::Error> {
        let mut map = told(self.0.serialize_map(None))?;
        while let Some(key) = members.next_key::<String>()? {
            told(map.serialize_key(&key))?;
            members.next_value_seed(Member(&mut map))?;
        }
        told(map.end())
    }
}

struct Element<'a, S>(&'a mut S);

impl<'de, S: SerializeSeq> de::DeserializeSeed<'de> for Element<'_, S> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        told(self.0.serialize_element(&Told(RefCell::new(Some(json)))))
    }
}

struct Member<'a, S>(&'a mut S);

impl<'de, S: SerializeMap> de::DeserializeSeed<'de> for Member<'_, S> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        told(self.0.serialize_value(&Told(RefCell::new(Some(json)))))
    }
}

/// A value that is serialized by reading it, once.
struct Told<D>(RefCell<Option<D>>);

impl<'de, D: Deserializer<'de>> Serialize for Told<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(json) = self.0.borrow_mut().take() else {
            return Err(ser::Error::custom("a value is serialized once"));
        };
        json.deserialize_any(Retell(serializer)).map_err(ser::Error::custom)
    }
}
