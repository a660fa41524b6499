import type { IncomingMessage } from 'node:http';

const name = 'yihaoda_session';

/** All that came: a browser keeps a cookie of a frame beside one of the same name that has long ended. */
const mostTokens = 4;

export function tokensOf(request: IncomingMessage): string[] {
  const tokens: string[] = [];
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === name) tokens.push(part.slice(equals + 1).trim());
  }
  return tokens.slice(0, mostTokens);
}

export interface CookieOptions {
  path: string;
  secure: boolean;
  /** of a page in another system's frame */
  embedded: boolean;
}

/**
 * No script reads it, no other site sends it with a request that changes something, and over https never in the clear.
 * A frame of another site gets one of its own, which no other site's frame sees (CHIPS); it needs https. A browser that
 * knows no `Partitioned` (Chromium 86) keeps it as a third party's, or not at all where people have forbidden those.
 */
export function sessionCookie(
  token: string,
  { path, secure, embedded, expiresAt }: CookieOptions & { expiresAt: number },
): string {
  const parts = [
    `${name}=${token}`,
    `Path=${path}`,
    `Expires=${new Date(expiresAt).toUTCString()}`,
    'HttpOnly',
    ...(secure && embedded ? ['SameSite=None', 'Secure', 'Partitioned'] : ['SameSite=Lax']),
    ...(secure && !embedded ? ['Secure'] : []),
  ];
  return parts.join('; ');
}

export function endedCookie(options: CookieOptions): string {
  return sessionCookie('', { ...options, expiresAt: 0 });
}
