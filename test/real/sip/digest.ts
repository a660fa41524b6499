import { createHash, randomBytes } from 'node:crypto';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

export interface DigestRequest {
  method: string;
  uri: string;
  user: string;
  password: string;
}

/** The Authorization value for a WWW-Authenticate or Proxy-Authenticate challenge (RFC 7616, MD5, qop=auth). */
export function digestAuthorization(
  challenge: string,
  { method, uri, user, password }: DigestRequest,
): string {
  const realm = challengeValue(challenge, 'realm') ?? '';
  const nonce = challengeValue(challenge, 'nonce') ?? '';
  const opaque = challengeValue(challenge, 'opaque');
  const ha1 = md5(`${user}:${realm}:${password}`);
  const ha2 = md5(`${method}:${uri}`);
  const base = `Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", algorithm=MD5`;
  const tail = opaque === undefined ? '' : `, opaque="${opaque}"`;
  if (challengeValue(challenge, 'qop') === undefined) {
    return `${base}, response="${md5(`${ha1}:${nonce}:${ha2}`)}"${tail}`;
  }
  const cnonce = randomBytes(8).toString('hex');
  const response = md5(`${ha1}:${nonce}:00000001:${cnonce}:auth:${ha2}`);
  return `${base}, response="${response}", qop=auth, nc=00000001, cnonce="${cnonce}"${tail}`;
}

function challengeValue(challenge: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}=(?:"([^"]*)"|([^,\\s]+))`, 'i').exec(challenge);
  return found?.[1] ?? found?.[2];
}
