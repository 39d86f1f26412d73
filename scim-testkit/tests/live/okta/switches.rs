//! What an administrator sets of an app, each by what is sent then.

use super::service;
use scim_testkit::live::Target;
use scim_testkit::okta::{App, Clear, Matching, Mode, Org, Password, Profile, User};
use serde_json::Value;

pub(super) fn org(app: App) -> Org {
    Org::new(Target::service(service()), app)
}

fn jane() -> Profile {
    Profile::new("jane@example.com", "Jane", "Smith")
}

/// What was sent: lines and bodies, without headers and answers.
pub(super) fn sent(org: &Org) -> String {
    let transcript = org.transcript();
    let is_sent = |line: &&str| !line.starts_with("  ") || line.starts_with("  > ");
    transcript.lines().filter(is_sent).fold(String::new(), |text, line| text + line + "\n")
}

/// The same, of what comes after what is there.
pub(super) fn sent_since(org: &Org, before: &str) -> String {
    sent(org).strip_prefix(before).unwrap().to_owned()
}

/// A change of one attribute.
fn set(name: &'static str, value: impl Into<Value>) -> impl FnOnce(&mut Profile) {
    move |profile| {
        profile.set(name, value);
    }
}

/// A user in the app, and what was sent until then.
fn assigned(app: App, profile: Profile) -> (Org, User, String) {
    let mut org = org(app);
    let user = org.hire(profile);
    org.assign(&user).unwrap();
    let before = sent(&org);
    (org, user, before)
}

/// Whatever is done, an app with everything off is asked for users alone.
#[test]
fn what_is_off_is_not_sent() {
    let off = App::new(Mode::Patch)
        .create(false)
        .update(false)
        .deactivate(false)
        .sync_password(false)
        .import_groups(false)
        .push_groups(false);
    let mut org = org(off);
    org.connect().unwrap();
    let jane = org.hire(jane());
    org.assign(&jane).unwrap();
    assert_eq!((org.external_id(&jane), org.assignment(&jane).is_some()), (None, true));
    org.update(&jane, set("title", "x")).unwrap();
    org.force_sync(&jane).unwrap();
    org.sync_password(&jane, Password::Okta).unwrap();
    let team = org.add_group("Team", &[&jane]);
    let refused = org.push_group(&team).unwrap_err();
    assert_eq!(refused.to_string(), "push the group `Team`: the app does not push groups");
    org.join(&team, &[&jane]).unwrap();
    org.unassign(&jane).unwrap();
    org.import().unwrap();
    assert_eq!(sent(&org), "GET /Users?startIndex=1&count=2\nGET /Users?startIndex=1&count=100\n");
}

/// Each switch alone, thrown when a user and a group are there.
#[test]
fn a_switch_stops_what_it_says() {
    let done = |switch: fn(App) -> App| {
        let (mut org, user, _) = assigned(App::new(Mode::Patch), jane());
        let team = org.add_group("Team", &[&user]);
        org.push_group(&team).unwrap();
        org.configure(switch);
        let before = sent(&org);
        org.update(&user, set("title", "Engineer")).unwrap();
        org.sync_password(&user, Password::Random).unwrap();
        org.rename_group(&team, "Staff").unwrap();
        org.leave(&team, &[&user]).unwrap();
        org.unassign(&user).unwrap();
        org.reassign(&user).unwrap();
        let new = org.hire(Profile::new("new@example.com", "New", "Hire"));
        org.assign(&new).unwrap();
        sent_since(&org, &before)
    };
    insta::assert_snapshot!("switch_none", done(|app| app));
    insta::assert_snapshot!("switch_create", done(|app| app.create(false)));
    insta::assert_snapshot!("switch_update", done(|app| app.update(false)));
    insta::assert_snapshot!("switch_deactivate", done(|app| app.deactivate(false)));
    insta::assert_snapshot!("switch_sync_password", done(|app| app.sync_password(false)));
    insta::assert_snapshot!("switch_push_groups", done(|app| app.push_groups(false)));
}

