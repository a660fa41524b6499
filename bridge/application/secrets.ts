import type { PasswordHash } from './store.ts';

/** What must be hard to guess: done by an adapter, so that the application needs no cryptography of its own. */
export interface Secrets {
  hashPassword(password: string): Promise<PasswordHash>;
  passwordMatches(password: string, hash: PasswordHash): Promise<boolean>;
  /** a bearer token, at least 256 bits of chance, safe in a URL and a cookie */
  newToken(): string;
  /** what of a token is stored: it cannot be turned back */
  tokenHash(token: string): string;
}
