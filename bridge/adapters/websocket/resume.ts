import type { ResumeToken } from '../../protocol/frames.ts';

/**
 * Whether a page that stands at `token` has seen everything: the stream's present epoch, not past its head, and
 * nothing of the page changed after it. On any doubt it has not, and gets the whole view.
 */
export function isUnchanged(token: ResumeToken | null, head: ResumeToken, changedAt: number): boolean {
  if (token === null) return false;
  return (
    token.stream === head.stream &&
    token.epoch === head.epoch &&
    token.position <= head.position &&
    token.position >= changedAt
  );
}

/**
 * Since which journal position each view is as it is. A human act changes a view without an event, so what changes
 * now counts as changed at the next position: nobody who stands at the head already is taken to have seen it.
 */
export class ViewChanges {
  readonly #changedAt = new Map<string, number>();
  readonly #head: () => ResumeToken;
  #all: number;

  constructor(head: () => ResumeToken) {
    this.#head = head;
    this.#all = head().position + 1;
  }

  note(view: string): void {
    this.#changedAt.set(view, this.#head().position + 1);
  }

  noteAll(): void {
    this.#all = this.#head().position + 1;
  }

  of(view: string): number {
    return Math.max(this.#all, this.#changedAt.get(view) ?? 0);
  }
}