/// A user is looked up by what the administrator chose, and that finds who is there.
#[test]
fn the_unique_identifier_can_be_another() {
    let by_email = |app: App| app.unique("emails.value", "email");
    let profile = jane().with("email", "js@example.com");
    let (mut org, user, before) = assigned(by_email(App::new(Mode::Put)), profile);
    org.unassign(&user).unwrap();
    org.reassign(&user).unwrap();
    let posts = org.exchanges().filter(|one| one.method == "POST").count();
    assert_eq!(posts, 1, "{}", org.transcript());
    insta::assert_snapshot!("unique", before);
}

/// Attributes to other places, constants, defaults, custom ones of every type, and none.
#[test]
fn attributes_go_where_they_are_mapped() -> Result<(), scim_testkit::okta::InvalidPlace> {
    const CUSTOM: &str = "urn:example:custom:2.0:User";
    let app = App::new(Mode::Patch)
        .map("employeeNumber", "externalId")?
        .map("secondEmail", "emails.^[type==other].value")?
        .map_or("userType", "Employee", "userType")?
        .map_constant("mobile", "mobilePhone", "phoneNumbers.^[type==mobile].display")?
        .map("mobilePhone", "phoneNumbers.^[type==mobile].value")?
        .map("badge", &format!("{CUSTOM}:badge"))?
        .map("remote", &format!("{CUSTOM}:remote"))?
        .map("desk", &format!("{CUSTOM}:desk"))?
        .unmap("displayName")
        .unmap("locale");
    let profile = jane()
        .with("employeeNumber", "4711")
        .with("secondEmail", "jane@home.example.com")
        .with("mobilePhone", "+1 555 0100")
        .with("badge", 12)
        .with("remote", true)
        .with("desk", "A-7");
    let (mut org, user, before) = assigned(app, profile);
    // what is not mapped is not sent, and no default stands for what was cleared
    org.update(&user, set("displayName", "Janet")).unwrap();
    assert_eq!(sent_since(&org, &before), "");
    org.update(&user, |profile| {
        profile.set("userType", "Contractor").set("badge", 13).clear("mobilePhone");
    })
    .unwrap();
    org.update(&user, set("userType", Value::Null)).unwrap();
    insta::assert_snapshot!("mapped", sent(&org));
    let all = App::new(Mode::Patch).all_attributes().all_attributes();
    let profile = scim_testkit::okta::BASE_ATTRIBUTES.iter().fold(jane(), |profile, name| {
        let value = match *name {
            _ if profile.knows(name) => return profile,
            "profileUrl" => "https://example.com/jane".to_owned(),
            "locale" => "de-DE".to_owned(),
            "preferredLanguage" => "de".to_owned(),
            "timezone" => "Europe/Berlin".to_owned(),
            "countryCode" => "DE".to_owned(),
            name => format!("the {name}"),
        };
        profile.with(name, value)
    });
    let (_, _, all) = assigned(all, profile);
    insta::assert_snapshot!("mapped_all", all);
    assert!(App::new(Mode::Put).map("title", "a.b.c").is_err());
    assert!(App::new(Mode::Put).map_or("title", "x", "a b").is_err());
    assert!(App::new(Mode::Put).map_constant("x", "title", "").is_err());
    Ok(())
}

