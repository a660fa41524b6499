/** 13874801115 → 138****1115; short numbers keep only their ends. The full number never leaves the server unmasked by accident. */
export function maskNumber(number: string): string {
  const digits = number.replace(/\s/g, '');
  if (digits.length >= 11) return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
  if (digits.length >= 7) return `${digits.slice(0, digits.length - 6)}****${digits.slice(-2)}`;
  return '*'.repeat(digits.length);
}
