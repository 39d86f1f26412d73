use scim_schema::ScimComplex;

#[derive(Clone, Copy, ScimComplex)]
union Number {
    integer: i64,
    decimal: f64,
}

fn main() {}
