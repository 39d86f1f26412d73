//! Names to fields: done once, so that an evaluation knows none.

mod element;
mod literal;
mod undefined;

pub use element::ElementFilter;
pub(crate) use undefined::{no_attribute, no_schema, shown, with_suggestion};

use super::syntax::{Comparison, Expression, Literal, Operator, Position, Present, ValuePath};
use super::{Condition, FilterError, Options, Test};
use crate::compare::{Key, Rule};
use crate::dialect::Tolerance;
use crate::path::AttributePath;
use crate::resource::{Descriptor, Flags, Kind, Node, id_field};
use crate::schema::{Attribute, same_name};
use element::Element;

type Result<T> = std::result::Result<T, FilterError>;

pub(super) struct Resolver<'r> {
    pub(super) text: &'r str,
    pub(super) descriptor: Descriptor,
    pub(super) options: &'r Options<'r>,
}

/// What is asked of an attribute. `ne` and `eq null` are negations of it.
#[derive(Clone, Copy)]
struct Question<'e> {
    ask: Ask<'e>,
    attribute_at: Position,
    operator_at: Position,
    value_at: Position,
}

#[derive(Clone, Copy)]
enum Ask<'e> {
    Present,
    Compare(Operator, &'e Literal<'e>),
}

/// What the names of an expression name.
#[derive(Clone, Copy)]
enum Scope {
    Resource,
    Element(Element),
}

