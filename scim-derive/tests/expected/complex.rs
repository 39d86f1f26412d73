#[allow(deprecated, unused_qualifications)]
const _: () = {
    use ::scim_schema::__private as __scim;
    const __ATTRIBUTES: &[__scim::Attribute] = &[
        __scim::rfc::sub_attribute(__scim::rfc::USER, 12, 0),
        __scim::narrowed_to(
            __scim::field::<Option<EmailType>>(),
            __scim::rfc::sub_attribute(__scim::rfc::USER, 12, 2),
        ),
        __scim::rfc::sub_attribute(__scim::rfc::USER, 12, 3),
    ];
    const __NODES: &[__scim::Node] = &[
        __scim::Node::field(__scim::at(__ATTRIBUTES, 0), ",\"value\":", 0, "value")
            .with(__scim::holds_string(__scim::field::<String>())),
        __scim::Node::field(__scim::at(__ATTRIBUTES, 1), ",\"type\":", 1, "type")
            .with(__scim::flags_of(__scim::field::<Option<EmailType>>())),
        __scim::Node::field(__scim::at(__ATTRIBUTES, 2), ",\"primary\":", 2, "primary")
            .with(__scim::holds_boolean(__scim::field::<bool>()))
            .with(__scim::Flags::DEFAULT),
    ];
    const _: () = ::core::assert!(
        ! __scim::is_exact(__scim::field:: < Option < EmailType > > ()),
        "`type` is compared without case in the RFC: remove `case_exact` from the type"
    );
    const _: () = ::core::assert!(
        __scim::is_narrower(__scim::field:: < Option < EmailType > > (),
        __scim::sub_at(__scim::rfc::USER, 12, 2)),
        "`type` has the canonical values `work`, `home`, `other` in the RFC, and the type has others: rename or remove those"
    );
    #[automatically_derived]
    impl __scim::ScimComplex for Email {
        const ATTRIBUTES: &'static [__scim::Attribute] = __ATTRIBUTES;
        const NODES: &'static [__scim::Node] = __NODES;
        const FIELDS: __scim::u16 = 3;
        const RFC: __scim::Option<&'static __scim::str> = __scim::Option::Some(
            "User.emails",
        );
    }
    #[automatically_derived]
    impl __scim::Model for Email {
        fn nodes(&self) -> &'static [__scim::Node] {
            __NODES
        }
        fn get(&self, __field: __scim::u16) -> __scim::View<'_> {
            match __field {
                0 => __scim::Field::view(&self.value),
                1 => __scim::Field::view(&self.r#type),
                2 => __scim::Field::view(&self.primary),
                _ => __scim::View::Null,
            }
        }
        fn edit(&mut self, __field: __scim::u16) -> __scim::Option<__scim::Place<'_>> {
            match __field {
                0 => __scim::Field::place(&mut self.value),
                1 => __scim::Field::place(&mut self.r#type),
                2 => __scim::Field::place(&mut self.primary),
                _ => __scim::Option::None,
            }
        }
        fn set_default(&mut self, __field: __scim::u16) -> __scim::bool {
            match __field {
                2 => {
                    __scim::assign(
                        &mut self.primary,
                        ::core::default::Default::default(),
                    )
                }
                _ => false,
            }
        }
    }
    #[automatically_derived]
    impl __scim::Value for Email {
        fn view(&self) -> __scim::View<'_> {
            __scim::View::Complex(self)
        }
        fn set(
            &mut self,
            _: __scim::Scalar<'_>,
        ) -> __scim::Result<__scim::bool, __scim::InvalidValue> {
            __scim::not_an_object()
        }
        fn clear(&mut self) -> __scim::Result<__scim::bool, __scim::InvalidValue> {
            __scim::clear_all(self)
        }
        fn complex(&mut self) -> __scim::Option<&mut dyn __scim::Model> {
            __scim::Option::Some(self)
        }
    }
    #[automatically_derived]
    impl __scim::ScimValue for Email {
        const TYPE: __scim::Type = __scim::Type::Complex;
        const UNASSIGNABLE: __scim::bool = <bool as __scim::ScimValue>::UNASSIGNABLE;
        const SUB_ATTRIBUTES: &'static [__scim::Attribute] = __ATTRIBUTES;
        const NODES: &'static [__scim::Node] = __NODES;
        fn from_scalar(
            _: __scim::Scalar<'_>,
        ) -> __scim::Result<Self, __scim::InvalidValue> {
            __scim::not_an_object()
        }
        fn blank() -> __scim::Option<Self> {
            __scim::Option::Some(__scim::blank_complex())
        }
    }
    #[automatically_derived]
    impl __scim::HoldsComplex for Email {}
};
