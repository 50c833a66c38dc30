// The power fails: what a disk would hold of a directory, read from the journal that power_loss.cpp wrote down.
//
// A disk keeps what was waited for: a file's bytes after fsync of the file, its name after fsync of the directory. Of the rest
// it keeps what it likes, piece by piece and in any order; only names are kept in the order in which they changed, as journaling
// file systems do. What was written through a shared mapping is gone.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const kinds = ['', 'bind', 'write', 'resize', 'synced', 'rename', 'unlink', 'link', 'directory', 'mapped'];
const sector = 512;
const headBytes = 40;

/// The records of a journal; one that the kill cut off is left out.
function* records(bytes) {
  for (let at = 0; at + headBytes <= bytes.length; ) {
    if (bytes.readUInt32LE(at) !== 0x4c575250) throw new Error(`the journal is broken at ${at}`);
    const [paths, data] = [bytes.readUInt32LE(at + 32), bytes.readUInt32LE(at + 36)];
    const end = at + headBytes + paths + data;
    if (end > bytes.length) return;
    yield {
      at,
      kind: kinds[bytes.readUInt32LE(at + 4)],
      inode: bytes.readBigUInt64LE(at + 8),
      first: Number(bytes.readBigUInt64LE(at + 16)),
      second: Number(bytes.readBigUInt64LE(at + 24)),
      paths: bytes
        .toString('utf8', at + headBytes, at + headBytes + paths)
        .split('\0')
        .slice(0, -1),
      data: bytes.subarray(at + headBytes + paths, end),
    };
    at = end;
  }
}

/// A file's bytes on the disk, and what was done to it since.
class File {
  constructor(source) {
    this.source = source; // where its bytes were at the start; undefined: it is new
    this.touched = source === undefined;
    this.bytes = source === undefined ? Buffer.alloc(0) : null;
    this.length = 0;
    this.pending = [];
    this.mapped = false;
  }

  #load() {
    this.bytes ??= readFileSync(this.source);
    if (!this.touched) this.length = this.bytes.length;
    this.touched = true;
  }

  add(change) {
    this.#load();
    this.pending.push(change);
  }

  #resize(length) {
    if (length > this.bytes.length) {
      const grown = Buffer.alloc(Math.max(length, 2 * this.bytes.length));
      this.bytes.copy(grown, 0, 0, this.length);
      this.bytes = grown;
    } else if (length < this.length) this.bytes.fill(0, length, this.length);
    this.length = length;
  }

  #apply({ data, offset, length }) {
    if (data === undefined) return this.#resize(length);
    if (offset + data.length > this.length) this.#resize(offset + data.length);
    data.copy(this.bytes, offset);
  }

  sync(covers) {
    const rest = this.pending.findIndex(({ at }) => at >= covers);
    for (const change of this.pending.splice(0, rest < 0 ? this.pending.length : rest)) this.#apply(change);
  }

  /// The file as the process saw it last.
  seen() {
    const copy = new File();
    this.#load();
    copy.bytes = Buffer.from(this.bytes.subarray(0, this.length));
    copy.length = this.length;
    for (const change of this.pending) copy.#apply(change);
    return copy.content();
  }

  /// Keeps of the pending changes what `choose` says, by sectors.
  settle(choose) {
    const keep = choose.file();
    this.pending.forEach((change, i) => {
      if (change.data === undefined) return keep(i, this.pending.length) && this.#apply(change);
      for (let from = 0; from < change.data.length; ) {
        const offset = change.offset + from;
        const to = Math.min(change.data.length, from + sector - (offset % sector));
        if (keep(i, this.pending.length)) this.#apply({ offset, data: change.data.subarray(from, to) });
        from = to;
      }
    });
    this.pending = [];
  }

  content() {
    return this.bytes.subarray(0, this.length);
  }
}

/// What a disk may keep of what nobody waited for: nothing, all, or some. `random` answers 0 … 1.
function chooser(keep, random) {
  if (keep !== 'some') return { names: (_, end) => (keep === 'all' ? end : 0), file: () => () => keep === 'all' };
  const ways = [
    () => () => false,
    () => () => true,
    () => () => random() < 0.5,
    () => {
      const share = random();
      return (i, count) => i < share * count;
    },
  ];
  return { names: (start, end) => start + random() * (end - start), file: () => ways[Math.floor(random() * ways.length)]() };
}

const isDirectory = Symbol('directory');

/// All below a directory: [[path, File or isDirectory], …], parents first.
function listing(root, directory = root) {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    const short = relative(root, path);
    return lstatSync(path).isDirectory() ? [[short, isDirectory], ...listing(root, path)] : [[short, new File(path)]];
  });
}

class Disk {
  constructor(base) {
    this.view = new Map(listing(base)); // names as the process saw them
    this.names = [...this.view].map(([to, node]) => ({ at: 0, durable: true, to, node }));
    this.inodes = new Map();
  }

