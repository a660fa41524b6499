/** 128 random bits in hex. `crypto.randomUUID` needs HTTPS and Chromium 92; an intranet may have neither. */
export function newId(): string {
  let id = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) id += byte.toString(16).padStart(2, '0');
  return id;
}
