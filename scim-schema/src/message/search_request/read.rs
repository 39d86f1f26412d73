//! Reading a search request, member by member.

use super::SearchRequest;
use crate::message::ScimError;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess,
    Visitor,
};
use std::fmt;

/// Reads the request and its `schemas`. What is wrong with a member is left in `fault`, as the
/// errors of deserializers have no room for it.
pub(super) struct Reader<'f> {
    pub(super) fault: &'f mut Option<ScimError>,
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = (SearchRequest, Vec<String>);

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = (SearchRequest, Vec<String>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a search request")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let (mut request, mut schemas) = (SearchRequest::default(), Vec::new());
        let mut seen = [false; Member::NAMES.len()];
        while let Some(name) = members.next_key::<String>()? {
            let known = Member::NAMES
                .iter()
                .zip(&mut seen)
                .find(|((known, _), _)| known.eq_ignore_ascii_case(&name));
            let Some(((name, member), seen)) = known else {
                members.next_value::<IgnoredAny>()?;
                continue;
            };
            let given = members.next_value::<Given>()?;
            let put = if std::mem::replace(seen, true) {
                Err(ScimError::invalid_syntax("given twice; give it once"))
            } else {
                member.put(given, &mut request, &mut schemas)
            };
            if let Err(fault) = put {
                *self.fault = Some(fault.at(*name));
                return Err(A::Error::custom("a member is not as it should be"));
            }
        }
        Ok((request, schemas))
    }
}

/// A member of a search request.
#[derive(Clone, Copy)]
enum Member {
    Schemas,
    Attributes,
    ExcludedAttributes,
    Filter,
    SortBy,
    SortOrder,
    StartIndex,
    Count,
    Cursor,
}

impl Member {
    const NAMES: [(&'static str, Self); 9] = [
        ("schemas", Self::Schemas),
        ("attributes", Self::Attributes),
        ("excludedAttributes", Self::ExcludedAttributes),
        ("filter", Self::Filter),
        ("sortBy", Self::SortBy),
        ("sortOrder", Self::SortOrder),
        ("startIndex", Self::StartIndex),
        ("count", Self::Count),
        ("cursor", Self::Cursor),
    ];

    fn put(
        self,
        given: Given,
        request: &mut SearchRequest,
        schemas: &mut Vec<String>,
    ) -> Result<(), ScimError> {
        match self {
            Self::Schemas => *schemas = given.texts()?,
            Self::Attributes => request.attributes = given.texts()?,
            Self::ExcludedAttributes => request.excluded_attributes = given.texts()?,
            Self::Filter => request.filter = given.text()?,
            Self::SortBy => request.sort_by = given.text()?,
            Self::SortOrder => request.sort_order = given.text()?,
            Self::StartIndex => request.start_index = given.number()?,
            Self::Count => request.count = given.number()?,
            Self::Cursor => request.cursor = given.text()?,
        }
        Ok(())
    }
}

/// A value of any type, as far as a member can use it.
enum Given {
    Null,
    Boolean,
    Integer(i64),
    Fraction,
    Text(String),
    Texts(Vec<String>),
    /// An array with this in it.
    Array(&'static str),
    Object,
}

impl Given {
    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Integer(_) => "a number",
            Self::Fraction => "a number with a fraction",
            Self::Text(_) => "a string",
            Self::Texts(_) => "an array",
            Self::Array(kind) => kind,
            Self::Object => "an object",
        }
    }

    fn texts(self) -> Result<Vec<String>, ScimError> {
        match self {
            Self::Null => Ok(Vec::new()),
            Self::Texts(texts) => Ok(texts),
            other => Err(ScimError::invalid_value(other.kind(), "an array of strings")),
        }
    }

    fn text(self) -> Result<Option<String>, ScimError> {
        match self {
            Self::Null => Ok(None),
            Self::Text(text) => Ok(Some(text)),
            other => Err(ScimError::invalid_value(other.kind(), "a string")),
        }
    }

    fn number(self) -> Result<Option<i64>, ScimError> {
        match self {
            Self::Null => Ok(None),
            Self::Integer(number) => Ok(Some(number)),
            other => Err(ScimError::invalid_value(other.kind(), "a whole number")),
        }
    }
}

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Given;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Given, E> {
        Ok(Given::Null)
    }
    fn visit_bool<E>(self, _: bool) -> Result<Given, E> {
        Ok(Given::Boolean)
    }
    fn visit_i64<E>(self, value: i64) -> Result<Given, E> {
        Ok(Given::Integer(value))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Given, E> {
        // one too large for any page is as good as the largest
        Ok(Given::Integer(i64::try_from(value).unwrap_or(i64::MAX)))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Given, E> {
        // whole numbers beyond 64 bits come as this
        const BEYOND: f64 = 9_223_372_036_854_775_808.0;
        Ok(if value >= BEYOND {
            Given::Integer(i64::MAX)
        } else if value <= -BEYOND {
            Given::Integer(i64::MIN)
        } else {
            Given::Fraction
        })
    }
    fn visit_str<E>(self, value: &str) -> Result<Given, E> {
        Ok(Given::Text(value.to_owned()))
    }
    fn visit_string<E>(self, value: String) -> Result<Given, E> {
        Ok(Given::Text(value))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Given, A::Error> {
        let (mut texts, mut array) = (Vec::new(), None);
        while let Some(element) = elements.next_element::<Given>()? {
            match element {
                Given::Text(text) => texts.push(text),
                // null in an array is nothing (RFC 7643 section 2.5)
                Given::Null => {}
                other => {
                    array = Some(match other.kind() {
                        "a boolean" => "a boolean in an array",
                        "an object" => "an object in an array",
                        "an array" => "an array in an array",
                        _ => "a number in an array",
                    });
                }
            }
        }
        Ok(array.map_or(Given::Texts(texts), Given::Array))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Given, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Given::Object)
    }
}
