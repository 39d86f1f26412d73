//! The page for people.

use super::send::Answered;
use super::*;
use crate::ScimResource;
use crate::ownership::Owned;
use crate::rfc::User;
use crate::service::{MemoryStore, ReferencePage};

/// What a description may hold, and HTML may not.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Sign", endpoint = "/Signs")]
#[scim(description = "<script>alert('1')</script> & \"more\"")]
struct Sign {
    #[scim(id)]
    id: String,
    #[scim(description = "</table><img src=x onerror=alert(2)>", canonical_values("<b>", "a&b"))]
    text: Option<String>,
    #[scim(column = "kept_to_ourselves")]
    internal_name_of_a_field: Option<String>,
}

fn with(page: Option<ReferencePage>) -> ScimService {
    let mut builder = ScimService::builder()
        .resource::<Badge>(Memory::default())
        .resource(MemoryStore::<User>::new())
        .resource(MemoryStore::<Sign>::new())
        .authenticate(Tokens)
        .base_path("/scim/v2");
    if let Some(page) = page {
        builder = builder.reference_page(page);
    }
    builder.build()
}

fn public() -> ReferencePage {
    ReferencePage::at("/docs").title("Acme <Workspaces>").public()
}

fn text(answered: &Answered) -> String {
    String::from_utf8(answered.body.clone()).unwrap()
}

/// It is there only if it is switched on, for everyone only if that is said, and never in the place
/// of SCIM.
#[test]
fn it_is_switched_on_and_made_public_by_the_application() {
    let path = "/scim/v2/docs";
    let anonymous = |service: &ScimService| Send::get(path).without("authorization").to(service);
    let off = with(None);
    Send::get(path).to(&off).error(404, None);
    anonymous(&off).error(401, None);

    let private = with(Some(ReferencePage::at("docs/")));
    anonymous(&private).error(401, None);
    let answered = Send::get(path).to(&private);
    assert_eq!((answered.status, answered.header("cache-control")), (200, "private, no-cache"));

    let everyones = with(Some(public()));
    assert_eq!(
        (anonymous(&everyones).status, anonymous(&everyones).header("cache-control")),
        (200, "no-cache")
    );
    // a token that is wrong is no less than none
    assert_eq!(Send::get(path).header("authorization", "wrong").to(&everyones).status, 200);
    assert_eq!(Send::get("/scim/v2/docs/").to(&everyones).status, 200);
    // stripped of the base path by a router
    assert_eq!(Send::get("/docs").to(&everyones).status, 200);
    for other in ["/scim/v2/docs/1", "/scim/v2/Docs", "/scim/v2/doc"] {
        Send::get(other).to(&everyones).error(404, None);
        Send::get(other).without("authorization").to(&everyones).error(401, None);
    }

    for at in ["/Badges", "/Schemas", "/Me", "", "/", "/Bulk"] {
        let service = with(Some(ReferencePage::at(at).public()));
        for path in ["/scim/v2/Badges", "/scim/v2/Schemas", "/scim/v2/"] {
            let answered = Send::get(path).to(&service);
            assert_eq!(answered.header("content-type"), "application/scim+json", "{at} {path}");
            Send::get(path).without("authorization").to(&service).error(401, None);
        }
    }
}

/// 7644-3.2-04 for the page as well; HEAD has the headers of GET.
#[test]
fn it_is_read_only() {
    let service = with(Some(public()));
    for method in ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"] {
        let answered = Send::new(method, "/scim/v2/docs").to(&service);
        answered.error(405, None);
        assert_eq!(answered.header("allow"), "GET, HEAD", "{method}");
    }
    let get = Send::get("/scim/v2/docs").to(&service);
    let head = Send::new("HEAD", "/scim/v2/docs").to(&service);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), get.body.len().to_string());
    for name in ["content-type", "content-security-policy", "x-content-type-options"] {
        assert_eq!(head.header(name), get.header(name), "{name}");
        assert_ne!(get.header(name), "");
    }
    assert_eq!(get.header("content-type"), "text/html; charset=utf-8");
}