/// Cleared: as an empty text, as null, or left out of the echo, with what held it.
#[test]
fn what_is_cleared_is_sent_as_the_app_says() {
    let done = |clear: Clear| {
        let profile = jane()
            .with("title", "Engineer")
            .with("middleName", "Q")
            .with("department", "Sales")
            .with("primaryPhone", "+1 555 0100");
        let (mut org, user, before) = assigned(App::new(Mode::Put).clear(clear), profile);
        org.update(&user, |profile| {
            for name in ["title", "middleName", "department", "primaryPhone"] {
                profile.clear(name);
            }
        })
        .unwrap();
        let id = org.external_id(&user).unwrap().to_owned();
        let last = org.exchanges().last().unwrap().reply.as_ref().unwrap().body.clone();
        let stored: Value = serde_json::from_str(&last).unwrap();
        assert_eq!(stored["id"], *id);
        // whichever it is, the server has none of it
        for gone in ["/title", "/name/middleName", "/phoneNumbers", "/phoneNumbers/0/value"] {
            assert_eq!(stored.pointer(gone).filter(|_| !gone.ends_with('s')), None, "{clear:?}");
        }
        sent_since(&org, &before)
    };
    insta::assert_snapshot!("clear_empty", done(Clear::Empty));
    insta::assert_snapshot!("clear_null", done(Clear::Null));
    insta::assert_snapshot!("clear_omit", done(Clear::Omit));
}

/// A server that has a user already.
fn there(profile: Profile) -> Target {
    let target = Target::service(service());
    let mut org = Org::new(target.clone(), App::new(Mode::Patch));
    let user = org.hire(profile);
    org.assign(&user).unwrap();
    target
}

/// Who is there already is matched by what the app says, and by nothing else.
#[test]
fn imports_match_by_what_the_app_says() {
    let imported = |app: App, known: Profile| {
        let target = there(jane().with("employeeNumber", "4711"));
        let mut org = Org::new(target, app);
        let known = org.hire(known);
        let import = org.import().unwrap();
        (import.linked == [known], import.created.len(), import.unconfirmed.len())
    };
    let other = Profile::new("other@example.com", "Other", "Person");
    let by_login = Profile::new("JANE@example.com", "Other", "Person").with("email", "o@e.org");
    let by_email = other.clone().with("email", "Jane@example.com");
    let by_number = other.clone().with("employeeNumber", "4711");
    let app = || App::new(Mode::Put);
    let matching = |matching: Matching| app().matching(matching);
    let number = || Matching::Attribute("employeeNumber".to_owned());
    assert_eq!(imported(app(), by_login.clone()), (true, 0, 0));
    assert_eq!(imported(app(), by_email.clone()), (false, 1, 0));
    assert_eq!(imported(matching(Matching::Email), by_email), (true, 0, 0));
    assert_eq!(imported(matching(Matching::Email), by_login.clone()), (false, 1, 0));
    assert_eq!(imported(matching(number()), by_number), (true, 0, 0));
    assert_eq!(imported(matching(number()), by_login), (false, 1, 0));
    // what is mapped nowhere matches nobody, and without a word of the administrator nobody is new
    let nowhere = Matching::Attribute("badge".to_owned());
    let with_badge = other.clone().with("badge", "1");
    assert_eq!(imported(matching(nowhere).confirm_new(false), with_badge), (false, 0, 1));
    assert_eq!(imported(app().confirm_new(false), other), (false, 0, 1));
}

/// Okta needs names of whom it imports, unless its administrator does not.
#[test]
fn names_may_be_made_optional() {
    let target = there(Profile::default().with("login", "jane").with("email", "j@example.com"));
    let imported = |app: App| {
        let import = Org::new(target.clone(), app).import().unwrap();
        (import.created.len(), import.failed)
    };
    let (created, failed) = imported(App::new(Mode::Put));
    let why = "import a user: `jane` has no name.givenName, name.familyName";
    assert_eq!((created, failed[0].to_string()), (0, why.to_owned()));
    assert_eq!(imported(App::new(Mode::Put).names_optional(true)), (1, Vec::new()));
}

/// The attributes that every profile has are those that Okta's template for SCIM has places for.
#[test]
fn base_attributes_are_those_of_the_template() {
    let template = scim_schema::resource::OktaMapping::template();
    let rows = template.rows().iter();
    let mut mapped: Vec<_> = rows.filter_map(|row| row.profile.clone()).collect();
    let mut base = scim_testkit::okta::BASE_ATTRIBUTES;
    mapped.sort_unstable();
    base.sort_unstable();
    assert_eq!(mapped, base);
}
