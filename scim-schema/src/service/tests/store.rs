//! The methods of a store that its test is not about.

/// Methods that give one answer, whatever they are asked for:
/// `always!(Group: create get => Err(ScimError::not_implemented("searched only")))`.
macro_rules! always {
    (@create $resource:ty, $answer:expr) => {
        async fn create(
            &self,
            _: &$crate::service::Context,
            _: $crate::edit::Create<$resource>,
        ) -> Result<$resource, Self::Error> {
            $answer
        }
    };
    (@get $resource:ty, $answer:expr) => {
        async fn get(
            &self,
            _: &$crate::service::Context,
            _: &<$resource as $crate::resource::ScimResource>::Id,
            _: &$crate::projection::Projection<$resource>,
        ) -> Result<Option<$resource>, Self::Error> {
            $answer
        }
    };
    (@update $resource:ty, $answer:expr) => {
        async fn update(
            &self,
            _: &$crate::service::Context,
            _: &<$resource as $crate::resource::ScimResource>::Id,
            _: $crate::edit::Edit<$resource>,
        ) -> Result<$crate::query::Updated<$resource>, Self::Error> {
            $answer
        }
    };
    (@delete $resource:ty, $answer:expr) => {
        async fn delete(
            &self,
            _: &$crate::service::Context,
            _: &<$resource as $crate::resource::ScimResource>::Id,
            _: $crate::query::Precondition,
        ) -> Result<(), Self::Error> {
            $answer
        }
    };
    (@search $resource:ty, $answer:expr) => {
        async fn search(
            &self,
            _: &$crate::service::Context,
            _: &$crate::query::Query<$resource>,
        ) -> Result<$crate::query::Page<$resource>, Self::Error> {
            $answer
        }
    };
    ($resource:ty: $($method:ident)+ => $answer:expr) => {
        $(always!(@$method $resource, $answer);)+
    };
}

/// Methods that a store inside answers: `handed_on!(self.0, Group: create get)`.
macro_rules! handed_on {
    (@create $this:ident.$inside:tt, $resource:ty) => {
        async fn create(
            &$this,
            cx: &$crate::service::Context,
            new: $crate::edit::Create<$resource>,
        ) -> Result<$resource, Self::Error> {
            $crate::service::Store::<$resource>::create(&$this.$inside, cx, new).await
        }
    };
    (@get $this:ident.$inside:tt, $resource:ty) => {
        async fn get(
            &$this,
            cx: &$crate::service::Context,
            id: &<$resource as $crate::resource::ScimResource>::Id,
            projection: &$crate::projection::Projection<$resource>,
        ) -> Result<Option<$resource>, Self::Error> {
            $crate::service::Store::<$resource>::get(&$this.$inside, cx, id, projection).await
        }
    };
    (@update $this:ident.$inside:tt, $resource:ty) => {
        async fn update(
            &$this,
            cx: &$crate::service::Context,
            id: &<$resource as $crate::resource::ScimResource>::Id,
            edit: $crate::edit::Edit<$resource>,
        ) -> Result<$crate::query::Updated<$resource>, Self::Error> {
            $crate::service::Store::<$resource>::update(&$this.$inside, cx, id, edit).await
        }
    };
    (@delete $this:ident.$inside:tt, $resource:ty) => {
        async fn delete(
            &$this,
            cx: &$crate::service::Context,
            id: &<$resource as $crate::resource::ScimResource>::Id,
            precondition: $crate::query::Precondition,
        ) -> Result<(), Self::Error> {
            $crate::service::Store::<$resource>::delete(&$this.$inside, cx, id, precondition).await
        }
    };
    (@search $this:ident.$inside:tt, $resource:ty) => {
        async fn search(
            &$this,
            cx: &$crate::service::Context,
            query: &$crate::query::Query<$resource>,
        ) -> Result<$crate::query::Page<$resource>, Self::Error> {
            $crate::service::Store::<$resource>::search(&$this.$inside, cx, query).await
        }
    };
    ($this:ident.$inside:tt, $resource:ty: $($method:ident)+) => {
        $(handed_on!(@$method $this.$inside, $resource);)+
    };
}

pub(crate) use {always, handed_on};
