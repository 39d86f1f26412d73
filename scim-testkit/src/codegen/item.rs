//! What a module consists of.

use std::borrow::Cow;

/// An item of the module.
#[derive(Debug)]
pub(super) enum Item {
    Struct {
        docs: Vec<String>,
        derive: &'static str,
        keys: Vec<Key>,
        name: String,
        fields: Vec<Field>,
    },
    Enum {
        docs: Vec<String>,
        name: String,
        case_exact: bool,
        has_default: bool,
        variants: Vec<Variant>,
        other: Option<String>,
    },
}

/// A field of a struct.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub(super) docs: Vec<String>,
    pub(super) keys: Vec<Key>,
    pub(super) name: String,
    pub(super) ty: String,
}

/// A canonical value.
#[derive(Debug)]
pub(super) struct Variant {
    pub(super) name: String,
    pub(super) rename: Option<String>,
}

/// An item of `#[scim(..)]`.
#[derive(Debug)]
pub(super) enum Key {
    /// `required`, `rename = ".."`.
    One(String),
    /// `reference("..", "..")`.
    List(&'static str, Vec<String>),
}

impl Key {
    pub(super) fn word(word: &str) -> Self {
        Self::One(word.to_owned())
    }

    /// `key = ".."`.
    pub(super) fn text(key: &str, text: &str) -> Self {
        Self::One(format!("{key} = {}", literal(text)))
    }

    /// `key("..", "..")`.
    pub(super) fn texts(key: &'static str, texts: &[Cow<'static, str>]) -> Self {
        Self::List(key, texts.iter().map(|text| literal(text)).collect())
    }

    /// It in one line.
    pub(super) fn line(&self) -> String {
        match self {
            Self::One(key) => key.clone(),
            Self::List(key, values) => format!("{key}({})", values.join(", ")),
        }
    }
}

/// A literal; what cannot be seen in it is escaped.
fn literal(text: &str) -> String {
    format!("{text:?}")
}
