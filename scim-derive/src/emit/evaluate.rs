//! The schemas that generated code would have, without compiling it: structs are expanded, and the
//! expressions of their schemas evaluated.
//!
//! What the runtime's functions do is done here once more, as far as a type is needed; that they
//! do so is what compiled code shows (`scim-testkit/tests/strategies/codegen.rs`).

use crate::attr::Derive;
use crate::rfc;
use quote::ToTokens;
use scim_schema::resource::ScimValue;
use scim_schema::rfc::table;
use scim_schema::schema::{Attribute, Mutability, Returned, Schema, Type, Uniqueness};
use scim_schema::value::{Binary, DateTime, Reference, Secret};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use syn::{Expr, Item, ItemConst, Lit, Member};

/// A file of structs and enums with derives.
struct Code {
    items: BTreeMap<String, (Kind, syn::DeriveInput)>,
    values: RefCell<BTreeMap<String, Held>>,
}

#[derive(Clone, Copy)]
enum Kind {
    Struct(Derive),
    Enum,
}

/// What a type says of the attribute that it holds.
#[derive(Clone, Default)]
struct Held {
    r#type: Type,
    multi_valued: bool,
    case_exact: bool,
    sub_attributes: Vec<Attribute>,
    canonical_values: Vec<Cow<'static, str>>,
}

impl Code {
    fn of(all: Vec<Item>) -> Self {
        let mut items = BTreeMap::new();
        for item in all {
            let (tokens, attrs) = match &item {
                Item::Struct(item) => (item.to_token_stream(), &item.attrs),
                Item::Enum(item) => (item.to_token_stream(), &item.attrs),
                _ => continue,
            };
            let derives: String =
                attrs.iter().map(|attr| attr.to_token_stream().to_string()).collect();
            let kinds = [
                ("ScimResource", Kind::Struct(Derive::Resource)),
                ("ScimComplex", Kind::Struct(Derive::Complex)),
                ("ScimExtension", Kind::Struct(Derive::Extension)),
                ("ScimEnum", Kind::Enum),
            ];
            let (_, kind) = kinds.into_iter().find(|(name, _)| derives.contains(name)).unwrap();
            let input: syn::DeriveInput = syn::parse2(tokens).unwrap();
            let known = items.insert(input.ident.to_string(), (kind, input));
            assert!(known.is_none(), "two types of one name");
        }
        Self { items, values: RefCell::default() }
    }

    /// The schema of a struct with `ScimResource` or `ScimExtension`.
    fn schema(&self, name: &str) -> Schema {
        let consts = self.expanded(name);
        Scope { code: self, consts: &consts }.schema(&Expr::Path(syn::parse_quote!(__SCHEMA)))
    }

    /// The constants in the expansion of a struct.
    fn expanded(&self, name: &str) -> BTreeMap<String, Expr> {
        let (kind, input) = &self.items[name];
        let tokens = match kind {
            Kind::Struct(derive) => crate::structure(*derive, input),
            Kind::Enum => crate::enumeration::derive(input),
        };
        let text = tokens.to_string();
        assert!(!text.contains("compile_error"), "{name}: {text}");
        let file: syn::File = syn::parse2(tokens).unwrap();
        let Some(Item::Const(ItemConst { expr, .. })) = file.items.first() else {
            panic!("{text}")
        };
        let Expr::Block(block) = &**expr else { panic!("{text}") };
        let mut consts = BTreeMap::new();
        for statement in &block.block.stmts {
            match statement {
                syn::Stmt::Item(Item::Const(item)) => {
                    consts.insert(item.ident.to_string(), (*item.expr).clone());
                }
                syn::Stmt::Item(Item::Impl(item)) => {
                    for item in &item.items {
                        if let syn::ImplItem::Const(item) = item {
                            consts
                                .entry(item.ident.to_string())
                                .or_insert_with(|| item.expr.clone());
                        }
                    }
                }
                _ => {}
            }
        }
        consts
    }

    fn held(&self, ty: &syn::Type) -> Held {
        let syn::Type::Path(path) = ty else { panic!("{}", ty.to_token_stream()) };
        let last = path.path.segments.last().unwrap();
        let name = last.ident.to_string();
        if let syn::PathArguments::AngleBracketed(arguments) = &last.arguments {
            let Some(syn::GenericArgument::Type(inner)) = arguments.args.first() else { panic!() };
            let held = self.held(inner);
            return match name.as_str() {
                "Option" => held,
                "Vec" => Held { multi_valued: true, ..held },
                other => panic!("{other}"),
            };
        }
        match name.as_str() {
            "String" => simple::<String>(),
            "bool" => simple::<bool>(),
            "i64" => simple::<i64>(),
            "f64" => simple::<f64>(),
            "DateTime" => simple::<DateTime>(),
            "Binary" => simple::<Binary>(),
            "Reference" => simple::<Reference>(),
            "Secret" => simple::<Secret>(),
            own => {
                if let Some(held) = self.values.borrow().get(own) {
                    return held.clone();
                }
                let held = self.own(own);
                self.values.borrow_mut().insert(own.to_owned(), held.clone());
                held
            }
        }
    }

