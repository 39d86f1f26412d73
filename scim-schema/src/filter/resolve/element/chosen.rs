//! The filter of a value path, which chooses among the elements.

use super::Element;
use crate::compare::{Key, Rule};
use crate::filter::resolve::{Resolver, Result, Scope, find};
use crate::filter::syntax::{Expression, Operator};
use crate::filter::test::is_slot_present;
use crate::filter::{Condition, Options, Test};
use crate::resource::{Descriptor, Flags, Kind, Literal, Model, Node, Slot, View};
use crate::schema::Type;

/// The filter of a value path, resolved: which elements of one attribute a patch operation means.
///
/// An attribute has either elements in a list, or slots; each has its method here.
///
/// ```
/// use scim_schema::resource::View;
/// use scim_schema::rfc::{Email, User};
/// use scim_schema::{dialect::Dialect, edit::Patch};
///
/// let body = r#"{
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///     "Operations": [{ "op": "remove", "path": "emails[type eq \"work\"]" }]
/// }"#;
/// let patch = Patch::<User>::new(body, Dialect::RFC)?;
/// let operations = patch.operations()?;
/// let filter = operations[0].filter().expect("a value path");
/// let email = |kind: &str| Email { r#type: Some(kind.into()), value: Some("x@example.com".into()), ..Email::default() };
/// assert!(filter.matches(&View::Complex(&email("work"))));
/// assert!(!filter.matches(&View::Complex(&email("home"))));
/// assert!(filter.element().is_some(), "a list, so there is a test to translate");
/// assert!(!filter.is_never());
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
#[derive(Debug, Clone)]
pub struct ElementFilter {
    node: &'static Node,
    base: u16,
    tests: Tests,
}

#[derive(Debug, Clone)]
enum Tests {
    /// Which slots satisfy it, whatever they hold, as bits.
    Fixed(u64),
    /// One for the elements of a list, or one for each slot.
    Each(Vec<Test>),
}

impl ElementFilter {
    /// Resolves the filter of a path, `text` as a whole, against the attribute before the bracket.
    /// `base` is what to add to the node's field numbers, its own base included.
    ///
    /// # Errors
    /// When the filter names what is not a sub-attribute, or compares what cannot be.
    ///
    /// ```
    /// use scim_schema::filter::syntax::{Expression, PatchPath};
    /// use scim_schema::filter::{ElementFilter, Options};
    /// use scim_schema::{ScimResource, resource::View, rfc::{Member, Group}};
    ///
    /// let text = r#"members[value eq "7"]"#;
    /// let path = PatchPath::parse(text, &Options::default())?;
    /// let members = Group::NODES.iter().find(|node| node.name() == "members").unwrap();
    /// let expression = path.filter.as_ref().expect("brackets");
    /// let (base, group) = (members.base, Group::descriptor());
    /// let filter = ElementFilter::new(expression, text, members, base, group, &Options::default())?;
    /// let member = Member { value: Some("7".into()), ..Member::default() };
    /// assert!(filter.matches(&View::Complex(&member)));
    /// # Ok::<(), scim_schema::filter::FilterError>(())
    /// ```
    pub fn new(
        filter: &Expression<'_>,
        text: &str,
        node: &'static Node,
        base: u16,
        descriptor: Descriptor,
        options: &Options<'_>,
    ) -> Result<Self> {
        let resolver = Resolver { text, descriptor, options };
        let resolve = |element| resolver.expression(filter, Scope::Element(element));
        let tests = match node.kind {
            Kind::Slots(slots) => slots
                .iter()
                .map(|slot| resolve(Element::of(node, slot, base)))
                .collect::<Result<_>>()?,
            Kind::Complex(_, nodes) => {
                vec![resolve(Element { node, nodes, base: 0, slot: None })?]
            }
            Kind::Group(nodes) => vec![resolve(Element { node, nodes, base, slot: None })?],
            _ => vec![resolve(Element { node, nodes: &[], base, slot: None })?],
        };
        Ok(Self { node, base, tests: Tests::Each(tests) })
    }

    /// What [`new`](Self::new) makes of a comparison of a sub-attribute with a text by `eq`, if
    /// that is as simple as it is for most: a sub-attribute with texts, the one that tells slots
    /// apart or one that a field of the elements holds.
    pub(crate) fn equal(
        node: &'static Node,
        base: u16,
        sub_attribute: &str,
        text: &str,
    ) -> Option<Self> {
        let declared = node.attribute.sub_attribute(sub_attribute)?;
        if !matches!(declared.r#type, Type::String | Type::Reference) {
            return None;
        }
        let default = || if declared.case_exact { Rule::Exact } else { Rule::IgnoreAsciiCase };
        let tests = match node.kind {
            Kind::Slots(slots) if slots.len() <= 64 => {
                let mut satisfied = 0;
                for (index, slot) in slots.iter().enumerate() {
                    let Literal::String(selector) = slot.selector.value else { return None };
                    if *slot.selector.sub_attribute != *declared.name {
                        return None;
                    }
                    let rule = find(slot.nodes, sub_attribute).map_or_else(default, Rule::of);
                    let satisfies = selector == text || rule.eq(selector, text);
                    satisfied |= u64::from(satisfies) << index;
                }
                Tests::Fixed(satisfied)
            }
            Kind::Complex(_, nodes) => {
                let node = find(nodes, sub_attribute)?;
                let hidden = Flags::NEVER.and(Flags::WRITE_ONLY);
                let Kind::Field(field) = node.kind else { return None };
                if node.flags.any(hidden) {
                    return None;
                }
                let rule = Rule::of(node);
                let key = Key::Text(rule.key(text)).into_owned();
                let condition = Condition::new(Operator::Eq, rule, key);
                Tests::Each(vec![Test::Field { field: node.base + field, node, condition }])
            }
            _ => return None,
        };
        Some(Self { node, base, tests })
    }

