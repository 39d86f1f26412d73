use scim_schema::ScimValue;
use std::collections::BTreeMap;

#[derive(Clone, Default, ScimValue)]
struct Settings(BTreeMap<String, String>);

fn main() {}
