//! Choices: every generated value is a function of the choices it drew.
//!
//! A value is drawn by choosing small numbers, of which 0 is always the simplest choice. The
//! choices are recorded, so the same value can be drawn again, and a simpler one by simpler
//! choices. What a generator cannot draw, shrinking cannot reach.

use std::ops::{Range, RangeInclusive};

/// No value needs as many choices; past them every choice is 0.
const MOST_CHOICES: usize = 1 << 16;

/// Where generators draw their choices from.
///
/// Every method chooses uniformly, and 0, `false`, the start of a range or the first of a list is
/// what shrinking tries to reach: put the simplest there.
///
/// ```
/// use scim_testkit::strategy::Generator;
///
/// let badge = Generator::new(|source| {
///     let lock = if source.chance(30) { "magnetic" } else { "none" };
///     format!("{lock} {}", source.below(100))
/// });
/// assert_eq!(badge.sample(7), badge.sample(7));
/// assert_eq!(badge.simplest(), "none 0");
/// ```
///
/// Lists and ranges:
///
/// ```
/// use scim_testkit::strategy::Generator;
///
/// let doors = ["north", "south"];
/// let access = Generator::new(move |source| {
///     let days = source.list(5, |source| source.between(1..=31)); // what fails loses days first
///     (source.pick(&doors).copied(), days)
/// });
/// let (door, days) = access.sample(3);
/// assert!(door.is_some() && days.iter().all(|day| (1..=31).contains(day)));
/// assert_eq!(access.simplest(), (Some("north"), vec![]));
/// ```
#[derive(Debug)]
pub struct Source {
    feed: Feed,
    record: Record,
    open: Vec<usize>,
}

#[derive(Debug)]
enum Feed {
    Random(u64),
    Replay { choices: Vec<u32>, at: usize, zero: Zero },
}

/// A span whose choices are to be the simplest.
#[derive(Debug, Clone, Copy)]
pub(super) enum Zero {
    /// None.
    Nothing,
    /// The span opened as this one; then the choices go on at the offset.
    Span(usize, usize),
    /// It is open.
    Inside(usize, usize),
}

/// What was chosen, and which choices belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) choices: Vec<u32>,
    /// In the order of their opening.
    pub(super) spans: Vec<Span>,
}

/// Choices that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) choices: Range<usize>,
    pub(super) kind: Kind,
}

/// What a span is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A value.
    Value,
    /// An element of a list, which can be left out.
    Element,
    /// A choice of how many there are, and one for each.
    Counted,
    /// A value that may hold others of its own kind, each of which can stand for it.
    Recursive,
}

impl Source {
    /// Choices that a seed determines.
    pub(super) const fn random(seed: u64) -> Self {
        Self::of(Feed::Random(seed))
    }

    /// The same choices again, then 0s.
    pub(super) const fn replay(choices: Vec<u32>, zero: Zero) -> Self {
        Self::of(Feed::Replay { choices, at: 0, zero })
    }

    const fn of(feed: Feed) -> Self {
        let record = Record { choices: Vec::new(), spans: Vec::new() };
        Self { feed, record, open: Vec::new() }
    }

    pub(super) fn into_record(self) -> Record {
        self.record
    }

    /// A number below `end`; 0 if `end` is 0.
    ///
    /// It is one choice, whatever `end` is.
    #[inline]
    pub fn below(&mut self, end: u32) -> u32 {
        // a choice of one is recorded too: what follows it must stay where it is when there are more
        let end = end.max(1);
        let choice = match &mut self.feed {
            _ if self.record.choices.len() >= MOST_CHOICES => return 0,
            // the bias of a multiplication is far below what 32 bits show
            Feed::Random(state) => scaled(next(state), end),
            Feed::Replay { zero: Zero::Inside(..), .. } => 0,
            Feed::Replay { choices, at, .. } => {
                let choice = choices.get(*at).copied().unwrap_or(0);
                *at += 1;
                choice.min(end - 1)
            }
        };
        self.record.choices.push(choice);
        choice
    }

    /// Whether something happens that does in `percent` of all cases; `false` is simplest.
    #[inline]
    pub fn chance(&mut self, percent: u32) -> bool {
        match percent {
            0 => return false,
            100.. => return true,
            _ => {}
        }
        let choice = match &mut self.feed {
            _ if self.record.choices.len() >= MOST_CHOICES => return false,
            Feed::Random(state) => u32::from(scaled(next(state), 100) < percent),
            Feed::Replay { zero: Zero::Inside(..), .. } => 0,
            Feed::Replay { choices, at, .. } => {
                let choice = choices.get(*at).copied().unwrap_or(0);
                *at += 1;
                choice.min(1)
            }
        };
        self.record.choices.push(choice);
        choice == 1
    }