/// Nothing in it is fetched, run or taken for HTML; nothing of the structs is in it.
#[test]
fn it_is_closed_in_itself() {
    let answered = Send::get("/scim/v2/docs").to(&with(Some(public())));
    let page = text(&answered);
    let policy = answered.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    for part in ["<script", "<img", "<link", "url(", "@import", " style=", "javascript:"] {
        assert!(!page.contains(part), "{part}");
    }
    assert!(
        page.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;more&quot;")
    );
    assert!(page.contains("<h1>Acme &lt;Workspaces&gt;</h1>"));
    assert!(page.contains("<code>&lt;b&gt;</code>, <code>a&amp;b</code>"));
    assert!(!page.contains("kept_to_ourselves") && !page.contains("internal_name_of_a_field"));
    assert!(page.contains("internalNameOfAField"));
    // what opens closes
    for tag in ["table", "section", "tr", "td", "dl", "ul", "li", "p", "code", "span", "div", "h2"]
    {
        let opened =
            page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
    }
}

/// Everything of discovery, and what Okta asks for.
#[test]
fn it_is_a_guide() {
    let service = with(Some(public().contact("Ask integrations@acme.example for a token.")));
    let page = text(&Send::get("/scim/v2/docs").to(&service));
    for part in [
        "<code>http://localhost:8080/scim/v2</code>",
        "OAuth Bearer Token",
        "Ask integrations@acme.example for a token.",
        "<h2>Badge <code>/Badges</code></h2>",
        "urn:example:scim:schemas:extension:2.0:Parking",
        "<b>Bulk requests</b> <i>yes</i><span>1000 operations and 1048576 bytes at most</span>",
        "<b>Pages by cursor</b> <i>no</i>",
        "deactivate and reactivate users; sync passwords</dd>",
        "<code>emails.^[primary==true].value</code>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    for endpoint in &service.0.endpoints {
        let known = endpoint.descriptor();
        for schema in std::iter::once(&known.schema).chain(known.extensions) {
            for attribute in schema.attributes.iter() {
                let name = format!("</span>{}</code>", attribute.name);
                assert!(page.contains(&name), "{name}");
                for part in attribute.sub_attributes.iter() {
                    let name = format!(
                        "<span class=\"above\">{}.</span>{}</code>",
                        attribute.name, part.name
                    );
                    assert!(page.contains(&name), "{name}");
                }
            }
        }
    }
    // below the URL of who asks
    let page = text(&Send::get("/scim/v2/docs").header("authorization", "okta-token").to(&service));
    assert!(page.contains("<code>https://globex.example.com/scim</code>"));
}

struct Masters;

impl Authenticate for Masters {
    async fn authenticate(&self, _: &Parts) -> Result<Identity, ScimError> {
        Ok(Identity::new().owned::<User>(Owned::new(["phoneNumbers"]).unwrap()))
    }
}

/// Who is known sees what holds for them.
#[test]
fn it_has_what_the_context_adds() {
    let service = ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .authenticate(Masters)
        .reference_page(ReferencePage::at("/docs"))
        .build();
    let page = text(&Send::get("/docs").to(&service));
    let (_, row) = page.split_once("</span>phoneNumbers</code>").unwrap();
    assert!(row.split_once("</tr>").unwrap().0.contains("readOnly"));
}

/// A thing with all that a row of the guide may tell.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(
    schema = "urn:example:scim:schemas:2.0:Lamp",
    endpoint = "/Lamps",
    extension(
        schema = "urn:example:scim:schemas:extension:2.0:Bulb",
        name = "Bulb",
        required,
        description = "What is in it, by its `base`."
    )
)]
struct Lamp {
    #[scim(id)]
    id: String,
    /// As `E27` or `GU10`, on the `base`.
    #[scim(
        required,
        case_exact,
        uniqueness = "global",
        mutability = "immutable",
        returned = "always"
    )]
    base: String,
    #[scim(description = "An odd ` encloses nothing.")]
    #[scim(reference("User", "external"), returned = "request")]
    owner: Option<crate::value::Reference>,
    #[scim(mutability = "readOnly")]
    lit: Option<bool>,
    #[scim(path = "Bulb:watts")]
    watts: Vec<i32>,
}

fn lamps(text: &str) -> ReferencePage {
    ReferencePage::at("/docs").title("Lamps").contact(text.to_owned()).public()
}

