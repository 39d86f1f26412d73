//! Users, groups and badges, each against every law of SCIM.

use directory::badge::Badge;
use directory::group::Group;
use directory::user::User;

scim_testkit::conformance!(mod users: User);
scim_testkit::conformance!(mod groups: Group);
scim_testkit::conformance!(mod badges: Badge);
