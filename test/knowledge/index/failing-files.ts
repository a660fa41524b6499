import type { Files } from '../../../knowledge/index/files.ts';

/** A folder whose power can fail: names that were given or taken away since it was synced may come out either way. */
export class FailingFiles implements Files {
  /** what the process sees */
  #names: Map<string, Uint8Array<ArrayBuffer>>;
  /** what is surely on disk */
  #synced: Map<string, Uint8Array<ArrayBuffer>>;
  #unsynced: ((names: Map<string, Uint8Array<ArrayBuffer>>) => void)[] = [];
  /** operations until one fails */
  #left = Number.POSITIVE_INFINITY;
  /** bytes of files that were written whole */
  written = 0;

  constructor(names: Iterable<[string, Uint8Array<ArrayBuffer>]> = []) {
    this.#names = new Map(names);
    this.#synced = new Map(this.#names);
  }

  failAfter(operations: number): void {
    this.#left = operations;
  }

  /** What a new process finds: after a kill all that was done, after a loss of power what chance made of it. */
  afterCrash(power: 'stays' | 'fails', chance: number): FailingFiles {
    if (power === 'stays') return new FailingFiles(this.#names);
    const names = new Map(this.#synced);
    this.#unsynced.forEach((change, at) => {
      if ((chance >>> (at % 31)) & 1) change(names);
    });
    return new FailingFiles(names);
  }

  async list(): Promise<string[]> {
    return [...this.#names.keys()];
  }

  async read(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.#names.get(name)?.slice() ?? null;
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    const whole = new Uint8Array(bytes);
    const fails = this.#left <= 0;
    const content = fails ? whole.slice(0, whole.length >> 1) : whole;
    this.#change((names) => names.set(name, content));
    this.#operate();
    this.written += whole.length;
  }

  async rename(from: string, to: string): Promise<void> {
    this.#operate();
    const content = this.#names.get(from);
    if (content === undefined) throw new Error(`no such file: ${from}`);
    this.#change((names) => {
      names.delete(from);
      names.set(to, content);
    });
  }

  async remove(name: string): Promise<void> {
    this.#operate();
    this.#change((names) => names.delete(name));
  }

  async syncFolder(): Promise<void> {
    this.#operate();
    this.#synced = new Map(this.#names);
    this.#unsynced = [];
  }

  #change(change: (names: Map<string, Uint8Array<ArrayBuffer>>) => void): void {
    change(this.#names);
    this.#unsynced.push(change);
  }

  #operate(): void {
    this.#left -= 1;
    if (this.#left < 0) throw new Error('the disk is full');
  }
}
