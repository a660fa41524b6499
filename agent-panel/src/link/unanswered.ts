import type { Command } from '../../../bridge/protocol/commands.ts';
import type { CommandResult } from '../../../bridge/protocol/frames.ts';
import { BRIEF_MS, patienceOf } from './patience.ts';
import { linkWords } from './words.ts';

interface Waiting {
  command: Command;
  givenAt: number;
  resolve: (result: CommandResult) => void;
}

const refusal = (code: string, message: string): CommandResult => ({ outcome: 'refused', code, message });

/** Commands in flight, by id, oldest first: each is answered once, however often it was sent. */
export class Unanswered {
  readonly #send: (id: string, command: Command) => void;
  readonly #waiting = new Map<string, Waiting>();

  constructor(send: (id: string, command: Command) => void) {
    this.#send = send;
  }

  add(id: string, command: Command, now: number, connected: boolean): Promise<CommandResult> {
    if (!connected && patienceOf(command.type) !== 'lasting')
      return Promise.resolve(refusal('not-connected', linkWords.notConnected));
    return new Promise((resolve) => {
      this.#waiting.set(id, { command, givenAt: now, resolve });
      if (connected) this.#send(id, command);
    });
  }

  /** An answer to a command that is not waiting is a repetition: nobody is told twice. */
  answer(id: string, result: CommandResult): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.resolve(result);
  }

  linkLost(): void {
    this.#refuse(
      'not-connected',
      linkWords.notConnected,
      ({ command }) => patienceOf(command.type) === 'momentary',
    );
  }

  expire(now: number): void {
    const overdue = ({ command, givenAt }: Waiting) =>
      patienceOf(command.type) !== 'lasting' && now - givenAt > BRIEF_MS;
    this.#refuse('unconfirmed', linkWords.unconfirmed, overdue);
  }

  /** After a welcome: the bridge may have seen none, some or all of these, and each happens once. */
  sendAgain(now: number): void {
    this.expire(now);
    for (const [id, { command }] of this.#waiting) this.#send(id, command);
  }

  #refuse(code: string, message: string, which: (waiting: Waiting) => boolean): void {
    for (const [id, waiting] of this.#waiting) if (which(waiting)) this.answer(id, refusal(code, message));
  }
}
