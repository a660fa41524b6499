import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Both ways the same: HMAC-SHA-256 (RFC 2104) over timestamp, nonce and body (path and query where there is none), each on
 * its own line, as hex. The timestamp is seconds since the epoch.
 */
export function signatureOf(secret: string, timestamp: string, nonce: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}\n${nonce}\n${body}`).digest('hex');
}

/** Takes the same time however much of it is right. */
export function isSignedBy(
  secret: string,
  {
    timestamp,
    nonce,
    signature,
    body,
  }: { timestamp: string; nonce: string; signature: string; body: string },
): boolean {
  const right = Buffer.from(signatureOf(secret, timestamp, nonce, body));
  const given = Buffer.from(signature);
  return given.length === right.length && timingSafeEqual(given, right);
}
