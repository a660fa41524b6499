import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { PasswordHash } from '../../application/store.ts';

/**
 * Passwords as argon2id (RFC 9106). 19 MiB, two passes, one lane is the least that OWASP's password storage sheet
 * asks; it takes about 20 ms, off the main thread. The parameters are stored: raising them later breaks no account.
 */
const parameters = { memory: 19 * 1024, passes: 2, parallelism: 1 } as const;
const hashLength = 32;

/** Stored parameters above this are not ours: a row that was tampered with must not eat the machine. KiB */
const mostMemory = 1024 * 1024;

const derive = promisify(argon2);

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16);
  const hash = await derived(password, salt, hashLength, parameters);
  return {
    algorithm: 'argon2id',
    salt: salt.toString('base64'),
    hash: hash.toString('base64'),
    ...parameters,
  };
}

export async function verifyPassword(password: string, stored: PasswordHash): Promise<boolean> {
  if (stored.memory > mostMemory || stored.passes > 100 || stored.parallelism > 64) return false;
  const expected = Buffer.from(stored.hash, 'base64');
  const hash = await derived(password, Buffer.from(stored.salt, 'base64'), expected.length, stored);
  return timingSafeEqual(hash, expected);
}

/** Whether a password should be hashed anew at the next sign-in, because we ask for more by now. */
export function isWeaker({ memory, passes }: PasswordHash): boolean {
  return memory < parameters.memory || passes < parameters.passes;
}

function derived(
  password: string,
  salt: Buffer,
  length: number,
  { memory, passes, parallelism }: Pick<PasswordHash, 'memory' | 'passes' | 'parallelism'>,
): Promise<Buffer> {
  // The same characters typed on another keyboard may be composed otherwise (RFC 8265 §4.2: NFC).
  const message = Buffer.from(password.normalize('NFC'));
  return derive('argon2id', { message, nonce: salt, parallelism, tagLength: length, memory, passes });
}
