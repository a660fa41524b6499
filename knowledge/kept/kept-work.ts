import { join } from 'node:path';
import type { Library } from '../import/load-library.ts';
import { type Files, filesIn } from '../index/files.ts';
import { SegmentFolder } from '../index/segment-folder.ts';
import type { WorkedOut } from '../rank/worked-out.ts';
import { Vocabulary, type VocabularyTable } from '../text/vocabulary.ts';
import { readSealed, seal, writeSealed } from './sealed-file.ts';

/** What `words.json` holds: Maps are lists of their entries. */
interface KeptWords {
  wordings: WorkedOut['precedents']['wordings'];
  forerunners: {
    clauses: [string, readonly string[]][];
    texts: [string, readonly string[]][];
  };
  vocabulary: VocabularyTable;
}

const words = 'words.json';

/**
 * What was worked out of a library, kept for the next start. Three parts, each for itself whole or nothing and under the
 * same fingerprint; as all of them follow from what that is of, it does not matter when which of them was written.
 */
export class KeptWork {
  readonly #fingerprint: string;
  readonly #clauses: SegmentFolder;
  readonly #precedents: SegmentFolder;
  readonly #words: Files;

  /** @param fingerprint of the library and of the code that works it out */
  constructor(folder: string, fingerprint: string, files: (folder: string) => Files = filesIn) {
    this.#fingerprint = fingerprint;
    this.#clauses = new SegmentFolder(files(join(folder, 'clauses')));
    this.#precedents = new SegmentFolder(files(join(folder, 'precedents')));
    this.#words = files(folder);
  }

  /** null where it has to be worked out anew: nothing is there, or of another library, or a part of it is damaged. */
  async load({ faqs }: Library): Promise<WorkedOut | null> {
    const [clauses, precedents, kept] = await Promise.all([
      this.#clauses.load(this.#fingerprint),
      this.#precedents.load(this.#fingerprint),
      readSealed(this.#words, words, this.#fingerprint),
    ]);
    if (clauses.outcome !== 'loaded' || precedents.outcome !== 'loaded' || kept === null) return null;
    // Under the fingerprint of this very code, and whole: it is what `save` wrote.
    const { wordings, forerunners, vocabulary } = kept as KeptWords;
    if (wordings.lengths.length !== faqs.length) return null;
    return {
      clauses: clauses.segments,
      precedents: {
        segments: precedents.segments,
        wordings,
        forerunners: { clauses: new Map(forerunners.clauses), texts: new Map(forerunners.texts) },
      },
      vocabulary: new Vocabulary(vocabulary),
    };
  }

  /** Keeps it as it is when this is called. Where it rejects, a part may be missing, and the next start works it out. */
  async save({
    clauses,
    precedents: { segments, wordings, forerunners },
    vocabulary,
  }: WorkedOut): Promise<void> {
    const kept: KeptWords = {
      wordings,
      forerunners: { clauses: [...forerunners.clauses], texts: [...forerunners.texts] },
      vocabulary: vocabulary.table(),
    };
    const sealed = seal(this.#fingerprint, kept);
    await Promise.all([
      this.#clauses.save(this.#fingerprint, clauses),
      this.#precedents.save(this.#fingerprint, segments),
    ]);
    await writeSealed(this.#words, words, sealed);
  }
}