  #change(change) {
    if (change.from !== undefined) this.view.delete(change.from);
    if (change.to !== undefined) this.view.set(change.to, change.node);
    this.names.push(change);
  }

  #bind({ at, inode, first, second, paths: [path] }) {
    const [created, directory, emptied] = [first & 1, first & 2, first & 4];
    if (directory) return this.inodes.set(inode, path);
    const file = created ? new File() : this.view.get(path);
    if (!created && file === undefined) return; // unlinked, and opened again by its descriptor
    this.inodes.set(inode, file);
    if (created && !second) this.#change({ at, to: path, node: file });
    if (emptied && !created) file.add({ at, length: 0 });
  }

  #sync({ inode, first }) {
    const node = this.inodes.get(inode);
    if (node instanceof File) return node.sync(first);
    const here = (path) => path !== undefined && (dirname(path) === '.' ? '' : dirname(path)) === node;
    for (const name of this.names) if (name.at < first && (here(name.to) || here(name.from))) name.durable = true;
  }

  replay(record) {
    const { at, kind, inode, first, paths, data } = record;
    const file = this.inodes.get(inode);
    if (kind === 'bind') this.#bind(record);
    else if (kind === 'synced') this.#sync(record);
    else if (kind === 'write') file?.add({ at, offset: first, data });
    else if (kind === 'resize') file?.add({ at, length: first });
    else if (kind === 'rename') this.#change({ at, from: paths[0], to: paths[1], node: this.view.get(paths[0]) });
    else if (kind === 'unlink') this.#change({ at, from: paths[0] });
    else if (kind === 'link') this.#change({ at, to: paths[0], node: file });
    else if (kind === 'directory') this.#change({ at, to: paths[0], node: isDirectory });
    else if (kind === 'mapped' && file) file.mapped = true;
  }

  /// Names and Files after the power failed.
  settle(choose, end) {
    const open = this.names.filter(({ durable }) => !durable);
    const until = open.length ? choose.names(open[0].at, end) : 0;
    const left = new Map();
    for (const { at, durable, from, to, node } of this.names) {
      if (!durable && at >= until) continue;
      if (from !== undefined) left.delete(from);
      if (to !== undefined) left.set(to, node);
    }
    for (const path of left.keys()) if (dirname(path) !== '.' && left.get(dirname(path)) !== isDirectory) left.delete(path);
    for (const node of new Set(left.values())) if (node instanceof File && node.pending.length) node.settle(choose);
    return left;
  }
}

/// Where the journal and the directory disagree: something was done past power_loss.cpp. One difference is what the kill cut off.
function differences(disk, directory) {
  const real = new Map(listing(directory));
  const wrong = [...real.keys()].filter((path) => !disk.view.has(path));
  for (const [path, node] of disk.view) {
    if (!real.has(path)) wrong.push(path);
    else if (node instanceof File && node.touched && !node.mapped && !node.seen().equals(readFileSync(join(directory, path))))
      wrong.push(path);
  }
  return wrong;
}

/// Before the process starts: what is in the directory counts as kept. `place`: where copy and journal may be.
export function arm(directory, place) {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const copied = spawnSync('cp', ['-a', '--reflink=auto', directory, join(place, 'base')], { encoding: 'utf8' });
  if (copied.status !== 0) throw new Error(copied.stderr);
}

export const environment = (library, directory, place) => ({
  LD_PRELOAD: library,
  POWER_LOSS_DIR: directory,
  POWER_LOSS_JOURNAL: join(place, 'journal'),
});

/// After the process was killed: makes of the directory what the disk holds. `keep`: 'none' | 'all' | 'some' of what nobody
/// waited for; with 'all' it is what it was but for mappings. Answers how much that was.
export function failPower(directory, place, { keep = 'some', random = Math.random } = {}) {
  const path = join(place, 'journal');
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const disk = new Disk(join(place, 'base'));
  let count = 0;
  for (const record of records(bytes)) {
    disk.replay(record);
    ++count;
  }
  const wrong = differences(disk, directory);
  if (wrong.length > 1) throw new Error(`the journal does not explain ${wrong.length} files: ${wrong.slice(0, 5).join(', ')}`);
  const files = [...disk.view.values()].filter((node) => node instanceof File);
  const unsynced = {
    writes: files.reduce((sum, { pending }) => sum + pending.length, 0),
    names: disk.names.filter(({ durable }) => !durable).length,
  };
  const left = disk.settle(chooser(keep, random), bytes.length);
  for (const name of readdirSync(directory)) rmSync(join(directory, name), { recursive: true });
  for (const [name, node] of left) {
    if (node === isDirectory) mkdirSync(join(directory, name), { mode: 0o700 });
    else if (node.touched) writeFileSync(join(directory, name), node.mapped ? Buffer.alloc(0) : node.content(), { mode: 0o600 });
    else copyFileSync(node.source, join(directory, name));
  }
  return { records: count, bytes: bytes.length, unsynced };
}
