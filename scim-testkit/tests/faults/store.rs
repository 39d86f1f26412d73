//! Stores that keep resources wrongly.

use crate::fault::{Fault, Wrong, fault};
use scim_schema::edit::{Create, Edit, Operation};
use scim_schema::message::ScimError;
use scim_schema::projection::Projection;
use scim_schema::query::{Page, Precondition, Query, Updated};
use scim_schema::resource::ScimResource;
use scim_schema::service::{Context, MemoryStore, ScimService, Store};
use scim_testkit::law::{BASE, Law, held, parallel, sequence};
use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

/// What is wrong with a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// What an edit did before it failed stays.
    KeepsFailures,
    /// What is deleted is only not shown.
    Hides,
    /// It asks for no version.
    AnyVersion,
    /// Where another was first, it says that nothing changed.
    SaysDone,
    /// An update is answered, and not kept.
    Forgets,
    /// A search does not see what was created last.
    Late,
    /// Who creates what is there gets what is there.
    AnswersOther,
    /// It deletes whatever the version.
    DeletesAny,
}

struct WrongStore<R> {
    right: MemoryStore<R>,
    kind: Kind,
    hidden: Mutex<HashSet<String>>,
    /// What it has in the place of the right ones.
    kept: Mutex<HashMap<String, R>>,
}

impl<R: ScimResource> WrongStore<R> {
    fn is_hidden(&self, id: &R::Id) -> bool {
        self.hidden.lock().unwrap().contains(&id.to_string())
    }
}

impl<R: ScimResource> Store<R> for WrongStore<R> {
    type Error = ScimError;

    async fn create(&self, cx: &Context, new: Create<R>) -> Result<R, ScimError> {
        let created = self.right.create(cx, new).await;
        match created {
            Err(error) if self.kind == Kind::AnswersOther && error.status() == 409 => {
                self.right.resources(cx.tenant()).into_iter().next().ok_or(error)
            }
            created => created,
        }
    }

    async fn get(
        &self,
        cx: &Context,
        id: &R::Id,
        projection: &Projection<R>,
    ) -> Result<Option<R>, ScimError> {
        if self.is_hidden(id) {
            return Ok(None);
        }
        if let Some(kept) = self.kept.lock().unwrap().get(&id.to_string()) {
            return Ok(Some(kept.clone()));
        }
        self.right.get(cx, id, projection).await
    }

    async fn update(
        &self,
        cx: &Context,
        id: &R::Id,
        edit: Edit<R>,
    ) -> Result<Updated<R>, ScimError> {
        if self.is_hidden(id) {
            return Err(ScimError::not_found("resource", id));
        }
        let projection = Projection::default();
        match self.kind {
            Kind::Forgets => match self.right.get(cx, id, &projection).await? {
                Some(now) => {
                    let (edited, changes) = edit.apply(&now)?;
                    Ok(Updated::new(edited, changes))
                }
                None => self.right.update(cx, id, edit).await,
            },
            Kind::AnyVersion => self.right.update(cx, id, bare(&edit)).await,
            _ => {
                let updated = self.right.update(cx, id, edit.clone()).await;
                let Err(error) = updated else { return updated };
                let Some(mut now) = self.right.get(cx, id, &projection).await? else {
                    return Err(error);
                };
                if self.kind == Kind::SaysDone && error.status() == 412 {
                    let (_, changes) = bare(&edit).apply(&now)?;
                    return Ok(Updated::new(now, changes));
                }
                if self.kind == Kind::KeepsFailures {
                    let _ = edit.apply_to(&mut now);
                    self.kept.lock().unwrap().insert(id.to_string(), now);
                }
                Err(error)
            }
        }
    }

    async fn delete(&self, cx: &Context, id: &R::Id, pre: Precondition) -> Result<(), ScimError> {
        if self.is_hidden(id) {
            return Err(ScimError::not_found("resource", id));
        }
        match self.kind {
            Kind::Hides if self.right.get(cx, id, &Projection::default()).await?.is_some() => {
                self.hidden.lock().unwrap().insert(id.to_string());
                Ok(())
            }
            Kind::DeletesAny => self.right.delete(cx, id, Precondition::none()).await,
            _ => self.right.delete(cx, id, pre).await,
        }
    }

    async fn search(&self, cx: &Context, query: &Query<R>) -> Result<Page<R>, ScimError> {
        let mut all = self.right.resources(cx.tenant());
        all.retain(|one| !self.is_hidden(one.id()));
        if self.kind == Kind::Late && all.len() > 1 {
            all.pop();
        }
        Ok(query.run_cloned(&all))
    }
}

/// The same edit of whatever version.
fn bare<R: ScimResource>(edit: &Edit<R>) -> Edit<R> {
    match edit.operation().clone() {
        Operation::Replace(replace) => Edit::from(replace),
        Operation::Patch(patch) => Edit::from(patch),
        _ => edit.clone(),
    }
}

fn service<R: ScimResource>(blank: &R, kind: Kind) -> ScimService {
    let blank = blank.clone();
    let store = WrongStore {
        right: MemoryStore::with_blank(move || blank.clone()),
        kind,
        hidden: Mutex::default(),
        kept: Mutex::default(),
    };
    ScimService::builder().resource(store).unauthenticated().base_url(BASE).build()
}

pub(crate) fn all<R: ScimResource>() -> Vec<Fault<R>> {
    let of = |law: &'static Law, name, requirement, wrong| {
        fault(name, requirement, law, Wrong::Service(wrong))
    };
    vec![
        of(
            &held::FAILURE,
            "a store keeps what a PATCH did before it failed",
            "7644-3.5.2-24",
            |blank| service(blank, Kind::KeepsFailures),
        ),
        of(
            &held::DELETED,
            "a store hides what is deleted, and does not free its name",
            "7644-3.6-05",
            |blank| service(blank, Kind::Hides),
        ),
        of(&held::VERSION, "a store writes whatever version it finds", "7644-3.14-07", |blank| {
            service(blank, Kind::AnyVersion)
        }),
        of(
            &parallel::PARALLEL,
            "a store tells who was late that nothing changed",
            "7644-3.14-07",
            |blank| service(blank, Kind::SaysDone),
        ),
        of(
            &held::ANSWERS,
            "a store answers an update that it does not keep",
            "7644-3.5.1-14",
            |blank| service(blank, Kind::Forgets),
        ),
        of(
            &sequence::SEQUENCES,
            "a search does not see what was created last",
            "7644-3.4.2-07",
            |blank| service(blank, Kind::Late),
        ),
        of(&held::UNIQUE, "who creates what is there gets what is there", "7644-3.3-11", |blank| {
            service(blank, Kind::AnswersOther)
        }),
        of(
            &sequence::SEQUENCES,
            "a store deletes whatever the version is",
            "7644-3.14-07",
            |blank| service(blank, Kind::DeletesAny),
        ),
    ]
}
