/** An action as a client sent it: names in lower case, the first value where a header comes twice. */
export type Action = ReadonlyMap<string, string>;

/** Asterisk reads a line into 1,024 bytes and throws the whole action away when one is longer. */
const longestLine = 1024;
const longestAction = 64 * 1024;

/** Cuts the bytes of one client into actions. */
export class ActionReader {
  #rest = '';

  /** @throws where the client sends no actions at all, but bytes without end */
  read(text: string): Action[] {
    this.#rest += text;
    const actions: Action[] = [];
    for (let end = this.#rest.indexOf('\r\n\r\n'); end >= 0; end = this.#rest.indexOf('\r\n\r\n')) {
      const action = parse(this.#rest.slice(0, end));
      this.#rest = this.#rest.slice(end + 4);
      if (action !== null) actions.push(action);
    }
    if (this.#rest.length > longestAction) throw new Error('an action without an end');
    return actions;
  }
}

function parse(text: string): Action | null {
  const action = new Map<string, string>();
  for (const line of text.split('\r\n')) {
    if (line.length >= longestLine) return null;
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!action.has(name)) action.set(name, line.slice(colon + 1).trim());
  }
  return action.size === 0 ? null : action;
}
