//! The syntax of ECMA-262 patterns, as JSON Schema uses them: with the flag `u`, except that
//! escapes and hyphens that only the flag forbids are read as everybody reads them.

use super::char_set::{self, CharSet};
use super::pattern::Unsupported;
use super::properties;

/// Groups in groups that are read; recursion goes no deeper.
const MAX_DEPTH: usize = 100;

/// A pattern taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ast {
    /// One character of a set.
    Char(CharSet),
    /// `^`.
    Start,
    /// `$`.
    End,
    /// One after the other.
    Sequence(Vec<Ast>),
    /// One of them.
    Alternation(Vec<Ast>),
    /// `*`, `+`, `?`, `{n,m}`; lazy ones have the same language.
    Repeat {
        body: Box<Ast>,
        min: u32,
        max: Option<u32>,
    },
    /// `(?=…)` and `(?!…)`.
    LookAhead { body: Box<Ast>, negative: bool },
}

/// Reads a pattern.
pub(super) fn parse(source: &str) -> Result<Ast, Unsupported> {
    let mut parser = Parser {
        chars: source.chars().collect(),
        at: 0,
        depth: 0,
    };
    let ast = parser.alternation()?;
    match parser.peek() {
        None => Ok(ast),
        Some(_) => Err(Unsupported("a `)` without `(`")),
    }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    depth: usize,
}

