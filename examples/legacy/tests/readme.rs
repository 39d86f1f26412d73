//! The README of the repository: its code compiles, sqlx reads its row, its service passes Okta's SPEC test.

use scim_testkit::live::{self, Options, Target};
use scim_testkit::okta::suite;
use tokio::runtime::Runtime;

const README: &str = include_str!("../../../README.md");

/// The struct and the service, word for word.
#[allow(dead_code, reason = "tests serve it elsewhere")]
mod program {
    include!("readme/program.rs");

    use scim_schema::edit::Patch;
    use scim_schema::filter::Filter;
    use scim_schema::write::Scim;
    use serde_json::Value;
    use sqlx::sqlite::SqlitePoolOptions;

    pub(super) fn router() -> Router {
        app()
    }

    const TABLE: &str = "
        CREATE TABLE members (
            id INTEGER PRIMARY KEY, okta_id TEXT, login TEXT NOT NULL, first_name TEXT NOT NULL,
            last_name TEXT NOT NULL, email TEXT NOT NULL, enabled BOOLEAN NOT NULL, department TEXT,
            revision INTEGER NOT NULL, billing_notes TEXT NOT NULL
        );
        INSERT INTO members VALUES
            (7, NULL, 'babs', 'Barbara', 'Jensen', 'babs@example.com', TRUE, NULL, 3, 'pays late');";

    #[tokio::test]
    async fn a_row_is_a_resource() -> Result<(), Box<dyn std::error::Error>> {
        let db = SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await?;
        sqlx::raw_sql(TABLE).execute(&db).await?;
        let member: Member = sqlx::query_as("SELECT * FROM members").fetch_one(&db).await?;

        let json = Scim::new(&member).base("https://app.example.com/scim/v2").to_string();
        let schema = Member::SCHEMA;
        let table = Member::mapping().to_markdown();
        let okta = r#"{ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                        "Operations": [{ "op": "replace", "value": { "active": false } }] }"#;
        let (left, changes) = Patch::<Member>::new(okta, Dialect::OKTA)?.apply(&member)?;
        assert_eq!(changes.paths(), ["active"]);
        assert!(Filter::<Member>::parse(r#"userName sw "BA" and active eq false"#)?.matches(&left));

        assert_eq!(left.billing_notes, "pays late");
        assert!(
            schema.attribute("name.givenName").is_some() && schema.attribute("title").is_none()
        );
        assert!(table.contains("first_name"), "{table}");
        let shown = super::blocks("json").next().unwrap();
        assert_eq!(serde_json::from_str::<Value>(&json)?, serde_json::from_str::<Value>(shown)?);
        Ok(())
    }
}

#[test]
fn the_service_passes_the_spec_test() {
    let runtime = Runtime::new().unwrap();
    let target = Target::service_on(program::router(), move |answer| runtime.block_on(answer));
    let target = target.base("http://localhost/scim/v2").unwrap().token("correct-horse").unwrap();
    let report = live::run_suites(&target, &Options::new(), &[suite::SPEC]).unwrap();
    assert!(report.is_conformant(), "{}", report.to_text(false));
}

/// The blocks of code in a language.
fn blocks(language: &str) -> impl Iterator<Item = &'static str> {
    let blocks = README.split("\n```").skip(1).step_by(2);
    let begins = format!("{language}\n");
    blocks.filter_map(move |block| block.strip_prefix(&*begins))
}

/// Without layout, and without the comments behind it.
fn code(text: &str) -> String {
    let lines = text.lines().filter_map(|line| line.split(" // ").next());
    lines.flat_map(str::split_whitespace).collect()
}

/// What is shown is what is compiled here, but for `update`: that is the example's, shortened.
#[test]
fn its_code_is_compiled() {
    let compiled =
        [include_str!("readme/program.rs"), include_str!("readme.rs")].map(code).concat();
    let store = code(include_str!("../src/store.rs"));
    let (update, shown): (Vec<_>, Vec<_>) =
        blocks("rust").partition(|block| block.starts_with("async fn update"));
    assert_eq!((update.len(), shown.len()), (1, 3));
    for block in shown {
        assert!(compiled.contains(&code(block)), "{block}");
    }
    let update = update.concat();
    for line in update.lines().skip_while(|line| !line.contains("edit.apply")) {
        assert!(store.contains(&code(line)), "{line}");
    }
}
