//! Work on all cores, with results in the order of the work.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The stack of a thread, as large as that of a main thread usually is: documents may be nested deeply.
const STACK_BYTES: usize = 8 << 20;

/// What `work` makes of each item, in their order, however many threads there are.
///
/// ```
/// assert_eq!(openapi_doc::parallel::map(&[1, 2, 3], |number| number * number), [1, 4, 9]);
/// ```
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    map_on(cores, items, work)
}

fn map_on<T: Sync, R: Send>(threads: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let take_until_done = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                return done;
            };
            done.push((index, work(item)));
        }
    };
    let mut done = thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads.min(items.len()))
            .filter_map(|_| {
                let thread = thread::Builder::new().stack_size(STACK_BYTES);
                // A system that has no more threads has this one.
                thread.spawn_scoped(scope, take_until_done).ok()
            })
            .collect();
        let mut done = take_until_done();
        for helper in helpers {
            done.extend(helper.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..100).collect();
        let expected: Vec<u64> = items.iter().map(|item| item * item).collect();
        for threads in [0, 1, 2, 7, 200] {
            let squares = map_on(threads, &items, |item| {
                // Later items are done sooner.
                thread::sleep(std::time::Duration::from_micros(200 - 2 * item));
                item * item
            });
            assert_eq!(squares, expected, "{threads} threads");
        }
        assert_eq!(map(&[] as &[u64], |item| *item), [0; 0]);
    }
}
