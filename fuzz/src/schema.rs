//! Schemas of others: documents of `/Schemas`, and of tenants.

use scim_schema::resource::DynamicExtension;
use scim_schema::schema::Schema;
use scim_testkit::codegen::{Enums, Options, Source, generate};
use scim_testkit::strategy::{Filters, Patches, Settings, Target, resource, violation};
use serde_json::{Value, json};

/// A schema as JSON.
pub fn schema(input: &[u8]) {
    let Some((seed, text)) = input.split_first() else { return };
    let Ok(text) = str::from_utf8(text) else { return };
    if text.len() <= 16_384 {
        code(text);
    }
    let Ok(schema) = serde_json::from_str::<Schema>(text) else { return };
    // written again it is the same
    let written = serde_json::to_value(&schema).unwrap();
    let again: Schema = serde_json::from_value(written.clone()).unwrap();
    assert_eq!(written, serde_json::to_value(&again).unwrap(), "{text}");

    // each is kept for the life of the process
    if text.len() <= 2_000
        && let Ok(extension) = DynamicExtension::new(&schema)
    {
        let mut attributes = written["attributes"].clone();
        case_exact(&mut attributes);
        assert_eq!(serde_json::to_value(extension.schema()).unwrap()["attributes"], attributes);
        assert_eq!(DynamicExtension::new(&again), Ok(extension));
    }
    let kind = json!({"name": "Thing", "endpoint": "/Things", "schema": schema.id});
    let Ok(target) = Target::from_json(&kind.to_string(), &Value::Array(vec![written]).to_string())
    else {
        return;
    };
    let settings = Settings::awkward();
    let seed = u64::from(*seed);
    let body = resource(&target, &settings).sample(seed);
    assert!(body.is_object(), "{text}");
    let _ = violation(&target, &settings).sample(seed);
    let (patches, filters) = (Patches::new(&target, &settings), Filters::new(&target, &settings));
    let drawn = scim_testkit::strategy::Generator::new(move |source| {
        (
            patches.draw(source, &body).body(),
            filters.draw(source, std::slice::from_ref(&body)).to_string(),
        )
    });
    let _ = drawn.sample(seed);
}

/// What an extension says of binary values and references, whatever its schema does (7643-2.3.6-04,
/// 7643-2.3.7-05).
fn case_exact(attributes: &mut Value) {
    for attribute in attributes.as_array_mut().into_iter().flatten() {
        if matches!(attribute["type"].as_str(), Some("binary" | "reference")) {
            attribute["caseExact"] = true.into();
        }
        if attribute["subAttributes"].is_array() {
            case_exact(&mut attribute["subAttributes"]);
        }
    }
}

/// What codegen writes of documents is Rust, and derives them but for what it tells.
fn code(text: &str) {
    let Ok(source) = Source::from_json(text) else { return };
    for enums in [Enums::Open, Enums::Closed, Enums::Text] {
        let mut options = Options::default();
        options.enums = enums;
        let generated = match generate(&source, &options) {
            Ok(generated) => generated,
            Err(problems) => {
                assert!(!problems.all().is_empty(), "{text}");
                return;
            }
        };
        if let Err(error) = syn::parse_file(&generated.code) {
            panic!("{text}\n{error}\n{}", generated.code);
        }
        let differences = &generated.differences;
        for derived in generated.structs.iter().map(|one| &one.schema) {
            let document = source.schemas.iter().find(|document| document.id == derived.id);
            let document = document.unwrap();
            assert!(!differences.is_empty() || derived == document, "{text}\n{derived:?}");
            for attribute in document.attributes.iter() {
                let path = format!(":{}", attribute.name);
                let is_told = differences.iter().any(|line| line.contains(&path));
                let found = derived.attribute(&attribute.name);
                assert!(is_told || found == Some(attribute), "{text}\n{path}: {found:?}");
            }
        }
    }
}
