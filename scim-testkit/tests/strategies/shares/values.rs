//! Values of each type, searches, and what a patch is.

use super::{Share, check, target};
use scim_schema::rfc::User;
use scim_schema::value::DateTime;
use scim_testkit::strategy::{
    Generator, Op, Patches, ProjectionExpr, SearchExpr, Settings, Target, resource, searched,
    stored,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Values of an attribute of a type, with so many odd ones.
fn values(attribute: &Value, settings: Settings) -> Vec<Value> {
    let mut attribute = attribute.clone();
    attribute["name"] = "a".into();
    let bodies = resource(&target(&json!([attribute])), &settings.optional(100));
    bodies.samples().take(3_000).map(|body| body["a"].clone()).collect()
}

fn texts(r#type: &str, odd: u32) -> Vec<String> {
    let values = values(&json!({"type": r#type}), Settings::default().odd(odd));
    values.iter().map(|value| value.as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_bound_of_numbers_is_drawn() {
    let odd = values(&json!({"type": "integer"}), Settings::default().odd(50));
    let odd: BTreeSet<i64> = odd.iter().filter_map(Value::as_i64).collect();
    let (byte, word, safe) = (255, i64::from(i32::MAX), (1_i64 << 53) - 1);
    let near = [i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX];
    for bound in [0, byte, -32_768, word, word + 1, -word - 2, safe, safe + 2].iter().chain(&near) {
        assert!(odd.contains(bound), "{bound}");
    }
    let plain = values(&json!({"type": "integer"}), Settings::default().odd(0));
    check("integers", &plain, &[("negative", 12, 28, &|one| one.as_i64() < Some(0))]);
    let plain = values(&json!({"type": "decimal"}), Settings::default().odd(0));
    let is_fraction =
        |one: &Value| one.as_f64().is_some_and(|real| [0.25, 0.5].contains(&real.abs().fract()));
    check(
        "decimals",
        &plain,
        &[("negative", 12, 28, &|one| one.as_f64() < Some(0.0)), ("real", 100, 100, &is_fraction)],
    );
    let odd = values(&json!({"type": "decimal"}), Settings::default().odd(100));
    for bound in [0.1, 1e-7, 1e15, 1.5e300, f64::MIN_POSITIVE, f64::MAX, f64::MIN, -0.5] {
        assert!(odd.contains(&json!(bound)), "{bound}");
    }
}

/// 7643-2.3.5-01: plain ones are of one form, and odd ones are date-times too.
#[test]
fn every_form_of_date_time_is_drawn() {
    let ends = |text: &String| text.ends_with('Z') && text.starts_with("20");
    let shares: [Share<'_, String>; 3] = [
        ("plain", 100, 100, &ends),
        ("seconds", 60, 80, &|text| text.len() == 20),
        ("thousandths", 20, 40, &|text| text.len() == 24),
    ];
    check("date-times", &texts("dateTime", 0), &shares);
    let is_date_time = |text: &String| DateTime::try_from(text.as_str()).is_ok();
    check(
        "odd date-times",
        &texts("dateTime", 100),
        &[
            ("valid", 100, 100, &is_date_time),
            ("east", 10, 40, &|text| text.contains('+')),
            ("leap second", 5, 40, &|text| text.contains(":60")),
            ("fraction", 30, 80, &|text| text.contains('.')),
        ],
    );
}

/// 7643-2.3.6-01: all letters, in all places, with padding and without.
#[test]
fn every_letter_of_base64_is_drawn() {
    let plain = texts("binary", 0);
    let padded = |text: &String| text.ends_with('=');
    check(
        "base64",
        &plain,
        &[("whole", 100, 100, &|text| text.len() % 4 == 0), ("padded", 50, 80, &padded)],
    );
    check("odd base64", &texts("binary", 100), &[("padded", 0, 0, &padded)]);
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut places = vec![BTreeMap::<char, usize>::new(); 4];
    for text in &plain {
        for (place, letter) in text.chars().take(4).enumerate().filter(|(_, c)| *c != '=') {
            *places[place].entry(letter).or_default() += 1;
        }
        let bare = text.trim_end_matches('=');
        let unused = [1, 1, 4, 16][text.len() - bare.len() + 1];
        let last = alphabet.find(bare.chars().last().unwrap()).unwrap();
        assert_eq!(last % unused, 0, "{text} has bits that no byte has");
    }
    for letters in places {
        let all: usize = letters.values().sum();
        assert_eq!(letters.len(), 64, "{letters:?}");
        assert!(letters.values().all(|count| count * 12 < all), "{letters:?}");
    }
}

/// 7643-2.3.7-01: of resources in three forms, of the web, and any.
#[test]
fn every_form_of_reference_is_drawn() {
    let of = |kind: &str| {
        let attribute = json!({"type": "reference", "referenceTypes": [kind]});
        let values = values(&attribute, Settings::default().odd(0));
        values.iter().map(|value| value.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    check(
        "users",
        &of("User"),
        &[
            ("absolute", 23, 43, &|text| text.starts_with("https://example.com/v2/Users/")),
            ("beside", 23, 43, &|text| text.starts_with("../Users/")),
            ("relative", 23, 43, &|text| text.starts_with("Users/")),
        ],
    );
    let web = |text: &String| text.starts_with("https://example.com/");
    check("external", &of("external"), &[("web", 100, 100, &web)]);
    check("uri", &of("uri"), &[("urn", 100, 100, &|text| text.starts_with("urn:example:"))]);
}

/// Optional texts may be empty where the settings say so, required ones never.
#[test]
fn every_text_is_as_the_settings_say() {
    let empty = |one: &Value| one == "";
    let settings = Settings::default().empty(40);
    let optional = values(&json!({"type": "string"}), settings);
    check("optional", &optional, &[("empty", 30, 50, &empty)]);
    let required = values(&json!({"type": "string", "required": true}), settings);
    check("required", &required, &[("empty", 0, 0, &empty)]);
    let canonical = json!({"type": "string", "canonicalValues": ["scimTestkitOnly"]});
    let is_canonical = |one: &Value| one == "scimTestkitOnly";
    for (other, share) in [(0, 100), (20, 80), (100, 0)] {
        let values = values(&canonical, Settings::default().other_values(other));
        let (least, most) = (usize::saturating_sub(share, 5), share + 5);
        check("canonical", &values, &[("among them", least, most, &is_canonical)]);
    }
    let text = |one: &Value| one.as_str().unwrap_or_default().to_owned();
    let is_long = move |one: &Value| text(one).chars().count() > 100;
    let is_other = move |one: &Value| !text(one).is_ascii();
    let attribute = json!({"type": "string"});
    let default: Vec<Value> = values(&attribute, Settings::default());
    let count =
        |all: &[Value], is: &dyn Fn(&Value) -> bool| all.iter().filter(|one| is(one)).count();
    let awkward = values(&attribute, Settings::awkward());
    for is in [&is_long as &dyn Fn(&Value) -> bool, &is_other] {
        assert!(count(&awkward, is) > count(&default, is) * 11 / 10);
    }
    let names = |body: &Value| body.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let users = Target::of::<User>().unwrap();
    let bodies: Vec<Value> = resource(&users, &Settings::awkward()).samples().take(300).collect();
    let has = |name: &'static str| move |body: &Value| names(body).iter().any(|key| key == name);
    check(
        "awkward",
        &bodies,
        &[
            ("nothing", 20, 100, &|body| body.as_object().unwrap().values().any(Value::is_null)),
            ("readOnly", 3, 20, &has("groups")),
            ("upper case", 1, 4, &has("USERNAME")),
            ("lower case", 1, 4, &has("username")),
            ("mixed case", 1, 4, &has("UsErNaMe")),
        ],
    );
}

/// 7644-3.4.2.3-, 7644-3.4.2.4-, 7644-3.9-: each part of a search, ordinary and odd.
#[test]
fn every_part_of_searches_is_drawn() {
    let users = Target::of::<User>().unwrap();
    let drawn: Vec<(Vec<Value>, SearchExpr)> =
        searched(&users, &Settings::default(), 3).samples().take(1_000).collect();
    let searches: Vec<SearchExpr> = drawn.into_iter().map(|(_, search)| search).collect();
    let asks = |search: &SearchExpr, is: &dyn Fn(&str) -> bool| {
        search.projection.parameter().is_some_and(|(_, paths)| paths.iter().any(|path| is(path)))
    };
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let ordinary = |number: Option<i64>, least: i64| {
        number.is_some_and(|number| (least..=least + 4).contains(&number))
    };
    check(
        "searches",
        &searches,
        &[
            ("attributes", 25, 42, &|one| matches!(one.projection, ProjectionExpr::Attributes(_))),
            ("excluded", 25, 42, &|one| matches!(one.projection, ProjectionExpr::Excluded(_))),
            ("unknown", 3, 20, &|one| asks(one, &|path| path == "scimTestkitUndefined")),
            ("below", 2, 15, &|one| asks(one, &|path| path.ends_with(".scimTestkitUndefined"))),
            ("extension", 5, 25, &|one| asks(one, &|path| path == enterprise)),
            ("password", 2, 25, &|one| asks(one, &|p| p.eq_ignore_ascii_case("password"))),
            ("sorted", 40, 60, &|one| one.sort_by.is_some()),
            ("index", 30, 60, &|one| ordinary(one.start_index, 1)),
            ("count", 30, 60, &|one| ordinary(one.count, 0)),
            ("small count", 5, 40, &|one| one.count == Some(1)),
            ("odd index", 8, 24, &|one| one.start_index.is_some_and(|n| n <= 0 || n > 1_000)),
            ("odd count", 8, 24, &|one| one.count.is_some_and(|n| !(0..=1_000).contains(&n))),
            ("by password", 0, 0, &|one| {
                one.sort_by.as_ref().is_some_and(|path| path.attribute == "password")
            }),
            ("by schemas", 0, 0, &|one| {
                one.sort_by.as_ref().is_some_and(|path| path.attribute == "schemas")
            }),
            ("by a whole list", 1, 20, &|one| {
                one.sort_by.as_ref().is_some_and(|path| {
                    path.sub_attribute.is_none() && path.attribute.ends_with('s')
                })
            }),
        ],
    );
}

/// Patches hold nothing that is ignored or removes, whatever bodies hold; their operations are
/// on what the resource has, on one attribute more often than chance has it, and bare or listed.
#[test]
fn every_shape_of_patches_is_drawn() {
    let users = Target::of::<User>().unwrap();
    let settings = Settings::awkward().nulls(40).empty(40).respelled(40).read_only(40);
    let mut operations = Vec::new();
    let mut again = Vec::new();
    let (patches, held) =
        (Patches::new(&users, &settings), stored(&users, &Settings::default(), 1));
    let patches = Generator::new(move |source| {
        let held = held.draw(source).pop().unwrap_or_else(|| json!({}));
        patches.draw(source, &held)
    });
    for patch in patches.samples().take(700) {
        let path = |at: usize| patch.operations[at].target.as_ref().map(|to| to.path.to_string());
        for at in 1..patch.operations.len() {
            again.push(path(at).is_some() && path(at) == path(at - 1));
        }
        operations.extend(patch.operations);
    }
    let value = |one: &scim_testkit::strategy::OperationExpr| one.value.clone().unwrap_or_default();
    fn any(value: &Value, is: &dyn Fn(Option<&str>, &Value) -> bool) -> bool {
        match value {
            Value::Array(elements) => elements.iter().any(|one| is(None, one) || any(one, is)),
            Value::Object(members) => {
                members.iter().any(|(name, one)| is(Some(name), one) || any(one, is))
            }
            _ => false,
        }
    }
    check(
        "operations",
        &operations,
        &[
            ("null within", 0, 0, &|one| any(&value(one), &|_, part| part.is_null())),
            ("empty within", 0, 0, &|one| any(&value(one), &|_, part| part == "")),
            ("empty", 0, 0, &|one| {
                one.op != Op::Remove && (value(one) == "" || value(one) == json!([]))
            }),
            ("readOnly", 0, 0, &|one| any(&value(one), &|name, _| name == Some("groups"))),
            ("respelled", 0, 0, &|one| {
                any(&value(one), &|name, _| {
                    name.is_some_and(|name| name == "VALUE" || name == "DISPLAY")
                })
            }),
            ("bare element", 1, 20, &|one| {
                let list = one.target.as_ref().is_some_and(|to| {
                    to.filter.is_none()
                        && to.path.sub_attribute.is_none()
                        && !matches!(&*to.path.attribute, "name" | "meta")
                });
                list && one.op == Op::Add && value(one).is_object()
            }),
            ("removed elements", 1, 20, &|one| one.op == Op::Remove && value(one).is_array()),
            ("op respelled", 8, 22, &|one| one.op_text != one.op.as_str()),
            ("path respelled", 3, 22, &|one| {
                one.path_text != one.target.as_ref().map(ToString::to_string)
            }),
        ],
    );
    check("operations after others", &again, &[("on the same", 4, 40, &|one| *one)]);
}
