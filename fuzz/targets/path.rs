#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| scim_fuzz::path(data));
