import { firstFrom } from './first-from.ts';
import { PackedStrings, pack } from './packed-strings.ts';

/** The ids of a segment's documents: by the document's number, and the number by the id. */
export class IdTable {
  readonly size: number;
  readonly strings: PackedStrings;
  /** the numbers of the documents in the order of their ids */
  readonly order: Uint32Array;

  constructor(strings: PackedStrings, order: Uint32Array) {
    this.strings = strings;
    this.order = order;
    this.size = strings.size;
  }

  /** @throws RangeError for two documents of the same id */
  static of(ids: readonly string[]): IdTable {
    const inOrder = (one: number, other: number) => ((ids[one] ?? '') < (ids[other] ?? '') ? -1 : 1);
    const order = Uint32Array.from(ids.keys()).sort(inOrder);
    for (let at = 1; at < order.length; at += 1)
      if (ids[order[at] ?? 0] === ids[order[at - 1] ?? 0])
        throw new RangeError(`two documents have the same id: ${ids[order[at] ?? 0]}`);
    const { units, ends } = pack(ids);
    return new IdTable(new PackedStrings(units, ends), order);
  }

  at(document: number): string {
    return this.strings.at(document);
  }

  /** the document's number; null for one that is not here */
  find(id: string): number | null {
    const { strings, order, size } = this;
    const place = firstFrom(0, size, (at) => strings.compare(order[at] ?? 0, id) < 0);
    const document = order[place];
    return document !== undefined && strings.compare(document, id) === 0 ? document : null;
  }
}
