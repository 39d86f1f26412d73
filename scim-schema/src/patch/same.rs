//! Finding the elements of a list that are the same as those a request gives.

use super::Work;
use super::element::{Identity, Known};
use crate::compare::units;
use crate::message::ScimError;
use crate::read::{Blanks, Seen};
use crate::resource::ListMut;
use std::collections::HashMap;

/// So many new elements, and so many of both squared, are compared one by one; more are found by
/// their texts.
const FEW: usize = 64;

/// So few new elements are compared one by one with however many there are: it costs less than
/// texts of those.
const FEWER: usize = 8;

/// What the text of an element costs, in comparisons.
pub(super) const TEXT: usize = 4;

/// Which element before, as an index, each element from `old` on is the same as; among the new
/// ones as an index after those that are the same as another were taken out.
pub(super) fn same(
    (list, old): (&dyn ListMut, usize),
    blanks: &Blanks,
    identity: &Identity,
    work: &mut Work,
) -> Result<Vec<Option<usize>>, ScimError> {
    let mut index = Index::new(list, old, blanks, identity, work)?;
    let mut fresh = 0;
    (old..list.len())
        .map(|new| {
            let given = list.at(new);
            let given = (&given, blanks.of(new - old));
            let found = index.find(given, identity, work)?.next();
            if found.is_none() {
                index.push(new, old + fresh, given, identity, work)?;
                fresh += 1;
            }
            Ok(found)
        })
        .collect()
}

/// Which elements before `old` are the same as one of those after it.
pub(super) fn among(
    (list, old): (&dyn ListMut, usize),
    blanks: &Blanks,
    identity: &Identity,
    work: &mut Work,
) -> Result<Vec<bool>, ScimError> {
    let index = Index::new(list, old, blanks, identity, work)?;
    let mut gone = vec![false; old];
    for new in old..list.len() {
        for held in index.find((&list.at(new), blanks.of(new - old)), identity, work)? {
            if let Some(gone) = gone.get_mut(held) {
                *gone = true;
            }
        }
    }
    Ok(gone)
}

/// The elements that may be the same as another, found by their text where there are many.
struct Index<'l> {
    list: &'l dyn ListMut,
    /// How many of them were there before, and what is blank in each of the others.
    old: usize,
    blanks: &'l Blanks,
    /// Indexes in the list, and what they are called.
    elements: Vec<(usize, usize)>,
    /// Where the elements with a text are in `elements`.
    texts: Option<HashMap<String, Vec<usize>>>,
    /// What making the keys of all of them once is charged, where each comparison does.
    folded: usize,
}

impl<'l> Index<'l> {
    /// Of the elements before `old`, to look up those after it.
    fn new(
        list: &'l dyn ListMut,
        old: usize,
        blanks: &'l Blanks,
        identity: &Identity,
        work: &mut Work,
    ) -> Result<Self, ScimError> {
        let new = list.len() - old;
        let many = new > FEW || new > FEWER && old.saturating_mul(new) > FEW * FEW;
        let texts = many.then(HashMap::new);
        work.charge(if many { list.len().saturating_mul(TEXT) } else { old })?;
        let elements = Vec::with_capacity(old);
        let mut index = Self { list, old, blanks, elements, texts, folded: 0 };
        for held in 0..old {
            index.push(held, held, (&list.at(held), &Seen::NONE), identity, work)?;
        }
        Ok(index)
    }

    /// What is blank in an element: nothing in one that was there before.
    fn blank(&self, index: usize) -> &Seen {
        index.checked_sub(self.old).map_or(const { &Seen::NONE }, |new| self.blanks.of(new))
    }

    fn push(
        &mut self,
        index: usize,
        name: usize,
        element: Known<'_>,
        identity: &Identity,
        work: &mut Work,
    ) -> Result<(), ScimError> {
        self.folded = self.folded.saturating_add(identity.folded(element.0));
        if let Some(texts) = &mut self.texts
            && let Some(text) = identity.text(element)
        {
            work.charge(units(text.len()))?;
            texts.entry(text).or_default().push(self.elements.len());
        }
        self.elements.push((index, name));
        Ok(())
    }

    /// The names of the elements that are the same as one that is given.
    fn find<'i>(
        &'i self,
        given: Known<'i>,
        identity: &'i Identity,
        work: &mut Work,
    ) -> Result<Box<dyn Iterator<Item = usize> + 'i>, ScimError> {
        // no comparison is longer than what is given, of which it may make keys as well
        let each = (1 + units(identity.size(given.0))).saturating_add(identity.folded(given.0));
        let is_same = move |(index, _): &&(usize, usize)| {
            identity.same(given, (&self.list.at(*index), self.blank(*index)))
        };
        if let Some(texts) = &self.texts
            && let Some(text) = identity.text(given)
        {
            let places = texts.get(&text).map(Vec::as_slice).unwrap_or_default();
            work.charge(places.len().saturating_mul(each).saturating_add(units(text.len())))?;
            let elements = places.iter().filter_map(|place| self.elements.get(*place));
            self.charge_lists(given, elements.clone(), identity, work)?;
            return Ok(Box::new(elements.filter(is_same).map(|(_, name)| *name)));
        }
        work.charge(self.elements.len().saturating_mul(each).saturating_add(self.folded))?;
        self.charge_lists(given, self.elements.iter(), identity, work)?;
        Ok(Box::new(self.elements.iter().filter(is_same).map(|(_, name)| *name)))
    }

    /// Charges what the lists in an element cost that are compared with those in these.
    fn charge_lists<'e>(
        &self,
        given: Known<'_>,
        mut elements: impl Iterator<Item = &'e (usize, usize)>,
        identity: &Identity,
        work: &mut Work,
    ) -> Result<(), ScimError> {
        if !identity.compares_lists(given) {
            return Ok(());
        }
        elements
            .try_for_each(|(held, _)| work.charge(identity.lists(given.0, &self.list.at(*held))))
    }
}
