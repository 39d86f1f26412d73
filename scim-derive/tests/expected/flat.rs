#[allow(deprecated, unused_qualifications)]
const _: () = {
    use ::scim_schema::__private as __scim;
    const __LIST_0: &[__scim::Attribute] = &[
        __scim::rfc::sub_attribute(__scim::rfc::USER, 1, 1),
        __scim::rfc::sub_attribute(__scim::rfc::USER, 1, 2),
    ];
    const __LIST_1: &[__scim::Attribute] = &[
        __scim::rfc::sub_attribute(__scim::rfc::USER, 12, 0),
        __scim::rfc::sub_attribute(__scim::rfc::USER, 12, 2)
            .canonical_values(const { &[__scim::Cow::Borrowed("work")] }),
        __scim::rfc::sub_attribute(__scim::rfc::USER, 12, 3),
    ];
    const __LIST_2: &[__scim::Attribute] = &[
        __scim::rfc::attribute(__scim::rfc::USER, 0),
        __scim::rfc::attribute(__scim::rfc::USER, 1).sub_attributes(__LIST_0),
        __scim::rfc::attribute(__scim::rfc::USER, 10),
        __scim::rfc::attribute(__scim::rfc::USER, 12).sub_attributes(__LIST_1),
    ];
    const __LIST_3: &[__scim::SchemaExtension] = &[__scim::listed(__EXTENSION_0, false)];
    const __LIST_4: &[__scim::Node] = &[
        __scim::sub_node(__SCHEMA, 1, 0, ",\"familyName\":", 4, "last_name")
            .with(__scim::holds_string(__scim::field::<String>())),
        __scim::sub_node(__SCHEMA, 1, 1, ",\"givenName\":", 3, "first_name")
            .with(__scim::holds_string(__scim::field::<String>())),
    ];
    const __LIST_5: &[__scim::Node] = &[
        __scim::sub_node(__SCHEMA, 3, 0, ",\"value\":", 5, "email")
            .with(__scim::holds_string(__scim::field::<String>())),
    ];
    const __LIST_6: &[__scim::Slot] = &[
        __scim::slot("type", "work", ",\"type\":\"work\",\"primary\":true", __LIST_5)
            .primary(),
    ];
    const __LIST_7: &[__scim::Node] = &[
        __scim::node(__EXTENSION_0, 0, ",\"department\":", 7, "department")
            .with(__scim::holds_string(__scim::field::<Option<String>>())),
    ];
    const __LIST_8: &[__scim::Node] = &[
        __scim::META_RESOURCE_TYPE,
        __scim::last_modified(8, "updated_at")
            .with(__scim::holds_date_time(__scim::field::<DateTime>())),
        __scim::META_LOCATION,
        __scim::version(9, "revision").with(__scim::flags_of(__scim::field::<u64>())),
    ];
    const __LIST_9: &[__scim::Attribute] = &[
        __scim::rfc::attribute(__scim::rfc::ENTERPRISE_USER, 4),
    ];
    const __SCHEMA: &__scim::Schema = &__scim::rfc::user_schema(__LIST_2);
    const __EXTENSION_0: &__scim::Schema = &__scim::rfc::enterprise_user_schema(
        __LIST_9,
    );
    const __NODES: &[__scim::Node] = &[
        __scim::Node::schemas(),
        __scim::Node::field(__scim::ID, ",\"id\":", 0, "id"),
        __scim::Node::field(__scim::EXTERNAL_ID, ",\"externalId\":", 1, "okta_id")
            .with(__scim::holds_string(__scim::field::<Option<String>>())),
        __scim::node(__SCHEMA, 0, ",\"userName\":", 2, "login")
            .with(__scim::holds_string(__scim::field::<String>())),
        __scim::Node::group(__scim::of(__SCHEMA, 1), ",\"name\":", __LIST_4),
        __scim::node(__SCHEMA, 2, ",\"active\":", 6, "deactivated_at")
            .with(
                __scim::holds_boolean(
                    __scim::shown::<Option<DateTime>, _>(deactivation::view),
                ),
            )
            .with(__scim::Flags::KEEP),
        __scim::Node::slots(__scim::of(__SCHEMA, 3), ",\"emails\":", __LIST_6),
        __scim::Node::group(
                const { &__scim::Attribute::extension(__EXTENSION_0) },
                ",\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\":",
                __LIST_7,
            )
            .extension(),
        __scim::Node::group(__scim::META, ",\"meta\":", __LIST_8),
    ];
    #[automatically_derived]
    impl __scim::ScimResource for Member {
        type Id = Uuid;
        const SCHEMA: &'static __scim::Schema = __SCHEMA;
        const EXTENSIONS: &'static [&'static __scim::Schema] = &[__EXTENSION_0];
        const RESOURCE_TYPE: &'static __scim::ResourceType = &__scim::resource_type(
                __SCHEMA,
                "/Users",
            )
            .schema_extensions(__LIST_3);
        const NODES: &'static [__scim::Node] = __NODES;
        fn id(&self) -> &Self::Id {
            &self.id
        }
    }
    #[automatically_derived]
    impl __scim::Model for Member {
        fn nodes(&self) -> &'static [__scim::Node] {
            __NODES
        }
        fn get(&self, __field: __scim::u16) -> __scim::View<'_> {
            match __field {
                0 => __scim::id_view(&self.id),
                1 => __scim::Field::view(&self.okta_id),
                2 => __scim::Field::view(&self.login),
                3 => __scim::Field::view(&self.first_name),
                4 => __scim::Field::view(&self.last_name),
                5 => __scim::Field::view(&self.email),
                6 => __scim::computed(deactivation::view(&self.deactivated_at)),
                7 => __scim::Field::view(&self.department),
                8 => __scim::Field::view(&self.updated_at),
                9 => __scim::Field::view(&self.revision),
                _ => __scim::View::Null,
            }
        }
        fn edit(&mut self, __field: __scim::u16) -> __scim::Option<__scim::Place<'_>> {
            match __field {
                1 => __scim::Field::place(&mut self.okta_id),
                2 => __scim::Field::place(&mut self.login),
                3 => __scim::Field::place(&mut self.first_name),
                4 => __scim::Field::place(&mut self.last_name),
                5 => __scim::Field::place(&mut self.email),
                6 => {
                    __scim::with(
                        &mut self.deactivated_at,
                        deactivation::view,
                        deactivation::set,
                        deactivation::clear,
                    )
                }
                7 => __scim::Field::place(&mut self.department),
                _ => __scim::Option::None,
            }
        }
        fn stamp(&mut self, __field: __scim::u16) -> __scim::Option<__scim::Place<'_>> {
            match __field {
                0 => __scim::id_place::<Self>(&mut self.id),
                8 => __scim::Field::place(&mut self.updated_at),
                9 => __scim::Field::place(&mut self.revision),
                _ => __scim::Option::None,
            }
        }
    }
};
