//! Unicode properties in patterns, `\p{…}`.

use regex_syntax::hir::{Class, HirKind};

use super::char_set::CharSet;

/// Values of `General_Category`, which ECMA-262 allows alone in the braces, in both spellings.
const CATEGORIES: &[&str] = &[
    "Cased_Letter",
    "LC",
    "Combining_Mark",
    "cntrl",
    "digit",
    "punct",
    "Close_Punctuation",
    "Pe",
    "Connector_Punctuation",
    "Pc",
    "Control",
    "Cc",
    "Currency_Symbol",
    "Sc",
    "Dash_Punctuation",
    "Pd",
    "Decimal_Number",
    "Nd",
    "Enclosing_Mark",
    "Me",
    "Final_Punctuation",
    "Pf",
    "Format",
    "Cf",
    "Initial_Punctuation",
    "Pi",
    "Letter",
    "L",
    "Letter_Number",
    "Nl",
    "Line_Separator",
    "Zl",
    "Lowercase_Letter",
    "Ll",
    "Mark",
    "M",
    "Math_Symbol",
    "Sm",
    "Modifier_Letter",
    "Lm",
    "Modifier_Symbol",
    "Sk",
    "Nonspacing_Mark",
    "Mn",
    "Number",
    "N",
    "Open_Punctuation",
    "Ps",
    "Other",
    "C",
    "Other_Letter",
    "Lo",
    "Other_Number",
    "No",
    "Other_Punctuation",
    "Po",
    "Other_Symbol",
    "So",
    "Paragraph_Separator",
    "Zp",
    "Private_Use",
    "Co",
    "Punctuation",
    "P",
    "Separator",
    "Z",
    "Space_Separator",
    "Zs",
    "Spacing_Mark",
    "Mc",
    "Symbol",
    "S",
    "Titlecase_Letter",
    "Lt",
    "Unassigned",
    "Cn",
    "Uppercase_Letter",
    "Lu",
];

/// Properties without values (ECMA-262, table of binary Unicode properties), those in common use.
const BINARY: &[&str] = &[
    "ASCII",
    "Alphabetic",
    "Alpha",
    "Any",
    "ASCII_Hex_Digit",
    "AHex",
    "Hex_Digit",
    "Hex",
    "ID_Continue",
    "IDC",
    "ID_Start",
    "IDS",
    "Lowercase",
    "Lower",
    "Uppercase",
    "Upper",
    "White_Space",
    "space",
    "Emoji",
    "Emoji_Presentation",
    "Extended_Pictographic",
];

/// The characters with a property, by the text between the braces; none if it is not known.
pub(super) fn characters(text: &str) -> Option<CharSet> {
    let query = match text.split_once('=') {
        Some(("General_Category" | "gc", value)) if CATEGORIES.contains(&value) => {
            format!(r"\p{{gc={value}}}")
        }
        Some((name @ ("Script" | "sc" | "Script_Extensions" | "scx"), value))
            if value.starts_with(|first: char| first.is_ascii_uppercase())
                && value.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_') =>
        {
            format!(r"\p{{{name}={value}}}")
        }
        None if CATEGORIES.contains(&text) => format!(r"\p{{gc={text}}}"),
        None if BINARY.contains(&text) => format!(r"\p{{{text}}}"),
        _ => return None,
    };
    let hir = regex_syntax::parse(&query).ok()?;
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges().iter();
            Some(CharSet::new(
                ranges.map(|r| (u32::from(r.start()), u32::from(r.end()))),
            ))
        }
        _ => None,
    }
}