/// What stands for one member of a class: a character, which may start a range, or a set.
enum Member {
    Code(u32),
    Set(CharSet),
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += 1;
        Some(next)
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let length = text.chars().count();
        let found = rest.len() >= length && text.chars().eq(rest.iter().take(length).copied());
        if found {
            self.at += length;
        }
        found
    }

    fn alternation(&mut self) -> Result<Ast, Unsupported> {
        let mut arms = vec![self.sequence()?];
        while self.eat("|") {
            arms.push(self.sequence()?);
        }
        Ok(match arms.pop() {
            Some(only) if arms.is_empty() => only,
            Some(last) => {
                arms.push(last);
                Ast::Alternation(arms)
            }
            None => Ast::Sequence(Vec::new()),
        })
    }

    fn sequence(&mut self) -> Result<Ast, Unsupported> {
        let mut items = Vec::new();
        while !matches!(self.peek(), None | Some('|' | ')')) {
            let item = self.term()?;
            items.push(self.quantified(item)?);
        }
        Ok(Ast::Sequence(items))
    }

    fn term(&mut self) -> Result<Ast, Unsupported> {
        match self.next() {
            Some('^') => Ok(Ast::Start),
            Some('$') => Ok(Ast::End),
            Some('(') => self.group(),
            Some('.') => Ok(Ast::Char(char_set::dot())),
            Some('[') => self.class().map(Ast::Char),
            Some('\\') => self.escape().map(Ast::Char),
            Some('*' | '+' | '?') => Err(Unsupported("a quantifier with nothing before it")),
            // `{,n}` is a text for some engines and a repetition for others.
            Some('{') if self.peek() == Some(',') => Err(Unsupported("a quantifier `{,n}`")),
            Some('{') if self.counts().is_some() => {
                Err(Unsupported("a quantifier with nothing before it"))
            }
            Some(other) => Ok(Ast::Char(CharSet::single(other))),
            None => Ok(Ast::Sequence(Vec::new())),
        }
    }

    fn group(&mut self) -> Result<Ast, Unsupported> {
        let look = if self.eat("?:") {
            None
        } else if self.eat("?=") {
            Some(false)
        } else if self.eat("?!") {
            Some(true)
        } else if self.eat("?<=") || self.eat("?<!") {
            return Err(Unsupported("a look-behind"));
        } else if self.eat("?<") {
            self.group_name()?;
            None
        } else if self.peek() == Some('?') {
            return Err(Unsupported("a group `(?…`"));
        } else {
            None
        };
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Unsupported("groups nested more than 100 deep"));
        }
        let body = self.alternation()?;
        self.depth -= 1;
        if !self.eat(")") {
            return Err(Unsupported("a `(` without `)`"));
        }
        Ok(match look {
            Some(negative) => Ast::LookAhead {
                body: Box::new(body),
                negative,
            },
            None => body,
        })
    }

    fn group_name(&mut self) -> Result<(), Unsupported> {
        let start = self.at;
        while let Some(next) = self.next() {
            if next == '>' && self.at > start + 1 {
                return Ok(());
            }
            if !(next == '_' || next == '$' || next.is_alphanumeric()) {
                break;
            }
        }
        Err(Unsupported("a group name"))
    }

    fn quantified(&mut self, item: Ast) -> Result<Ast, Unsupported> {
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.at += 1;
                if let Some(counts) = self.counts() {
                    self.at -= 1;
                    counts
                } else {
                    self.at -= 1;
                    return Ok(item);
                }
            }
            _ => return Ok(item),
        };
        if matches!(item, Ast::Start | Ast::End | Ast::LookAhead { .. }) {
            return Err(Unsupported("a quantifier after an assertion"));
        }
        self.at += 1;
        if self.chars.get(self.at - 1) == Some(&'{') {
            while self.next().is_some_and(|next| next != '}') {}
        }
        self.eat("?");
        if max.is_some_and(|max| max < min) {
            return Err(Unsupported(
                "a quantifier whose ends are the wrong way round",
            ));
        }
        Ok(Ast::Repeat {
            body: Box::new(item),
            min,
            max,
        })
    }

    /// What `n}`, `n,}` or `n,m}` says, which is not consumed; none if none of them stands here.
    fn counts(&self) -> Option<(u32, Option<u32>)> {
        let rest = self.chars.get(self.at..)?;
        let close = rest
            .iter()
            .position(|&c| !(c.is_ascii_digit() || c == ','))?;
        if rest.get(close) != Some(&'}') {
            return None;
        }
        let text: String = rest.iter().take(close).collect();
        // More than the program can hold anyway.
        let count = |digits: &str| (!digits.is_empty()).then(|| digits.parse().unwrap_or(u32::MAX));
        match text.split_once(',') {
            None => count(&text).map(|exact| (exact, Some(exact))),
            Some((min, "")) => count(min).map(|min| (min, None)),
            Some((_, max)) if max.contains(',') => None,
            Some((min, max)) => Some((count(min)?, Some(count(max)?))),
        }
    }

    /// After a `\` outside of a class.
    fn escape(&mut self) -> Result<CharSet, Unsupported> {
        match self.peek() {
            Some('b' | 'B') => Err(Unsupported("a word boundary")),
            Some('1'..='9' | 'k') => Err(Unsupported("a back-reference")),
            _ => self.common_escape().map(Member::into_set),
        }
    }

    /// After a `\`, what means the same inside and outside of a class.
    fn common_escape(&mut self) -> Result<Member, Unsupported> {
        let next = self.next().ok_or(Unsupported("a `\\` at the end"))?;
        Ok(match next {
            'd' => Member::Set(char_set::digits()),
            'D' => Member::Set(char_set::digits().negated()),
            'w' => Member::Set(char_set::word_characters()),
            'W' => Member::Set(char_set::word_characters().negated()),
            's' => Member::Set(char_set::white_space()),
            'S' => Member::Set(char_set::white_space().negated()),
            'p' | 'P' => Member::Set(self.property(next == 'P')?),
            't' => Member::Code(0x09),
            'n' => Member::Code(0x0A),
            'v' => Member::Code(0x0B),
            'f' => Member::Code(0x0C),
            'r' => Member::Code(0x0D),
            '0' if !self.peek().is_some_and(|c| c.is_ascii_digit()) => Member::Code(0),
            'c' => match self.next() {
                Some(letter) if letter.is_ascii_alphabetic() => {
                    Member::Code(u32::from(letter) % 32)
                }
                _ => return Err(Unsupported("a `\\c` without a letter")),
            },
            'x' => Member::Code(self.hex_digits(2)?),
            'u' => Member::Code(self.code_point()?),
            other if other.is_alphanumeric() => {
                return Err(Unsupported("an escape that ECMA-262 does not know"));
            }
            other => Member::Code(u32::from(other)),
        })
    }

    fn property(&mut self, negative: bool) -> Result<CharSet, Unsupported> {
        if !self.eat("{") {
            return Err(Unsupported("a `\\p` without braces"));
        }
        let mut name = String::new();
        loop {
            match self.next() {
                Some('}') => break,
                Some(other) => name.push(other),
                None => return Err(Unsupported("a `\\p` without braces")),
            }
        }
        let set =
            properties::characters(&name).ok_or(Unsupported("an unknown Unicode property"))?;
        Ok(if negative { set.negated() } else { set })
    }

    fn hex_digits(&mut self, count: u32) -> Result<u32, Unsupported> {
        let mut code = 0;
        for _ in 0..count {
            let digit = self.next().and_then(|c| c.to_digit(16));
            code = code * 16 + digit.ok_or(Unsupported("an escape without its digits"))?;
        }
        Ok(code)
    }

    /// After `\u`: four digits, a pair of surrogates, or braces.
    fn code_point(&mut self) -> Result<u32, Unsupported> {
        if self.eat("{") {
            let mut code: u32 = 0;
            let start = self.at;
            while !self.eat("}") {
                let digit = self.next().and_then(|c| c.to_digit(16));
                let digit = digit.ok_or(Unsupported("an escape without its digits"))?;
                code = code.saturating_mul(16).saturating_add(digit);
            }
            return if self.at == start + 1 || code > 0x0010_FFFF {
                Err(Unsupported("an escape beyond Unicode"))
            } else {
                Ok(code)
            };
        }
        let high = self.hex_digits(4)?;
        let after_high = self.at;
        if (0xD800..0xDC00).contains(&high) && self.eat("\\u") {
            if let Ok(low @ 0xDC00..=0xDFFF) = self.hex_digits(4) {
                return Ok(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00));
            }
            self.at = after_high;
        }
        Ok(high)
    }

    /// After `[`.
    fn class(&mut self) -> Result<CharSet, Unsupported> {
        let negative = self.eat("^");
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        loop {
            let Some(next) = self.next() else {
                return Err(Unsupported("a `[` without `]`"));
            };
            if next == ']' {
                break;
            }
            let first = self.class_member(next)?;
            // A hyphen before the end, or beside a set, stands for itself.
            let is_range = self.peek() == Some('-') && self.chars.get(self.at + 1) != Some(&']');
            let Member::Code(low) = first else {
                ranges.extend_from_slice(first.into_set().ranges());
                continue;
            };
            if !is_range || self.chars.get(self.at + 1).is_none() {
                ranges.push((low, low));
                continue;
            }
            self.at += 1;
            let next = self.next().ok_or(Unsupported("a `[` without `]`"))?;
            match self.class_member(next)? {
                Member::Code(high) if high < low => {
                    return Err(Unsupported("a range whose ends are the wrong way round"));
                }
                Member::Code(high) => ranges.push((low, high)),
                Member::Set(set) => {
                    ranges.extend([(low, low), (0x2D, 0x2D)]);
                    ranges.extend_from_slice(set.ranges());
                }
            }
        }
        let set = CharSet::new(ranges);
        Ok(if negative { set.negated() } else { set })
    }

    fn class_member(&mut self, first: char) -> Result<Member, Unsupported> {
        if first != '\\' {
            return Ok(Member::Code(u32::from(first)));
        }
        match self.peek() {
            Some('b') => {
                self.at += 1;
                Ok(Member::Code(0x08))
            }
            Some('B' | 'k' | '1'..='9') => Err(Unsupported("an escape in a class")),
            _ => self.common_escape(),
        }
    }
}

impl Member {
    fn into_set(self) -> CharSet {
        match self {
            Self::Code(code) => CharSet::new([(code, code)]),
            Self::Set(set) => set,
        }
    }
}
