//! GET of resources, and what is not there (RFC 7644 sections 3.2, 3.4.1, 3.8, 3.11 and 3.13).

use super::subject::{anchor, at, quoted, same, sent};
use super::{Check, Need, Verdict};
use crate::live::{Ask, Session, Stop};
use http::Method;
use serde_json::json;

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "get.known",
        "GET of a resource is answered 200 with it",
        &["7644-3.4.1-02", "7644-3.4.1-01", "7644-3.2-07", "7644-3.4-01", "7643-7-32"],
        |s| {
            let made = s.create()?;
            let read = s.read(&made)?;
            if read.text("id") == made.id {
                Ok(())
            } else {
                Err(read.failed(format!("`id` `{}`", made.id), read.text("id")))
            }
        },
    )
    .each_type(),
    Check::new(
        "get.unknown",
        "GET of an unknown id is answered 404",
        &["7644-3.4.1-03", "7644-3.12-14"],
        |s| {
            let endpoint = s.kind().endpoint().to_owned();
            let unique = s.unique();
            for id in [unique.as_str(), "00000000-0000-4000-8000-000000000000", "0"] {
                s.get(&format!("{endpoint}/{id}"))?.expect_status(404)?;
            }
            Ok(())
        },
    )
    .reads()
    .each_type(),
    Check::new(
        "get.unknown-endpoint",
        "GET of an endpoint that does not exist is answered 404",
        &["7644-3.12-14"],
        |s| {
            s.get("/ScimTestkitNothing")?.expect_status(404)?;
            Ok(())
        },
    )
    .reads(),
    Check::new(
        "get.accept",
        "`Accept: application/scim+json` is answered with it",
        &["7644-3.8-06", "7644-3.1-01", "7644-3.8-08"],
        |s| {
            let made = s.create()?;
            for accept in
                ["application/scim+json", "application/scim+json, application/json;q=0.5", "*/*"]
            {
                let answer = s.send(&Ask::get(&made.path).header("accept", accept))?;
                answer.expect_status(200)?;
                let found = answer.header("content-type").unwrap_or_default();
                if !found.to_ascii_lowercase().starts_with("application/scim+json")
                    && accept != "*/*"
                {
                    return Err(
                        answer.failed("content-type `application/scim+json`", format!("`{found}`"))
                    );
                }
            }
            Ok(())
        },
    ),
    Check::new(
        "get.accept-json",
        "`Accept: application/json` is answered",
        &["7644-3.8-07"],
        |s| {
            let made = s.create()?;
            s.send(&Ask::get(&made.path).header("accept", "application/json"))?
                .expect_status(200)?;
            Ok(())
        },
    )
    .should(),
    Check::new(
        "get.unknown-parameter",
        "parameters that nobody knows are ignored",
        &["7644-3.4.2-03", "7644-3.4.2-02"],
        |s| {
            let made = s.create()?;
            s.send(&Ask::get(&made.path).query("scimTestkit", "1"))?.expect_status(200)?;
            s.list(&[("scimTestkit", "1"), ("count", "1")])?.expect_status(200)?;
            Ok(())
        },
    )
    .should()
    .each_type(),
    Check::new(
        "get.encoded",
        "percent-encoded characters of a URL are what they stand for",
        &["7644-1.2-01"],
        |s| {
            let made = s.create()?;
            let endpoint = s.kind().endpoint().to_owned();
            let encoded: String = made.id.bytes().map(|byte| format!("%{byte:02x}")).collect();
            let read = s.get(&format!("{endpoint}/{encoded}"))?;
            read.expect_status(200)?;
            if read.text("id") == made.id {
                Ok(())
            } else {
                Err(read.failed("the same resource", "another"))
            }
        },
    )
    .each_type(),
    Check::new(
        "get.twice",
        "a resource that nobody changes does not change",
        &["7643-3.1-08", "7644-3.1-10"],
        |s| {
            let made = s.create_full()?;
            let (one, other) = (s.read(&made)?, s.read(&made)?);
            same(&other, one.json(), &[])
        },
    )
    .each_type(),
    Check::new(
        "get.list",
        "a list has a resource as GET has it",
        &["7644-3.1-10", "7644-3.4.2-12", "7643-3.1-24"],
        |s| {
            let anchor = anchor(s)?;
            let made = s.create_full()?;
            let one = s.read(&made)?;
            let filter = format!("{} eq {}", anchor.path(), quoted(sent(&made, &anchor)));
            let answer = s.list(&[("filter", &filter)])?;
            let list = answer.expect_list()?;
            let listed = list.iter().find(|found| at(found, "/id") == made.id);
            let Some(listed) = listed else {
                return Err(answer.failed("the resource", "a list without it"));
            };
            match super::subject::difference(listed, one.json()) {
                None => Ok(()),
                Some((name, found, expected)) => {
                    Err(answer.failed(format!("`{name}` to be `{expected}`"), format!("`{found}`")))
                }
            }
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "get.version",
        "another version of the protocol is not served",
        &["7644-3.13-03", "7644-3.12-28", "7644-3.13-01"],
        |s| {
            let endpoint = s.kind().endpoint().to_owned();
            let answer = s.get(&format!("/v99{endpoint}"))?;
            if answer.is_success() {
                return Err(answer.failed("a refusal of version 99", answer.status().to_string()));
            }
            Ok(())
        },
    )
    .reads(),
    Check::new(
        "get.extension",
        "GET has the attributes of extensions",
        &["7643-3.3-08", "7643-7-32"],
        |s| {
            let text = super::subject::extension_text(s)?;
            let value = super::subject::value(s, &text, 0)?;
            let made = s.create_with(&[(&text, value.clone())])?;
            if text.of(made.body()).is_none() {
                return Err(Stop::skipped(format!("the server does not keep `{}`", text.path())));
            }
            s.read(&made)?.expect_value(&text, &value)
        },
    )
    .each_type(),
    Check::new(
        "get.defaults",
        "a GET has all that is returned by default",
        &["7643-7-32", "7644-3.4-02", "7644-3.9-01", "7643-2.2-05"],
        |s| {
            let made = s.create_full()?;
            let read = s.read(&made)?;
            for attribute in s.kind().attributes() {
                let is = attribute.declared().returned == scim_schema::schema::Returned::Default;
                if is && attribute.of(made.body()).is_some() && attribute.of(read.json()).is_none()
                {
                    return Err(read.failed(
                        format!("`{}`, which is returned by default", attribute.path()),
                        "none",
                    ));
                }
            }
            Ok(())
        },
    )
    .each_type(),
    Check::new(
        "get.method",
        "what is not offered is answered 404, 405 or 501",
        &["7644-3.2-04", "7644-3.2-10"],
        |s| {
            if s.discovery().config.as_ref().is_none_or(|config| config.bulk.supported) {
                s.get("/Bulk")?.expect_one_of(&[404, 405, 501])?;
            }
            let made = s.create()?;
            let body = json!({});
            s.send(&Ask::post(&made.path).json(&body))?.expect_one_of(&[400, 404, 405, 501])?;
            Ok(())
        },
    ),
    Check::new(
        "get.me",
        "`/Me` is the subject's resource, a redirect to it, or 501",
        &[
            "7644-3.11-03",
            "7644-3.11-02",
            "7644-3.11-04",
            "7644-3.11-06",
            "7644-3.11-01",
            "7644-3.2-08",
        ],
        me,
    )
    .reads()
    .should(),
    Check::new(
        "get.me-location",
        "`Location` of `/Me` is that of the resource",
        &["7644-3.11-07"],
        |s| {
            let answer = s.get("/Me")?;
            if answer.status() != 200 {
                return Err(Stop::skipped(format!("`/Me` is answered {}", answer.status())));
            }
            let location = answer.header("location").or_else(|| answer.header("content-location"));
            let expected = at(answer.json(), "/meta/location").to_owned();
            if location == Some(expected.as_str()) {
                Ok(())
            } else {
                Err(answer.failed(format!("`Location` `{expected}`"), location.unwrap_or("none")))
            }
        },
    )
    .reads(),
];

fn me(s: &mut Session<'_>) -> Verdict {
    let answer = s.get("/Me")?;
    match answer.status() {
        200 | 501 => Ok(()),
        308 if answer.header("location").is_some() => Ok(()),
        _ => Err(answer.failed("200, 308 or 501", answer.status().to_string())),
    }
}

/// The methods that discovery does not offer.
pub(super) const WRITES: [Method; 3] = [Method::POST, Method::PUT, Method::PATCH];
