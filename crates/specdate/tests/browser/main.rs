//! Reports of HTML in a real browser: Chromium without a window, driven over a pipe.
//!
//! `SPECDATE_CHROMIUM` names the program, else `chromium` is looked for; where there is none the tests say so and are
//! skipped. `SPECDATE_AXE` names the script of axe-core, which judges whether pages can be used by everybody.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests stop at what they do not expect"
)]

mod devtools;
mod pages;

use devtools::{Browser, Page};
use serde_json::json;

/// A page in a browser of its own; none, with a word why, where there is no browser.
fn open(html: &str) -> Option<(Browser, Page)> {
    let Some(mut browser) = Browser::start() else {
        eprintln!("skipped: there is no Chromium; name it in SPECDATE_CHROMIUM");
        return None;
    };
    let page = browser.open(html);
    Some((browser, page))
}

/// How many findings can be seen.
const SHOWN: &str = "[...document.querySelectorAll('.finding')].filter(f => !f.hidden).length";

/// Does what a reader does in a field of the filters.
fn fill(field: &str, value: &str) -> String {
    format!(
        "(() => {{ const field = document.getElementById('{field}'); field.value = '{value}'; field.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()"
    )
}

#[test]
fn a_page_loads_nothing_and_complains_about_nothing() {
    for html in [pages::small_diff(), pages::check(), pages::hostile()] {
        let Some((mut browser, page)) = open(&html) else {
            return;
        };
        browser.evaluate(&page, "document.getElementById('unfold')?.click()");
        browser.evaluate(
            &page,
            "[...document.querySelectorAll('details')].forEach(d => d.open = true)",
        );
        let events = browser.events();
        let requests: Vec<&str> = events
            .iter()
            .filter(|event| event["method"] == "Network.requestWillBeSent")
            .filter_map(|event| event["params"]["request"]["url"].as_str())
            .collect();
        assert_eq!(requests, [browser.url()], "only the page itself is loaded");
        let complaints: Vec<_> = events
            .iter()
            .filter(|event| {
                let method = event["method"].as_str().unwrap_or_default();
                [
                    "Runtime.exceptionThrown",
                    "Runtime.consoleAPICalled",
                    "Log.entryAdded",
                ]
                .contains(&method)
            })
            .collect();
        assert!(complaints.is_empty(), "{complaints:?}");
    }
}

#[test]
fn what_documents_say_stays_text() {
    let Some((mut browser, page)) = open(&pages::hostile()) else {
        return;
    };
    assert_eq!(
        browser.evaluate(&page, "window.taken ?? 'untouched'"),
        "untouched"
    );
    assert_eq!(
        browser.evaluate(
            &page,
            "document.querySelectorAll('img, iframe, body script').length"
        ),
        1
    );
    let title = browser.evaluate(
        &page,
        "document.querySelector('.finding .title').textContent",
    );
    assert!(
        title
            .as_str()
            .unwrap()
            .contains("<img src=x onerror=window.taken=1>"),
        "{title}"
    );
}

#[test]
fn filters_narrow_and_reset() {
    let Some((mut browser, page)) = open(&pages::small_diff()) else {
        return;
    };
    let all = browser.evaluate(&page, SHOWN).as_u64().unwrap();
    assert!(all >= 4, "{all}");
    let count = |browser: &mut Browser, script: &str| {
        browser.evaluate(&page, script);
        let shown = browser.evaluate(&page, SHOWN).as_u64().unwrap();
        let said = browser.evaluate(&page, "document.getElementById('shown').value");
        assert_eq!(said, json!(format!("{shown} of {all} shown")));
        shown
    };
    assert_eq!(count(&mut browser, &fill("filter-text", "path-removed")), 1);
    assert_eq!(count(&mut browser, &fill("filter-text", "no such word")), 0);
    assert_eq!(
        count(
            &mut browser,
            "document.getElementById('filters').reset(); new Promise(r => setTimeout(r, 50))"
        ),
        all
    );
    assert_eq!(
        count(&mut browser, &fill("filter-operation", "get /owners")),
        1
    );
    count(&mut browser, &fill("filter-operation", ""));
    let wire = count(&mut browser, &fill("filter-audience", "wire"));
    assert!(0 < wire && wire < all, "{wire} of {all}");
    count(&mut browser, &fill("filter-audience", ""));
    let without_breaks = count(
        &mut browser,
        "document.querySelector('[value=breaking]').click()",
    );
    assert_eq!(
        without_breaks + wire,
        all,
        "every break of this pair is one of the wire"
    );
}

