//! Names that name nothing.

use super::{Question, Resolver, Result, find};
use crate::filter::Test;
use crate::filter::syntax::Position;
use crate::resource::{Descriptor, Flags, Node};
use crate::schema::Attribute;

impl Resolver<'_> {
    pub(super) fn undefined(&self, name: &str, at: Position) -> Result<Test> {
        self.absent(at, || no_attribute(&self.descriptor, name))
    }

    pub(super) fn undefined_in(
        &self,
        extension: &'static Node,
        name: &str,
        at: Position,
    ) -> Result<Test> {
        self.absent(at, || {
            let problem =
                format!("`{}` is not an attribute of `{}`", shown(name), extension.name());
            with_suggestion(problem, name, extension.nodes().iter().map(Node::name))
        })
    }

    pub(super) fn undefined_below(
        &self,
        parent: &Attribute,
        name: &str,
        question: Question<'_>,
    ) -> Result<Test> {
        self.absent(question.attribute_at, || {
            let problem = format!("`{}` has no sub-attribute `{}`", parent.name, shown(name));
            with_suggestion(problem, name, parent.sub_attributes.iter().map(|sub| &*sub.name))
        })
    }

    pub(super) fn simple(&self, attribute: &Attribute, at: Position) -> Result<Test> {
        self.absent(at, || format!("`{}` has no sub-attributes", attribute.name))
    }

    pub(super) fn unknown_schema(&self, urn: &str, at: Position) -> Result<Test> {
        self.absent(at, || no_schema(&self.descriptor, urn))
    }

    /// Absent in a search of several resource types, an error otherwise.
    fn absent(&self, at: Position, problem: impl Fn() -> String) -> Result<Test> {
        if self.options.root { Ok(Test::Constant(false)) } else { Err(self.other(at, problem())) }
    }
}

/// Of a name that no attribute of the type itself has: what may have been meant.
pub(crate) fn no_attribute(descriptor: &Descriptor, name: &str) -> String {
    let resource_type = &descriptor.resource_type.name;
    let problem = format!("`{}` is not an attribute of `{resource_type}`", shown(name));
    let (extensions, own): (Vec<&Node>, Vec<&Node>) =
        descriptor.nodes.iter().partition(|node| node.flags.has(Flags::EXTENSION));
    match extensions.iter().find(|extension| find(extension.nodes(), name).is_some()) {
        Some(extension) => format!("{problem}; write `{}:{name}`", extension.name()),
        None => with_suggestion(problem, name, own.iter().map(|node| node.name())),
    }
}

/// The same of a URN that no schema of the type has.
pub(crate) fn no_schema(descriptor: &Descriptor, urn: &str) -> String {
    let resource_type = &descriptor.resource_type.name;
    let problem = format!("`{}` is not a schema of `{resource_type}`", shown(urn));
    let extensions = descriptor.nodes.iter().filter(|node| node.flags.has(Flags::EXTENSION));
    let own = std::iter::once(&*descriptor.schema.id);
    with_suggestion(problem, urn, own.chain(extensions.map(Node::name)))
}

/// The beginning of a name, which may be as long as a filter.
pub(crate) fn shown(name: &str) -> &str {
    const LONGEST: usize = 100;
    name.get(..name.floor_char_boundary(LONGEST)).unwrap_or(name)
}

/// The problem, and the known name that may have been meant.
pub(crate) fn with_suggestion<'n>(
    problem: String,
    name: &str,
    names: impl Iterator<Item = &'n str>,
) -> String {
    let far = names.map(|known| (distance(name, known), known));
    match far.filter(|(distance, known)| *distance <= known.len() / 3).min() {
        Some((_, known)) => format!("{problem}; did you mean `{known}`?"),
        None => problem,
    }
}

/// How many letters to insert, leave out, replace or exchange with the next; names that cannot be
/// near are not compared.
fn distance(a: &str, b: &str) -> usize {
    if a.len().abs_diff(b.len()) > b.len() / 3 {
        return usize::MAX;
    }
    let cell = |row: &[usize], column: usize| row.get(column).map_or(usize::MAX, |cell| *cell);
    let (mut before, mut above) = (Vec::new(), (0..=b.len()).collect::<Vec<usize>>());
    let mut last_left = None;
    for (line, left) in a.bytes().map(|letter| letter.to_ascii_lowercase()).enumerate() {
        let mut row = Vec::with_capacity(above.len());
        row.push(line + 1);
        let mut last_right = None;
        for (column, right) in b.bytes().map(|letter| letter.to_ascii_lowercase()).enumerate() {
            let replaced = cell(&above, column) + usize::from(left != right);
            let inserted = cell(&above, column + 1).min(cell(&row, column)) + 1;
            let mut best = replaced.min(inserted);
            if last_left == Some(right) && last_right == Some(left) {
                best = best.min(cell(&before, column.saturating_sub(1)).saturating_add(1));
            }
            row.push(best);
            last_right = Some(right);
        }
        last_left = Some(left);
        before = std::mem::replace(&mut above, row);
    }
    cell(&above, b.len())
}

#[cfg(test)]
mod tests;
