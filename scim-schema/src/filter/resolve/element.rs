//! The elements of a multi-valued attribute, and the one of a complex attribute.

mod chosen;

pub use chosen::ElementFilter;

use super::{Ask, Question, Resolver, Result, find};
use crate::compare::{Key, Rule};
use crate::dialect::Tolerance;
use crate::filter::syntax::{self, Operator, Position};
use crate::filter::{Condition, Test};
use crate::resource::{Flags, Kind, Literal, Node, Slot, View};
use crate::schema::Type;
use std::borrow::Cow;

const TRUE: &syntax::Literal<'static> = &syntax::Literal::Boolean(true);

/// One element, as the fields that hold its sub-attributes.
#[derive(Clone, Copy)]
pub(super) struct Element {
    /// The attribute.
    node: &'static Node,
    pub(super) nodes: &'static [Node],
    pub(super) base: u16,
    slot: Option<&'static Slot>,
}

impl Resolver<'_> {
    /// A test on the elements of an attribute, at least one of which satisfies `each`.
    pub(super) fn elements(
        &self,
        node: &'static Node,
        base: u16,
        at: Position,
        each: &dyn Fn(Element) -> Result<Test>,
    ) -> Result<Test> {
        let several = node.flags.has(Flags::MULTI_VALUED);
        let element = |nodes, base| Element { node, nodes, base, slot: None };
        let present = || Test::Present { node, base };
        match node.kind {
            Kind::Complex(field, nodes) => {
                let (field, test) = (base + field, each(element(nodes, 0))?);
                Ok(if several {
                    any(field, node, test)
                } else {
                    within(field, node, test, present)
                })
            }
            Kind::Field(field) if several => Ok(any(base + field, node, each(element(&[], 0))?)),
            Kind::Group(nodes) => Ok(guarded(each(element(nodes, base))?, present)),
            Kind::Slots(slots) => {
                let tests: Result<Vec<_>> = slots
                    .iter()
                    .map(|slot| {
                        let present = || Test::SlotPresent { node, slot, base };
                        Ok(match slot.element {
                            None => guarded(each(Element::of(node, slot, base))?, present),
                            Some(field) => {
                                let test = each(Element::of(node, slot, base))?;
                                within(base + field, node, test, present)
                            }
                        })
                    })
                    .collect();
                tests.map(Test::any)
            }
            _ => self.simple(node.attribute, at),
        }
    }

    /// What is asked of a sub-attribute of an element.
    pub(super) fn sub_attribute(
        &self,
        element: Element,
        name: &str,
        question: Question<'_>,
    ) -> Result<Test> {
        let parent = element.node.attribute;
        let declared = parent.sub_attribute(name);
        // 7643-2.4-06: what is not said to be primary is not
        if parent.multi_valued
            && name.eq_ignore_ascii_case("primary")
            && declared.is_some_and(|attribute| attribute.r#type == Type::Boolean)
            && let Ask::Compare(Operator::Eq, literal) = question.ask
            && self.is_false(literal)
        {
            let ask = Ask::Compare(Operator::Eq, TRUE);
            return self.sub_attribute(element, name, Question { ask, ..question }).map(Test::not);
        }
        if let Some(fixed) = element.fixed(name) {
            let Ask::Compare(operator, literal) = question.ask else {
                return Ok(Test::Constant(true));
            };
            let rule = find(element.nodes, name).map(Rule::of);
            let Some(attribute) = declared else {
                return self.undefined_below(parent, name, question);
            };
            let rule = rule.unwrap_or(if attribute.case_exact {
                Rule::Exact
            } else {
                Rule::IgnoreAsciiCase
            });
            let condition = self.condition(attribute, rule, operator, literal, question)?;
            return Ok(Test::Constant(condition.matches(&fixed)));
        }
        if let Some(node) = find(element.nodes, name) {
            return self.node(node, element.base + node.base, None, question);
        }
        if let (Kind::Field(_), true) = (element.node.kind, name.eq_ignore_ascii_case("value")) {
            // the elements of a simple attribute are their own `value`
            let rule = Rule::of(element.node);
            let Ask::Compare(operator, literal) = question.ask else {
                if !matches!(parent.r#type, Type::String | Type::Reference | Type::Binary) {
                    return Ok(Test::Constant(true));
                }
                // 7644-3.4.2.2-15: an empty text is not present
                let empty = Condition::new(Operator::Eq, Rule::Exact, Key::Text(Cow::Borrowed("")));
                return Ok(Test::Itself(empty).not());
            };
            let condition = self.condition(parent, rule, operator, literal, question)?;
            return Ok(Test::Itself(condition.into_owned()));
        }
        let Some(attribute) = declared else { return self.undefined_below(parent, name, question) };
        // defined, and held by no field of this element: absent
        self.refuse_hidden(attribute, question.attribute_at)?;
        if let Ask::Compare(operator, literal) = question.ask {
            self.condition(attribute, Rule::Exact, operator, literal, question)?;
        }
        Ok(Test::Constant(false))
    }
}

impl Resolver<'_> {
    fn is_false(&self, literal: &syntax::Literal<'_>) -> bool {
        match literal {
            syntax::Literal::Boolean(value) => !value,
            syntax::Literal::String(text) => {
                self.options.dialect.accepts(Tolerance::StringBoolean)
                    && text.eq_ignore_ascii_case("false")
            }
            _ => false,
        }
    }
}

impl Element {
    fn of(node: &'static Node, slot: &'static Slot, base: u16) -> Self {
        // the fields of a held element are its own
        let base = if slot.element.is_some() { 0 } else { base };
        Self { node, nodes: slot.nodes, base, slot: Some(slot) }
    }

    /// What a slot's declaration says a sub-attribute is.
    fn fixed(&self, name: &str) -> Option<View<'static>> {
        let slot = self.slot?;
        if slot.selector.sub_attribute.eq_ignore_ascii_case(name) {
            return Some(match slot.selector.value {
                Literal::String(text) => View::String(text),
                Literal::Boolean(value) => View::Boolean(value),
            });
        }
        (slot.primary && name.eq_ignore_ascii_case("primary")).then_some(View::Boolean(true))
    }
}

/// A test that is true only of what is there.
fn guarded(test: Test, present: impl Fn() -> Test) -> Test {
    if test.implies_presence() { test } else { Test::all([present(), test]) }
}

fn within(field: u16, node: &'static Node, test: Test, present: impl Fn() -> Test) -> Test {
    match test {
        Test::Constant(false) => test,
        // the guard is on the model that has the field
        Test::Constant(true) => present(),
        test if test.implies_presence() => Test::Within { field, node, test: Box::new(test) },
        test => Test::all([present(), Test::Within { field, node, test: Box::new(test) }]),
    }
}

fn any(field: u16, node: &'static Node, test: Test) -> Test {
    match test {
        Test::Constant(false) => test,
        test => Test::Any { field, node, test: Box::new(test) },
    }
}
