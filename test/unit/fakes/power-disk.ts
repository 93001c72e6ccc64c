/**
 * A disk in memory that keeps a log of everything that changes it, and can tell what may be left of it when
 * the power goes. What it promises is what common file systems keep in practice, and no more: `flush` (fsync)
 * makes a file's bytes, its length and its name of that moment last. Everything else may be kept, dropped or torn,
 * each change for itself, in any order: also a name, a renaming, and a shortening.
 */
export type Change =
  | { kind: "folder"; path: string }
  | { kind: "write"; node: number; path: string; at: number; bytes: Uint8Array }
  | { kind: "cut"; node: number; path: string; length: number }
  | { kind: "rename"; node: number; from: string; to: string }
  | { kind: "flush"; node: number; path: string }
  /** Thunderbird's own storage, which is on another disk. */
  | { kind: "remember"; key: string; text: string };

/** What is on the disk when the computer starts again. */
export interface DiskState {
  files: Map<string, Uint8Array>;
  folders: Set<string>;
  memory: Map<string, string>;
}

/** What became of a change that was not flushed. `zeros`: the length was written and the bytes were not. */
export type Fate = "kept" | "dropped" | "torn" | "zeros";

export const emptyState = (): DiskState => ({
  files: new Map(),
  folders: new Set(),
  memory: new Map(),
});

const without = (bytes: Uint8Array, from: number) =>
  bytes.subarray(0, Math.min(from, bytes.length));

/** `bytes` put at `at`; a gap in front of them is zeros, as after a write that never came. */
function placed(old: Uint8Array, at: number, bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.max(old.length, at + bytes.length));
  whole.set(old);
  whole.set(bytes, at);
  return whole;
}

/** Names and files while changes are applied to them one after another. */
class Tree {
  readonly nodes = new Map<number, Uint8Array>();
  readonly names = new Map<string, number>();
  readonly folders: Set<string>;
  readonly memory: Map<string, string>;

  constructor(state: DiskState) {
    this.folders = new Set(state.folders);
    this.memory = new Map(state.memory);
    for (const [path, bytes] of state.files) {
      this.names.set(path, this.nodes.size);
      this.nodes.set(this.nodes.size, bytes);
    }
  }

  apply(change: Change, fate: Fate): void {
    if (change.kind === "remember") this.memory.set(change.key, change.text);
    if (fate === "dropped" || change.kind === "flush") return;
    if (change.kind === "folder") this.folders.add(change.path);
    if (change.kind === "rename") {
      if (this.names.get(change.from) === change.node) this.names.delete(change.from);
      this.names.set(change.to, change.node);
    }
    if (change.kind === "cut") {
      this.nodes.set(
        change.node,
        without(this.nodes.get(change.node) ?? new Uint8Array(0), change.length),
      );
    }
    if (change.kind === "write") {
      const old = this.nodes.get(change.node);
      if (old === undefined) this.names.set(change.path, change.node);
      const { bytes } = change;
      const left =
        fate === "torn"
          ? bytes.subarray(0, bytes.length >> 1)
          : fate === "zeros"
            ? new Uint8Array(bytes.length)
            : bytes;
      this.nodes.set(change.node, placed(old ?? new Uint8Array(0), change.at, left));
    }
  }

  /** A file in a folder that is not there is not there either. */
  state(): DiskState {
    const files = new Map<string, Uint8Array>();
    for (const [path, node] of this.names) {
      const folder = path.slice(0, path.lastIndexOf("/"));
      if (this.folders.has(folder)) files.set(path, this.nodes.get(node) ?? new Uint8Array(0));
    }
    return { files, folders: this.folders, memory: this.memory };
  }
}

/** A disk that begins in a state, to which the given changes have already been made. */
export class PowerDisk {
  readonly log: Change[];
  readonly start: DiskState;
  private readonly tree: Tree;
  private nextNode: number;