#[test]
fn a_keyboard_is_enough() {
    let Some((mut browser, page)) = open(&pages::small_diff()) else {
        return;
    };
    let focused = "document.activeElement.closest('.finding')?.id ?? document.activeElement.id";
    let finding = |browser: &mut Browser, number: usize| {
        browser.evaluate(
            &page,
            &format!("document.querySelectorAll('.finding')[{number}].id"),
        )
    };
    browser.press(&page, "j");
    assert_eq!(browser.evaluate(&page, focused), finding(&mut browser, 0));
    browser.press(&page, "j");
    assert_eq!(browser.evaluate(&page, focused), finding(&mut browser, 1));
    browser.press(&page, "k");
    assert_eq!(browser.evaluate(&page, focused), finding(&mut browser, 0));
    let is_open = "document.activeElement.parentElement.open";
    assert_eq!(browser.evaluate(&page, is_open), false);
    browser.press(&page, "Enter");
    assert_eq!(browser.evaluate(&page, is_open), true);
    browser.press(&page, "/");
    assert_eq!(browser.evaluate(&page, focused), "filter-text");
    browser.press(&page, "j");
    assert_eq!(
        browser.evaluate(&page, "document.activeElement.value"),
        "j",
        "letters are typed in a field"
    );
    browser.press(&page, "Escape");
    assert_ne!(browser.evaluate(&page, focused), "filter-text");
}

#[test]
fn a_cell_of_the_matrix_leads_to_its_findings() {
    let Some((mut browser, page)) = open(&pages::check()) else {
        return;
    };
    let is_open = "document.querySelector('[id^=pair-]').open";
    assert_eq!(browser.evaluate(&page, is_open), false);
    browser.evaluate(
        &page,
        "document.querySelector('.matrix a').click(); new Promise(r => setTimeout(r, 100))",
    );
    assert_eq!(browser.evaluate(&page, is_open), true);
    let bars = browser.evaluate(&page, "document.querySelectorAll('.timeline .bar').length");
    assert!(bars.as_u64().unwrap() >= 2, "{bars}");
}

#[test]
fn a_telephone_shows_everything_without_scrolling_sideways() {
    for html in [pages::small_diff(), pages::check(), pages::hostile()] {
        let Some((mut browser, page)) = open(&html) else {
            return;
        };
        browser.resize(&page, 360);
        browser.evaluate(
            &page,
            "[...document.querySelectorAll('details')].forEach(d => d.open = true)",
        );
        let overflow =
            "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assert_eq!(browser.evaluate(&page, overflow), 0);
    }
}

#[test]
fn rows_are_whole_on_a_phone() {
    // The dates of both tables and the short cells of one, and how high each is in lines.
    let lines = "[...document.querySelectorAll('.stacked tbody th, .compared tbody td:not(:last-child)')].map(cell => Math.round(cell.getBoundingClientRect().height / parseFloat(getComputedStyle(cell).lineHeight)))";
    // Where a bar or what was found would be cut off at the side.
    let cut = "[...document.querySelectorAll('.stacked')].filter(table => table.scrollWidth > table.parentElement.clientWidth).length";
    let pages = [pages::check()];
    for html in pages.into_iter().chain(pages::review()) {
        let Some((mut browser, page)) = open(&html) else {
            return;
        };
        browser.resize(&page, 390);
        let found = browser.evaluate(&page, lines);
        let found = found.as_array().unwrap();
        assert!(!found.is_empty());
        assert!(found.iter().all(|lines| *lines == 1), "{found:?}");
        assert_eq!(browser.evaluate(&page, cut), 0);
    }
}

#[test]
fn both_themes_are_themes() {
    let Some((mut browser, page)) = open(&pages::small_diff()) else {
        return;
    };
    let ground = "getComputedStyle(document.body).backgroundColor";
    browser.use_theme(&page, "light");
    let light = browser.evaluate(&page, ground);
    browser.use_theme(&page, "dark");
    assert_ne!(browser.evaluate(&page, ground), light);
}

#[test]
fn axe_finds_nothing() {
    let Some(script) = std::env::var_os("SPECDATE_AXE") else {
        eprintln!("skipped: SPECDATE_AXE does not name the script of axe-core");
        return;
    };
    let script = std::fs::read_to_string(script).expect("SPECDATE_AXE names a file");
    let pages = [pages::small_diff(), pages::check()];
    for html in pages.into_iter().chain(pages::review()) {
        let Some((mut browser, page)) = open(&html) else {
            return;
        };
        browser.evaluate(&page, &script);
        browser.evaluate(
            &page,
            "[...document.querySelectorAll('details')].forEach(d => d.open = true)",
        );
        for (theme, width) in [("light", 1280), ("dark", 1280), ("dark", 390)] {
            browser.use_theme(&page, theme);
            browser.resize(&page, width);
            let violations = browser.evaluate(
                &page,
                "axe.run().then(found => found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).join(' ').slice(0, 300)}`))",
            );
            assert_eq!(violations, json!([]), "{theme} {width}");
        }
    }
}

#[test]
fn two_thousand_findings_are_filtered_at_once() {
    let html = pages::large_diff(2_000);
    let Some((mut browser, page)) = open(&html) else {
        return;
    };
    assert_eq!(browser.evaluate(&page, SHOWN), 2_000);
    browser.evaluate(&page, &fill("filter-text", "/things/1234"));
    assert_eq!(browser.evaluate(&page, SHOWN), 1);
    browser.evaluate(
        &page,
        "document.getElementById('filters').reset(); new Promise(r => setTimeout(r, 50))",
    );
    assert_eq!(browser.evaluate(&page, SHOWN), 2_000);
    browser.press(&page, "k");
    let last = browser.evaluate(&page, "document.activeElement.closest('.finding') === [...document.querySelectorAll('.finding')].at(-1)");
    assert_eq!(last, true);
}
