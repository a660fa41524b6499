/**
 * A message of the exchange as asterisk-manager parsed it: names in lower case, a header that comes twice is an
 * array, `Variable` and `ChanVariable` are objects. Nothing in it can be trusted to be of the shape one expects.
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

/** All values of a header that may come several times. */
export function fieldValues(message: AmiMessage, key: string): string[] {
  const value = own(message.fields, key);
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

/**
 * The channel variables that `channelvars` of manager.conf adds to each event. `DestChanVariable` stays a list of
 * `NAME=value`: asterisk-manager makes objects of `Variable` and `ChanVariable` only (member-local-channel.ami).
 */
export function channelVariables(
  message: AmiMessage,
  key: 'chanvariable' | 'destchanvariable' = 'chanvariable',
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const value = own(message.fields, key);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [name, content] of Object.entries(value)) {
      if (typeof content === 'string') found.set(name, content);
    }
    return found;
  }
  for (const pair of fieldValues(message, key)) {
    const [name = '', ...content] = pair.split('=');
    found.set(name, content.join('='));
  }
  return found;
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
