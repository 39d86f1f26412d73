//! What the sources of a crate make public, near enough to what rustdoc shows: `pub` in modules that are
//! `pub`, and what a `pub use` names. An error shows too much rather than too little.

use super::example;
use crate::sources;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use syn::visit::Visit;
use syn::{Attribute, Item, ReturnType, Signature, UseTree, Visibility};

pub(crate) enum Kind {
    /// A type, a trait, a free function or a macro.
    Item,
    /// A function of a type, or of a trait: `of` is empty then, as it is called by any type.
    Method { of: String, receiver: bool },
}

pub(crate) struct Public {
    pub(crate) path: String,
    pub(crate) name: String,
    pub(crate) file: String,
    pub(crate) kind: Kind,
    /// The examples in its documentation.
    pub(crate) own: Vec<String>,
    /// Those of its type and the other methods, of its trait, and of the modules around.
    pub(crate) around: Vec<String>,
    pub(crate) fails: bool,
    pub(crate) says_errors: bool,
}

/// The public items of a member of the workspace.
pub(crate) fn of(member: &str) -> Vec<Public> {
    let file = sources::root().join(member).join("src/lib.rs");
    let text = std::fs::read_to_string(&file).unwrap();
    read(&member.replace('-', "_"), &file, &text)
}

/// The same of a text that has no other files.
pub(crate) fn of_text(text: &str) -> Vec<Public> {
    read("t", Path::new("t"), text)
}

fn read(root: &str, file: &Path, text: &str) -> Vec<Public> {
    let parsed = syn::parse_file(text).unwrap();
    let directory = file.parent().unwrap().to_owned();
    let place = Place {
        path: root.to_owned(),
        file: file.to_owned(),
        directory,
        public: true,
        around: Vec::new(),
    };
    let mut found = Found::default();
    found.module(place, &parsed.attrs, &parsed.items);
    found.assemble()
}

/// A module: what it is called, where it is, and the examples of it and of those around.
#[derive(Clone)]
struct Place {
    path: String,
    file: PathBuf,
    /// Where the files of its modules are.
    directory: PathBuf,
    public: bool,
    around: Vec<String>,
}

impl Place {
    fn item(&self, attributes: &[Attribute], name: &str, kind: Kind) -> Public {
        let documentation = documentation(attributes, &self.file);
        let file = self.file.strip_prefix(sources::root()).unwrap_or(&self.file);
        Public {
            path: format!("{}::{name}", self.path),
            name: name.rsplit("::").next().unwrap().to_owned(),
            file: file.to_str().unwrap().replace('\\', "/"),
            kind,
            own: example::runnable(&documentation),
            around: self.around.clone(),
            fails: false,
            says_errors: documentation.contains("# Errors"),
        }
    }

    fn function(&self, attributes: &[Attribute], name: &str, kind: Kind, s: &Signature) -> Public {
        Public { fails: fails(s), ..self.item(attributes, name, kind) }
    }
}

#[derive(Default)]
struct Found {
    /// Types, traits, free functions and macros, with the path of their module and whether it is public.
    items: Vec<(Place, Public)>,
    /// Methods in `impl` blocks, with the module and the type.
    methods: Vec<(Place, String, Public)>,
    /// Methods of traits.
    of_traits: Vec<(Place, String, Public)>,
    /// What a `pub use` names: the last module and the name, or `*`.
    exported: BTreeSet<(String, String)>,
}

impl Found {
    fn module(&mut self, mut place: Place, attributes: &[Attribute], items: &[Item]) {
        place.around.extend(example::runnable(&documentation(attributes, &place.file)));
        for item in items {
            self.item(&place, item);
        }
    }

