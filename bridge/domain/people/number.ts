/** What people put between the digits of a number, and some telephones send on. */
const separators = /[\s\-().（）]/g;

/** Seven digits or more, alone or set apart by separators. */
const numberInText = /\+?[(（]?\d(?:[\s\-()（）]{0,2}\d){6,}/g;

/**
 * What Asterisk counts, and no number: unique ids (`1795511322.20`), and the end of a channel's name
 * (`PJSIP/1001-0000001a`). That begins with a zero for the first 268 million channels of an exchange's life, and no
 * subscriber's number does, as in `0731-88665432`.
 */
const counted = /((?<!\d)\d{10}\.\d+|-0[\da-f]{7}(?![\da-z]))/;

/** 13874801115 → 138****1115; short numbers keep only their ends. The full number never leaves the server unmasked by accident. */
export function maskNumber(number: string): string {
  const digits = number.replace(separators, '');
  if (digits.length >= 11) return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
  if (digits.length >= 7) return `${digits.slice(0, digits.length - 6)}****${digits.slice(-2)}`;
  return '*'.repeat(digits.length);
}

/** Masks the numbers inside other text: a channel, a dial string, a dialplan's words. */
export function maskNumbersIn(text: string): string {
  return text
    .split(counted)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(numberInText, (number) => maskNumber(number))))
    .join('');
}

export function holdsNumber(text: string): boolean {
  return text.split(counted).some((part, i) => i % 2 === 0 && part.search(numberInText) >= 0);
}