  constructor(start: DiskState, log: readonly Change[] = []) {
    this.start = start;
    this.log = [...log];
    this.tree = new Tree(start);
    this.nextNode = this.tree.nodes.size;
    for (const change of log) {
      this.tree.apply(change, "kept");
      if ("node" in change) this.nextNode = Math.max(this.nextNode, change.node + 1);
    }
  }

  private record(change: Change): void {
    this.log.push(change);
    this.tree.apply(change, "kept");
  }

  private nodeAt(path: string): number | undefined {
    return this.tree.names.get(path);
  }

  isFolder = (path: string) => this.tree.folders.has(path);
  memory = () => this.tree.memory;
  read(path: string): Uint8Array | null {
    const node = this.nodeAt(path);
    return node === undefined ? null : (this.tree.nodes.get(node) ?? new Uint8Array(0));
  }
  children(folder: string): string[] {
    const inside = [...this.tree.names.keys(), ...this.tree.folders];
    return inside.filter((path) => path.slice(0, path.lastIndexOf("/")) === folder);
  }

  makeFolder(path: string): void {
    if (!this.isFolder(path)) this.record({ kind: "folder", path });
  }
  write(path: string, at: number, bytes: Uint8Array): void {
    const node = this.nodeAt(path) ?? this.nextNode++;
    this.record({ kind: "write", node, path, at, bytes: bytes.slice() });
  }
  cut(path: string, length: number): void {
    const node = this.nodeAt(path);
    if (node !== undefined) this.record({ kind: "cut", node, path, length });
  }
  rename(from: string, to: string): void {
    const node = this.nodeAt(from);
    if (node === undefined) throw new Error(`no ${from}`);
    this.record({ kind: "rename", node, from, to });
  }
  flush(path: string): void {
    const node = this.nodeAt(path);
    if (node === undefined) throw new Error(`no ${path}`);
    this.record({ kind: "flush", node, path });
  }
  remember(key: string, text: string): void {
    this.record({ kind: "remember", key, text });
  }
  state = (): DiskState => this.tree.state();
}

/** The places in a log of the changes that would not surely outlive the end of the log. */
export function notFlushed(log: readonly Change[]): number[] {
  const lastFlush = new Map<number, number>();
  const lasting = new Map<string, number>();
  log.forEach((change, i) => {
    if (change.kind !== "flush") return;
    lastFlush.set(change.node, i);
    // A name that lasts lies in folders that last.
    for (let path = change.path; path.includes("/"); ) {
      path = path.slice(0, path.lastIndexOf("/"));
      lasting.set(path, i);
    }
  });
  return log.flatMap((change, i) => {
    if (change.kind === "flush" || change.kind === "remember") return [];
    const flushed =
      change.kind === "folder" ? lasting.get(change.path) : lastFlush.get(change.node);
    return (flushed ?? -1) > i ? [] : [i];
  });
}

/** The disk after a power cut at the end of a log, when its changes had these fates; `kept` where none is named. */
export function afterPowerCut(
  start: DiskState,
  log: readonly Change[],
  fates: ReadonlyMap<number, Fate>,
): DiskState {
  const tree = new Tree(start);
  log.forEach((change, i) => {
    tree.apply(change, fates.get(i) ?? "kept");
  });
  return tree.state();
}

/** Ways in which the changes that were not flushed can have ended, each with a name. */
export function* fatesOf(
  open: readonly number[],
): Generator<{ name: string; fates: Map<number, Fate> }> {
  yield { name: "all kept", fates: new Map() };
  if (open.length === 0) return;
  yield { name: "all dropped", fates: new Map(open.map((i) => [i, "dropped"])) };
  for (const one of open) {
    for (const fate of ["dropped", "torn", "zeros"] as const) {
      yield { name: `${one} ${fate}`, fates: new Map([[one, fate]]) };
    }
    const others = open.filter((i) => i !== one);
    yield { name: `only ${one} kept`, fates: new Map(others.map((i) => [i, "dropped"])) };
    yield {
      name: `only ${one}, torn`,
      fates: new Map([...others.map((i) => [i, "dropped"] as const), [one, "torn"]]),
    };
  }
}