    /// One of a list; `None` if it is empty.
    #[inline]
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let end = u32::try_from(from.len()).unwrap_or(u32::MAX);
        from.get(self.below(end) as usize)
    }

    /// A number of a range; the start is simplest.
    #[inline]
    pub fn between(&mut self, range: RangeInclusive<u32>) -> u32 {
        let (start, end) = range.into_inner();
        start + self.below(end.saturating_sub(start).saturating_add(1))
    }

    /// Choices that belong together, which shrinking replaces by the simplest ones at once.
    #[inline]
    pub(crate) fn span<T>(&mut self, draw: impl FnOnce(&mut Self) -> T) -> T {
        self.spanned(Kind::Value, draw)
    }

    /// One to `most` letters of an alphabet, which shrinking may leave out.
    #[inline]
    pub(crate) fn letters(&mut self, most: u32, alphabet: &[char]) -> String {
        self.spanned(Kind::Counted, |source| {
            (0..=source.below(most)).filter_map(|_| source.pick(alphabet)).collect()
        })
    }

    /// Choices of a value that may hold others of its own kind, drawn by this method too, such as
    /// a filter: shrinking also tries each of those in its place.
    ///
    /// The same choices must do at every depth, so `draw` makes its first ones whether or not it
    /// may go deeper.
    #[inline]
    pub(crate) fn recursive<T>(&mut self, draw: impl FnOnce(&mut Self) -> T) -> T {
        self.spanned(Kind::Recursive, draw)
    }

    /// Up to `most` values, each of which shrinking may leave out; the mean is about half of it.
    pub fn list<T>(&mut self, most: usize, draw: impl FnMut(&mut Self) -> T) -> Vec<T> {
        self.list_of(0, most, draw)
    }

    /// As [`list`](Self::list), with `least` values at least.
    pub(crate) fn list_of<T>(
        &mut self,
        least: usize,
        most: usize,
        mut draw: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        // with this chance of going on, half of `most` is the mean of a list without end
        let percent = u32::try_from(100 * most / (most + 2)).unwrap_or(99);
        let mut list = Vec::new();
        while list.len() < most.max(least) {
            let is_asked = list.len() >= least;
            let drawn = self.spanned(Kind::Element, |source| {
                // whatever is left out, each value has its choice of being there
                let goes_on = if is_asked { source.chance(percent) } else { source.below(1) == 0 };
                // the value's own choices become the simplest without it being left out
                goes_on.then(|| source.span(&mut draw))
            });
            match drawn {
                Some(value) => list.push(value),
                None => return list,
            }
        }
        // the choice of ending, which a full list has too
        self.below(1);
        list
    }

    fn spanned<T>(&mut self, kind: Kind, draw: impl FnOnce(&mut Self) -> T) -> T {
        let index = self.record.spans.len();
        let start = self.record.choices.len();
        self.record.spans.push(Span { choices: start..start, kind });
        self.open.push(index);
        if let Feed::Replay { zero, .. } = &mut self.feed
            && let Zero::Span(span, then) = *zero
            && span == index
        {
            *zero = Zero::Inside(span, then);
        }
        let value = draw(self);
        self.open.pop();
        let end = self.record.choices.len();
        if let Some(span) = self.record.spans.get_mut(index) {
            span.choices.end = end;
        }
        if let Feed::Replay { zero, at, .. } = &mut self.feed
            && let Zero::Inside(span, then) = *zero
            && span == index
        {
            *at = then;
            *zero = Zero::Nothing;
        }
        value
    }
}

impl Record {
    /// Whether a value of these choices is simpler: fewer choices that are not 0, then fewer at
    /// all, then smaller ones.
    pub(super) fn is_simpler(&self, than: &Self) -> bool {
        let size = |record: &Self| {
            let chosen = record.choices.iter().filter(|choice| **choice > 0).count();
            (chosen, record.choices.len())
        };
        (size(self), &self.choices) < (size(than), &than.choices)
    }
}

/// `SplitMix64`: all the randomness that tests need, in a few instructions.
#[inline]
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[inline]
const fn scaled(random: u64, end: u32) -> u32 {
    (((random >> 32) * end as u64) >> 32) as u32
}

#[cfg(test)]
mod tests;
