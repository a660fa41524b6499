export type Header = readonly [name: string, value: string];

/** Headers that several messages share, e.g. all that is told of one channel; their text is made once. */
export class Headers {
  readonly list: readonly Header[];
  #text: string | null = null;

  constructor(list: readonly Header[]) {
    this.list = list;
  }

  get text(): string {
    if (this.#text === null) {
      let text = '';
      for (const [name, value] of this.list) text += `${name}: ${value}\r\n`;
      this.#text = text;
    }
    return this.#text;
  }
}

/** What the exchange says over its manager interface. */
export interface ExchangeMessage {
  readonly kind: 'event' | 'response';
  readonly name: string;
  /** null: of a list or an answer, which carry none */
  readonly privilege: string | null;
  /** µs since the epoch; null where the exchange tells no time */
  readonly at: number | null;
  readonly parts: readonly Headers[];
}

/**
 * The message as asterisk-manager hands it over: names in lower case, a header that comes twice is an array,
 * `ChanVariable` an object.
 */
export interface ParsedMessage {
  readonly kind: 'event' | 'response';
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** As bytes on the wire, but for the encoding. `at` stands in for the message's own time, where it has one. */
export function wireText(message: ExchangeMessage, at: number | null = message.at): string {
  let text = message.kind === 'event' ? `Event: ${message.name}\r\n` : `Response: ${message.name}\r\n`;
  if (message.privilege !== null) text += `Privilege: ${message.privilege}\r\n`;
  if (message.at !== null && at !== null) text += `Timestamp: ${stampOf(at)}\r\n`;
  for (const part of message.parts) text += part.text;
  return `${text}\r\n`;
}

export function parsed(message: ExchangeMessage): ParsedMessage {
  const fields: Record<string, unknown> = { [message.kind]: message.name };
  if (message.privilege !== null) fields.privilege = message.privilege;
  if (message.at !== null) fields.timestamp = stampOf(message.at);
  for (const part of message.parts) for (const [name, value] of part.list) add(fields, name, value);
  return { kind: message.kind, name: message.name, fields };
}

/** `1795511322.440181` */
export function stampOf(micros: number): string {
  const whole = Math.floor(micros / 1_000_000);
  return `${whole}.${String(micros - whole * 1_000_000).padStart(6, '0')}`;
}

function add(fields: Record<string, unknown>, name: string, value: string): void {
  const key = lowerCase(name);
  if (key === 'chanvariable' || key === 'variable') {
    const [variable = '', ...content] = value.split('=');
    const before = fields[key];
    fields[key] = { ...(typeof before === 'object' ? before : {}), [variable]: content.join('=') };
    return;
  }
  const before = fields[key];
  if (before === undefined) fields[key] = value;
  else if (Array.isArray(before)) before.push(value);
  else fields[key] = [before, value];
}

const lowered = new Map<string, string>();

/** A few hundred names in all, each lowered once; names with a channel in them (OriginateResponse) are not kept. */
function lowerCase(name: string): string {
  const known = lowered.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  if (!name.includes('(')) lowered.set(name, lower);
  return lower;
}
