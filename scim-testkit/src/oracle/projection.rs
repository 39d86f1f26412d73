//! Which attributes a response has (RFC 7644 sections 3.4.2.5 and 3.9).

use super::path::{Chain, Path};
use super::shape::{Attribute, Shape};
use super::value::{Object, has};
use crate::strategy::ProjectionExpr;
use scim_schema::dialect::Dialect;
use scim_schema::schema::Returned;
use serde_json::Value;

/// The response that has a resource, of its `document_at`.
///
/// Names that the resource type does not have add and exclude nothing (decided).
///
/// ```
/// use scim_schema::rfc::Group;
/// use scim_testkit::oracle::{self, Shape, document};
/// use scim_testkit::strategy::ProjectionExpr;
///
/// let group = Group { id: "7".into(), display_name: "Staff".into(), ..Group::default() };
/// let asked = ProjectionExpr::Excluded(vec!["id".into(), "displayName".into()]);
/// let response = oracle::project(&document(&group), &Shape::of(&group), &asked);
/// // the id is returned always
/// assert!(response.get("id").is_some() && response.get("displayName").is_none());
/// ```
#[must_use]
pub fn project(document: &Value, shape: &Shape, projection: &ProjectionExpr) -> Value {
    let chains = |paths: &[String]| -> Vec<Vec<String>> {
        paths.iter().filter_map(|path| names(path.trim(), shape)).collect()
    };
    let asked = match projection {
        ProjectionExpr::Default => Asked::Default,
        ProjectionExpr::Attributes(paths) => Asked::Only(chains(paths)),
        ProjectionExpr::Excluded(paths) => Asked::Without(chains(paths)),
    };
    let object = document.as_object().cloned().unwrap_or_default();
    Value::Object(members(&object, &shape.attributes, &asked))
}

/// The names from the top to the attribute that a path names.
fn names(path: &str, shape: &Shape) -> Option<Vec<String>> {
    let mut chain: Chain<'_> = Path::parse(path, shape)?.resolve(shape, Dialect::RFC)?;
    // the `value` of what is simple is the attribute itself
    chain.dedup_by(|below, above| std::ptr::eq(*below, *above));
    Some(chain.into_iter().map(|attribute| attribute.name.clone()).collect())
}

/// What is asked for of one object: paths within it.
enum Asked {
    Default,
    Only(Vec<Vec<String>>),
    /// What is returned by default, and these.
    Also(Vec<Vec<String>>),
    Without(Vec<Vec<String>>),
}

/// The members of an object that a response has.
fn members(object: &Object, attributes: &[Attribute], asked: &Asked) -> Object {
    let mut kept = Object::new();
    for attribute in attributes.iter().filter(|attribute| has(object, attribute)) {
        let Some(value) = object.get(&attribute.name) else { continue };
        // what is asked for of this attribute: all of it, or parts
        let below = |paths: &[Vec<String>]| -> (bool, Vec<Vec<String>>) {
            let here = paths
                .iter()
                .filter_map(|path| path.split_first())
                .filter(|(name, _)| **name == attribute.name)
                .map(|(_, rest)| rest.to_vec());
            let (whole, parts): (Vec<_>, Vec<_>) = here.partition(Vec::is_empty);
            (!whole.is_empty(), parts)
        };
        let asked = match (asked, attribute.returned) {
            (_, Returned::Never) => continue,
            (Asked::Default, Returned::Request) => continue,
            (Asked::Default, _) => Asked::Default,
            // 7643-7-33: a part that is returned on request, beside the whole that it is a part of
            (Asked::Also(paths), returned) => match below(paths) {
                (false, parts) if returned == Returned::Request && parts.is_empty() => continue,
                (false, parts) if returned == Returned::Request => Asked::Only(parts),
                (_, parts) => Asked::Also(parts),
            },
            (Asked::Only(paths), returned) => match below(paths) {
                (true, parts) => Asked::Also(parts),
                // what is always there is not less of it where a part is asked for
                (false, parts) if returned == Returned::Always => Asked::Also(parts),
                (false, parts) if !parts.is_empty() => Asked::Only(parts),
                // an extension's attributes are attributes like any other
                _ if attribute.extension => Asked::Only(Vec::new()),
                _ => continue,
            },
            (Asked::Without(paths), returned) => match below(paths) {
                _ if returned == Returned::Request => continue,
                (true, _) if attribute.extension => Asked::Only(Vec::new()),
                (true, _) if returned != Returned::Always => continue,
                (_, parts) => Asked::Without(parts),
            },
        };
        if let Some(value) = part(value, attribute, &asked) {
            kept.insert(attribute.name.clone(), value);
        }
    }
    kept
}

