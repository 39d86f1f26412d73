//! `PATH = attrPath / valuePath [subAttr]` (figure 7).

use super::{Work, known};
use crate::oracle::Refusal;
use crate::oracle::filter::{Parser, Term, element_matches};
use crate::oracle::path::{Chain, Path, is_name};
use crate::oracle::shape::Attribute;
use crate::oracle::value::Answer;
use serde_json::Value;

/// What an operation names.
pub(super) struct Target<'s> {
    /// From the top to the attribute: an extension, a complex attribute, it.
    pub(super) chain: Chain<'s>,
    /// Which of its elements.
    pub(super) filter: Option<Term>,
    /// Of these elements, or of all, which sub-attribute.
    pub(super) sub_attribute: Option<&'s Attribute>,
    /// Whether the operation has a value.
    pub(super) has_value: bool,
}

impl<'s> Target<'s> {
    /// All attributes on the way, the one that is meant last.
    pub(super) fn attributes(&self) -> impl Iterator<Item = &'s Attribute> {
        self.chain.iter().copied().chain(self.sub_attribute)
    }
}

impl<'s> Work<'s> {
    /// Reads a path; `None` if it is passed over.
    pub(super) fn target(&mut self, text: &str) -> Answer<Option<Target<'s>>> {
        let refuse = |why: &str| Refusal::new("invalidPath", format!("`{text}`: {why}"));
        let start = text.trim_matches([' ', '\t']);
        let mut parser =
            Parser { rest: start, shape: self.shape, dialect: self.dialect, inside: false };
        let mut path = parser.path().map_err(|_| refuse("is no path"))?;
        let filter = if parser.rest.starts_with('[') {
            if path.sub_attribute.is_some() {
                return Err(refuse("a sub-attribute has no elements"));
            }
            // 7644-3.12-20
            Some(parser.brackets()?)
        } else {
            None
        };
        if let (Some(_), Some(name)) = (&filter, parser.rest.strip_prefix('.')) {
            if !is_name(name) {
                return Err(refuse("no name after the dot"));
            }
            path.sub_attribute = Some(name.to_owned());
        } else if !parser.rest.is_empty() {
            return Err(refuse("goes on after its end"));
        }
        if filter.is_some() {
            // whether there is such a part or not
            let whole = Path { sub_attribute: None, ..path.clone() };
            let found = whole.resolve(self.shape, self.dialect);
            let of = found.as_ref().and_then(|chain| chain.last());
            if of.is_some_and(|attribute| !attribute.multi_valued) {
                return Err(refuse("has one value"));
            }
        }
        let Some(chain) = path.resolve(self.shape, self.dialect) else {
            if known::is_defined(&path, self.shape, self.dialect) && self.skips_unmapped() {
                self.ignored.push(text.to_owned());
                return Ok(None);
            }
            return Err(refuse("is not defined"));
        };
        let target = Self::split(chain, &path, filter).ok_or_else(|| refuse("has no such part"))?;
        if let (Some(term), Some(attribute)) = (&target.filter, target.chain.last()) {
            let read = element_matches(term, attribute, &Value::Null, self.shape, self.dialect);
            if let Err(fault) = read {
                let is_mapped = |name: &str| attribute.sub_attribute(name).is_some();
                let is_defined = |name: &str| {
                    let named = Path { sub_attribute: Some(name.to_owned()), ..path.clone() };
                    known::is_defined(&named, self.shape, self.dialect)
                };
                // where all it names is here, something else is wrong with it
                let lacks = all_names(term, &is_defined) && !all_names(term, &is_mapped);
                if !(lacks && self.skips_unmapped()) {
                    return Err(fault);
                }
                self.ignored.push(text.to_owned());
                return Ok(None);
            }
        }
        Ok(Some(target))
    }

    /// The sub-attribute of a multi-valued attribute is one of its elements.
    fn split(mut chain: Chain<'s>, path: &Path, filter: Option<Term>) -> Option<Target<'s>> {
        let mut sub_attribute = None;
        if path.sub_attribute.is_some() {
            let last = chain.pop()?;
            let of = *chain.last()?;
            // a simple attribute has none
            if of.sub_attributes.is_empty() {
                return None;
            }
            if of.multi_valued { sub_attribute = Some(last) } else { chain.push(last) }
        }
        Some(Target { chain, filter, sub_attribute, has_value: false })
    }
}

/// Whether every sub-attribute that a filter names is so.
fn all_names(term: &Term, is: &dyn Fn(&str) -> bool) -> bool {
    match term {
        Term::Or(left, right) | Term::And(left, right) => {
            all_names(left, is) && all_names(right, is)
        }
        Term::Not(inner) => all_names(inner, is),
        Term::Present(path) | Term::Compare(path, ..) => is(&path.attribute),
        Term::ValuePath(..) => false,
    }
}