    fn item(&mut self, place: &Place, item: &Item) {
        let (attributes, visibility, name) = match item {
            Item::Struct(item) => (&item.attrs, Some(&item.vis), &item.ident),
            Item::Enum(item) => (&item.attrs, Some(&item.vis), &item.ident),
            Item::Union(item) => (&item.attrs, Some(&item.vis), &item.ident),
            Item::Trait(item) => (&item.attrs, Some(&item.vis), &item.ident),
            Item::Fn(item) => (&item.attrs, Some(&item.vis), &item.sig.ident),
            Item::Macro(item) => match &item.ident {
                Some(name) if has(&item.attrs, "macro_export") => (&item.attrs, None, name),
                _ => return,
            },
            Item::Mod(item) => return self.child(place, item),
            Item::Use(item) => {
                if matches!(item.vis, Visibility::Public(_)) && !hidden(&item.attrs) {
                    self.export(last(&place.path), &item.tree);
                }
                return;
            }
            Item::Impl(item) => return self.methods(place, item),
            _ => return,
        };
        let public =
            visibility.is_none_or(|visibility| matches!(visibility, Visibility::Public(_)));
        if !public || hidden(attributes) {
            return;
        }
        let name = match attributes.iter().find(|one| one.path().is_ident("proc_macro_derive")) {
            Some(derive) => {
                let mut name = String::new();
                // the first argument; what else the macro reads follows
                derive
                    .parse_nested_meta(|meta| {
                        if name.is_empty() {
                            name = meta.path.require_ident()?.to_string();
                        } else if meta.input.peek(syn::token::Paren) {
                            meta.parse_nested_meta(|_| Ok(()))?;
                        }
                        Ok(())
                    })
                    .unwrap();
                name
            }
            None => name.to_string(),
        };
        let mut at = place.clone();
        // what a macro of ours exports is at the root
        at.public |= visibility.is_none();
        let found = match item {
            Item::Fn(item) => place.function(attributes, &name, Kind::Item, &item.sig),
            _ => place.item(attributes, &name, Kind::Item),
        };
        self.items.push((at, found));
        if let Item::Trait(item) = item {
            for one in &item.items {
                let syn::TraitItem::Fn(one) = one else { continue };
                if hidden(&one.attrs) {
                    continue;
                }
                let receiver = one.sig.receiver().is_some();
                let kind = Kind::Method { of: String::new(), receiver };
                let path = format!("{name}::{}", one.sig.ident);
                let method = place.function(&one.attrs, &path, kind, &one.sig);
                self.of_traits.push((place.clone(), name.clone(), method));
            }
        }
    }

    fn child(&mut self, place: &Place, item: &syn::ItemMod) {
        if hidden(&item.attrs) {
            return;
        }
        let name = item.ident.to_string();
        let public = place.public && matches!(item.vis, Visibility::Public(_));
        let path = format!("{}::{name}", place.path);
        let below = place.directory.join(&name);
        let mut child = Place { path, public, directory: below.clone(), ..place.clone() };
        child.around.extend(example::runnable(&documentation(&item.attrs, &place.file)));
        if let Some((_, items)) = &item.content {
            return self.module(child, &[], items);
        }
        let beside = below.with_extension("rs");
        child.file = if beside.exists() { beside } else { below.join("mod.rs") };
        let text = std::fs::read_to_string(&child.file).unwrap();
        let parsed = syn::parse_file(&text).unwrap();
        self.module(child, &parsed.attrs, &parsed.items);
    }

    fn methods(&mut self, place: &Place, item: &syn::ItemImpl) {
        if item.trait_.is_some() || hidden(&item.attrs) {
            return;
        }
        let syn::Type::Path(of) = &*item.self_ty else { return };
        let of = of.path.segments.last().unwrap().ident.to_string();
        let block = example::runnable(&documentation(&item.attrs, &place.file));
        for one in &item.items {
            let syn::ImplItem::Fn(one) = one else { continue };
            if !matches!(one.vis, Visibility::Public(_)) || hidden(&one.attrs) {
                continue;
            }
            let receiver = one.sig.receiver().is_some();
            let kind = Kind::Method { of: of.clone(), receiver };
            let path = format!("{of}::{}", one.sig.ident);
            let mut method = place.function(&one.attrs, &path, kind, &one.sig);
            method.around.extend(block.clone());
            self.methods.push((place.clone(), of.clone(), method));
        }
    }

