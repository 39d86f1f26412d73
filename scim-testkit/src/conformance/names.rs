//! The names of the tests: the sentences of the laws.

macro_rules! names { ($($name:ident)*) => {
    /// The names of the tests that [`conformance!`](crate::conformance!) makes.
    pub const NAMES: &[&str] = &[$(stringify!($name)),*];

    #[doc(hidden)]
    #[macro_export]
    macro_rules! __conformance_tests { () => {
        $(#[test] fn $name() { check(::core::stringify!($name)); })*
    } }
} }

names! {
    a_schema_names_each_attribute_once_and_says_of_it_what_its_type_allows
    what_is_written_is_what_the_schemas_publish_of_the_type_that_they_say
    what_the_schemas_publish_can_be_named_in_a_patch_and_a_filter_and_nothing_else_can
    what_is_written_reads_back_and_is_written_again_as_it_was
    what_is_never_returned_is_in_no_response_and_what_is_always_returned_in_every_one
    a_body_with_one_thing_wrong_is_refused_and_the_error_says_what_and_where
    letter_case_counts_in_filters_where_the_schema_says_so_and_nowhere_else
    a_post_holds_what_the_rfc_says_it_holds
    a_put_replaces_what_the_rfc_says_it_replaces_and_nothing_else
    a_patch_changes_what_the_rfc_says_it_changes_and_nothing_else
    a_filter_matches_what_the_rfc_says_it_matches
    at_the_root_an_attribute_that_a_type_lacks_has_no_value
    a_response_has_what_was_asked_for_what_is_always_returned_and_nothing_else
    resources_are_sorted_as_the_type_of_the_attribute_has_it
    a_page_has_the_matches_that_its_index_and_count_say_in_order
    a_patch_leaves_alone_what_it_does_not_name
    a_put_of_what_is_there_changes_nothing_mapped_or_not
    no_edit_changes_what_is_read_only_or_what_is_immutable_and_has_a_value
    a_put_sent_twice_is_a_put_sent_once_and_the_second_changes_nothing
    what_is_added_twice_is_added_once_and_the_second_changes_nothing
    a_patch_that_replaces_every_attribute_is_a_put
    a_removal_never_clears_more_than_it_names
    however_a_client_spells_a_patch_alone_or_in_combination_it_means_what_the_rfc_spells
    a_filter_that_is_parsed_and_written_parses_to_itself_and_matches_the_same
    not_of_and_is_or_of_not_and_the_reverse
    not_of_not_is_nothing
    sorting_is_a_total_order_the_same_whatever_order_resources_come_in
    sorting_and_filters_compare_values_alike
    pages_are_the_whole_list_each_resource_once_by_index_and_by_cursor
    what_a_write_answers_is_what_a_read_gives_at_the_location_that_it_names
    the_version_moves_when_what_a_client_can_write_moves_and_never_else
    what_is_unique_is_held_once_as_letter_case_counts_for_it
    a_request_that_fails_changes_nothing
    what_is_deleted_is_gone_and_what_was_unique_of_it_is_free
    any_sequence_of_requests_is_answered_as_a_map_of_resources_would_answer_it
    of_clients_at_once_none_loses_a_write_that_if_match_protects_or_shares_what_is_unique
}
