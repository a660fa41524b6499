/**
 * A message of the exchange as asterisk-manager parsed it: names in lower case, a header that comes twice is an
 * array, `Variable` is an object. Nothing in it can be trusted to be of the shape one expects.
 */
export interface AmiMessage {
  kind: 'event' | 'response';
  /** As sent: `QueueCallerJoin`, `Success` */
  name: string;
  fields: AmiFields;
}

export type AmiFields = Readonly<Record<string, unknown>>;

/** What asterisk-manager hands over, or null where it is no message: it makes an item of every empty line. */
export function amiMessage(item: AmiFields): AmiMessage | null {
  const event = text(item, 'event');
  const response = text(item, 'response');
  if (event !== null && (response === null || comesFirst(item, 'event', 'response'))) {
    return { kind: 'event', name: event, fields: item };
  }
  return response === null ? null : { kind: 'response', name: response, fields: item };
}

/** The value of a header, the first one where it came several times; null where it is absent. */
export function field(message: AmiMessage, key: string): string | null {
  return text(message.fields, key);
}

function text(fields: AmiFields, key: string): string | null {
  const value = own(fields, key);
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return null;
  const first = value.find((each) => typeof each === 'string');
  return typeof first === 'string' ? first : null;
}

/** A header named `constructor` or `__proto__` reaches what an object inherits; only what is its own was sent. */
function own(fields: AmiFields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** OriginateResponse is an event with a header `Response` and our ActionID, not the answer to the action. */
function comesFirst(fields: AmiFields, one: string, other: string): boolean {
  const keys = Object.keys(fields);
  return keys.indexOf(one) < keys.indexOf(other);
}
