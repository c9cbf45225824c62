//! Addresses: what a server's URL stands for, with its variables filled in.

use openapi_doc::Server;

use super::template::HOLE;

/// The addresses that one templated URL may stand for; more are not told apart.
const MAX_ADDRESSES: usize = 256;

/// One address that a server gives: scheme and authority, and the path before the paths of the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Address {
    /// `https://api.example.com`, in lower case; empty for a relative URL, which depends on where the document is served.
    pub authority: String,
    /// `/v1`, without a slash at its end.
    pub prefix: String,
}

impl Address {
    /// What a document without servers has: `/`.
    pub(crate) fn root() -> Self {
        Self {
            authority: String::new(),
            prefix: String::new(),
        }
    }

    pub(crate) fn parse(url: &str) -> Self {
        let (authority, path) = match url.split_once("://") {
            Some((scheme, rest)) => {
                let end = rest.find('/').unwrap_or(rest.len());
                let (host, path) = rest.split_at(end);
                (format!("{scheme}://{host}").to_ascii_lowercase(), path)
            }
            None => (String::new(), url),
        };
        let path = path.trim_end_matches('/');
        let path = path.strip_prefix("./").unwrap_or(path);
        let separator = if path.is_empty() || path.starts_with('/') {
            ""
        } else {
            "/"
        };
        Self {
            authority,
            prefix: format!("{separator}{path}"),
        }
    }

    pub(crate) fn is_relative(&self) -> bool {
        self.authority.is_empty()
    }

    /// The address of a path of the document.
    pub(crate) fn join(&self, path: &str) -> Self {
        Self {
            authority: self.authority.clone(),
            prefix: format!("{}{path}", self.prefix),
        }
    }

    /// Whether it may stand for several addresses: it has free variables, or parameters of the path joined to it.
    pub(crate) fn is_pattern(&self) -> bool {
        self.authority.contains(HOLE) || self.prefix.contains(HOLE)
    }

    /// Whether a request to `other` arrives here: free variables of this one take any text without a slash.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        fits(&self.authority, &other.authority) && fits(&self.prefix, &other.prefix)
    }
}

/// Whether a text fits a pattern in which [`HOLE`]s take any text without a slash. A hole of the text stands for itself.
fn fits(pattern: &str, text: &str) -> bool {
    if pattern == text {
        return true;
    }
    let Some((before, after)) = pattern.split_once(HOLE) else {
        return false;
    };
    let Some(rest) = text.strip_prefix(before) else {
        return false;
    };
    if !after.contains(HOLE) {
        return rest
            .strip_suffix(after)
            .is_some_and(|value| !value.is_empty() && !value.contains('/'));
    }
    // The shortest text for a hole is enough unless what follows occurs again; then the next place is tried.
    let next = after.split(HOLE).next().unwrap_or_default();
    let end = rest.find('/').unwrap_or(rest.len());
    let value = rest.get(..end).unwrap_or(rest);
    value
        .char_indices()
        .skip(1)
        .map(|(at, _)| at)
        .chain([end])
        .filter_map(|at| rest.get(at..))
        .filter(|rest| rest.starts_with(next))
        .take(MAX_HOLES)
        .any(|rest| fits(after, rest))
}

/// The places that are tried for one hole: an address has few, and a hostile one must not cost their product.
const MAX_HOLES: usize = 4;

/// The addresses that a server gives: one for each choice of the values that its variables list; a variable without a
/// list is a hole. `date` is how the document spells its own date, which is no part of the comparison.
pub(crate) fn addresses(server: Server<'_>, date: Option<&str>) -> Vec<Address> {
    let mut urls = vec![server.url().to_owned()];
    for (name, _, values) in server.variables() {
        let placeholder = format!("{{{name}}}");
        if !server.url().contains(&placeholder) {
            continue;
        }
        let values = if values.is_empty() || urls.len() * values.len() > MAX_ADDRESSES {
            vec![HOLE]
        } else {
            values
        };
        urls = urls
            .iter()
            .flat_map(|url| values.iter().map(|value| url.replace(&placeholder, value)))
            .collect();
    }
    let mut addresses: Vec<Address> = urls
        .iter()
        .map(|url| match date {
            Some(date) if !date.is_empty() => Address::parse(&url.replace(date, "(date)")),
            _ => Address::parse(url),
        })
        .collect();
    addresses.sort();
    addresses.dedup();
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_taken_apart() {
        let parts = |url| {
            let Address { authority, prefix } = Address::parse(url);
            (authority, prefix)
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            parts("https://API.example.com/V1/"),
            pair("https://api.example.com", "/V1")
        );
        assert_eq!(
            parts("https://api.example.com"),
            pair("https://api.example.com", "")
        );
        assert_eq!(parts("/"), pair("", ""));
        assert_eq!(parts("v2"), pair("", "/v2"));
        assert_eq!(parts("./v2"), pair("", "/v2"));
        assert_eq!(Address::parse("/"), Address::root());
    }

    #[test]
    fn holes_cover() {
        let covers = |a: &str, b: &str| Address::parse(a).covers(&Address::parse(b));
        assert!(covers("https://{}.example.com", "https://eu.example.com"));
        assert!(covers("https://{}.example.com", "https://{}.example.com"));
        assert!(covers("https://{}.{}.com/x", "https://a.b.c.com/x"));
        assert!(!covers("https://{}.example.com", "https://.example.com"));
        assert!(!covers("https://{}.example.com", "https://eu.example.org"));
        assert!(!covers("https://eu.example.com", "https://{}.example.com"));
        assert!(!covers("/{}/x", "/a/b/x"));
    }
}
