//! The client of each date meets servers of the other dates.

use crate::answers::Client;
use crate::documents::dates;

/// Seeds that are tried for each answer.
const SAMPLES: u64 = 100;

#[test]
fn the_client_reads_what_the_comparison_says_it_reads() {
    let dates = dates();
    let (mut wrong, mut witnesses) = (Vec::new(), 0);
    for base in &dates {
        let client = Client::of(base);
        for revision in dates.iter().filter(|other| other.date != base.date) {
            let found = client.ask(&revision.document, 0..SAMPLES);
            let pair = format!("{} client, {} server", base.date, revision.date);
            assert!(found.read > 0, "{pair}: nothing is read");
            witnesses += found.witnesses;
            wrong.extend(found.wrong().map(|wrong| format!("{pair}: {wrong}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(witnesses > 0, "no break between the dates");
}
