//! `corpus unpack [DIR]`: writes the packed corpora and the seeds into the folders that cargo-fuzz
//! reads. `corpus pack [DIR]`: the way back, a part of what is there.

use scim_fuzz::{TARGETS, escape, seeds::seeds, unpack};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Bytes of a packed corpus.
const MOST: usize = 24 * 1024;

fn main() -> io::Result<()> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut arguments = env::args().skip(1);
    let what = arguments.next().unwrap_or_default();
    let folder = arguments.next().map_or_else(|| home.join("corpus"), PathBuf::from);
    let seeds = if what == "unpack" { seeds() } else { Vec::new() };
    for (name, _) in TARGETS {
        let (packed, inputs) = (home.join(format!("corpora/{name}.txt")), folder.join(name));
        match what.as_str() {
            "unpack" => {
                fs::create_dir_all(&inputs)?;
                let known = fs::read_to_string(&packed).unwrap_or_default();
                let own = seeds.iter().filter(|(target, _)| *target == name);
                let own = own.flat_map(|(_, seeds)| seeds.iter().cloned());
                let all = unpack(&known).into_iter().chain(own);
                for (index, input) in all.enumerate() {
                    fs::write(inputs.join(format!("seed-{index}")), input)?;
                }
            }
            "pack" => {
                let mut lines = Vec::new();
                for input in fs::read_dir(&inputs)? {
                    lines.push(escape(&fs::read(input?.path())?));
                }
                lines.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
                lines.dedup();
                lines.retain(|line| !line.is_empty());
                // as many as there is room for, of all lengths
                let every = lines.iter().map(|line| line.len() + 1).sum::<usize>() / MOST + 1;
                let mut text = lines.into_iter().step_by(every).collect::<Vec<_>>().join("\n");
                text.push('\n');
                fs::write(packed, text)?;
            }
            _ => return Err(io::Error::other("corpus unpack [DIR] | corpus pack [DIR]")),
        }
    }
    Ok(())
}
