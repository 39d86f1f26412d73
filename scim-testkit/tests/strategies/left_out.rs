//! What a model refuses of what its schema allows, for reasons that no schema tells.

use scim_schema::value::InvalidValue;
use scim_schema::{ScimComplex, ScimExtension, ScimResource};
use scim_testkit::strategy::{Settings, strategy_with};

/// Texts of some letters are refused wherever `calm` stands.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Crate", endpoint = "/Crates")]
struct Crate {
    #[scim(id)]
    id: u32,
    note: Option<String>,
    #[scim(with = "calm")]
    code: Option<String>,
    maker: Option<Maker>,
    seal: Option<Seal>,
    parts: Vec<Part>,
    #[scim(extension)]
    customs: Option<Customs>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Maker {
    #[scim(with = "calm")]
    name: Option<String>,
    place: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Seal {
    #[scim(required, with = "calm")]
    mark: Option<String>,
    color: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Part {
    #[scim(with = "calm")]
    label: Option<String>,
    kind: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Customs", name = "Customs")]
struct Customs {
    #[scim(with = "calm")]
    office: Option<String>,
    note: Option<String>,
}

mod calm {
    use super::InvalidValue;

    pub(crate) fn view(field: &Option<String>) -> Option<String> {
        field.clone()
    }
    pub(crate) fn set(field: &mut Option<String>, text: String) -> Result<(), InvalidValue> {
        // none of the texts that are tried has one of these
        if text.contains(|c: char| ('e'..='t').contains(&c)) {
            return Err(InvalidValue::new("a calm text"));
        }
        *field = Some(text);
        Ok(())
    }
    pub(crate) fn clear(field: &mut Option<String>) -> Result<(), InvalidValue> {
        *field = None;
        Ok(())
    }
}

/// It is left out of models, and with it only what is nothing without it.
#[test]
fn what_a_model_refuses_is_left_out_and_nothing_else() {
    let full = Settings::default().optional(100).extensions(100);
    let crates = strategy_with::<Crate>(&full).unwrap();
    let (mut codes, mut names, mut seals, mut offices, mut bare) = (0, 0, 0, 0, 0);
    for one in crates.samples().take(300) {
        let Crate { note, code, maker, seal, parts, customs, .. } = one.clone();
        assert!(note.is_some(), "{one:?}");
        let (maker, customs) = (maker.unwrap(), customs.unwrap());
        assert!(maker.place.is_some() && customs.note.is_some(), "{one:?}");
        assert!(parts.iter().all(|part| part.kind.is_some()), "{one:?}");
        // without what it requires there is no value
        assert!(seal.iter().all(|seal| seal.mark.is_some() && seal.color.is_some()), "{one:?}");
        codes += usize::from(code.is_some());
        names += usize::from(maker.name.is_some());
        seals += usize::from(seal.is_some());
        offices += usize::from(customs.office.is_some());
        bare += usize::from(parts.len() == 2 && parts.iter().all(|part| part.label.is_none()));
    }
    for (what, count) in [("code", codes), ("name", names), ("seal", seals), ("office", offices)] {
        assert!((30..270).contains(&count), "{what}: {count}");
    }
    // of each element alike, be they as many as they are
    assert!(bare > 5, "{bare}");
}
