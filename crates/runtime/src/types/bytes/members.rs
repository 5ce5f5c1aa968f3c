//! The methods that `bytes` and `bytearray` share.

/// A table of the methods of both types and of others.
macro_rules! members {
    ($($other:expr),* $(,)?) => {
        {
            use crate::native::Member;
            use crate::types::bytes::{hex, kind, translate};
            use crate::types::codec;
            use crate::types::text::{ByteText, change, join, pad, search, split};
            &[
                $($other,)*
                #[cfg(feature = "text-methods")]
                Member::function("capitalize", "self, /", kind::capitalize, "The first letter in upper case, the others in lower case."),
                Member::function("center", "self, width, fillchar=b' ', /", pad::center::<ByteText>, "Pads on both sides."),
                Member::function("count", "self, sub, start=None, end=None, /", search::count::<ByteText>, "How often something occurs without overlap."),
                Member::function("decode", "self, encoding='utf-8', errors='strict'", codec::decode_method, "The text that the bytes encode."),
                Member::function("endswith", "self, suffix, start=None, end=None, /", search::endswith::<ByteText>, "Whether it ends with something, or one of a tuple."),
                #[cfg(feature = "text-methods")]
                Member::function("expandtabs", "self, tabsize=8", pad::expandtabs::<ByteText>, "Replaces tabs by spaces."),
                Member::function("find", "self, sub, start=None, end=None, /", search::find::<ByteText>, "The first index of something, or -1."),
                Member::class_method("fromhex", "type, string, /", hex::fromhex, "The bytes that hexadecimal digits stand for."),
                Member::function("hex", "self, sep=None, bytes_per_sep=1", hex::hex_method, "The bytes as hexadecimal digits."),
                Member::function("index", "self, sub, start=None, end=None, /", search::index::<ByteText>, "The first index of something."),
                #[cfg(feature = "text-methods")]
                Member::function("isalnum", "self, /", kind::isalnum, "Whether all bytes are ASCII letters or digits."),
                Member::function("isalpha", "self, /", kind::isalpha, "Whether all bytes are ASCII letters."),
                #[cfg(feature = "text-methods")]
                Member::function("isascii", "self, /", kind::isascii, "Whether all bytes are ASCII."),
                Member::function("isdigit", "self, /", kind::isdigit, "Whether all bytes are ASCII digits."),
                Member::function("islower", "self, /", kind::islower, "Whether all letters are in lower case."),
                Member::function("isspace", "self, /", kind::isspace, "Whether all bytes are white space."),
                #[cfg(feature = "text-methods")]
                Member::function("istitle", "self, /", kind::istitle, "Whether words begin with capitals, and only they."),
                Member::function("isupper", "self, /", kind::isupper, "Whether all letters are in upper case."),
                Member::function("join", "self, iterable_of_bytes, /", join::join::<ByteText>, "Concatenates bytes with these between them."),
                #[cfg(feature = "text-methods")]
                Member::function("ljust", "self, width, fillchar=b' ', /", pad::ljust::<ByteText>, "Pads on the right."),
                Member::function("lower", "self, /", kind::lower, "ASCII letters in lower case."),
                Member::function("lstrip", "self, bytes=None, /", change::lstrip::<ByteText>, "Without white space, or these bytes, at the beginning."),
                #[cfg(feature = "text-methods")]
                Member::static_method("maketrans", "frm, to, /", translate::maketrans, "A table for translate()."),
                Member::function("partition", "self, sep, /", split::partition::<ByteText>, "What is before, in and after the first separator."),
                #[cfg(feature = "text-methods")]
                Member::function("removeprefix", "self, prefix, /", change::removeprefix::<ByteText>, "Without this beginning."),
                #[cfg(feature = "text-methods")]
                Member::function("removesuffix", "self, suffix, /", change::removesuffix::<ByteText>, "Without this end."),
                Member::function("replace", "self, old, new, count=-1, /", change::replace::<ByteText>, "With something replaced by something else."),
                Member::function("rfind", "self, sub, start=None, end=None, /", search::rfind::<ByteText>, "The last index of something, or -1."),
                Member::function("rindex", "self, sub, start=None, end=None, /", search::rindex::<ByteText>, "The last index of something."),
                #[cfg(feature = "text-methods")]
                Member::function("rjust", "self, width, fillchar=b' ', /", pad::rjust::<ByteText>, "Pads on the left."),
                Member::function("rpartition", "self, sep, /", split::rpartition::<ByteText>, "What is before, in and after the last separator."),
                Member::function("rsplit", "self, sep=None, maxsplit=-1", split::rsplit::<ByteText>, "The pieces between separators, split from the end."),
                Member::function("rstrip", "self, bytes=None, /", change::rstrip::<ByteText>, "Without white space, or these bytes, at the end."),
                Member::function("split", "self, sep=None, maxsplit=-1", split::split::<ByteText>, "The pieces between separators."),
                Member::function("splitlines", "self, keepends=False", split::splitlines::<ByteText>, "The lines."),
                Member::function("startswith", "self, prefix, start=None, end=None, /", search::startswith::<ByteText>, "Whether it starts with something, or one of a tuple."),
                Member::function("strip", "self, bytes=None, /", change::strip::<ByteText>, "Without white space, or these bytes, at the ends."),
                #[cfg(feature = "text-methods")]
                Member::function("swapcase", "self, /", kind::swapcase, "With upper case for lower case and the other way round."),
                #[cfg(feature = "text-methods")]
                Member::function("title", "self, /", kind::title, "Words in title case."),
                #[cfg(feature = "text-methods")]
                Member::function("translate", "self, table, /, delete=b''", translate::translate, "Each byte replaced by what a table has for it."),
                Member::function("upper", "self, /", kind::upper, "ASCII letters in upper case."),
                #[cfg(feature = "text-methods")]
                Member::function("zfill", "self, width, /", pad::zfill::<ByteText>, "Pads with zeros on the left."),
            ]
        }
    };
}

pub(crate) use members;
