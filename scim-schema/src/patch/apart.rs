//! Operations on one list, set apart: for a store that keeps its elements as rows.

use super::element::Identity;
use super::operation::Target;
use super::steps::{self, Step};
use super::{Op, PatchOperation, Patching, forget_undone, resolve, shorthand, value};
use crate::changes::{ChangedPath, Changes};
use crate::compare::Key;
use crate::dialect::Dialect;
use crate::filter::Test;
use crate::filter::syntax::Operator;
use crate::limits::{Budget, Limits};
use crate::message::ScimError;
use crate::read::Seen;
use crate::resource::{Descriptor, Flags, Kind, Node, ScimResource, ScimValue};
use std::collections::HashMap;
use std::fmt;

/// What an edit does to a resource whose list was not loaded, and apart from it what it does to
/// the list: the answer of [`Edit::apply_apart`](crate::edit::Edit::apply_apart).
///
/// ```
/// use scim_schema::edit::{Edit, Patch};
/// use scim_schema::patch::ListEdit;
/// use scim_schema::{dialect::Dialect, rfc::Group};
///
/// let body = r#"{
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///     "Operations": [{ "op": "replace", "path": "members", "value": [{ "value": "7" }] }]
/// }"#;
/// let edit = Edit::from(Patch::<Group>::new(body, Dialect::RFC)?);
/// let mut apart = edit.apply_apart(&Group::default(), "members", |group| &mut group.members)?.unwrap();
/// assert!(matches!(&apart.list, ListEdit::Set(members) if members.len() == 1));
/// // the store knows whether the rows were there already
/// assert!(apart.changes.is_empty());
/// apart.list_changed();
/// assert_eq!(apart.changes.paths(), ["members"]);
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Apart<R, T> {
    /// The resource with all other operations applied; its list is as it was given.
    pub resource: R,
    /// What changed but for the list; see [`list_changed`](Self::list_changed).
    pub changes: Changes,
    /// What becomes of the list.
    pub list: ListEdit<T>,
    node: &'static Node,
}

/// What becomes of a list, whatever it holds: all operations on it in one.
///
/// ```
/// use scim_schema::patch::ListEdit;
///
/// let edit = ListEdit::Change { add: vec!["7"], remove: vec![] };
/// assert!(!edit.is_nothing());
/// assert!(!ListEdit::<&str>::Set(vec![]).is_nothing(), "it empties the list");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a list is changed or written whole")]
pub enum ListEdit<T> {
    /// These are removed and those added. None is in both; some may be missing, or there, already.
    Change {
        /// What the list has afterwards. One that is there already takes what is immutable in it and has
        /// no value yet.
        add: Vec<T>,
        /// What it has not.
        remove: Vec<T>,
    },
    /// The list has these afterwards and nothing else.
    Set(Vec<T>),
}

impl<T> ListEdit<T> {
    /// Whether no operation was about the list, or later ones undid all that others did.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Change { add, remove } if add.is_empty() && remove.is_empty())
    }
}

impl<R, T> Apart<R, T> {
    /// Records that the list changed, once the store knows.
    pub fn list_changed(&mut self) {
        self.changes.record_once(ChangedPath::new(None, self.node));
    }
}

impl<R, T> fmt::Debug for Apart<R, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // the resource may hold a password
        f.debug_struct("Apart").field("changes", &self.changes).finish_non_exhaustive()
    }
}

