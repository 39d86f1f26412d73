//! One way to shrink for every generator: simpler choices.

use super::generator::Generator;
use super::source::{Kind, Record, Source, Span, Zero};
use proptest::strategy::ValueTree;
use std::cell::RefCell;
use std::fmt;

/// A generated value that can be made simpler: what proptest calls a value tree.
///
/// It simplifies what is large first: elements of lists are left out, groups of choices become the
/// simplest ones, then each choice is made smaller. Whatever comes out was drawn by the generator
/// like any other value, so it is as valid as any other.
#[doc(hidden)]
pub struct Case<T> {
    generator: Generator<T>,
    /// The simplest choices known to fail.
    best: Record,
    /// The choices of the current value, which is to be tried.
    tried: Record,
    step: Step,
    improved: bool,
    /// The current value, if it was not given away.
    value: RefCell<Option<T>>,
}

/// What to make simpler next.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Leave out an element, by its span.
    Omit(usize),
    /// Put a value within a recursive one in its place, by their spans.
    Hoist(usize, usize),
    /// Make a span the simplest.
    Clear(usize),
    /// Leave out a letter, by the span of its text and its place.
    Letter(usize, usize),
    /// Make a choice smaller: between what passed and what fails.
    Lower {
        choice: usize,
        passed: Option<u32>,
    },
    Done,
}

impl<T> Case<T> {
    pub(super) fn new(generator: Generator<T>, seed: u64) -> Self {
        let mut source = Source::random(seed);
        let value = generator.draw(&mut source);
        let record = source.into_record();
        Self {
            generator,
            best: record.clone(),
            tried: record,
            step: Step::Omit(0),
            improved: false,
            value: RefCell::new(Some(value)),
        }
    }

    /// Goes to the next simpler value; `false` if there is none.
    fn next(&mut self) -> bool {
        loop {
            let Some((choices, zero)) = self.plan() else {
                if matches!(self.step, Step::Done) {
                    return false;
                }
                continue;
            };
            let mut source = Source::replay(choices, zero);
            let value = self.generator.draw(&mut source);
            let record = source.into_record();
            if record.is_simpler(&self.best) {
                self.tried = record;
                self.value = RefCell::new(Some(value));
                return true;
            }
            self.failed_to_help();
        }
    }

    /// The choices of the current step; `None` where there are none, and the step is over.
    fn plan(&mut self) -> Option<(Vec<u32>, Zero)> {
        let Record { choices, spans } = &self.best;
        match self.step {
            Step::Omit(index) => {
                let Some(span) = spans.get(index) else {
                    self.step = Step::Hoist(0, 1);
                    return None;
                };
                if span.kind != Kind::Element {
                    self.step = Step::Omit(index + 1);
                    return None;
                }
                let before = choices.get(..span.choices.start).unwrap_or_default();
                let after = choices.get(span.choices.end..).unwrap_or_default();
                Some(([before, after].concat(), Zero::Nothing))
            }
            Step::Hoist(outer, inner) => {
                let Some(span) = spans.get(outer) else {
                    self.step = Step::Clear(0);
                    return None;
                };
                let is_within = |one: &Span| one.choices.start < span.choices.end;
                let one = spans.get(inner).filter(|one| is_within(one));
                let Some(one) = one.filter(|_| span.kind == Kind::Recursive) else {
                    self.step = Step::Hoist(outer + 1, outer + 2);
                    return None;
                };
                if one.kind != Kind::Recursive {
                    self.step = Step::Hoist(outer, inner + 1);
                    return None;
                }
                let before = choices.get(..span.choices.start).unwrap_or_default();
                let inside = choices.get(one.choices.clone()).unwrap_or_default();
                let after = choices.get(span.choices.end..).unwrap_or_default();
                Some(([before, inside, after].concat(), Zero::Nothing))
            }
            Step::Clear(index) => {
                let Some(span) = spans.get(index) else {
                    self.step = Step::Letter(0, 0);
                    return None;
                };
                let inside = choices.get(span.choices.clone()).unwrap_or_default();
                // without the choice of having it, an element is left out
                if span.kind == Kind::Element || inside.iter().all(|choice| *choice == 0) {
                    self.step = Step::Clear(index + 1);
                    return None;
                }
                Some((choices.clone(), Zero::Span(index, span.choices.end)))
            }
            Step::Letter(index, place) => {
                let Some(span) = spans.get(index) else {
                    self.step = Step::Lower { choice: 0, passed: None };
                    return None;
                };
                // a count, and one letter at least
                let letters = span.choices.len().saturating_sub(1);
                if span.kind != Kind::Counted || letters < 2 || place >= letters {
                    self.step = Step::Letter(index + 1, 0);
                    return None;
                }
                let mut left = choices.clone();
                left.remove(span.choices.start + 1 + place);
                if let Some(count) = left.get_mut(span.choices.start) {
                    *count = count.saturating_sub(1);
                }
                Some((left, Zero::Nothing))
            }
            Step::Lower { choice: index, passed } => {
                let Some(choice) = choices.get(index).copied() else {
                    self.step = if self.improved { Step::Omit(0) } else { Step::Done };
                    self.improved = false;
                    return None;
                };
                let smaller = match passed {
                    None if choice > 0 => 0,
                    Some(passed) if passed + 1 < choice => passed + (choice - passed) / 2,
                    _ => {
                        self.step = Step::Lower { choice: index + 1, passed: None };
                        return None;
                    }
                };
                let mut choices = choices.clone();
                *choices.get_mut(index)? = smaller;
                Some((choices, Zero::Nothing))
            }
            Step::Done => None,
        }
    }

    /// What was tried does not fail, or is not simpler.
    fn failed_to_help(&mut self) {
        self.step = match self.step {
            Step::Omit(index) => Step::Omit(index + 1),
            Step::Letter(index, place) => Step::Letter(index, place + 1),
            Step::Hoist(outer, inner) => Step::Hoist(outer, inner + 1),
            Step::Clear(index) => Step::Clear(index + 1),
            Step::Lower { choice, passed } => {
                let failing = self.best.choices.get(choice).copied().unwrap_or(0);
                Step::Lower {
                    choice,
                    passed: Some(passed.map_or(0, |passed| passed + (failing - passed) / 2)),
                }
            }
            Step::Done => Step::Done,
        };
    }
}

impl<T: fmt::Debug> ValueTree for Case<T> {
    type Value = T;

    fn current(&self) -> T {
        self.value.take().unwrap_or_else(|| {
            let mut source = Source::replay(self.tried.choices.clone(), Zero::Nothing);
            self.generator.draw(&mut source)
        })
    }

    fn simplify(&mut self) -> bool {
        if self.tried != self.best {
            self.best = self.tried.clone();
            self.improved = true;
        }
        self.next()
    }

    fn complicate(&mut self) -> bool {
        if matches!(self.step, Step::Done) {
            return false;
        }
        self.failed_to_help();
        if !self.next() {
            // back to what fails: tried again, it lets what stands beside this value shrink
            self.tried = self.best.clone();
            self.value = RefCell::new(None);
        }
        true
    }
}

impl<T> fmt::Debug for Case<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Case").field("choices", &self.tried.choices.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
