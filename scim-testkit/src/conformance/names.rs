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
}
