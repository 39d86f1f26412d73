//! Assigned and unassigned (RFC 7643 section 2.5).

use super::{Kind, Model, Node, Place, Slot, View};
use crate::value::InvalidValue;

/// Whether there is a value: not null, and neither an empty list nor a complex value with nothing
/// in it.
///
/// ```
/// use scim_schema::resource::{Value, View, is_assigned};
/// use scim_schema::rfc::Name;
///
/// assert!(is_assigned(&View::Boolean(false)));
/// assert!(!is_assigned(&Vec::<String>::new().view()));
/// assert!(!is_assigned(&View::Complex(&Name::default())), "nothing in it");
/// ```
#[must_use]
pub fn is_assigned(view: &View<'_>) -> bool {
    match view {
        View::Null => false,
        View::Complex(model) => {
            model.nodes().iter().any(|node| is_node_assigned(*model, node, node.base))
        }
        View::List(list) => !list.is_empty(),
        View::Computed(value) => is_assigned(&value.view()),
        _ => true,
    }
}

/// Whether a node of a model has a value. `base` is what to add to its field numbers, the node's
/// own [`base`](Node::base) included.
///
/// ```
/// use scim_schema::{ScimResource, resource::is_node_assigned, rfc::User};
///
/// let user = User { user_name: "babs".to_owned(), ..User::default() };
/// let assigned: Vec<_> = User::NODES
///     .iter()
///     .filter(|node| is_node_assigned(&user, node, node.base))
///     .map(|node| node.name())
///     .collect();
/// assert!(assigned.contains(&"userName") && !assigned.contains(&"title"), "{assigned:?}");
/// ```
#[must_use]
pub fn is_node_assigned(model: &dyn Model, node: &Node, base: u16) -> bool {
    match node.kind {
        Kind::Field(field) | Kind::Complex(field, _) | Kind::Version(field) => {
            model.is_assigned(base + field)
        }
        Kind::Group(nodes) => {
            nodes.iter().any(|inner| is_node_assigned(model, inner, base + inner.base))
        }
        Kind::Slots(slots) => slots.iter().any(|slot| is_slot_assigned(model, slot, base)),
        // computed for every answer
        Kind::Schemas | Kind::ResourceType => true,
        Kind::Location => false,
    }
}

/// Whether a slot of a model has a value: a part that its declaration does not say already.
/// `base` is that of the attribute's node.
///
/// ```
/// # use scim_schema::ScimResource;
/// use scim_schema::resource::{Kind, is_slot_assigned};
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
/// let member = Member { email: Some("babs@example.com".to_owned()), ..Member::default() };
/// let emails = Member::NODES.iter().find(|node| node.name() == "emails").unwrap();
/// let Kind::Slots(slots) = emails.kind else { panic!("flat fields are slots") };
/// assert!(is_slot_assigned(&member, &slots[0], emails.base));
/// assert!(!is_slot_assigned(&Member::default(), &slots[0], emails.base), "its `type` is declared");
/// ```
#[must_use]
pub fn is_slot_assigned(model: &dyn Model, slot: &Slot, base: u16) -> bool {
    let held;
    let (model, base) = match slot.element {
        None => (model, base),
        Some(field) => {
            held = model.get(base + field);
            let View::Complex(element) = held else { return false };
            (element, 0)
        }
    };
    slot.nodes.iter().any(|node| {
        let declared =
            node.name() == slot.selector.sub_attribute || slot.primary && node.name() == "primary";
        !declared && is_node_assigned(model, node, base + node.base)
    })
}

/// Unassigns a node of a model; answers whether that changed anything.
///
/// # Errors
/// When a field that has a value cannot be unassigned; what was unassigned before it stays so.
///
/// ```
/// use scim_schema::{ScimResource, resource::clear, rfc::User};
///
/// let mut user = User { title: Some("Guide".to_owned()), ..User::default() };
/// let title = User::NODES.iter().find(|node| node.name() == "title").unwrap();
/// assert!(clear(&mut user, title, title.base)?);
/// assert_eq!(user.title, None);
/// assert!(!clear(&mut user, title, title.base)?, "nothing to change");
/// # Ok::<(), scim_schema::value::InvalidValue>(())
/// ```
pub fn clear(model: &mut dyn Model, node: &Node, base: u16) -> Result<bool, InvalidValue> {
    match node.kind {
        Kind::Field(field) | Kind::Complex(field, _) => {
            model.edit(base + field).map_or(Ok(false), clear_place)
        }
        Kind::Group(nodes) => clear_all(model, nodes, base),
        Kind::Slots(slots) => {
            let mut changed = false;
            for slot in slots {
                changed |= match slot.element {
                    Some(field) => model.edit(base + field).map_or(Ok(false), clear_place)?,
                    None => clear_all(model, slot.nodes, base)?,
                };
            }
            Ok(changed)
        }
        Kind::Schemas | Kind::ResourceType | Kind::Location | Kind::Version(_) => Ok(false),
    }
}

fn clear_all(model: &mut dyn Model, nodes: &[Node], base: u16) -> Result<bool, InvalidValue> {
    let mut changed = false;
    for node in nodes {
        changed |= clear(model, node, base + node.base)?;
    }
    Ok(changed)
}

fn clear_place(place: Place<'_>) -> Result<bool, InvalidValue> {
    place.edit(super::Value::clear)?
}
