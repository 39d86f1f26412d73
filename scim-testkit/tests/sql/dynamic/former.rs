//! What a former schema left in the JSON.

use super::AtRunTime;
use crate::account::Dynamic;
use crate::database::Asked;
use scim_schema::filter::{Filter, Options};
use scim_schema::limits::Limits;
use scim_schema::query::Query;
use scim_schema::resource::DynamicExtension;
use scim_schema::schema::Schema;
use scim_schema::sort::{Order, Sort};

/// What is JSON of another type, left by a former schema, is neither seen nor an error.
pub(super) fn outlives_its_schema(asked: Asked) {
    let mut engine = AtRunTime::new(asked);
    let types = ["integer", "decimal", "boolean", "string", "dateTime"];
    let attributes = ["a", "b", "c", "d", "e"].iter().zip(types);
    let attributes = attributes
        .map(|(name, r#type)| serde_json::json!({ "name": name, "type": r#type }))
        .collect::<Vec<_>>();
    let id = "urn:example:former:2.0:Account";
    let schema: Schema =
        serde_json::from_value(serde_json::json!({ "id": id, "attributes": attributes })).unwrap();
    let former = DynamicExtension::new(&schema).unwrap();
    engine.sql = engine.sql.extended(Some(former));
    let right = r#"{"a":1,"b":1.5,"c":true,"d":"x","e":"2024-02-29T08:00:00.5+01:00"}"#;
    engine.insert_json("right", right);
    for (row, json) in ["\"1\"", "1.5", "true", "[1]", "{}", "null", "1e30"].iter().enumerate() {
        engine.insert_json(&row.to_string(), &format!(r#"{{"a":{json}}}"#));
    }
    engine.insert_json("none", "{}");
    for text in ["n/a", "", "2024-02-29", "2024-02-29T08:00:00Z?", "on 2024-02-29T08:00:00Z"] {
        engine.insert_json(&format!("since {text}"), &format!(r#"{{"e":"{text}"}}"#));
    }
    let options = Options::default().dynamic(Some(former));
    let found = |filter: String| {
        let filter = Filter::<Dynamic>::parse_with(&filter, &options).unwrap();
        engine.ids(&Query::<Dynamic>::all(Limits::DEFAULT).with_filter(filter)).unwrap()
    };
    for filter in ["a eq 1", "a ge 1", "a pr", "b lt 2", "c eq true", "d eq \"X\"", "d pr", "e pr"]
    {
        assert_eq!(found(format!("{id}:{filter}")), ["right"], "{filter}");
    }
    for filter in [format!("{id} pr"), format!("schemas eq \"{id}\"")] {
        assert_eq!(found(filter), ["right"]);
    }
    assert_eq!(found(format!("not ({id}:a pr)")).len(), 13);
    let sort = Sort::<Dynamic>::parse_with(&format!("{id}:a"), Order::Ascending, &options).unwrap();
    let sorted = engine.ids(&Query::<Dynamic>::all(Limits::DEFAULT).with_sort(sort)).unwrap();
    assert_eq!((sorted.len(), &*sorted[0]), (14, "right"));
}

/// The same of lists and complex values, and of what is in them.
pub(super) fn outlives_the_schema_of_lists(asked: Asked) {
    let mut engine = AtRunTime::new(asked);
    let parts = serde_json::json!([
        { "name": "value", "type": "string" },
        { "name": "count", "type": "integer" },
        { "name": "flags", "type": "boolean" }
    ]);
    let id = "urn:example:former:2.0:Lists";
    let schema: Schema = serde_json::from_value(serde_json::json!({ "id": id, "attributes": [
        { "name": "one", "type": "complex", "subAttributes": parts },
        { "name": "many", "type": "complex", "multiValued": true, "subAttributes": parts },
        { "name": "texts", "type": "string", "multiValued": true },
        { "name": "numbers", "type": "integer", "multiValued": true },
        { "name": "dates", "type": "dateTime", "multiValued": true },
        { "name": "big", "type": "integer" },
    ] }))
    .unwrap();
    let former = DynamicExtension::new(&schema).unwrap();
    engine.sql = engine.sql.extended(Some(former));
    let right = r#"{"one":{"value":"x"},"many":[{"count":1}],"texts":["1"],"numbers":[1],
        "dates":["2024-02-29T08:00:00Z"],"big":-9223372036854775808}"#;
    engine.insert_json("right", right);
    let kinds =
        ["\"x\"", "[\"x\"]", "{\"value\":7}", "[true]", "[{\"count\":\"1\"}]", "1", "null", "{}"];
    for (row, json) in kinds.iter().enumerate() {
        let all = format!(
            r#"{{"one":[{json}],"many":{json},"texts":[{{}},1],"numbers":[true,"1",1.5],"dates":["n/a",7],"big":9223372036854775808}}"#
        );
        engine.insert_json(&format!("{row} in a list"), &all);
        let all = format!(
            r#"{{"one":{json},"many":[[{json}],7],"texts":{json},"numbers":"1","dates":"x","big":1e30}}"#
        );
        // whose type is right after all
        if !matches!(*json, "[\"x\"]" | "{\"value\":7}") {
            engine.insert_json(&format!("{row}"), &all);
        }
    }
    let options = Options::default().dynamic(Some(former));
    let found = |filter: String| {
        let filter = Filter::<Dynamic>::parse_with(&filter, &options).unwrap();
        engine.ids(&Query::<Dynamic>::all(Limits::DEFAULT).with_filter(filter)).unwrap()
    };
    for filter in [
        "one.value eq \"X\"",
        "one.value pr",
        "many.count eq 1",
        "many[count le 1 and not (value pr)]",
        "texts eq \"1\"",
        "texts pr",
        "numbers eq 1",
        "numbers pr",
        "dates pr",
        "dates.value pr",
        "dates[value pr]",
        "big eq -9223372036854775808",
        "big pr",
    ] {
        assert_eq!(found(format!("{id}:{filter}")), ["right"], "{filter}");
    }
    for by in ["texts", "numbers", "big", "one.value", "many.count"] {
        let by = format!("{id}:{by}");
        let sort = Sort::<Dynamic>::parse_with(&by, Order::Ascending, &options).unwrap();
        let sorted = engine.ids(&Query::<Dynamic>::all(Limits::DEFAULT).with_sort(sort)).unwrap();
        assert_eq!((sorted.len(), &*sorted[0]), (15, "right"), "{by}");
    }
}
