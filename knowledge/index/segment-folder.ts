import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { decodeSegment, encodeSegment, SegmentError } from './encode-segment.ts';
import type { Files } from './files.ts';
import { LiveSegment } from './live-segment.ts';
import type { Segment } from './segment.ts';

const manifestName = 'manifest.json';
const segmentName = /^segment-(\d{1,15})\.bin$/;
const ownNames = /^(segment-\d{1,15}\.bin|manifest\.json)(\.new)?$/;

const manifestSchema = z.strictObject({
  format: z.literal(1),
  fingerprint: z.string(),
  segments: z.array(
    z.strictObject({
      file: z.string().regex(segmentName),
      /** numbers of documents that were replaced or taken out since, ascending */
      gone: z.array(z.int().nonnegative()),
    }),
  ),
});
type Manifest = z.infer<typeof manifestSchema>;
/** The checksum is that of the manifest's JSON, byte for byte. */
const sealedSchema = z.strictObject({ checksum: z.int(), manifest: z.string() });

/** What a folder holds. All but `loaded` mean: build the index anew. */
export type Loaded =
  | { outcome: 'loaded'; segments: LiveSegment[] }
  | { outcome: 'empty' }
  | { outcome: 'other-fingerprint'; fingerprint: string }
  | { outcome: 'damaged'; error: SegmentError };

/**
 * An index on disk: a file for each segment, written once, and a manifest that names them and what is gone of them.
 * What is saved is what the manifest says; it is replaced in one step, after all that it names is on disk. Files that it
 * does not name are left over from a save that did not end, and go with the next one that does.
 */
export class SegmentFolder {
  readonly #files: Files;
  /** by segment, the file it lies in already */
  #written = new WeakMap<Segment, string>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(files: Files) {
    this.#files = files;
  }

  /** @param fingerprint of all that decides what is in a segment: how words are cut, which fields there are */
  async load(fingerprint: string): Promise<Loaded> {
    try {
      const bytes = await this.#files.read(manifestName);
      if (bytes === null) return { outcome: 'empty' };
      const manifest = readManifest(bytes);
      if (manifest.fingerprint !== fingerprint)
        return { outcome: 'other-fingerprint', fingerprint: manifest.fingerprint };
      const segments: LiveSegment[] = [];
      for (const { file, gone } of manifest.segments) segments.push(await this.#loadOne(file, gone));
      return { outcome: 'loaded', segments };
    } catch (error) {
      if (error instanceof SegmentError) return { outcome: 'damaged', error };
      throw error;
    }
  }

  /**
   * Saves the segments as they are when it is called; one that is on disk already is not written again. Resolves when
   * they would outlast a loss of power; where it rejects, what was saved before is still there.
   */
  save(fingerprint: string, segments: readonly LiveSegment[]): Promise<void> {
    const now = segments.map(({ segment, gone }) => ({ segment, gone: numbersOf(gone) }));
    const saved = this.#last.then(() => this.#save(fingerprint, now));
    // The next save comes after this one, whatever became of it; who asked for this one hears of it.
    this.#last = saved.then(
      () => {},
      () => {},
    );
    return saved;
  }

  async #loadOne(file: string, gone: readonly number[]): Promise<LiveSegment> {
    const bytes = await this.#files.read(file);
    if (bytes === null)
      throw new SegmentError(`索引文件 ${file} 不见了。请重建索引 · an index file is missing`);
    const segment = decodeSegment(bytes, file);
    const marks = new Uint8Array(segment.ids.size);
    for (const document of gone) {
      if (document >= marks.length)
        throw new SegmentError(`${manifestName} 提到 ${file} 中没有的文档 ${document}。请重建索引`);
      marks[document] = 1;
    }
    this.#written.set(segment, file);
    return new LiveSegment(segment, marks);
  }

  async #save(fingerprint: string, now: readonly { segment: Segment; gone: number[] }[]): Promise<void> {
    const files = this.#files;
    const present = await files.list();
    let last = Math.max(0, ...present.map((name) => Number(segmentName.exec(name)?.[1] ?? 0)));
    const manifest: Manifest = { format: 1, fingerprint, segments: [] };
    for (const { segment, gone } of now) {
      let file = this.#written.get(segment);
      if (file === undefined || !present.includes(file)) {
        last += 1;
        file = `segment-${last}.bin`;
        await this.#put(file, encodeSegment(segment));
        this.#written.set(segment, file);
      }
      manifest.segments.push({ file, gone });
    }
    // A manifest must not outlast a loss of power that a file it names does not.
    await files.syncFolder();
    await this.#put(manifestName, sealed(manifest));
    await files.syncFolder();
    // Names of files that go now may be given again: only those of this manifest are known from here on.
    this.#written = new WeakMap(now.map(({ segment }, at) => [segment, manifest.segments[at]?.file ?? '']));
    const named = new Set([manifestName, ...manifest.segments.map(({ file }) => file)]);
    for (const name of await files.list())
      if (ownNames.test(name) && !named.has(name)) await files.remove(name);
  }

  async #put(name: string, bytes: Uint8Array): Promise<void> {
    await this.#files.write(`${name}.new`, bytes);
    await this.#files.rename(`${name}.new`, name);
  }
}

function sealed(manifest: Manifest): Uint8Array {
  const text = JSON.stringify(manifest);
  return new TextEncoder().encode(`${JSON.stringify({ checksum: crc32(text), manifest: text })}\n`);
}

function readManifest(bytes: Uint8Array): Manifest {
  const damaged = (error?: unknown) =>
    new SegmentError(`${manifestName} 已损坏。请重建索引 · the manifest is damaged`, { cause: error });
  try {
    const { checksum, manifest } = sealedSchema.parse(
      JSON.parse(new TextDecoder().decode(new Uint8Array(bytes))),
    );
    if (checksum !== crc32(manifest)) throw damaged();
    return manifestSchema.parse(JSON.parse(manifest));
  } catch (error) {
    if (error instanceof SegmentError) throw error;
    throw damaged(error);
  }
}

function numbersOf(gone: Uint8Array): number[] {
  const numbers: number[] = [];
  for (let document = gone.indexOf(1); document >= 0; document = gone.indexOf(1, document + 1))
    numbers.push(document);
  return numbers;
}