/// Applies a PATCH body but for its operations on a list. `None` where that takes the list itself:
/// the elements have more to write than what identifies them, or an operation chooses elements by
/// something else, or fails, which only the list can tell for sure.
pub(crate) fn apply<R: ScimResource, T: ScimValue>(
    resource: &R,
    descriptor: Descriptor,
    attribute: &str,
    list: impl Fn(&mut R) -> &mut Vec<T>,
    (body, dialect, limits, budget): (&str, Dialect, &Limits, Option<&Budget>),
) -> Result<Option<Apart<R, T>>, ScimError> {
    // one copy of the nodes, so that they are told apart by their addresses
    let node = resolve::find_node(descriptor.nodes, attribute);
    let Some((node, key)) = node.and_then(|node| Some((node, key_of(node)?))) else {
        return Ok(None);
    };
    let mut edited = resource.clone();
    let loaded = std::mem::take(list(&mut edited));
    let mut patching = Patching::new(descriptor, dialect, limits, budget);
    let mut net = Net {
        identity: Identity::of(node),
        set: false,
        elements: Vec::new(),
        places: HashMap::new(),
    };
    let mut beyond = false;
    let done = steps::each(body, descriptor, dialect, limits, &mut |step| match step {
        _ if beyond => Ok(()),
        Step::Operation(operation) if is_about(&operation.target, node) => {
            let quiet = std::mem::replace(&mut patching.reading.quiet, true);
            let read = read(&mut patching, &mut edited, &list, &operation, key);
            patching.reading.quiet = quiet;
            let given = std::mem::take(list(&mut edited));
            beyond = !read.is_some_and(|kind| net.apply(kind, given));
            Ok(())
        }
        Step::Operation(operation) => patching.applied(&mut edited, &operation),
        Step::SameId(id) => value::same_id(&edited, descriptor, id),
        Step::Ignored(path) => {
            patching.reading.changes.ignore(&path);
            Ok(())
        }
    });
    if beyond {
        return Ok(None);
    }
    done?;
    patching.complete(&edited)?;
    let mut changes = patching.reading.changes;
    forget_undone(&mut changes, resource, &edited);
    *list(&mut edited) = loaded;
    Ok(Some(Apart { resource: edited, changes, list: net.edit(), node }))
}

/// Applies a PUT but for a list, which has afterwards what the body gives of it and nothing else.
/// `None` where that takes the list: see [`apply`], and where a body that leaves it out keeps it.
pub(crate) fn replace<R: ScimResource, T: ScimValue>(
    resource: &R,
    descriptor: Descriptor,
    attribute: &str,
    list: impl Fn(&mut R) -> &mut Vec<T>,
    apply: impl FnOnce(&R) -> Result<(R, Changes), ScimError>,
) -> Result<Option<Apart<R, T>>, ScimError> {
    let node = resolve::find_node(descriptor.nodes, attribute);
    let Some(node) = node.filter(|node| key_of(node).is_some() && !node.flags.has(Flags::KEEP))
    else {
        return Ok(None);
    };
    let mut bare = resource.clone();
    let loaded = std::mem::take(list(&mut bare));
    let (mut edited, mut changes) = apply(&bare)?;
    let given = std::mem::replace(list(&mut edited), loaded);
    changes.retain(|path| path.extension().is_some() || path.attribute() != node.name());
    let list = match node.flags.has(Flags::OWNED) {
        true => ListEdit::Change { add: Vec::new(), remove: Vec::new() },
        false => ListEdit::Set(given),
    };
    Ok(Some(Apart { resource: edited, changes, list, node }))
}

fn is_about(target: &Target, node: &'static Node) -> bool {
    target.extension.is_none() && std::ptr::eq(target.node, node)
}

