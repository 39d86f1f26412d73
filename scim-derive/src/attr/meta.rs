//! The items of `#[scim(a, b = 1, c(..))]`, and what a value can be.

use crate::ctxt::Ctxt;
use crate::suggest::did_you_mean_or_list;
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, Ident, Lit, LitStr, Token, token};

/// One item.
pub(crate) struct Meta {
    pub(crate) key: Ident,
    pub(crate) value: Value,
}

pub(crate) enum Value {
    Flag,
    Assigned(TokenStream),
    List(Group),
}

/// A value with the key that gave it, to point at.
pub(crate) struct Given<T> {
    pub(crate) key: Ident,
    pub(crate) value: T,
}

/// All items of all `#[scim(..)]`.
pub(crate) fn metas(cx: &Ctxt, attrs: &[syn::Attribute]) -> Vec<Meta> {
    let mut metas = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("scim")) {
        match &attr.meta {
            syn::Meta::List(list) => metas.extend(metas_of(cx, list.tokens.clone())),
            other => cx.error(other, "attributes go in parentheses: write `#[scim(..)]`"),
        }
    }
    metas
}

/// The items of a list within an item.
pub(crate) fn metas_of(cx: &Ctxt, list: TokenStream) -> Vec<Meta> {
    let mut metas = Vec::new();
    let parser = |input: ParseStream<'_>| parse(input, &mut metas);
    if let Err(error) = parser.parse2(list) {
        cx.syn_error(error);
    }
    metas
}

fn parse(input: ParseStream<'_>, metas: &mut Vec<Meta>) -> syn::Result<()> {
    while !input.is_empty() {
        let key = input.call(Ident::parse_any)?;
        let value = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Value::Assigned(expression(input, &key)?)
        } else if input.peek(token::Paren) {
            Value::List(input.parse()?)
        } else {
            Value::Flag
        };
        metas.push(Meta { key, value });
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(())
}

/// Any expression: what syn's subset does not know goes on to the next comma.
fn expression(input: ParseStream<'_>, key: &Ident) -> syn::Result<TokenStream> {
    let fork = input.fork();
    let expression = fork.parse::<Expr>();
    if expression.is_ok() && (fork.is_empty() || fork.peek(Token![,])) {
        return Ok(input.parse::<Expr>()?.into_token_stream());
    }
    if matches!(expression, Ok(Expr::Lit(_))) && fork.peek(Ident::peek_any) {
        let next = fork.call(Ident::parse_any)?;
        return Err(syn::Error::new_spanned(&next, format!("expected `,` before `{next}`")));
    }
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    if tokens.is_empty() {
        return Err(syn::Error::new_spanned(
            key,
            format!("`{key}` needs a value: write `{key} = ..`"),
        ));
    }
    Ok(tokens)
}

impl ToTokens for Meta {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.key.to_tokens(tokens);
        match &self.value {
            Value::Flag => {}
            Value::Assigned(value) => tokens.extend(quote!(= #value)),
            Value::List(list) => list.to_tokens(tokens),
        }
    }
}

impl Meta {
    pub(crate) fn name(&self) -> String {
        self.key.to_string()
    }

    /// Without a value.
    pub(crate) fn flag(&self, cx: &Ctxt) -> Option<()> {
        if matches!(self.value, Value::Flag) {
            return Some(());
        }
        cx.error(self, format!("`{0}` takes no value: write `{0}`", self.key));
        None
    }

    /// `key = ".."`.
    pub(crate) fn string(&self, cx: &Ctxt) -> Option<LitStr> {
        if let Value::Assigned(value) = &self.value
            && let Ok(Lit::Str(text)) = syn::parse2(value.clone())
        {
            return Some(text);
        }
        cx.error(self, format!("`{0}` needs text: write `{0} = \"..\"`", self.key));
        None
    }

    /// `key("..", "..")` or `key = ".."`.
    pub(crate) fn strings(&self, cx: &Ctxt) -> Option<Vec<LitStr>> {
        let parsed = match &self.value {
            Value::Flag => None,
            Value::Assigned(value) => syn::parse2(value.clone()).ok().map(|text| vec![text]),
            Value::List(list) => Punctuated::<LitStr, Token![,]>::parse_terminated
                .parse2(list.stream())
                .ok()
                .filter(|list| !list.is_empty())
                .map(|list| list.into_iter().collect()),
        };
        if parsed.is_none() {
            cx.error(self, format!("`{0}` needs texts: write `{0}(\"..\", \"..\")`", self.key));
        }
        parsed
    }

    /// `key = "path::to::item"`, whose tokens point at the text.
    pub(crate) fn path(&self, cx: &Ctxt) -> Option<syn::Path> {
        let text = self.string(cx)?;
        match text.parse_with(syn::Path::parse_mod_style).or_else(|_| text.parse::<syn::Path>()) {
            Ok(path) => Some(path),
            Err(_) => {
                cx.error(
                    &text,
                    format!("`{}` is not a path: write one such as `module::item`", text.value()),
                );
                None
            }
        }
    }

    /// `key = ".."` with one of some words.
    pub(crate) fn word<T>(
        &self,
        cx: &Ctxt,
        names: &[&str],
        from_name: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.string(cx)?;
        let written = text.value();
        let word = from_name(&written);
        if word.is_none() {
            let help = did_you_mean_or_list(&written, names);
            cx.error(&text, format!("`{written}` is no value of `{}`{help}", self.key));
        }
        word
    }
}

/// Takes a value, or says that there is one already.
pub(crate) fn set<T>(cx: &Ctxt, slot: &mut Option<Given<T>>, meta: &Meta, value: Option<T>) {
    let Some(value) = value else { return };
    if slot.is_some() {
        cx.error(meta, format!("`{}` is given twice: remove one of them", meta.key));
        return;
    }
    *slot = Some(Given { key: meta.key.clone(), value });
}

/// The error of a key that does not exist here; some have a spelling of their own.
pub(crate) fn unknown(cx: &Ctxt, meta: &Meta, place: &str, keys: &[&str]) {
    let name = meta.name();
    let help = match name.as_str() {
        "read_only" => ": write `mutability = \"readOnly\"`".to_owned(),
        "immutable" => ": write `mutability = \"immutable\"`".to_owned(),
        "write_only" => ": write `mutability = \"writeOnly\"`".to_owned(),
        "unique" => ": write `uniqueness = \"server\"`".to_owned(),
        _ => did_you_mean_or_list(&name, keys),
    };
    cx.error(&meta.key, format!("unknown key `{name}` of {place}{help}"));
}

/// The doc comment as one text: lines are joined, empty lines separate paragraphs.
pub(crate) fn docs(attrs: &[syn::Attribute]) -> String {
    let mut text = String::new();
    let mut paragraph = false;
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("doc")) {
        let syn::Meta::NameValue(meta) = &attr.meta else { continue };
        let Expr::Lit(syn::ExprLit { lit: Lit::Str(doc), .. }) = &meta.value else { continue };
        // the text of an empty line has no lines
        for line in doc.value().split('\n').map(str::trim) {
            if line.is_empty() {
                paragraph = !text.is_empty();
                continue;
            }
            if !text.is_empty() {
                text.push(if paragraph { '\n' } else { ' ' });
            }
            paragraph = false;
            text.push_str(line);
        }
    }
    text
}

/// Where `scim_schema` is.
pub(crate) fn crate_path(path: Option<&Given<syn::Path>>) -> TokenStream {
    path.map_or_else(|| quote!(::scim_schema), |given| given.value.to_token_stream())
}
