pub fn slot_method(_: &'static crate::object::Type, _: &[u8]) -> Option<crate::value::Value> { None }
