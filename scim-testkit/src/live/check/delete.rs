//! DELETE, and what comes after it (RFC 7644 section 3.6).

use super::subject::{anchor, at, post, quoted, same, search, sent, shown};
use super::{Check, Need, Verdict};
use crate::live::{Ask, Made, Session, Stop};
use serde_json::json;

pub(super) const CHECKS: &[Check] = &[
    Check::new("delete.status", "DELETE is answered 204 without a body", &["7644-3.6-05"], |s| {
        let made = s.create()?;
        let answer = s.delete(&made)?;
        answer.expect_status(204)?;
        if answer.body().is_empty() { Ok(()) } else { Err(answer.failed("no body", "one")) }
    })
    .each_type(),
    Check::new("delete.get", "GET of what was deleted is answered 404", &["7644-3.6-02"], |s| {
        let made = s.create()?;
        s.delete(&made)?.expect_success()?;
        s.get(&made.path)?.expect_status(404)?;
        Ok(())
    })
    .each_type(),
    Check::new(
        "delete.put",
        "PUT to what was deleted is answered 404",
        &["7644-3.6-02", "7644-3.2-06", "7644-3.5.1-02"],
        |s| {
            let made = s.create()?;
            s.delete(&made)?.expect_success()?;
            s.put(&made, &made.sent)?.expect_status(404)?;
            s.get(&made.path)?.expect_status(404)?;
            Ok(())
        },
    )
    .each_type(),
    Check::new(
        "delete.patch",
        "PATCH of what was deleted is answered 404",
        &["7644-3.6-02"],
        |s| {
            let text = s.any_string()?;
            let made = s.create()?;
            s.delete(&made)?.expect_success()?;
            s.patch(&made, &json!([{"op": "replace", "path": text.path(), "value": "x"}]))?
                .expect_status(404)?;
            Ok(())
        },
    )
    .needs(&[Need::Patch])
    .each_type(),
    Check::new(
        "delete.again",
        "DELETE of what was deleted is answered 404",
        &["7644-3.6-06", "7644-3.6-02"],
        |s| {
            let made = s.create()?;
            s.delete(&made)?.expect_success()?;
            s.delete(&made)?.expect_status(404)?;
            Ok(())
        },
    )
    .each_type(),
    Check::new(
        "delete.unknown",
        "DELETE of an unknown id is answered 404",
        &["7644-3.6-06", "7644-3.12-14"],
        |s| {
            let path = format!("{}/{}", s.kind().endpoint(), s.unique());
            s.send(&Ask::delete(path))?.expect_status(404)?;
            Ok(())
        },
    )
    .each_type(),
    Check::new("delete.filter", "filters do not find what was deleted", &["7644-3.6-03"], |s| {
        let anchor = anchor(s)?;
        let made = s.create()?;
        let filter = format!("{} eq {}", anchor.path(), quoted(sent(&made, &anchor)));
        s.expect_found(&filter, &made, true)?;
        s.delete(&made)?.expect_success()?;
        s.expect_found(&filter, &made, false)?;
        let by_id = format!("id eq {}", quoted(&made.id));
        s.expect_found(&by_id, &made, false)
    })
    .needs(&[Need::Filter])
    .each_type(),
    Check::new("delete.list", "lists do not have what was deleted", &["7644-3.6-03"], |s| {
        let made = s.create()?;
        s.delete(&made)?.expect_success()?;
        expect_unlisted(s, &made)
    })
    .each_type(),
    Check::new(
        "delete.search",
        "`.search` does not find what was deleted",
        &["7644-3.6-03"],
        |s| {
            let anchor = anchor(s)?;
            let made = s.create()?;
            let filter = format!("{} eq {}", anchor.path(), quoted(sent(&made, &anchor)));
            s.delete(&made)?.expect_success()?;
            let answer = search(s, json!({"filter": filter}))?;
            if [404, 405, 501].contains(&answer.status()) {
                return Err(Stop::skipped("there is no `.search`"));
            }
            let list = answer.expect_list()?;
            if list.is_empty() { Ok(()) } else { Err(answer.failed("no deleted resource", "one")) }
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "delete.again-created",
        "what was deleted is not in the way of a new resource",
        &["7644-3.6-04"],
        |s| {
            let made = s.create_full()?;
            s.delete(&made)?.expect_success()?;
            post(s, &made.sent)?.expect_status(201)?;
            Ok(())
        },
    )
    .should()
    .each_type(),
    Check::new(
        "delete.new-id",
        "a new resource has not the `id` of one that was deleted",
        &["7643-3.1-08"],
        |s| {
            let made = s.create()?;
            s.delete(&made)?.expect_success()?;
            let answer = post(s, &made.sent)?;
            if !answer.is_success() {
                // of which `delete.again-created` tells (RFC 7644 section 3.6)
                return Err(Stop::skipped("what was deleted is in the way of a new resource"));
            }
            let answer = shown(s, answer)?;
            if answer.text("id") == made.id {
                return Err(answer.failed("another `id`", "that of the deleted resource"));
            }
            Ok(())
        },
    )
    .each_type(),
    Check::new(
        "delete.others",
        "DELETE deletes nothing else",
        &["7644-3.6-02", "7644-3.4.2-06"],
        |s| {
            let anchor = anchor(s)?;
            let (gone, stays) = (s.create()?, s.create_full()?);
            let before = s.read(&stays)?;
            s.delete(&gone)?.expect_success()?;
            same(&s.read(&stays)?, before.json(), &[])?;
            if s.discovery().config.as_ref().is_none_or(|config| config.filter.supported) {
                let filter = format!("{} eq {}", anchor.path(), quoted(sent(&stays, &anchor)));
                s.expect_found(&filter, &stays, true)?;
            }
            Ok(())
        },
    )
    .each_type(),
];

/// How many pages of a list are looked at: a server may hold what others made.
const PAGES: usize = 20;

/// Expects no page of the list of all to have a resource.
fn expect_unlisted(s: &mut Session<'_>, made: &Made) -> Verdict {
    let mut start = 1;
    for _ in 0..PAGES {
        let answer = match start {
            1 => s.list(&[])?,
            _ => s.list(&[("startIndex", &start.to_string())])?,
        };
        let list = answer.expect_list()?;
        if list.iter().any(|one| at(one, "/id") == made.id) {
            return Err(answer.failed("no deleted resource", "one"));
        }
        start += list.len();
        let by_index = s.discovery().pagination().is_none_or(|pages| pages.index);
        let more = match answer.total() {
            Some(total) => usize::try_from(total).is_ok_and(|total| start <= total),
            // the last page by cursor has no `nextCursor`, and what follows that by index is empty
            None => by_index || !answer.text("nextCursor").is_empty(),
        };
        if list.is_empty() || !more {
            return Ok(());
        }
        if !by_index {
            return Err(Stop::skipped("the list has pages, which only cursors lead through"));
        }
    }
    Err(Stop::skipped(format!("the list is long: the first {} are without it", start - 1)))
}
