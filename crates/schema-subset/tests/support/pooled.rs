//! Many questions of one pool: what it remembers from one must not change the answer to another.

use schema_subset::{DocumentId, Options, Pool, SchemaId, Verdict};
use source_tree::{Format, Limits, Pointer, SourceTree};

use super::figures::Figures;
use super::judge::{Failure, Kind, STEPS};
use super::pairs::Pair;
use super::random::Random;
use super::tree;

/// How many pairs of schemas of the two documents are asked about, besides the two documents themselves.
const QUESTIONS: usize = 6;

/// A schema in one of the two documents.
#[derive(Clone, Debug)]
struct Spot {
    in_a: bool,
    pointer: String,
}

pub fn agrees(pair: &Pair, random: &mut Random, figures: &mut Figures) -> Option<Failure> {
    if !pair.is_sound() {
        return None;
    }
    let tree = |value: &serde_json::Value| {
        SourceTree::parse(
            "schema.json",
            value.to_string().into(),
            Format::Json,
            &Limits::default(),
        )
        .unwrap()
    };
    let trees = (tree(&pair.a), tree(&pair.b));
    let root = |in_a| Spot {
        in_a,
        pointer: String::new(),
    };
    let mut questions = vec![(root(true), root(false)), (root(false), root(true))];
    let spots: Vec<Spot> = [(true, &pair.a), (false, &pair.b)]
        .into_iter()
        .flat_map(|(in_a, schema)| {
            tree::pointers(schema)
                .into_iter()
                .map(move |pointer| Spot { in_a, pointer })
        })
        .collect();
    for _ in 0..QUESTIONS {
        questions.push((random.pick(&spots).clone(), random.pick(&spots).clone()));
    }
    random.shuffle(&mut questions);
    let mut shared = Opened::new(pair, &trees);
    for (a, b) in &questions {
        // As users do, all schemas are named before the first is compared.
        shared.find(a);
        shared.find(b);
    }
    for (a, b) in &questions {
        let pooled = shared.ask(a, b);
        let alone = Opened::new(pair, &trees).ask(a, b);
        let decided = |verdict: &Verdict| !matches!(verdict, Verdict::Unknown(_));
        figures.count("pooled questions");
        if !decided(&pooled) && decided(&alone) {
            figures.count("pooled questions: unknown only in the pool");
        }
        if decided(&pooled) && decided(&alone) && pooled.is_contained() != alone.is_contained() {
            let text = format!("{a:?} in {b:?}: in a pool {pooled:?}, alone {alone:?}");
            return Some(Failure {
                kind: Kind::Pool,
                text,
                marked: None,
            });
        }
    }
    None
}

struct Opened<'t> {
    pool: Pool<'t>,
    a: DocumentId,
    b: DocumentId,
}

impl<'t> Opened<'t> {
    fn new(pair: &Pair, trees: &'t (SourceTree, SourceTree)) -> Self {
        let mut pool = Pool::new();
        let a = pool.insert("a", &trees.0, pair.reading()).unwrap();
        let b = pool.insert("b", &trees.1, pair.reading()).unwrap();
        Self { pool, a, b }
    }

    fn find(&mut self, spot: &Spot) -> SchemaId {
        let document = if spot.in_a { self.a } else { self.b };
        self.pool
            .node(document, &Pointer::parse(&spot.pointer).unwrap())
            .unwrap()
    }

    fn ask(&mut self, a: &Spot, b: &Spot) -> Verdict {
        let (a, b) = (self.find(a), self.find(b));
        let options = Options {
            steps: STEPS,
            causes: false,
        };
        self.pool.compare(a, b, None, &options)
    }
}
