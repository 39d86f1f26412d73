//! Other spellings of the same: case, spaces, parentheses, URNs.

use super::expr::{FilterExpr, PathExpr, literal};
use super::leaf::Names;
use super::text::recased;
use super::{Filters, Generator, Settings, Source, Target};
use std::fmt::Write as _;
use std::sync::Arc;

impl Filters {
    /// A text of a filter, spelt as clients may: names, operators, `and`, `or` and `not` in any
    /// case, more spaces, parentheses that change nothing, and the URN of the primary schema
    /// before names. All mean the same (7644-3.4.2.2-05, 7644-3.4.2.2-50).
    pub fn spell(&self, source: &mut Source, filter: &FilterExpr) -> String {
        let mut text = String::new();
        let urn = self.names.target.urn();
        Speller { source, urn, text: &mut text }.filter(filter, true);
        text
    }
}

/// Attribute paths of a target in every spelling that is allowed: case, the URN of the schema, a
/// sub-attribute. The text comes with what it means.
///
/// ```
/// use scim_schema::path::AttributePath;
/// use scim_testkit::strategy::{Target, path};
///
/// let users = Target::of::<scim_schema::rfc::User>()?;
/// for (text, path) in path(&users).samples().take(20) {
///     let parsed = AttributePath::parse(&text).unwrap();
///     assert!(parsed.attribute().eq_ignore_ascii_case(&path.attribute));
/// }
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[must_use]
pub fn path(target: &Target) -> Generator<(String, PathExpr)> {
    let names = Names::of(target);
    Generator::new(move |source| {
        let path =
            source.pick(&names.all).map_or_else(|| PathExpr::new("id"), |leaf| leaf.path.clone());
        (spelt(source, &names, &path), path)
    })
}

/// Texts that are no attribute path (RFC 7644 section 3.10), and texts that are one and name
/// nothing of the target.
///
/// ```
/// use scim_schema::{rfc::User, sort::{Order, Sort}};
/// use scim_testkit::strategy::{Target, invalid_path};
///
/// for text in invalid_path(&Target::of::<User>()?).samples().take(20) {
///     assert!(Sort::<User>::parse(&text, Order::Ascending).is_err(), "{text}");
/// }
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[must_use]
pub fn invalid_path(target: &Target) -> Generator<String> {
    let names = Names::of(target);
    Generator::new(move |source| {
        let known =
            source.pick(&names.all).map_or_else(|| PathExpr::new("id"), |leaf| leaf.path.clone());
        let known = spelt(source, &names, &known);
        match source.below(12) {
            0 => String::new(),
            1 => format!(".{known}"),
            2 => format!("{known}."),
            3 => format!("{known}.a.b"),
            4 => format!("1{}", source.below(10)),
            5 => format!("{known} x"),
            6 => format!("{known}é"),
            7 => format!("{known}["),
            8 => format!("{known}[]"),
            9 => format!("{known}\""),
            10 => format!("{known}Scimtestkit"),
            _ => format!("urn:example:unknown:{}", known.rsplit(':').next().unwrap_or("a")),
        }
    })
}

pub(super) fn spelt(source: &mut Source, names: &Arc<Names>, path: &PathExpr) -> String {
    let mut text = String::new();
    Speller { source, urn: names.target.urn(), text: &mut text }.path(path, true);
    text
}

struct Speller<'s, 't> {
    source: &'s mut Source,
    urn: &'t str,
    text: &'t mut String,
}

impl Speller<'_, '_> {
    fn filter(&mut self, filter: &FilterExpr, whole: bool) {
        if self.source.chance(5) {
            self.text.push('(');
            self.space(0);
            self.term(filter, whole);
            self.space(0);
            self.text.push(')');
        } else {
            self.term(filter, whole);
        }
    }

    fn term(&mut self, filter: &FilterExpr, whole: bool) {
        match filter {
            FilterExpr::Or(terms) => self.chain(terms, "or", whole),
            FilterExpr::And(terms) => self.chain(terms, "and", whole),
            FilterExpr::Not(inner) => {
                self.word("not");
                self.space(0);
                self.text.push('(');
                self.space(0);
                self.filter(inner, whole);
                self.space(0);
                self.text.push(')');
            }
            FilterExpr::Compare(path, operator, value) => {
                self.path(path, whole);
                self.space(1);
                self.word(operator.as_str());
                self.space(1);
                // a text takes what is written
                let _ = literal(self.text, value);
            }
            FilterExpr::Present(path) => {
                self.path(path, whole);
                self.space(1);
                self.word("pr");
            }
            FilterExpr::ValuePath(path, inner) => {
                self.path(path, whole);
                self.text.push('[');
                self.space(0);
                self.filter(inner, false);
                self.space(0);
                self.text.push(']');
            }
        }
    }

    fn chain(&mut self, terms: &[FilterExpr], word: &str, whole: bool) {
        for (index, term) in terms.iter().enumerate() {
            if index > 0 {
                self.space(1);
                self.word(word);
                self.space(1);
            }
            let grouped =
                matches!((word, term), (_, FilterExpr::Or(_)) | ("and", FilterExpr::And(_)));
            if grouped {
                self.text.push('(');
                self.filter(term, whole);
                self.text.push(')');
            } else {
                self.filter(term, whole);
            }
        }
    }

    /// `whole`: not within the brackets of a value path, where names stand alone.
    fn path(&mut self, path: &PathExpr, whole: bool) {
        let is_common = ["id", "externalId", "meta", "schemas"].contains(&&*path.attribute);
        match &path.urn {
            Some(urn) => {
                self.word(urn);
                self.text.push(':');
            }
            None if whole && !is_common && self.source.chance(15) => {
                self.word(self.urn);
                self.text.push(':');
            }
            None => {}
        }
        self.word(&path.attribute);
        if let Some(sub) = &path.sub_attribute {
            self.text.push('.');
            self.word(sub);
        }
    }

    fn word(&mut self, word: &str) {
        if self.source.chance(20) {
            let word = recased(self.source, word);
            self.text.push_str(&word);
        } else {
            self.text.push_str(word);
        }
    }

    fn space(&mut self, least: usize) {
        let more = if self.source.chance(10) { 1 + self.source.below(2) as usize } else { 0 };
        let _ = write!(self.text, "{:1$}", "", least + more);
    }
}

/// A filter on the data of a target, as text, with what it means.
///
/// ```
/// use scim_schema::{filter::Filter, rfc::Group};
/// use scim_testkit::strategy::{Settings, Target, spelt_filter};
///
/// let groups = Target::of::<Group>()?;
/// for (_, filter, text) in spelt_filter(&groups, &Settings::default(), 3).samples().take(20) {
///     // other letter case, spaces and parentheses, and the same meaning
///     assert!(Filter::<Group>::parse(&text).is_ok(), "{text} for {filter}");
/// }
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[must_use]
pub fn spelt_filter(
    target: &Target,
    settings: &Settings,
    most: usize,
) -> Generator<(Vec<serde_json::Value>, FilterExpr, String)> {
    let filters = Filters::new(target, settings);
    let pairs = super::filtered(target, settings, most);
    Generator::new(move |source| {
        let (data, filter) = pairs.draw(source);
        let text = filters.spell(source, &filter);
        (data, filter, text)
    })
}
