//! What a reader has of a service's page for people. Its policy forbids the script that looks, so
//! the page is opened without the policy.

use crate::page::{chromium, directory, opened, probed, title, titled};
use crate::serve;
use bytes::Bytes;
use http::Request;
use scim_schema::ScimResource;
use scim_schema::rfc::{Group, User};
use scim_schema::schema::Attribute;
use scim_schema::service::{MemoryStore, ReferencePage, ScimService};
use serde_json::{Value, json};

fn service() -> ScimService {
    let contact = "Ask support@example.com for a token.";
    ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .resource(MemoryStore::<Group>::new())
        .unauthenticated()
        .reference_page(ReferencePage::at("/docs").title("Acme").contact(contact).public())
        .build()
}

/// The page of users and groups.
fn html() -> String {
    let request = Request::get("/docs").header("host", "scim.example.com");
    let answered = serve::answered(&service(), request.body(Bytes::new()).unwrap());
    let answered = String::from_utf8(answered).unwrap();
    answered.split_once("\r\n\r\n").unwrap().1.to_owned()
}

/// The links within the page, those that lead nowhere, and the sections that no link leads to.
fn links(browser: &str, name: &str, html: &str) -> Value {
    probed(
        browser,
        name,
        html,
        r##"
        const all = query => [...document.querySelectorAll(query)];
        const links = all("a").map(link => link.getAttribute("href"));
        const within = links.filter(link => link.startsWith("#"));
        return {
            within: within.length,
            lost: within.filter(link => document.getElementById(link.slice(1)) === null),
            others: links.filter(link => !/^(#|https?:\/\/)/.test(link)),
            unlinked: all("section").map(section => section.id).filter(id => !within.includes("#" + id)),
        };
    "##,
    )
}

#[test]
fn its_links_lead_somewhere() {
    let Some(browser) = chromium() else { return };
    let html = html();
    let seen = links(browser, "guide-links", &html);
    // the contents, and each resource type once more in the table of them
    let expected = json!({ "within": 9, "lost": [], "others": [], "unlinked": [] });
    assert_eq!(seen, expected);
    // one that leads nowhere is seen
    let broken = html.replace("<section id=\"features\">", "<section id=\"other\">");
    let seen = links(browser, "guide-lost", &broken);
    assert_eq!((&seen["lost"], &seen["unlinked"]), (&json!(["#features"]), &json!(["other"])));
}

/// Names as the page has them: `name`, then `name.givenName`.
fn names(attributes: &[Attribute]) -> impl Iterator<Item = String> {
    attributes.iter().flat_map(|attribute| {
        let parts = attribute.sub_attributes.iter();
        let parts = parts.map(move |part| format!("{}.{}", attribute.name, part.name));
        std::iter::once(attribute.name.to_string()).chain(parts)
    })
}

/// The attributes of a type and of its extensions.
fn mapped<R: ScimResource>() -> Vec<String> {
    let schemas = std::iter::once(R::SCHEMA).chain(R::EXTENSIONS.iter().copied());
    schemas.flat_map(|schema| names(&schema.attributes)).collect()
}

#[test]
fn its_tables_have_all_attributes() {
    let Some(browser) = chromium() else { return };
    let seen = probed(
        browser,
        "guide-tables",
        &html(),
        r##"
        const first = section => [...document.querySelectorAll(`${section} tbody tr`)]
            .map(row => row.querySelector("td").textContent);
        const whole = [...document.querySelectorAll("table.attributes tbody tr")]
            .every(row => row.children.length === 4 && row.children[1].textContent !== "");
        return {
            types: first("#types"), users: first("#type-0"), groups: first("#type-1"),
            common: first("#common"), whole,
        };
    "##,
    );
    assert_eq!(seen["types"], json!(["User", "Group"]));
    assert_eq!(seen["users"], json!(mapped::<User>()));
    assert_eq!(seen["groups"], json!(mapped::<Group>()));
    let common = seen["common"].as_array().unwrap();
    for name in ["schemas", "id", "externalId", "meta", "meta.lastModified"] {
        assert!(common.contains(&json!(name)), "{name}: {seen}");
    }
    assert_eq!(seen["whole"], true, "each row has its type");
}

/// How wide the page is on a screen of 360 pixels, how much of it that shows, and the same of each
/// table. A window has a least width, a frame has none.
fn widths(browser: &str, name: &str, html: &str) -> Value {
    let quoted = html.replace('&', "&amp;").replace('"', "&quot;");
    let script = r#"
        const frame = document.querySelector("iframe");
        frame.onload = () => {
            const page = frame.contentDocument;
            const widths = part => [part.scrollWidth, part.clientWidth];
            document.title = JSON.stringify({
                page: widths(page.documentElement), tables: [...page.querySelectorAll(".table")].map(widths)});
        };
        frame.srcdoc = frame.dataset.page;
    "#;
    let framed = format!(
        "<!doctype html>\n<html><head><title></title></head><body>\
         <iframe width=\"360\" height=\"800\" style=\"border: 0\" data-page=\"{quoted}\"></iframe>\
         <script>{script}</script></body></html>\n"
    );
    titled(browser, name, &framed)
}

/// On a telephone nothing is to be moved aside to be read.
#[test]
fn it_fits_a_narrow_screen() {
    let Some(browser) = chromium() else { return };
    let html = html();
    let fits = |widths: &Value| {
        let (whole, shown) = (widths[0].as_u64().unwrap(), widths[1].as_u64().unwrap());
        assert!(shown > 250 && shown <= 360, "{widths}");
        whole <= shown
    };
    let seen = widths(browser, "guide-narrow", &html);
    assert!(fits(&seen["page"]), "{seen}");
    let tables = seen["tables"].as_array().unwrap();
    assert!(tables.len() > 4 && tables.iter().all(fits), "{seen}");
    // what does not fit is seen
    let wide = html.replace("<h1>", "<h1 style=\"width: 500px\">");
    assert!(!fits(&widths(browser, "guide-wide", &wide)["page"]));
}

/// A dark page on a dark screen, and text that stands out from what is behind it on either.
#[test]
fn it_is_light_or_dark_as_the_screen_is() {
    let Some(browser) = chromium() else { return };
    let html = html();
    assert!(html.contains("color-scheme: light dark;"));
    // as `prefers-color-scheme` would choose
    let bright = |scheme: &str| -> Vec<f64> {
        let html = html.replace("color-scheme: light dark;", &format!("color-scheme: {scheme};"));
        let seen = probed(
            browser,
            &format!("guide-{scheme}"),
            &html,
            r#"
            const bright = colour => colour.match(/[\d.]+/g).slice(0, 3).map(Number).reduce((a, b) => a + b) / 3;
            const of = (query, name) => bright(getComputedStyle(document.querySelector(query))[name]);
            return [of("body", "backgroundColor"), of(".table", "backgroundColor"),
                of("body", "color"), of("nav a", "color"), of("th", "color")];
        "#,
        );
        serde_json::from_value(seen).unwrap()
    };
    for (scheme, dark) in [("light", false), ("dark", true)] {
        let colours = bright(scheme);
        let [ground, card, texts @ ..] = &*colours else { panic!("{colours:?}") };
        assert_eq!((*ground < 100.0, *card < 100.0), (dark, dark), "{scheme}: {colours:?}");
        let apart = |text: &f64| (text - ground).abs() > 80.0 && (text - card).abs() > 80.0;
        assert!(texts.iter().all(apart), "{scheme}: {colours:?}");
    }
}

/// What a browser fetched for the page, from a server without the policy that would forbid it.
fn fetched(browser: &str, name: &str, html: &str) -> Value {
    let script = r#"addEventListener("load", () => {
        const all = performance.getEntriesByType("resource");
        document.title = JSON.stringify(all.map(entry => new URL(entry.name).pathname));
    });"#;
    let html = Bytes::from(html.replace("</body>", &format!("<script>{script}</script></body>")));
    let url = serve::http(service(), move |_, response| {
        let mut response = response.map(|_| html.clone());
        response.headers_mut().remove("content-length");
        response.headers_mut().remove("content-security-policy");
        response
    });
    title(&opened(browser, &directory(name), &format!("{url}/docs")).0)
}

/// Nothing is fetched for it, and nothing in it would be.
#[test]
fn it_needs_nothing_from_elsewhere() {
    let html = html();
    for part in ["src=", "@import", "url(", "<link", "<script", "<base", "<form", " style="] {
        assert!(!html.contains(part), "{part}");
    }
    let Some(browser) = chromium() else { return };
    assert_eq!(fetched(browser, "guide-alone", &html), json!([]));
    // what is fetched is seen
    let fetching = html.replace("<h1>", "<img src=\"/picture.png\"><h1>");
    assert_eq!(fetched(browser, "guide-fetching", &fetching), json!(["/picture.png"]));
}
