#![allow(missing_docs, clippy::all, clippy::pedantic, clippy::unwrap_used)]
use std::collections::BTreeMap;
use std::time::Instant;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let files = openapi_doc::FileSystem::new(std::path::Path::new(&args[1])).unwrap();
    let load = |n: &str| match openapi_doc::load(n, &files, &Default::default()) {
        Ok(d) => d,
        Err(e) => {
            for p in e.iter().take(5) {
                println!("{p}");
            }
            panic!("{} problems", e.len())
        }
    };
    let t = Instant::now();
    let (a, b) = (load(&args[2]), load(&args[3]));
    println!("load {:?}", t.elapsed());
    let t = Instant::now();
    let p = openapi_compat::positions(&a, &b, &Default::default());
    println!("positions {} {:?}", p.len(), t.elapsed());
    let t = Instant::now();
    let c = openapi_compat::compare(&a, &b, &Default::default());
    println!("compare {:?} {:?}", t.elapsed(), c.summary());
    let mut n: BTreeMap<&str, usize> = BTreeMap::new();
    let mut fp = std::collections::BTreeSet::new();
    for f in &c.findings {
        *n.entry(f.id).or_default() += 1;
        if !fp.insert(f.fingerprint.clone()) {
            println!("dup {} {} {:?}", f.id, f.title, f.base);
        }
    }
    println!("{n:#?}");
    for f in &c.findings {
        if f.verdicts.docs == openapi_compat::Judgement::NotJudged {
            println!(
                "{} [{}] {} ops {:?}",
                f.title,
                f.id,
                f.operations.len(),
                f.operations
                    .first()
                    .map(|o| format!("{} {} {}", o.method, o.path, o.part))
            );
            if let Some(w) = &f.witness {
                let t = w.to_string();
                println!(
                    "   | {}",
                    t.chars()
                        .take(200)
                        .collect::<String>()
                        .replace('\n', "\n   | ")
                );
            }
        }
    }
}