    fn own(&self, name: &str) -> Held {
        let consts = self.expanded(name);
        let scope = Scope { code: self, consts: &consts };
        match self.items[name].0 {
            Kind::Struct(_) => Held {
                r#type: Type::Complex,
                sub_attributes: scope.list(&consts["__ATTRIBUTES"]),
                ..Held::default()
            },
            Kind::Enum => Held {
                case_exact: consts["CASE_EXACT"].to_token_stream().to_string() == "true",
                canonical_values: scope.texts(&consts["CANONICAL_VALUES"]),
                ..Held::default()
            },
        }
    }
}

fn simple<T: ScimValue>() -> Held {
    Held { r#type: T::TYPE, case_exact: T::CASE_EXACT, ..Held::default() }
}

/// The constants that an expression can name.
struct Scope<'a> {
    code: &'a Code,
    consts: &'a BTreeMap<String, Expr>,
}

/// The last segment of a path.
fn last(expr: &Expr) -> String {
    let Expr::Path(path) = expr else { panic!("no path: {}", expr.to_token_stream()) };
    path.path.segments.last().unwrap().ident.to_string()
}

/// A call by the last two segments of what is called: `Attribute::new`, `__scim::field`.
fn call(expr: &Expr) -> (String, Vec<Expr>) {
    let Expr::Call(call) = expr else { panic!("no call: {}", expr.to_token_stream()) };
    let Expr::Path(path) = &*call.func else { panic!("{}", expr.to_token_stream()) };
    let mut names: Vec<_> = path.path.segments.iter().map(|part| part.ident.to_string()).collect();
    let names = names.split_off(names.len().saturating_sub(2));
    (names.join("::"), call.args.iter().cloned().collect())
}