    fn export(&mut self, module: &str, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.export(&path.ident.to_string(), &path.tree),
            UseTree::Name(name) => self.exported(module, name.ident.to_string()),
            UseTree::Rename(name) => self.exported(module, name.ident.to_string()),
            UseTree::Glob(_) => self.exported(module, "*".to_owned()),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.export(module, tree)),
        }
    }

    fn exported(&mut self, module: &str, name: String) {
        self.exported.insert((module.to_owned(), name));
    }

    fn assemble(mut self) -> Vec<Public> {
        let exported = &self.exported;
        self.items.retain(|(place, item)| {
            let module = last(&place.path).to_owned();
            place.public
                || exported.contains(&(module.clone(), item.name.clone()))
                || exported.contains(&(module, "*".to_owned()))
        });
        let mut all = Vec::new();
        for mut methods in [self.methods, self.of_traits] {
            for at in 0..methods.len() {
                let (place, of, _) = &methods[at];
                let Some(holder) = nearest(&self.items, place, of) else { continue };
                let (above, holder) = (&self.items[holder].0.path, &self.items[holder].1);
                let around = holder.own.iter().chain(&holder.around).cloned();
                let siblings = methods.iter().filter(|(other, its, _)| {
                    its == of
                        && (other.path.starts_with(above) || place.path.starts_with(&other.path))
                });
                let siblings = siblings.flat_map(|(_, _, method)| method.own.iter().cloned());
                let more: Vec<String> = around.chain(siblings).collect();
                methods[at].2.around.extend(more);
            }
            all.extend(methods.into_iter().filter_map(|(place, of, method)| {
                nearest(&self.items, &place, &of).map(|_| method)
            }));
        }
        all.extend(self.items.into_iter().map(|(_, item)| item));
        all.sort_by(|one, other| one.path.cmp(&other.path));
        all
    }
}

/// Which of the types of a name is meant in a module: the one there, or in the nearest module around, or any.
fn nearest(items: &[(Place, Public)], place: &Place, name: &str) -> Option<usize> {
    let common = |path: &str| {
        path.split("::").zip(place.path.split("::")).take_while(|(one, other)| one == other).count()
    };
    let candidates = items.iter().enumerate().filter(|(_, (_, item))| item.name == name);
    candidates.max_by_key(|(_, (at, _))| common(&at.path)).map(|(at, _)| at)
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap()
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

/// `#[doc(hidden)]`, or only there in tests.
fn hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let name = match attribute.path().get_ident().map(ToString::to_string).as_deref() {
            Some("doc") => "hidden",
            Some("cfg") => "test",
            _ => return false,
        };
        attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident(name))
    })
}

/// The text of an item's documentation, files that it includes too.
fn documentation(attributes: &[Attribute], file: &Path) -> String {
    let mut text = String::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("doc")) {
        let syn::Meta::NameValue(pair) = &attribute.meta else { continue };
        match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(line), .. }) => {
                text.push_str(&line.value());
            }
            syn::Expr::Macro(included) if included.mac.path.is_ident("include_str") => {
                let name: syn::LitStr = included.mac.parse_body().unwrap();
                let path = file.parent().unwrap().join(name.value());
                text.push_str(&std::fs::read_to_string(path).unwrap());
            }
            _ => {}
        }
        text.push('\n');
    }
    text
}

/// Whether what is returned is a `Result`, or a future of one.
fn fails(signature: &Signature) -> bool {
    struct Search(bool);
    impl Visit<'_> for Search {
        fn visit_path_segment(&mut self, segment: &syn::PathSegment) {
            self.0 |= segment.ident == "Result";
            syn::visit::visit_path_segment(self, segment);
        }
    }
    let ReturnType::Type(_, returned) = &signature.output else { return false };
    let mut search = Search(false);
    search.visit_type(returned);
    search.0
}