impl Resolver<'_> {
    pub(super) fn filter(&self, expression: &Expression<'_>) -> Result<Test> {
        self.expression(expression, Scope::Resource)
    }

    fn expression(&self, expression: &Expression<'_>, scope: Scope) -> Result<Test> {
        let all = |terms: &[Expression<'_>]| {
            terms.iter().map(|term| self.expression(term, scope)).collect::<Result<Vec<_>>>()
        };
        match expression {
            Expression::Or(terms) => all(terms).map(Test::any),
            Expression::And(terms) => all(terms).map(Test::all),
            Expression::Not(inner) => self.expression(inner, scope).map(Test::not),
            Expression::Comparison(comparison) => {
                let (negated, question) = self.question(comparison)?;
                let test = self.ask(&comparison.attribute, scope, question)?;
                Ok(if negated { test.not() } else { test })
            }
            Expression::Present(Present { attribute, attribute_at: at }) => {
                let (attribute_at, operator_at, value_at) = (*at, *at, *at);
                let question = Question { ask: Ask::Present, attribute_at, operator_at, value_at };
                self.ask(attribute, scope, question)
            }
            Expression::ValuePath(path) => self.value_path(path),
        }
    }

    /// What a comparison asks, and whether its answer is negated. Null is the absence of a value
    /// (RFC 7643 section 2.5), `ne` is true of what is absent, and of several values if none is
    /// equal.
    fn question<'e>(&self, comparison: &'e Comparison<'e>) -> Result<(bool, Question<'e>)> {
        let Comparison { operator, value, attribute_at, operator_at, value_at, .. } = comparison;
        let (negated, ask) = match (operator, value) {
            (Operator::Eq, Literal::Null) => (true, Ask::Present),
            (Operator::Ne, Literal::Null) => (false, Ask::Present),
            (Operator::Ne, value) => (true, Ask::Compare(Operator::Eq, value)),
            (operator, value) => (false, Ask::Compare(*operator, value)),
        };
        let (attribute_at, operator_at, value_at) = (*attribute_at, *operator_at, *value_at);
        Ok((negated, Question { ask, attribute_at, operator_at, value_at }))
    }

    fn ask(&self, path: &AttributePath<'_>, scope: Scope, question: Question<'_>) -> Result<Test> {
        match scope {
            Scope::Element(element) => self.sub_attribute(element, path.attribute(), question),
            Scope::Resource => self.attribute(path, question.attribute_at, &|node, base| {
                self.node(node, base, path.sub_attribute(), question)
            }),
        }
    }

    fn value_path(&self, path: &ValuePath<'_>) -> Result<Test> {
        let at = path.attribute_at;
        self.attribute(&path.attribute, at, &|node, base| {
            self.refuse_hidden(node.attribute, at)?;
            self.elements(node, base, at, &|element| {
                self.expression(&path.filter, Scope::Element(element))
            })
        })
    }

    /// Finds the attribute that a path names, and asks `then` of its node and base.
    fn attribute(
        &self,
        path: &AttributePath<'_>,
        at: Position,
        then: &dyn Fn(&'static Node, u16) -> Result<Test>,
    ) -> Result<Test> {
        let Descriptor { nodes, schema, .. } = self.descriptor;
        let (name, core) = match path.schema() {
            Some(urn) if !schema.id.eq_ignore_ascii_case(urn) => {
                return match find(nodes, urn).filter(|node| node.flags.has(Flags::EXTENSION)) {
                    Some(extension) => self.extended(extension, path.attribute(), at, then),
                    None => self.unknown_schema(urn, at),
                };
            }
            schema => (path.attribute(), schema.is_some()),
        };
        if let Some(node) = find(nodes, name) {
            return then(node, node.base);
        }
        if !core && self.options.dialect.accepts(Tolerance::ExtensionWithoutUrn) {
            let mut having = self.extensions().filter(|node| find(node.nodes(), name).is_some());
            if let (Some(extension), None) = (having.next(), having.next()) {
                return self.extended(extension, name, at, then);
            }
        }
        self.undefined(name, at)
    }

    fn extensions(&self) -> impl Iterator<Item = &'static Node> {
        self.descriptor.nodes.iter().filter(|node| node.flags.has(Flags::EXTENSION))
    }

    fn extended(
        &self,
        extension: &'static Node,
        name: &str,
        at: Position,
        then: &dyn Fn(&'static Node, u16) -> Result<Test>,
    ) -> Result<Test> {
        self.elements(extension, extension.base, at, &|element| match find(element.nodes, name) {
            Some(node) => then(node, element.base + node.base),
            None => self.undefined_in(extension, name, at),
        })
    }

    /// What is asked of a node, or of its sub-attribute of a given name.
    fn node(
        &self,
        node: &'static Node,
        base: u16,
        sub_attribute: Option<&str>,
        question: Question<'_>,
    ) -> Result<Test> {
        self.refuse_hidden(node.attribute, question.attribute_at)?;
        if let Some(name) = sub_attribute {
            return self.elements(node, base, question.attribute_at, &|element| {
                self.sub_attribute(element, name, question)
            });
        }
        let Ask::Compare(operator, literal) = question.ask else {
            return Ok(match node.kind {
                Kind::Schemas | Kind::ResourceType | Kind::Location => Test::Constant(true),
                _ => Test::Present { node, base },
            });
        };
        let condition = || -> Result<Condition<'static>> {
            let rule = Rule::of(node);
            let condition = self.condition(node.attribute, rule, operator, literal, question)?;
            Ok(condition.into_owned())
        };
        Ok(match node.kind {
            Kind::Field(field) => {
                Test::Field { field: base + field, node, condition: condition()? }
            }
            Kind::Version(field) => Test::Version { field: base + field, condition: condition()? },
            Kind::Location => return self.location(condition()?, question.attribute_at),
            Kind::ResourceType => {
                Test::Constant(condition()?.text(&self.descriptor.resource_type.name))
            }
            Kind::Schemas => {
                let condition = condition()?;
                // the schema of the resource type is always in use, an extension with its values
                let extensions = self.extensions().filter(|node| condition.text(node.name()));
                let present = extensions.map(|node| Test::Present { node, base: node.base });
                let own = Test::Constant(condition.text(&self.descriptor.schema.id));
                Test::any(std::iter::once(own).chain(present))
            }
            Kind::Group(_) | Kind::Complex(..) | Kind::Slots(_) => {
                // 7644-3.4.2.2-44: several values compare by their `value`, one does not (-43)
                let attribute = node.attribute;
                if !attribute.multi_valued || attribute.sub_attribute("value").is_none() {
                    return Err(self.complex(attribute, question));
                }
                return self.elements(node, base, question.attribute_at, &|element| {
                    self.sub_attribute(element, "value", question)
                });
            }
        })
    }

    fn location(&self, condition: Condition<'static>, at: Position) -> Result<Test> {
        let id = id_field(self.descriptor.nodes);
        let (Some(field), Some(base)) = (id, self.options.base) else {
            return Err(self.other(at, "`meta.location` cannot be filtered here; filter `id`"));
        };
        let endpoint = &self.descriptor.resource_type.endpoint;
        let prefix = format!("{}{endpoint}/", base.trim_end_matches('/')).into();
        Ok(Test::Location { field, prefix, condition })
    }

    /// What is never returned cannot be found out by filters either.
    fn refuse_hidden(&self, attribute: &Attribute, at: Position) -> Result<()> {
        use crate::schema::{Mutability, Returned};
        if attribute.returned != Returned::Never && attribute.mutability != Mutability::WriteOnly {
            return Ok(());
        }
        let name = &attribute.name;
        Err(self.other(at, format!("`{name}` is never returned, and so cannot be filtered")))
    }

    #[cold]
    fn expected(&self, at: Position, expected: String) -> FilterError {
        FilterError::expected(self.text, at.offset(), expected)
    }

    #[cold]
    fn other(
        &self,
        at: Position,
        problem: impl Into<std::borrow::Cow<'static, str>>,
    ) -> FilterError {
        FilterError::other(self.text, at.offset(), problem)
    }
}

pub(crate) fn find(nodes: &'static [Node], name: &str) -> Option<&'static Node> {
    nodes.iter().find(|node| same_name(node.name(), name))
}
