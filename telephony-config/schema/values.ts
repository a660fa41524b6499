import { isIP, isIPv4 } from 'node:net';
import { z } from 'zod';

/**
 * The kinds of value that `hotline.yaml` may hold. Whatever can end in a line of Asterisk's configuration is allowed
 * by list, character by character: a line break would add a setting, `;` begins a comment, `,` the next argument of
 * an application, and `${…}` or `$[…]` is evaluated while a citizen is on the line.
 */

/**
 * Names of queues, trunks and exchanges: they become sections of Asterisk's files and keys of statistics. Sections
 * that Asterisk or the rendering itself gives a meaning are reserved.
 */
export const identifier = z
  .string()
  .regex(/^(?!(general|globals?|default|udp|from-trunk)$|yihaoda-)[A-Za-z][A-Za-z0-9-]{0,31}$/);

/** What people read. No control or format characters, none of `, ; $ { } [ ] ( ) " \ & | < > = # ' \``. */
export const label = z.string().regex(/^[^\p{C}\p{Zl}\p{Zp},;${}[\]()"\\&|<>=#'`]{1,40}$/u);

/** A sound file as Asterisk names it: a path below the language's folder, without the ending. */
export const sound = z.string().regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+){0,6}$/);

/** An absolute path without blanks and without `..`. */
export const absolutePath = z.string().regex(/^(\/(?!\.\.?(\/|$))[A-Za-z0-9._-]+)+$/);

/** The *name* of an environment variable; a password pasted here by mistake hardly ever fits. */
export const environmentName = z.string().regex(/^[A-Z][A-Z0-9_]{2,63}$/);

export const host = z.string().regex(/^([A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])$/);

export const port = z.int().min(1).max(65535);

export const ipAddress = z.string().refine((text) => isIP(text) !== 0);

/** An address, or a network as address/bits. */
export const network = z.string().refine((text) => networkBits(text) !== null);

/** How many leading bits of a network are fixed; null where the text is none. */
export function networkBits(text: string): number | null {
  const [address = '', bits, ...rest] = text.split('/');
  if (isIP(address) === 0 || rest.length > 0) return null;
  const all = isIPv4(address) ? 32 : 128;
  if (bits === undefined) return all;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= all ? Number(bits) : null;
}

/** 127.0.0.0/8, ::1 and their name. */
export function isLoopback(hostText: string): boolean {
  return /^127\.\d+\.\d+\.\d+$/.test(hostText) || hostText === 'localhost' || /^\[?::1\]?$/.test(hostText);
}

/** Telephone digits. YAML reads 12345 as a number, so both are taken; text is what comes out. */
export function digits(shortest: number, longest: number) {
  const shape = z.string().regex(new RegExp(`^[0-9]{${shortest},${longest}}$`));
  return z
    .union([shape, z.int().nonnegative()])
    .transform((value) => String(value))
    .pipe(shape);
}
