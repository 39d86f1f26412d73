//! Sequences of requests, as data.

use crate::live::run::Shared;
use crate::live::{Attr, Kind, Need};
use crate::strategy::{Generator, Source};
use scim_schema::schema::Type;

/// What sequences write and read of a resource type.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    /// Singular attributes that a client may write, read and leave out.
    pub(super) singular: Vec<Attr>,
    /// A multi-valued attribute whose elements have a `value`.
    pub(super) list: Option<Attr>,
    /// The types of its elements, where the schema names them: there may be room for one
    /// of each.
    pub(super) places: Vec<String>,
    pub(super) patch: bool,
    pub(super) filter: bool,
    pub(super) versions: bool,
    pub(super) pages: bool,
}

/// The requests of a case.
pub(super) type Sequence = Vec<Step>;

/// A request. Resources and attributes are named by their place, variants are values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// POST with these values.
    Create(Vec<(usize, u32)>),
    /// PUT with these values.
    Replace(usize, Vec<(usize, u32)>),
    /// PATCH with one operation or several.
    Patch(usize, Vec<Change>),
    /// DELETE.
    Delete(usize),
    /// A search for what has a value.
    Find(usize, u32),
    /// A write, of one of three kinds, on the version before the last change.
    Stale(usize, u32),
    /// All that have a text of the case, page by page.
    Pages(usize, usize),
}

/// A PATCH operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    Add(usize, u32),
    Replace(usize, u32),
    Remove(usize),
    AddElement(u32),
    ReplaceElements(Vec<u32>),
    RemoveElement(u32),
}

impl Fields {
    pub(super) fn of(shared: &Shared<'_>, kind: &Kind) -> Self {
        let texts = kind.plain_strings().into_iter();
        let mut singular: Vec<Attr> =
            texts.filter(|one| !one.is_required() && one.urn().is_none()).collect();
        singular.truncate(3);
        let others = kind.attributes().into_iter().filter(|one| {
            one.is_plain()
                && !one.is_required()
                && !one.is_multi_valued()
                && !one.is_unique()
                && matches!(one.r#type(), Type::Boolean | Type::Integer | Type::Decimal)
        });
        singular.extend(others.take(3));
        if let Some(complex) = kind.any_complex() {
            let texts = complex.subs().into_iter().filter(|sub| {
                sub.is_plain()
                    && sub.r#type() == Type::String
                    && !sub.is_required()
                    && !sub.declared().multi_valued
                    // made of the others, it may change with them
                    && !sub.name().eq_ignore_ascii_case("formatted")
            });
            singular.extend(texts.take(2));
        }
        // one of an extension, whose path has a URN
        let mut texts = kind.plain_strings().into_iter();
        singular.extend(texts.find(|one| one.urn().is_some() && !one.is_required()));
        let list = kind.any_list().filter(|list| !list.is_required());
        let places = list.as_ref().map(places).unwrap_or_default();
        let has = |need: Need| need.unmet(shared).is_none();
        let (patch, filter) = (has(Need::Patch), has(Need::Filter));
        let (versions, pages) = (has(Need::Etag), filter && has(Need::Index));
        Self { singular, list, places, patch, filter, versions, pages }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.singular.is_empty() && self.list.is_none()
    }
}

fn places(list: &Attr) -> Vec<String> {
    let Some(sub) = list.sub("type") else { return Vec::new() };
    let words = sub.declared().canonical_values.iter();
    let mut words: Vec<String> = words.map(ToString::to_string).collect();
    words.truncate(VALUES as usize);
    words
}

/// Up to a dozen requests, the first of which makes a resource.
pub(super) fn sequences(fields: &Fields) -> Generator<Sequence> {
    let fields = fields.clone();
    Generator::new(move |source| {
        let mut created = 0;
        source.list_of(1, 12, |source| step(source, &fields, &mut created))
    })
}

/// So few values that resources share them.
const VALUES: u32 = 3;

fn step(source: &mut Source, fields: &Fields, created: &mut usize) -> Step {
    let what = source.below(100);
    let which = source.below(u32::try_from(*created).unwrap_or(u32::MAX)) as usize;
    if *created == 0 || what < 20 {
        *created += 1;
        return Step::Create(values(source, fields));
    }
    match what {
        20..35 => Step::Replace(which, values(source, fields)),
        35..65 if fields.patch => {
            Step::Patch(which, source.list_of(1, 3, |source| change(source, fields)))
        }
        65..73 => Step::Delete(which),
        73..78 if fields.versions => Step::Stale(which, source.below(3)),
        78..87 if fields.pages => {
            // texts come first
            Step::Pages(source.below(3) as usize, 1 + source.below(2) as usize)
        }
        _ if fields.filter => Step::Find(field(source, fields), source.below(VALUES)),
        _ => Step::Replace(which, values(source, fields)),
    }
}

fn values(source: &mut Source, fields: &Fields) -> Vec<(usize, u32)> {
    source.list(3, |source| (field(source, fields), source.below(VALUES)))
}

fn field(source: &mut Source, fields: &Fields) -> usize {
    source.below(u32::try_from(fields.singular.len()).unwrap_or(u32::MAX)) as usize
}

fn change(source: &mut Source, fields: &Fields) -> Change {
    let (what, variant) = (source.below(100), source.below(VALUES));
    if fields.list.is_some() && (what >= 60 || fields.singular.is_empty()) {
        return match what {
            60..75 => Change::RemoveElement(variant),
            75..85 => Change::ReplaceElements(source.list_of(1, 3, |source| source.below(VALUES))),
            _ => Change::AddElement(variant),
        };
    }
    let field = field(source, fields);
    match what {
        0..25 => Change::Replace(field, variant),
        25..45 => Change::Add(field, variant),
        _ => Change::Remove(field),
    }
}
