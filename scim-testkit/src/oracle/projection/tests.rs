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