impl Scope<'_> {
    /// Without `&` and `const { .. }`, and what a name stands for.
    fn plain(&self, expr: &Expr) -> Expr {
        match expr {
            Expr::Reference(inner) => self.plain(&inner.expr),
            Expr::Paren(inner) => self.plain(&inner.expr),
            Expr::Const(block) => match block.block.stmts.as_slice() {
                [syn::Stmt::Expr(inner, None)] => self.plain(inner),
                _ => panic!("{}", expr.to_token_stream()),
            },
            Expr::Path(path) => match self.consts.get(&last(expr)) {
                Some(known) if path.path.segments.len() == 1 => self.plain(known),
                _ => expr.clone(),
            },
            _ => expr.clone(),
        }
    }

    fn schema(&self, expr: &Expr) -> Schema {
        let mut schema = Schema::new("", "", "");
        match self.plain(expr) {
            Expr::MethodCall(chain) if chain.method == "attributes" => {
                schema = self.schema(&chain.receiver);
                schema.attributes = self.list(&chain.args[0]).into();
            }
            plain => {
                let (function, arguments) = call(&plain);
                if function == "Schema::new" {
                    schema.id = self.text(&arguments[0]).into();
                    schema.name = self.text(&arguments[1]).into();
                    schema.description = self.text(&arguments[2]).into();
                    return schema;
                }
                let of = function.trim_start_matches("rfc::");
                let known =
                    rfc::SCHEMAS.iter().find(|known| rfc::tokens::function_name(known) == of);
                let known = known.unwrap_or_else(|| panic!("{function}"));
                schema = Schema::new(known.id, known.name, known.description);
                schema.attributes = self.list(&arguments[0]).into();
            }
        }
        schema
    }

    fn text(&self, expr: &Expr) -> String {
        match self.plain(expr) {
            Expr::Lit(literal) => match literal.lit {
                Lit::Str(text) => text.value(),
                _ => panic!("{}", expr.to_token_stream()),
            },
            plain => {
                let (schema, item) = {
                    let name = last(&plain);
                    let (schema, item) = name.rsplit_once('_').unwrap();
                    (schema.to_owned(), item.to_owned())
                };
                let of = |known: &&rfc::Schema| rfc::tokens::const_name(known) == schema.as_str();
                let known = rfc::SCHEMAS.iter().find(of).unwrap();
                match item.as_str() {
                    "ID" => known.id,
                    "NAME" => known.name,
                    "DESCRIPTION" => known.description,
                    other => panic!("{other}"),
                }
                .to_owned()
            }
        }
    }

    /// `&[Cow::Borrowed("..")]`.
    fn texts(&self, expr: &Expr) -> Vec<Cow<'static, str>> {
        let Expr::Array(array) = self.plain(expr) else { panic!("{}", expr.to_token_stream()) };
        array.elems.iter().map(|each| Cow::Owned(self.text(&call(each).1[0]))).collect()
    }

    fn list(&self, expr: &Expr) -> Vec<Attribute> {
        match self.plain(expr) {
            Expr::Array(array) => array.elems.iter().map(|each| self.attribute(each)).collect(),
            Expr::Path(path) => match last(&Expr::Path(path)).as_str() {
                "USER" => table::USER.to_vec(),
                "GROUP" => table::GROUP.to_vec(),
                "ENTERPRISE_USER" => table::ENTERPRISE_USER.to_vec(),
                other => panic!("{other}"),
            },
            plain => {
                let (function, arguments) = call(&plain);
                assert_eq!(function, "__scim::sub_attributes_of");
                self.held(&arguments[0]).sub_attributes
            }
        }
    }

    fn held(&self, expr: &Expr) -> Held {
        let Expr::Call(call) = expr else { panic!("{}", expr.to_token_stream()) };
        let Expr::Path(path) = &*call.func else { panic!("{}", expr.to_token_stream()) };
        let field = path.path.segments.last().unwrap();
        assert_eq!(field.ident, "field");
        let syn::PathArguments::AngleBracketed(arguments) = &field.arguments else { panic!() };
        let Some(syn::GenericArgument::Type(ty)) = arguments.args.first() else { panic!() };
        self.code.held(ty)
    }

    fn attribute(&self, expr: &Expr) -> Attribute {
        if let Expr::MethodCall(chain) = expr {
            let attribute = self.attribute(&chain.receiver);
            return self.characteristic(attribute, &chain.method.to_string(), chain.args.first());
        }
        let (function, arguments) = call(expr);
        match function.as_str() {
            "rfc::attribute" => self.list(&arguments[0])[index(&arguments[1])].clone(),
            "rfc::sub_attribute" => {
                let all = self.list(&arguments[0]);
                all[index(&arguments[1])].sub_attributes[index(&arguments[2])].clone()
            }
            "__scim::narrowed_to" => {
                let (held, mut attribute) =
                    (self.held(&arguments[0]), self.attribute(&arguments[1]));
                if !held.canonical_values.is_empty() {
                    attribute.canonical_values = held.canonical_values.into();
                }
                attribute
            }
            "__scim::attribute_of" | "__scim::reference_of" => {
                let held = self.held(&arguments[0]);
                let mut attribute = Attribute::new("", held.r#type, "");
                attribute.name = self.text(&arguments[1]).into();
                attribute.description = self.text(&arguments[2]).into();
                attribute.multi_valued = held.multi_valued;
                attribute.case_exact = held.case_exact;
                attribute.sub_attributes = held.sub_attributes.into();
                attribute.canonical_values = held.canonical_values.into();
                if held.r#type == Type::Reference {
                    attribute.reference_types = vec!["uri".into()].into();
                }
                if function == "__scim::reference_of" {
                    (attribute.r#type, attribute.case_exact) = (Type::Reference, true);
                }
                attribute
            }
            other => panic!("{other}"),
        }
    }

    fn characteristic(
        &self,
        mut attribute: Attribute,
        method: &str,
        argument: Option<&Expr>,
    ) -> Attribute {
        let word = || last(argument.unwrap());
        match method {
            "required" => attribute.required = true,
            "case_exact" => attribute.case_exact = true,
            "multi_valued" => attribute.multi_valued = true,
            "description" => attribute.description = self.text(argument.unwrap()).into(),
            "sub_attributes" => attribute.sub_attributes = self.list(argument.unwrap()).into(),
            "canonical_values" => attribute.canonical_values = self.texts(argument.unwrap()).into(),
            "reference_types" => attribute.reference_types = self.texts(argument.unwrap()).into(),
            "mutability" => {
                attribute.mutability = match word().as_str() {
                    "ReadOnly" => Mutability::ReadOnly,
                    "ReadWrite" => Mutability::ReadWrite,
                    "Immutable" => Mutability::Immutable,
                    _ => Mutability::WriteOnly,
                }
            }
            "returned" => {
                attribute.returned = match word().as_str() {
                    "Always" => Returned::Always,
                    "Never" => Returned::Never,
                    "Default" => Returned::Default,
                    _ => Returned::Request,
                }
            }
            "uniqueness" => {
                attribute.uniqueness = match word().as_str() {
                    "None" => Uniqueness::None,
                    "Server" => Uniqueness::Server,
                    _ => Uniqueness::Global,
                }
            }
            other => panic!("{other}"),
        }
        attribute
    }
}

fn index(expr: &Expr) -> usize {
    match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().unwrap(),
            _ => panic!("{}", expr.to_token_stream()),
        },
        Expr::Field(field) => match &field.member {
            Member::Unnamed(index) => index.index as usize,
            Member::Named(_) => panic!("{}", expr.to_token_stream()),
        },
        _ => panic!("{}", expr.to_token_stream()),
    }
}

mod tests;
