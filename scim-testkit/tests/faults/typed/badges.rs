//! Badges that do.

use super::{after, body, given, on};
use crate::fault::{Fault, Wrong, fault};
use crate::message::unchanged;
use crate::models::{Badge, Color};
use scim_schema::message::ScimType;
use scim_testkit::law::{edit, frame};
use serde_json::Value;

pub(crate) fn badges() -> Vec<Fault<Badge>> {
    let mut faults = after![Badge, &edit::PATCH_AGREES, Patched:
        "an immutable value cannot be set at all", "7644-3.5.2-16", |before, text, answer| {
            let edited = answer?;
            let set = before.color.is_none() && edited.resource.color.is_some();
            if set && !on(text, "color").is_empty() { Ok(unchanged(before)) } else { Ok(edited) }
        };
        "an element without its key is the first", "7644-3.5.2.1-10", |before, text, answer| {
            let mut edited = answer?;
            let added = on(text, "doors").iter().any(|op| op.is("add"));
            if added && edited.resource.doors.iter().any(|door| door.number.is_none())
                && let (Some(old), Some(new)) =
                    (before.doors.first(), edited.resource.doors.first_mut())
            {
                new.name = old.name.clone().map(|name| name + "x");
            }
            Ok(edited)
        };
    ];
    faults.extend(after![Badge, &edit::REPLACE_AGREES, Replaced:
        "a PUT overwrites an immutable value", "7644-3.5.1-09", |before, text, answer| {
            match (answer, given(&body(text), "color")) {
                (Err(error), Some(Value::String(color)))
                    if error.scim_type() == Some(ScimType::Mutability) =>
                {
                    let mut edited = unchanged(before);
                    edited.resource.color = Some(Color(color.clone()));
                    Ok(edited)
                }
                (answer, _) => answer,
            }
        };
        "a PUT clears an immutable value that it leaves out", "7644-3.5.1-09", |_, text, answer| {
            let mut edited = answer?;
            if given(&body(text), "color").is_none() {
                edited.resource.color = None;
            }
            Ok(edited)
        };
        "a PUT clears what says `on_omit = \"keep\"`", "7644-3.5.1-06", |_, text, answer| {
            let mut edited = answer?;
            if given(&body(text), "remark").is_none() {
                edited.resource.remark = None;
            }
            Ok(edited)
        };
        "a PUT applies a default", "7644-3.5.1-06", |_, text, answer| {
            let mut edited = answer?;
            if given(&body(text), "state").is_none() {
                edited.resource.state = Default::default();
            }
            Ok(edited)
        };
        "decimals are rounded to whole numbers", "7643-2.3.3-01", |_, _, answer| {
            let mut edited = answer?;
            edited.resource.weight = edited.resource.weight.map(f64::round);
            Ok(edited)
        };
        "a false value is unassigned", "7643-2.3.2-01", |_, _, answer| {
            let mut edited = answer?;
            edited.resource.lost = edited.resource.lost.filter(|lost| *lost);
            Ok(edited)
        };
        "0 is unassigned", "7643-2.5-01", |_, _, answer| {
            let mut edited = answer?;
            edited.resource.uses = edited.resource.uses.filter(|uses| *uses != 0);
            Ok(edited)
        };
    ]);
    faults.extend(after![Badge, &edit::CREATE_AGREES, Created:
        "a POST does not apply a default", "7644-3.3-04", |before, text, answer| {
            let mut edited = answer?;
            if given(&body(text), "state").is_none() {
                edited.resource.state.clone_from(&before.state);
            }
            Ok(edited)
        };
        "a required sub-attribute may be missing", "7644-3.12-27", |before, text, answer| {
            match answer {
                Err(error) if error.path() == "maker.country" => {
                    let _ = text;
                    Ok(unchanged(before))
                }
                answer => answer,
            }
        };
        "a required attribute of an extension may be missing", "7644-3.12-27",
        |before, _, answer| match answer {
            Err(error) if error.path().ends_with(":level") => Ok(unchanged(before)),
            answer => answer,
        };
    ]);
    faults.extend(after![Badge, &frame::PUT_FRAME, Replaced:
        "a PUT resets what is not mapped", "7644-3.5.1-05", |_, _, answer| {
            let mut edited = answer?;
            edited.resource.stock_row = 0;
            Ok(edited)
        };
        "a PUT makes elements anew", "7644-3.5.1-16", |_, _, answer| {
            let mut edited = answer?;
            edited.resource.doors.iter_mut().for_each(|door| door.row_id = 0);
            Ok(edited)
        };
    ]);
    faults.extend(after![Badge, &frame::PATCH_FRAME, Patched:
        "a PATCH resets what is not mapped", "7644-3.5.2.3-11", |_, _, answer| {
            let mut edited = answer?;
            edited.resource.stock_row = 0;
            Ok(edited)
        };
    ]);
    faults.extend(after![Badge, &frame::MUTABILITY, Patched:
        "an immutable value is overwritten", "7644-3.5.2-15", |before, text, answer| {
            let color = on(text, "color").iter().find_map(|op| op.value.clone());
            match (answer, color) {
                (Err(error), Some(Value::String(color)))
                    if error.scim_type() == Some(ScimType::Mutability) =>
                {
                    let mut edited = unchanged(before);
                    edited.resource.color = Some(Color(color));
                    Ok(edited)
                }
                (answer, _) => answer,
            }
        };
        "an immutable value can be removed", "7644-3.5.2-15", |before, text, answer| {
            let removed = on(text, "color").iter().any(|op| op.is("remove"));
            match answer {
                Err(error) if removed && error.scim_type() == Some(ScimType::Mutability) => {
                    let mut edited = unchanged(before);
                    edited.resource.color = None;
                    Ok(edited)
                }
                answer => answer,
            }
        };
    ]);
    faults.extend(after![Badge, &frame::MUTABILITY, Replaced:
        "a PUT gives an immutable attribute its new value", "7643-7-25", |before, text, answer| {
            match (answer, given(&body(text), "color")) {
                (Err(_), Some(Value::String(color))) => {
                    let mut edited = unchanged(before);
                    edited.resource.color = Some(Color(color.clone()));
                    Ok(edited)
                }
                (answer, _) => answer,
            }
        };
    ]);
    faults
}