/// The same of a list that the application owns: no operation is about it.
fn key_of(node: &'static Node) -> Option<Option<&'static Node>> {
    if node.flags.has(Flags::OWNED) { Some(None) } else { key(node) }
}

/// What identifies the elements of a list that have nothing else to write: their only key, or
/// nothing where they are simple.
fn key(node: &'static Node) -> Option<Option<&'static Node>> {
    let fixed = Flags::READ_ONLY.and(Flags::IMMUTABLE).and(Flags::REQUIRED);
    let is_field = matches!(node.kind, Kind::Field(_) | Kind::Complex(..));
    if !node.flags.has(Flags::MULTI_VALUED) || node.flags.any(fixed) || !is_field {
        return None;
    }
    if node.nodes().is_empty() {
        return Some(None);
    }
    let identity = Identity::of(node);
    let fixed = Flags::READ_ONLY.and(Flags::IMMUTABLE);
    let mut others = node.nodes().iter().filter(|part| !identity.is_key(part));
    let mut keys = node.nodes().iter().filter(|part| identity.is_key(part));
    match (keys.next(), keys.next()) {
        (Some(key), None) if others.all(|part| part.flags.any(fixed)) => Some(Some(key)),
        _ => None,
    }
}

/// What an operation does with the elements that it gives.
#[derive(Clone, Copy)]
enum Given {
    Add,
    Remove,
    Set,
}

/// Reads the elements that an operation gives into the list, which is empty.
fn read<R: ScimResource, T: ScimValue>(
    patching: &mut Patching<'_>,
    resource: &mut R,
    list: &impl Fn(&mut R) -> &mut Vec<T>,
    operation: &PatchOperation<'_>,
    key: Option<&'static Node>,
) -> Option<Given> {
    let PatchOperation { op, target, .. } = operation;
    if target.sub_attribute.is_some() {
        return None;
    }
    let json = match (op, &target.filter, operation.value()) {
        (Op::Remove, Some(filter), _) => {
            let key = key?;
            let mut keys = Vec::new();
            named(filter.element()?, key, &mut keys)?;
            let elements = keys
                .into_iter()
                .map(|text| serde_json::Map::from_iter([(key.name().to_owned(), text.into())]));
            serde_json::to_string(&elements.collect::<Vec<_>>()).ok()?
        }
        (Op::Remove, None, Some(json)) => {
            shorthand::elements(&patching.reading, target.node, json).into_owned()
        }
        (Op::Remove, None, None) => return Some(Given::Set),
        (_, Some(_), _) => return None,
        (op, None, _) => {
            patching.operation(resource, operation).ok()?;
            return Some(if *op == Op::Add { Given::Add } else { Given::Set });
        }
    };
    if json.starts_with('[') {
        patching.reading.append(list(resource), target.node, &json).ok()?;
    }
    Some(Given::Remove)
}

/// The keys that a filter names, if it does nothing else.
fn named(test: &Test, key: &'static Node, keys: &mut Vec<String>) -> Option<()> {
    match test {
        Test::Or(tests) => tests.iter().try_for_each(|test| named(test, key, keys)),
        Test::Field { node, condition, .. }
            if std::ptr::eq(*node, key) && condition.operator == Operator::Eq =>
        {
            let Key::Text(text) = &condition.key else { return None };
            keys.push(text.to_string());
            Some(())
        }
        _ => None,
    }
}

/// All operations on a list in one.
struct Net<T> {
    identity: Identity,
    /// Whether what the list held before is gone.
    set: bool,
    /// The elements that operations named, and whether they are there in the end.
    elements: Vec<(T, bool)>,
    places: HashMap<String, usize>,
}

impl<T: ScimValue> Net<T> {
    /// Answers whether it could be told what is the same as what.
    fn apply(&mut self, given: Given, elements: Vec<T>) -> bool {
        if matches!(given, Given::Set) {
            self.set = true;
            self.elements.clear();
            self.places.clear();
        }
        let present = !matches!(given, Given::Remove);
        elements.into_iter().all(|element| {
            let Some(text) = self.identity.text((&element.held(), &Seen::NONE)) else {
                return false;
            };
            let place = *self.places.entry(text).or_insert(self.elements.len());
            match self.elements.get_mut(place) {
                Some(held) if held.1 && present => {}
                Some(held) => *held = (element, present),
                None => self.elements.push((element, present)),
            }
            true
        })
    }

    fn edit(self) -> ListEdit<T> {
        let (add, remove): (Vec<_>, Vec<_>) =
            self.elements.into_iter().partition(|(_, present)| *present);
        let plain = |elements: Vec<(T, bool)>| elements.into_iter().map(|(one, _)| one).collect();
        match self.set {
            true => ListEdit::Set(plain(add)),
            false => ListEdit::Change { add: plain(add), remove: plain(remove) },
        }
    }
}
