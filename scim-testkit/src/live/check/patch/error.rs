//! A PATCH that cannot be (RFC 7644 sections 3.5.2 and 3.12).

use crate::live::check::pair::primary;
use crate::live::check::subject::{made, primary_list, same, value};
use crate::live::check::{Check, Need, Verdict};
use crate::live::{Answer, Ask, Made, Session, Stop};
use serde_json::{Value, json};

const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

pub(in crate::live::check) const CHECKS: &[Check] = &[
    Check::new("patch.unknown-op", "an operation other than `add`, `remove` and `replace` is answered 400", &["7644-3.5.2-03", "7644-3.5.2-07"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        for op in ["move", "test", "copy", ""] {
            nothing(s, &made, &json!([{"op": op, "path": text.path(), "from": "id", "value": "x"}]))?.expect_status(400)?;
        }
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.path-syntax", "a path that cannot be is answered 400 invalidPath", &["7644-3.12-25", "7644-3.5.2-11", "7644-3.5.2-03", "7644-3.5.2-08"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        for path in [format!("{}[", text.path()), format!("{}..x", text.path()), "]".to_owned()] {
            let answer = nothing(s, &made, &json!([{"op": "replace", "path": path, "value": "x"}]))?;
            answer.expect_status(400)?;
            if !["invalidPath", "invalidFilter"].iter().any(|known| answer.text("scimType").eq_ignore_ascii_case(known)) {
                return Err(answer.failed("scimType `invalidPath`", format!("`{}`", answer.text("scimType"))));
            }
        }
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.path-unknown", "a path that no schema has is answered 400", &["7644-3.5.2-14", "7644-3.5.2-17", "7644-3.12-25"], |s| {
        let made = s.create()?;
        for path in ["scimTestkitNoSuchAttribute", "urn:example:scim-testkit:nothing:x"] {
            nothing(s, &made, &json!([{"op": "replace", "path": path, "value": "x"}]))?.expect_status(400)?;
        }
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.path-index", "a path with an index is refused", &["7644-3.5.2-03"], |s| {
        let list = s.any_list()?;
        let made = s.create_full()?;
        nothing(s, &made, &json!([{"op": "remove", "path": format!("{}[0]", list.path())}]))?.expect_status(400)?;
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.path-filter", "a filter in a path that cannot be is answered 400", &["7644-3.12-20", "7644-3.12-25"], |s| {
        let list = s.any_list()?;
        let made = s.create_full()?;
        for filter in ["type xx \"work\"", "type eq", "type eq work and"] {
            nothing(s, &made, &json!([{"op": "replace", "path": format!("{}[{filter}].value", list.path()), "value": "x"}]))?.expect_status(400)?;
        }
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.no-operations", "a PATCH without operations is answered 400", &["7644-3.5.2-05", "7644-3.5.2-27", "7644-3.12-24"], |s| {
        let made = s.create()?;
        for body in [json!({"schemas": [PATCH_OP]}), json!({"schemas": [PATCH_OP], "Operations": "replace"}), json!({"schemas": [PATCH_OP], "Operations": [7]})] {
            let before = s.read(&made)?;
            let answer = s.send(&Ask::patch(&made.path).json(&body))?;
            same(&s.read(&made)?, before.json(), &[])?;
            answer.expect_status(400)?;
        }
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.empty-operations", "a PATCH with an empty list of operations is answered 400", &["7644-3.5.2-05", "7644-3.5.2-27"], |s| {
        let made = s.create()?;
        nothing(s, &made, &json!([]))?.expect_status(400)?;
        Ok(())
    })
    .needs(&[Need::Patch])
    .should(),
    Check::new("patch.no-op", "an operation without `op` is answered 400", &["7644-3.5.2-06"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        nothing(s, &made, &json!([{"path": text.path(), "value": "x"}]))?.expect_status(400)?;
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.no-value", "`add` without a value is answered 400", &["7644-3.5.2.1-01"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        nothing(s, &made, &json!([{"op": "add", "path": text.path()}]))?.expect_status(400)?;
        Ok(())
    })
    .needs(&[Need::Patch])
    .should()
    .each_type(),
    Check::new("patch.no-schemas", "a PATCH without `schemas` is answered 400", &["7644-3.5.2-04"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        let answer = s.send(&Ask::patch(&made.path).json(&json!({"Operations": [{"op": "replace", "path": text.path(), "value": "x"}]})))?;
        Err(Stop::informed(if answer.is_success() { "a PATCH without `schemas` is accepted" } else { "a PATCH without `schemas` is refused" }))
    })
    .needs(&[Need::Patch])
    .may(),
    Check::new("patch.syntax", "a PATCH that is no JSON is answered 400", &["7644-3.12-11"], |s| {
        let made = s.create()?;
        s.send(&Ask::patch(&made.path).text("application/scim+json", "{\"schemas\": ["))?.expect_status(400)?;
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.unknown", "PATCH of an unknown id is answered 404", &["7644-3.12-14"], |s| {
        let text = s.any_string()?;
        let path = format!("{}/{}", s.kind().endpoint(), s.unique());
        let body = json!({"schemas": [PATCH_OP], "Operations": [{"op": "replace", "path": text.path(), "value": "x"}]});
        s.send(&Ask::patch(path).json(&body))?.expect_status(404)?;
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.conflict", "PATCH to what another resource has is refused as uniqueness, and changes nothing", &["7644-3.12-22", "7643-4.1.1-02", "7643-7-37"], |s| {
        let unique = s.find("unique attribute that a client writes", |one| one.is_unique() && one.is_plain() && !one.is_multi_valued() && one.parent().is_none())?;
        let (one, other) = (value(s, &unique, 0)?, value(s, &unique, 1)?);
        made(s, &[(&unique, one.clone())])?;
        let second = made(s, &[(&unique, other)])?;
        let answer = nothing(s, &second, &json!([{"op": "replace", "path": unique.path(), "value": one}]))?;
        answer.expect_one_of(&[409, 400])?;
        if answer.text("scimType").eq_ignore_ascii_case("uniqueness") { Ok(()) } else { Err(answer.failed("scimType `uniqueness`", format!("`{}`", answer.text("scimType")))) }
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.unsupported", "PATCH that is declared unsupported is answered 501", &["7644-3.12-19", "7644-3.5.2-01", "7644-3.5.2-02"], |s| {
        if s.discovery().config.as_ref().is_none_or(|config| config.patch.supported) {
            return Err(Stop::skipped("the server does not declare `patch.supported` false"));
        }
        let text = s.any_string()?;
        let made = s.create()?;
        s.patch(&made, &json!([{"op": "replace", "path": text.path(), "value": "x"}]))?.expect_one_of(&[501, 405, 404])?;
        Ok(())
    }),
    Check::new("patch.extra-primary", "two primary elements in one PATCH are refused, or one is kept", &["7643-2.4-05", "7644-3.5.2-23"], two_primaries)
        .needs(&[Need::Patch])
        .each_type(),
];

/// A PATCH that must change nothing.
fn nothing(s: &mut Session<'_>, made: &Made, operations: &Value) -> Result<Answer, Stop> {
    let before = s.read(made)?;
    let answer = s.patch(made, operations)?;
    same(&s.read(made)?, before.json(), &["meta"])?;
    Ok(answer)
}

fn two_primaries(s: &mut Session<'_>) -> Verdict {
    let list = primary_list(s)?;
    let made = s.create()?;
    let both: Vec<Value> =
        [1, 3].into_iter().filter_map(|variant| s.element(&list, variant)).collect();
    let both: Vec<Value> = both
        .into_iter()
        .map(|mut one| {
            crate::live::check::subject::set(&mut one, "primary", json!(true));
            one
        })
        .collect();
    let answer = s.patch(&made, &json!([{"op": "replace", "path": list.path(), "value": both}]))?;
    let read = s.read(&made)?;
    let primary = primary(read.json(), &list).count();
    if primary > 1 {
        return Err(read.failed("at most one primary element", primary.to_string()));
    }
    answer.expect_one_of(&[200, 204, 400])?;
    Ok(())
}
