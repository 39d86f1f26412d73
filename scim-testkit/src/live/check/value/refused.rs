//! Values that are refused.

use crate::live::check::subject::{anchor, element, made, post, set, typed, value};
use crate::live::check::{Check, Verdict};
use crate::live::{Attr, Session, Stop};
use scim_schema::schema::Type;
use serde_json::{Value, json};

pub(in crate::live::check) const CHECKS: &[Check] = &[
    Check::new(
        "value.required",
        "POST without what is required is answered 400",
        &["7643-2-01", "7643-4.1.1-01", "7643-4.1.1-03", "7643-4.2-02", "7644-3.12-27"],
        |s| {
            let required: Vec<Attr> = s
                .kind()
                .attributes()
                .into_iter()
                .filter(|one| one.is_required() && one.is_plain() && one.urn().is_none())
                .collect();
            if required.is_empty() {
                return Err(Stop::skipped(format!(
                    "{} has no required attribute",
                    s.kind().name()
                )));
            }
            for attribute in required {
                for value in [None, Some(Value::Null)] {
                    let mut body = s.minimal();
                    attribute.take(&mut body);
                    if let Some(value) = value {
                        attribute.put(&mut body, value);
                    }
                    post(s, &body)?.expect_status(400)?;
                }
            }
            Ok(())
        },
    )
    .each_type(),
    Check::new(
        "value.required-type",
        "what is required and missing is `invalidValue`",
        &["7644-3.12-27"],
        |s| {
            let anchor = anchor(s)?;
            if !anchor.is_required() {
                return Err(Stop::skipped(format!("{} has no required text", s.kind().name())));
            }
            let mut body = s.minimal();
            anchor.take(&mut body);
            post(s, &body)?.expect_error(400, "invalidValue")?;
            Ok(())
        },
    )
    .should()
    .each_type(),
    Check::new(
        "value.user-name-empty",
        "POST of an empty `userName` is answered 400",
        &["7643-4.1.1-01"],
        |s| {
            let user = s.user()?;
            s.set_kind(&user);
            let mut body = s.minimal();
            set(&mut body, "userName", json!(""));
            post(s, &body)?.expect_status(400)?;
            Ok(())
        },
    ),
    Check::new(
        "value.no-boolean",
        "a text that is no boolean is refused as one",
        &["7643-2.3.2-01", "7644-3.12-27", "7644-3.12-11"],
        |s| {
            let boolean = typed(s, Type::Boolean, "boolean")?;
            refused(s, &boolean, &[json!("yes"), json!("{}")])
        },
    )
    .each_type(),
    Check::new(
        "value.no-integer",
        "what is no integer is refused as one",
        &["7643-2.3.4-02", "7643-2.3-05", "7644-3.12-27"],
        |s| {
            let integer = typed(s, Type::Integer, "integer")?;
            refused(s, &integer, &[json!(1.5), json!("seven"), json!(true)])
        },
    )
    .each_type(),
    Check::new(
        "value.no-decimal",
        "what is no number is refused as a decimal",
        &["7643-2.3-04", "7644-3.12-27"],
        |s| {
            let decimal = typed(s, Type::Decimal, "decimal")?;
            refused(s, &decimal, &[json!("heavy"), json!([1.5])])
        },
    )
    .each_type(),
    Check::new(
        "value.number-as-text",
        "a number in quotes is refused as a number",
        &["7643-2.3-05", "7643-2.3-04"],
        |s| {
            let number = s.find("number that a client may write", |one| {
                matches!(one.r#type(), Type::Integer | Type::Decimal)
                    && one.is_plain()
                    && !one.is_multi_valued()
                    && one.parent().is_none()
            })?;
            refused(s, &number, &[json!("7")])
        },
    )
    .should()
    .each_type(),
    Check::new(
        "value.text-as-number",
        "a number is refused as a text",
        &["7643-2.3-02", "7644-3.12-27"],
        |s| {
            let text = s.optional_string()?;
            refused(s, &text, &[json!(7), json!(true)])
        },
    )
    .should()
    .each_type(),
    Check::new(
        "value.no-text",
        "an object is refused as a text",
        &["7643-2.3-02", "7644-3.12-27"],
        |s| {
            let text = s.optional_string()?;
            refused(s, &text, &[json!({"value": "x"})])
        },
    )
    .each_type(),
    Check::new(
        "value.no-date-time",
        "a date without a time is refused as a date-time",
        &["7643-2.3.5-02", "7643-2.3.5-03", "7644-3.12-27"],
        |s| {
            let time = typed(s, Type::DateTime, "dateTime")?;
            refused(s, &time, &[json!("2011-05-13"), json!("yesterday"), json!(1_305_261_754)])
        },
    )
    .each_type(),
    Check::new(
        "value.no-binary",
        "what is no base64 is refused as binary",
        &["7643-2.3.6-01", "7644-3.12-27"],
        |s| {
            let binary = typed(s, Type::Binary, "binary")?;
            refused(s, &binary, &[json!("not base64!"), json!("%%%%")])
        },
    )
    .each_type(),
    Check::new(
        "value.no-list",
        "an object is refused as a list",
        &["7643-2.4-01", "7644-3.12-27"],
        |s| {
            let list = s.any_list()?;
            let one = element(s, &list, 1)?;
            refused(s, &list, &[one])
        },
    )
    .should()
    .each_type(),
    Check::new(
        "value.no-complex",
        "a text is refused as a complex value",
        &["7643-2.3-09", "7644-3.12-27"],
        |s| {
            let complex = s.any_complex()?;
            refused(s, &complex, &[json!("text"), json!(7)])
        },
    )
    .each_type(),
];

/// Each value is answered 400, with `invalidValue` or no word for it.
fn refused(s: &mut Session<'_>, attribute: &Attr, values: &[Value]) -> Verdict {
    let good = value(s, attribute, 0)?;
    made(s, &[(attribute, good)])?;
    for value in values {
        let mut body = s.minimal();
        attribute.put(&mut body, value.clone());
        let answer = post(s, &body)?;
        if answer.is_success() {
            let found = format!("{} to `{}` as {value}", answer.status(), attribute.path());
            return Err(answer.failed("status 400", found));
        }
        answer.expect_status(400)?;
        let scim_type = answer.text("scimType");
        if !scim_type.is_empty()
            && !["invalidValue", "invalidSyntax"]
                .iter()
                .any(|known| scim_type.eq_ignore_ascii_case(known))
        {
            return Err(answer.failed("scimType `invalidValue`", format!("`{scim_type}`")));
        }
    }
    Ok(())
}