    /// The test on an element of a list, which is on its own fields; `None` where slots hold the
    /// elements.
    #[must_use]
    pub fn element(&self) -> Option<&Test> {
        match self.each() {
            [test] if !matches!(self.node.kind, Kind::Slots(_)) => Some(test),
            _ => None,
        }
    }

    /// How many conditions one element is asked, at least 1.
    pub(crate) fn conditions(&self) -> usize {
        self.each().first().map_or(1, Test::conditions)
    }

    /// Whether asking it may cost more than its conditions count.
    pub(crate) fn is_heavy(&self) -> bool {
        self.each().iter().any(Test::is_heavy)
    }

    /// What asking it of an element of a list is charged beside its conditions.
    pub(crate) fn units(&self, element: &View<'_>) -> usize {
        self.each().first().map_or(0, |test| test.units(element))
    }

    /// What asking it of each slot is charged.
    pub(crate) fn slot_units(&self, model: &dyn Model) -> usize {
        self.each().iter().enumerate().fold(0_usize, |sum, (index, test)| {
            let element = self.slot(index).and_then(|slot| slot.element);
            let units = match element.map(|field| model.get(self.base + field)) {
                _ if !test.is_heavy() => 0,
                None => test.units(&View::Complex(model)),
                Some(element) => test.units(&element),
            };
            sum.saturating_add(test.conditions().saturating_add(units))
        })
    }

    /// Whether nothing satisfies it, whatever the resource holds.
    #[must_use]
    pub fn is_never(&self) -> bool {
        match &self.tests {
            Tests::Fixed(satisfied) => *satisfied == 0,
            Tests::Each(tests) => tests.iter().all(|test| matches!(test, Test::Constant(false))),
        }
    }

    /// Whether an element of a list satisfies it.
    #[must_use]
    pub fn matches(&self, element: &View<'_>) -> bool {
        self.each().first().is_some_and(|test| test.matches_value(element))
    }

    /// Whether a slot, by its index, has a value and satisfies it.
    ///
    /// Where flat fields hold the elements:
    ///
    /// ```
    /// # use scim_schema::ScimResource;
    /// use scim_schema::{dialect::Dialect, edit::Patch};
    ///
    /// #[derive(Clone, Default, ScimResource)]
    /// #[scim(rfc = "User")]
    /// struct Member {
    ///     #[scim(id)]
    ///     id: i64,
    ///     #[scim(path = "userName")]
    ///     login: String,
    ///     #[scim(path = r#"emails[type eq "work"].value"#)]
    ///     email: Option<String>,
    /// }
    /// let body = r#"{
    ///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    ///     "Operations": [{ "op": "remove", "path": "emails[type eq \"work\"]" }]
    /// }"#;
    /// let patch = Patch::<Member>::new(body, Dialect::RFC)?;
    /// let operations = patch.operations()?;
    /// let filter = operations[0].filter().expect("a value path");
    /// let (nobody, babs) =
    ///     (Member::default(), Member { email: Some("babs@example.com".into()), ..Member::default() });
    /// assert!(filter.selects_slot(0, &nobody) && !filter.matches_slot(0, &nobody));
    /// assert!(filter.matches_slot(0, &babs));
    /// # Ok::<(), scim_schema::message::ScimError>(())
    /// ```
    #[must_use]
    pub fn matches_slot(&self, index: usize, model: &dyn Model) -> bool {
        self.selects_slot(index, model)
            && self.slot(index).is_some_and(|slot| is_slot_present(model, slot, self.base))
    }

    /// Whether a slot, by its index, satisfies it, perhaps without a value: an element that would
    /// be created there.
    #[must_use]
    pub fn selects_slot(&self, index: usize, model: &dyn Model) -> bool {
        if let Tests::Fixed(satisfied) = self.tests {
            return index < 64 && satisfied >> index & 1 == 1;
        }
        let (Some(slot), Some(test)) = (self.slot(index), self.each().get(index)) else {
            return false;
        };
        match slot.element.map(|field| model.get(self.base + field)) {
            None => test.matches(model),
            Some(View::Null) => matches!(test, Test::Constant(true)),
            Some(element) => test.matches_value(&element),
        }
    }

    fn each(&self) -> &[Test] {
        match &self.tests {
            Tests::Fixed(_) => &[],
            Tests::Each(tests) => tests,
        }
    }

    fn slot(&self, index: usize) -> Option<&'static Slot> {
        match self.node.kind {
            Kind::Slots(slots) => slots.get(index),
            _ => None,
        }
    }
}
