//! `--color`, which also holds where the rest of the command line cannot be understood.

use std::ffi::OsString;

use clap::ValueEnum;

/// When to use color.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorWhen {
    /// Where the stream is a terminal and `NO_COLOR` is not set.
    #[default]
    Auto,
    Always,
    Never,
}

/// What `--color` says, read without the rest of the command line.
pub(crate) fn color_when(arguments: &[OsString]) -> ColorWhen {
    let mut arguments = arguments
        .iter()
        .map_while(|argument| argument.to_str())
        .take_while(|argument| *argument != "--");
    let mut when = ColorWhen::default();
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--color") {
            Some("") => arguments.next(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        if let Some(value) = value.and_then(|value| ColorWhen::from_str(value, false).ok()) {
            when = value;
        }
    }
    when
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn color_is_found_on_a_command_line_that_is_wrong() {
        let when =
            |line: &str| color_when(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(when("generat --color always"), ColorWhen::Always);
        assert_eq!(when("--color=never generat"), ColorWhen::Never);
        assert_eq!(
            when("--color=always generate --color never"),
            ColorWhen::Never
        );
        for auto in [
            "generate",
            "--color",
            "--color=blue",
            "--colors always",
            "generate -- --color always",
        ] {
            assert_eq!(when(auto), ColorWhen::Auto, "{auto}");
        }
    }
}
