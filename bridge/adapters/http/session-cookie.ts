import type { IncomingMessage } from 'node:http';

const name = 'yihaoda_session';

export function tokenOf(request: IncomingMessage): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return null;
}

/** No script reads it, no other site sends it with a request that changes something, and over https never in the clear. */
export function sessionCookie(
  token: string,
  { path, secure, expiresAt }: { path: string; secure: boolean; expiresAt: number },
): string {
  const parts = [
    `${name}=${token}`,
    `Path=${path}`,
    `Expires=${new Date(expiresAt).toUTCString()}`,
    'HttpOnly',
    'SameSite=Lax',
  ];
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ');
}

export function endedCookie(options: { path: string; secure: boolean }): string {
  return sessionCookie('', { ...options, expiresAt: 0 });
}
