import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/**
 * A file is saved by the browser, never shown by it: what somebody uploaded must not run on our pages, whatever it says
 * that it is.
 */
export async function sendFile(
  response: Response,
  file: { name: string; mediaType: string; bytes: number },
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  response.set({
    'content-type': 'application/octet-stream',
    'content-length': String(file.bytes),
    'x-content-type-options': 'nosniff',
    'content-disposition': dispositionOf(file.name),
    'content-security-policy': "default-src 'none'; sandbox",
  });
  await pipeline(parts, response);
}

/** RFC 6266: the name in UTF-8, and one without for who cannot read it. */
function dispositionOf(name: string): string {
  const safe = safeName(name);
  const plain = safe.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(safe).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Without folders, control characters and what turns the direction of writing. */
export function safeName(name: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .replace(/^\.+/, '')
    .trim();
  return clean === '' ? 'attachment' : clean.slice(0, 200);
}
