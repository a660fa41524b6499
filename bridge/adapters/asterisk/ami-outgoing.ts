/** An action that is about to be written, as the guard will check it. */
export interface AnnouncedAction {
  action: string;
  /** null: one that asterisk-manager chooses, as it does for its login */
  actionId: string | null;
  /** headers, ActionID included */
  headers: number;
}

export class OutgoingError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OutgoingError';
  }
}

const limit = 64 * 1024;
const messageEnd = Buffer.from('\r\n\r\n');

/**
 * The way from asterisk-manager to the exchange: lets whole actions pass, each exactly as announced. A value with a
 * line break would change the number of headers or make two actions of one, so that it cannot get through even if
 * it got past `refusedValue`.
 */
export class AmiOutgoing {
  readonly #announced: AnnouncedAction[] = [];
  #rest = Buffer.alloc(0);

  announce(action: AnnouncedAction): void {
    this.#announced.push(action);
  }

  /**
   * @returns the actions that these bytes complete, with their ActionIDs
   * @throws OutgoingError; it names headers, never values: they may be secrets
   */
  push(chunk: Uint8Array): { bytes: Buffer; actionId: string }[] {
    const passed: { bytes: Buffer; actionId: string }[] = [];
    let rest = Buffer.concat([this.#rest, chunk]);
    for (let end = rest.indexOf(messageEnd); end !== -1; end = rest.indexOf(messageEnd)) {
      const bytes = rest.subarray(0, end + messageEnd.length);
      passed.push({ bytes, actionId: this.#check(bytes.toString('utf8', 0, end)) });
      rest = rest.subarray(bytes.length);
    }
    if (rest.length > limit) throw new OutgoingError('an action without an end was about to be sent');
    this.#rest = rest;
    return passed;
  }

  #check(text: string): string {
    const announced = this.#announced.shift();
    if (announced === undefined)
      throw new OutgoingError('an action was about to be sent that nobody had asked for');
    const headers = text.split('\r\n').map(header);
    const named = (name: string) => headers.filter((each) => each.name.toLowerCase() === name);
    const [action, secondAction] = named('action');
    const [actionId, secondId] = named('actionid');
    const asAnnounced =
      headers.length === announced.headers &&
      action?.value.toLowerCase() === announced.action.toLowerCase() &&
      actionId !== undefined &&
      (announced.actionId === null || actionId.value === announced.actionId) &&
      secondAction === undefined &&
      secondId === undefined;
    if (!asAnnounced) {
      const names = headers.map(({ name }) => name).join(', ');
      throw new OutgoingError(
        `the action ${announced.action} was about to be sent with other headers: ${names}`,
      );
    }
    return actionId.value;
  }
}

function header(line: string): { name: string; value: string } {
  const colon = line.indexOf(': ');
  const name = line.slice(0, Math.max(colon, 0));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (!/^[A-Za-z]+$/.test(name) || /[\r\n\u0000]/.test(line)) {
    throw new OutgoingError('a line that is no header was about to be sent');
  }
  return { name, value: line.slice(colon + 2) };
}
