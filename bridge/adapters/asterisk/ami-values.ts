/** An action with its headers; a header that is absent has no key. */
export interface AmiAction {
  readonly Action: string;
  readonly [header: string]: string;
}

export interface RefusedValue {
  header: string;
  why: string;
}

/**
 * Asterisk reads a line into 1,024 bytes and throws the whole action away when one is longer (`Failed to parse
 * message: line too long`); with CRLF and some room to spare a header has to stay below.
 */
const lineLimit = 1000;

/**
 * What must not reach the wire. asterisk-manager writes values as they are: a pause reason or a caller's name with a
 * line break in it would add headers, or whole actions of its own.
 */
export function refusedValue(action: AmiAction): RefusedValue | null {
  for (const [header, value] of Object.entries(action)) {
    if (!/^[A-Za-z]+$/.test(header)) return { header, why: 'is no name of a header' };
    if (header.toLowerCase() === 'actionid') return { header, why: 'is given by the connection alone' };
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    if (/[\r\n\u0000]/.test(value)) return { header, why: 'contains a line break or NUL' };
    if (!value.isWellFormed()) return { header, why: 'contains half a character' };
    if (Buffer.byteLength(value) + header.length + 2 > lineLimit) {
      return { header, why: `is longer than ${lineLimit} bytes` };
    }
  }
  return null;
}