/// What is described is there, in its place, and what is not described leaves nothing empty.
#[test]
fn every_part_of_it_has_its_place() {
    let service = ScimService::builder()
        .resource(MemoryStore::<Lamp>::new())
        .resource(MemoryStore::<User>::new())
        .resource(MemoryStore::<crate::rfc::Group>::new())
        .authenticate(Tokens)
        .reference_page(lamps("Ask `lamps@acme.example` for a `token`."))
        .build();
    let page = text(&Send::get("/docs").to(&service));
    let (head, main) = page.split_once("<main>").unwrap();
    for (id, name) in [
        ("connect", "Connect"),
        ("features", "Features"),
        ("types", "Resource types"),
        ("type-0", "Lamp"),
        ("type-1", "User"),
        ("type-2", "Group"),
        ("common", "Common attributes"),
        ("okta", "Okta"),
    ] {
        assert_eq!(head.matches(&format!("<a href=\"#{id}\">{name}</a>\n")).count(), 1, "{id}");
        assert_eq!(main.matches(&format!("<section id=\"{id}\">")).count(), 1, "{id}");
    }
    for part in [
        "<dt>Help</dt><dd>Ask <code>lamps@acme.example</code> for a <code>token</code>.</dd>",
        "<tr><td><a href=\"#type-0\">Lamp</a></td><td><code>/Lamps</code></td>\
         <td><code>urn:example:scim:schemas:2.0:Lamp</code>\
         <br><code>urn:example:scim:schemas:extension:2.0:Bulb</code> (required)</td>",
        "<br><code>urn:ietf:params:scim:schemas:extension:enterprise:2.0:User</code></td>",
        "<h2>Lamp <code>/Lamps</code></h2>\n<p>A thing with all that a row of the guide may tell.</p>\n",
        "<h3>Required extension: Bulb</h3>\n<p>What is in it, by its <code>base</code>.</p>\n",
        "<h3>Extension: EnterpriseUser</h3>\n<p>",
        "</span>base</code></td><td>string</td><td><span class=\"word\">required</span> \
         <span class=\"word\">immutable</span> <span class=\"word\">always returned</span> \
         <span class=\"word\">globally unique</span> <span class=\"word\">caseExact</span> \
         </td><td>As <code>E27</code> or <code>GU10</code>, on the <code>base</code>.</td>",
        "</span>owner</code></td><td>reference</td>",
        "<td>An odd ` encloses nothing. <span class=\"values\">Refers to: <code>User</code>, <code>external</code></span></td>",
        "</span>lit</code></td><td>boolean</td><td><span class=\"word\">readOnly</span> </td><td></td>",
        "</span>watts</code></td><td>integer, multi-valued</td><td></td>",
        "import groups; push groups</dd>",
        "<a href=\"https://www.rfc-editor.org/info/rfc6750\" rel=\"noreferrer\">Specification</a>",
        "<tr><td><code>managerId</code></td><td><code>managerValue</code></td><td><code>manager.value</code></td>\
         <td><code>urn:ietf:params:scim:schemas:extension:enterprise:2.0:User</code></td><td>string</td></tr>",
        "<br>such as `en-US`</td>",
    ] {
        assert!(main.contains(part), "{part}\n{main}");
    }
    assert!(!page.contains("<p></p>") && !page.contains("<br></td>"), "nothing is empty");
    assert!(!page.contains("<h3>Not held</h3>"), "all that Okta sends is held");
    assert!(!page.contains("javascript:"));
}

/// Without groups and with what a model lacks, Okta's part says less.
#[test]
fn it_tells_okta_what_is_not_held() {
    #[derive(Debug, Clone, Default, ScimResource)]
    #[scim(rfc = "User")]
    struct Few {
        #[scim(id)]
        id: String,
        user_name: String,
        #[scim(get = "Self::is_active")]
        active: (),
    }
    impl Few {
        fn is_active(&self) -> bool {
            let () = self.active;
            !self.id.is_empty()
        }
    }
    let service = ScimService::builder()
        .resource(MemoryStore::<Few>::new())
        .authenticate(Tokens)
        .reference_page(lamps("x"))
        .build();
    let page = text(&Send::get("/docs").to(&service));
    let (_, okta) = page.split_once("<section id=\"okta\">").unwrap();
    let actions = "<dt>Provisioning actions</dt><dd>import new users and profile updates; \
                   push new users; push profile updates</dd>";
    assert!(okta.contains(actions), "{okta}");
    let (_, lacking) = okta.split_once("<h3>Not held</h3>").unwrap();
    assert!(lacking.contains("<code>name.familyName</code>, <code>"), "{lacking}");
}
