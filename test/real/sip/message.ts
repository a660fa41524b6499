/** SIP messages (RFC 3261 §7) as far as a test telephone needs them. */

export type Headers = readonly (readonly [name: string, value: string])[];

export interface SipRequest {
  kind: 'request';
  method: string;
  uri: string;
  headers: Headers;
  body: string;
}

export interface SipResponse {
  kind: 'response';
  status: number;
  reason: string;
  headers: Headers;
  body: string;
}

export type SipMessage = SipRequest | SipResponse;

const COMPACT: Readonly<Record<string, string>> = {
  i: 'call-id',
  m: 'contact',
  l: 'content-length',
  c: 'content-type',
  f: 'from',
  s: 'subject',
  t: 'to',
  v: 'via',
};

export function parseSip(text: string): SipMessage | null {
  const split = text.indexOf('\r\n\r\n');
  if (split < 0) return null;
  const [start = '', ...lines] = text
    .slice(0, split)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line): readonly [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  });
  const body = text.slice(split + 4);
  const response = /^SIP\/2\.0 (\d{3}) ?(.*)$/.exec(start);
  if (response !== null) {
    return { kind: 'response', status: Number(response[1]), reason: response[2] ?? '', headers, body };
  }
  const request = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(start);
  return request === null
    ? null
    : { kind: 'request', method: request[1] ?? '', uri: request[2] ?? '', headers, body };
}

export function sipText(message: SipMessage): string {
  const start =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`;
  const lines = message.headers.map(([name, value]) => `${name}: ${value}`);
  return [start, ...lines, `Content-Length: ${Buffer.byteLength(message.body)}`, '', message.body].join(
    '\r\n',
  );
}

export function headersOf(message: SipMessage, name: string): string[] {
  const wanted = name.toLowerCase();
  return message.headers
    .filter(([given]) => (COMPACT[given.toLowerCase()] ?? given.toLowerCase()) === wanted)
    .map(([, value]) => value);
}

export function header(message: SipMessage, name: string): string {
  return headersOf(message, name)[0] ?? '';
}

/** A parameter such as `branch` of Via or `tag` of From. */
export function parameter(value: string, name: string): string | undefined {
  return new RegExp(`;\\s*${name}=([^;>\\s]+)`, 'i').exec(value)?.[1];
}

/** The URI in `"Name" <sip:…>;tag=…` */
export function uriOf(value: string): string {
  return /<([^>]+)>/.exec(value)?.[1] ?? value.split(';')[0]?.trim() ?? '';
}

export function methodOf(message: SipMessage): string {
  return message.kind === 'request' ? message.method : (header(message, 'cseq').split(/\s+/)[1] ?? '');
}

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** One audio stream that nobody listens to: signalling is all these tests are about. */
export function sdp(address: string, version: number, direction: Direction): string {
  const family = address.includes(':') ? 'IP6' : 'IP4';
  return [
    'v=0',
    `o=- 1 ${version} IN ${family} ${address}`,
    's=-',
    `c=IN ${family} ${address}`,
    't=0 0',
    'm=audio 40002 RTP/AVP 8',
    'a=rtpmap:8 PCMA/8000',
    `a=${direction}`,
    '',
  ].join('\r\n');
}

/** What to answer to an offer's direction (RFC 3264 §6.1). */
export function answerDirection(offer: string): Direction {
  const [, offered] = /^a=(sendrecv|sendonly|recvonly|inactive)\r?$/m.exec(offer) ?? [];
  return offered === 'sendonly'
    ? 'recvonly'
    : offered === 'recvonly'
      ? 'sendonly'
      : offered === 'inactive'
        ? 'inactive'
        : 'sendrecv';
}
