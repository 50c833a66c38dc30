// How many pages of a corpus are turned upright by themselves, each lying in four ways. For script/bench scan.
import { execFileSync, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { binary } from '../http/launch.mjs';
import { ascending, quantile } from './statistics.mjs';

const build = dirname(binary);
const program = join(build, 'tests', 'bench', 'scan-upright');

const cornersOf = ({ quad }) => (quad ? quad.map(([x, y]) => `${x},${y}`) : ['whole']);

/// `entries` as in corpus.json, the quad of what has no page is null:
/// that is looked at as a whole, as the product does. Counts of pages with true corners and of the rest: turned `right`
/// (left alone included), `wrong`, and `silent` where nothing was told; an upright picture that would be turned is in
/// `spoilt`, too.
export function measureUpright(corpus, entries) {
  execFileSync('ninja', ['-C', build, '--quiet', 'tests/bench/scan-upright']);
  const { status, stdout, stderr, error } = spawnSync(
    program,
    entries.flatMap((entry) => [join(corpus, entry.file), ...cornersOf(entry)]),
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(`scan-upright failed:\n${stderr}`);
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const withPage = new Set(entries.filter(({ quad }) => quad).map(({ file }) => file));
  const count = (list) => {
    const isRight = ({ turned, rotation }) => rotation === (360 - turned) % 360;
    const told = list.filter(({ rotation }) => rotation !== null);
    const wrong = told.filter((each) => !isRight(each));
    return {
      right: told.length - wrong.length,
      wrong: wrong.length,
      silent: list.length - told.length,
      spoilt: wrong.filter(({ turned }) => turned === 0).length,
    };
  };
  const ms = ascending(answers.map((each) => each.ms));
  return {
    pages: count(answers.filter(({ file }) => withPage.has(file))),
    others: count(answers.filter(({ file }) => !withPage.has(file))),
    p50: quantile(ms, 0.5),
    max: ms.at(-1),
  };
}

/// One line of it.
export function uprightLine({ pages, others, p50, max }) {
  const words = ({ right, wrong, silent, spoilt }) =>
    `${right} right, ${wrong} wrong (${spoilt} of an upright one), ${silent} left to the person`;
  return `turned upright, each in four ways: pages ${words(pages)}; without a page ${words(others)}; ${p50.toFixed(0)} ms at the middle, ${max.toFixed(0)} at most`;
}