/// What of a value is returned; nothing if nothing of it is.
fn part(value: &Value, attribute: &Attribute, asked: &Asked) -> Option<Value> {
    match value {
        Value::Array(elements) => {
            let kept: Vec<_> =
                elements.iter().filter_map(|element| part(element, attribute, asked)).collect();
            (!kept.is_empty()).then_some(Value::Array(kept))
        }
        Value::Object(object) => {
            let kept = members(object, &attribute.sub_attributes, asked);
            (!kept.is_empty()).then_some(Value::Object(kept))
        }
        simple => Some(simple.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::project;
    use crate::law::Shipped;
    use crate::law::search::projection_agrees;
    use crate::oracle::{Shape, document};
    use crate::strategy::ProjectionExpr;
    use scim_schema::rfc::{Name, User};
    use scim_schema::{ScimComplex, ScimExtension, ScimResource};
    use serde_json::{Value, json};

    fn names(projection: &ProjectionExpr) -> Value {
        let user = User {
            id: "1".into(),
            user_name: "b".into(),
            password: Some("secret".into()),
            name: Some(Name {
                given_name: Some("B".into()),
                family_name: Some("J".into()),
                ..Name::default()
            }),
            ..User::default()
        };
        let mut found = project(&document(&user), &Shape::of(&user), projection);
        found.as_object_mut().and_then(|members| members.remove("schemas")).unwrap();
        found
    }

    /// 7644-3.9-01, -04, -05, -07, -08, 7644-3.4.2.5-05: on the RFC's terms.
    #[test]
    fn what_is_returned() {
        let paths = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect();
        let only = |these: &[&str]| names(&ProjectionExpr::Attributes(paths(these)));
        let without = |these: &[&str]| names(&ProjectionExpr::Excluded(paths(these)));
        let name = json!({ "givenName": "B", "familyName": "J" });
        let meta = json!({ "resourceType": "User" });
        assert_eq!(
            names(&ProjectionExpr::Default),
            json!({ "id": "1", "userName": "b", "name": name, "meta": meta })
        );
        assert_eq!(only(&["USERNAME", "shoeSize"]), json!({ "id": "1", "userName": "b" }));
        assert_eq!(only(&["name.givenName"]), json!({ "id": "1", "name": { "givenName": "B" } }));
        assert_eq!(only(&["name", "name.givenName"]), json!({ "id": "1", "name": name }));
        assert_eq!(only(&["password"]), json!({ "id": "1" }));
        assert_eq!(without(&["id", "meta", "name"]), json!({ "id": "1", "userName": "b" }));
        assert_eq!(
            without(&["name.familyName", "meta"]),
            json!({ "id": "1", "userName": "b", "name": { "givenName": "B" } })
        );
    }

    #[derive(Debug, Clone, Default, ScimResource)]
    #[scim(schema = "urn:example:scim:schemas:2.0:File", endpoint = "/Files")]
    struct File {
        #[scim(id)]
        id: u32,
        name: Option<String>,
        #[scim(extension)]
        archive: Archive,
    }

    #[derive(Debug, Clone, Default, ScimExtension)]
    #[scim(schema = "urn:example:scim:schemas:extension:2.0:Archive", name = "Archive")]
    struct Archive {
        #[scim(returned = "always")]
        year: Option<i32>,
        shelf: Option<String>,
        #[scim(returned = "request")]
        cover: Option<Cover>,
    }

    #[derive(Debug, Clone, Default, ScimComplex)]
    struct Cover {
        color: Option<String>,
        note: Option<String>,
    }

    /// 7643-7-29, -33: what of an extension is returned always, and what on request.
    #[test]
    fn extensions() {
        const ARCHIVE: &str = "urn:example:scim:schemas:extension:2.0:Archive";
        let text = |text: &str| Some(text.to_owned());
        let cover = Cover { color: text("red"), note: text("torn") };
        let archive = Archive { year: Some(1999), shelf: text("A"), cover: Some(cover) };
        let file = File { id: 1, name: text("f"), archive };
        let color = format!("{ARCHIVE}:cover.color");
        let only = |these: &[&str]| {
            ProjectionExpr::Attributes(these.iter().map(|path| (*path).to_owned()).collect())
        };
        for (projection, expected) in [
            (only(&["name"]), json!({ "year": 1999 })),
            (ProjectionExpr::Excluded(vec![ARCHIVE.to_owned()]), json!({ "year": 1999 })),
            (only(&[ARCHIVE]), json!({ "year": 1999, "shelf": "A" })),
            (only(&[&color]), json!({ "year": 1999, "cover": { "color": "red" } })),
            (
                only(&[ARCHIVE, &color]),
                json!({ "year": 1999, "shelf": "A", "cover": { "color": "red" } }),
            ),
        ] {
            projection_agrees(&Shipped, &file, &projection).unwrap();
            let found = project(&document(&file), &Shape::of(&file), &projection);
            assert_eq!(found[ARCHIVE], expected, "{projection:?}");
        }
    }
}
