import { canonicalJson } from '../canonical-json.ts';
import { type ChainedEntry, entryHash, hex, openingHash } from '../journal/chain.ts';
import type { JournalSegmentRow, JournalStreamRow } from '../schema.ts';
import type { Problems } from './problem.ts';

/** Heads are signed each second; what a killed bridge left unsigned, its next start signs. ms */
const longestUnsigned = 10_000;

type Entry = ChainedEntry & { hash: Uint8Array };

/** One walk along a chain, an entry a step; it holds nothing but where it stands. */
export class Walk {
  readonly #stream: JournalStreamRow;
  readonly #name: string;
  readonly #problems: Problems;
  readonly #anchored: ReadonlyMap<number, string>;
  segments: JournalSegmentRow[] = [];
  epochs: ReadonlyMap<number, number> = new Map();
  signed: ReadonlyMap<number, string> = new Map();
  signedThrough = 0;
  entries = 0;
  position = 0;
  hash = '';
  #epoch = 0;
  #segment = 0;
  #unsignedFrom: number | null = null;
  #lastAt = 0;

  constructor(stream: JournalStreamRow, problems: Problems, anchored: ReadonlyMap<number, string>) {
    this.#stream = stream;
    this.#name = canonicalJson(stream.name);
    this.#problems = problems;
    this.#anchored = anchored;
  }

  step(entry: Entry): void {
    this.entries += 1;
    const { position, epoch } = entry;
    if (position !== this.position + 1)
      this.#tell(
        'chain.gap',
        position,
        `位置 ${this.position + 1} 至 ${position - 1} 缺失。`,
        `Positions ${this.position + 1} to ${position - 1} are missing.`,
      );
    const firstOfEpoch = this.epochs.get(epoch);
    if (epoch < this.#epoch || firstOfEpoch === undefined || firstOfEpoch > position)
      this.#tell(
        'chain.epoch',
        position,
        `纪元 ${epoch} 未登记或倒退。`,
        `Epoch ${epoch} was never opened, or goes back.`,
      );
    this.#epoch = Math.max(this.#epoch, epoch);

    const built = this.segments[this.#segment]?.first_position === position ? this.#openSegment() : this.hash;
    const stored = hex(entry.hash);
    if (entryHash(this.#name, entry, built).toString('hex') !== stored)
      this.#tell(
        'chain.hash',
        position,
        `第 ${position} 条内容与其哈希不符。`,
        `Entry ${position} does not match its hash.`,
      );
    // Its own hash carries the walk on: one entry that was changed is one problem.
    this.hash = stored;
    this.position = position;
    this.#lastAt = entry.at;
    if (position > this.signedThrough) this.#unsignedFrom ??= entry.at;
    this.#compare(
      this.signed.get(position),
      stored,
      'chain.signed-head',
      '数据中的签名',
      'the signed head in the data',
    );
    this.#compare(this.#anchored.get(position), stored, 'anchor.mismatch', '锚文件', 'the anchor');
  }

  end(): void {
    const { head, head_hash } = this.#stream;
    if (this.position !== head || (head_hash && this.entries > 0 && hex(head_hash) !== this.hash))
      this.#tell(
        'chain.head',
        head,
        `流的登记末端是 ${head}，实际到 ${this.position}。`,
        `The stream says it ends at ${head}, its entries end at ${this.position}.`,
      );
    if (this.#segment < this.segments.length)
      this.#tell('chain.segment', null, '有分段没有条目。', 'A segment has no entries.');
    if (this.entries > 0 && this.#segment === 0)
      this.#tell('chain.segment', 1, '首段没有登记。', 'The first segment is not on record.');
    if (this.#unsignedFrom !== null && this.#lastAt - this.#unsignedFrom > longestUnsigned)
      this.#tell(
        'chain.unsigned',
        this.signedThrough + 1,
        '此后的条目没有有效签名。',
        'From here on no valid signature vouches for the entries.',
      );
    for (const [source, heads] of [
      ['chain.signed-head', this.signed],
      ['anchor.beyond', this.#anchored],
    ] as const)
      for (const position of heads.keys())
        if (position > this.position)
          this.#tell(
            source,
            position,
            `签名末端在 ${position}，日志只到 ${this.position}：尾部被截去。`,
            `A signed head stands at ${position}, the journal ends at ${this.position}: its tail was cut off.`,
          );
  }

  #openSegment(): string {
    const segment = this.segments[this.#segment];
    if (!segment) return this.hash;
    this.#segment += 1;
    const { month, first_position: firstPosition, checkpoint, previous_hash } = segment;
    const previous = previous_hash && hex(previous_hash);
    const opening = openingHash({ stream: this.#stream.name, month, firstPosition, previous, checkpoint });
    if ((previous ?? '') !== this.hash || opening.toString('hex') !== hex(segment.opening_hash))
      this.#tell(
        'chain.segment',
        firstPosition,
        `分段 ${month} 的开端与上一段的末端不符。`,
        `The opening of segment ${month} does not bind the last head before it.`,
      );
    return hex(segment.opening_hash);
  }

  #compare(expected: string | undefined, found: string, code: string, zh: string, en: string): void {
    if (expected === undefined || expected === found) return;
    this.#tell(
      code,
      this.position,
      `第 ${this.position} 条的哈希与${zh}不同：日志曾被重写。`,
      `The hash at ${this.position} differs from ${en}: the journal was rewritten.`,
    );
  }

  #tell(code: string, position: number | null, zh: string, en: string): void {
    this.#problems.add(code, this.#stream.name, position, { zh, en });
  }
}
