//! Formats of strings as languages.

use std::sync::LazyLock;

use super::pattern::Pattern;
use crate::steps::Steps;

/// Which strings are in a format.
pub(super) enum Extent {
    /// All of them: the format describes what they hold, and restricts nothing.
    Anything,
    /// Those that match.
    Exactly(&'static Pattern),
    /// All that match `inner` (none of them certainly, without one), and none that does not match
    /// `outer` (perhaps all, without one).
    Between {
        inner: Option<&'static Pattern>,
        outer: Option<&'static Pattern>,
    },
}

/// What a format means for strings.
///
/// - `uuid` (RFC 9562, section 4), `date` with its calendar (RFC 3339, section 5.6), `ipv4` and
///   `ipv6` (RFC 3986, section 3.2.2) are exact.
/// - `date-time` (RFC 3339, section 5.6): exact but for leap seconds, small letters and more than
///   nine digits of a second, which may or may not be in it.
/// - `email` and `uri`: the plain forms are certainly in them; what has no `@` or is too long (or
///   has no scheme, or characters that RFC 3986 does not have) certainly is not.
/// - `password`, `byte`, `binary` and the formats of numbers restrict no string.
/// - Of any other nothing is known.
pub(super) fn extent(name: &str) -> Extent {
    match name {
        "password" | "byte" | "binary" | "int32" | "int64" | "float" | "double" => Extent::Anything,
        "uuid" => exactly(&UUID),
        "date" => exactly(&DATE),
        "ipv4" => exactly(&IPV4),
        "ipv6" => exactly(&IPV6),
        "date-time" => between(&DATE_TIME_INNER, &DATE_TIME_OUTER),
        "email" => between(&EMAIL_INNER, &EMAIL_OUTER),
        "uri" => between(&URI_INNER, &URI_OUTER),
        _ => Extent::Between {
            inner: None,
            outer: None,
        },
    }
}

/// Whether the text is in the format; none if that is not known, or the budget is spent.
pub(crate) fn holds(name: &str, text: &str, budget: &mut Steps) -> Option<bool> {
    match extent(name) {
        Extent::Anything => Some(true),
        Extent::Exactly(pattern) => pattern.is_match(text, budget),
        Extent::Between { inner, outer } => {
            if let Some(outer) = outer
                && !outer.is_match(text, budget)?
            {
                return Some(false);
            }
            inner?.is_match(text, budget)?.then_some(true)
        }
    }
}

/// A language; if its pattern did not compile the format would be an unknown one.
type Language = LazyLock<Option<Pattern>>;

fn exactly(language: &'static Language) -> Extent {
    match language.as_ref() {
        Some(pattern) => Extent::Exactly(pattern),
        None => Extent::Between {
            inner: None,
            outer: None,
        },
    }
}

fn between(inner: &'static Language, outer: &'static Language) -> Extent {
    Extent::Between {
        inner: inner.as_ref(),
        outer: outer.as_ref(),
    }
}

/// A string of a format that people know.
pub(super) fn example(name: &str) -> Option<&'static str> {
    Some(match name {
        "uuid" => "123e4567-e89b-42d3-a456-426614174000",
        "date" => "2024-01-31",
        "date-time" => "2024-01-31T09:30:00Z",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "email" => "user@example.com",
        "uri" => "https://example.com",
        _ => return None,
    })
}

macro_rules! date {
    () => {
        concat!(
            r"(?:\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)",
            r"|02-(?:0[1-9]|1\d|2[0-8]))",
            r"|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)",
        )
    };
}

macro_rules! zone {
    () => {
        r"(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$"
    };
}

macro_rules! plain_zone {
    () => {
        r"(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$"
    };
}

macro_rules! octet {
    () => {
        r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
    };
}

macro_rules! ipv4 {
    () => {
        concat!("(?:", octet!(), r"\.){3}", octet!())
    };
}

macro_rules! compiled {
    ($source:expr $(,)?) => {
        LazyLock::new(|| Pattern::compile($source).ok())
    };
}

static UUID: Language =
    compiled!(r"^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$");
static DATE: Language = compiled!(concat!("^", date!(), "$"));
static IPV4: Language = compiled!(concat!("^", ipv4!(), "$"));
static IPV6: Language = LazyLock::new(|| Pattern::compile(&ipv6()).ok());
static DATE_TIME_INNER: Language = compiled!(concat!(
    "^",
    date!(),
    r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?",
    plain_zone!()
));
static DATE_TIME_OUTER: Language = compiled!(concat!(
    "^",
    date!(),
    r"[Tt ](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?",
    zone!()
));
static EMAIL_INNER: Language = compiled!(
    r"^[A-Za-z0-9_]{1,30}(?:[.+-][A-Za-z0-9_]{1,10})?@[a-z0-9]{1,30}(?:-[a-z0-9]{1,10})?\.[a-z]{2,10}$",
);
static EMAIL_OUTER: Language = compiled!("^[^]+@[^]+$");
static URI_INNER: Language = compiled!(
    r"^https?://[a-z0-9]{1,30}(?:[.-][a-z0-9]{1,30})*(?:/[A-Za-z0-9._~-]*)*(?:\?[A-Za-z0-9=&_]*)?(?:#[A-Za-z0-9_]*)?$",
);
static URI_OUTER: Language =
    compiled!(r"^[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*$");

/// The forms of RFC 3986, section 3.2.2: at most one `::`, perhaps an IPv4 address at the end.
fn ipv6() -> String {
    const GROUP: &str = "[0-9A-Fa-f]{1,4}";
    let before = |most: usize| match most.checked_sub(1) {
        Some(more) => format!("(?:{GROUP}(?::{GROUP}){{0,{more}}})?"),
        None => String::new(),
    };
    let last = format!("(?:{GROUP}:{GROUP}|{})", ipv4!());
    let mut forms = vec![format!("(?:{GROUP}:){{6}}{last}")];
    for groups in 0..=5 {
        forms.push(format!(
            "{}::(?:{GROUP}:){{{groups}}}{last}",
            before(5 - groups)
        ));
    }
    forms.push(format!("{}::{GROUP}", before(6)));
    forms.push(format!("{}::", before(7)));
    format!("^(?:{})$", forms.join("|"))
}
