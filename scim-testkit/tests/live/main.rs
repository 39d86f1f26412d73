//! Checks of servers, on servers in the same process and on loopback.

mod conformant;
