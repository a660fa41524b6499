/**
 * A cell that begins like a formula is run by the program that opens the file, and by its CSV even if a workbook held
 * it as text (OWASP, CSV Injection). An apostrophe in front makes it text there; reading takes it away again.
 */
const LIKE_A_FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;
const GUARDED = /^'+[=+\-@\t\r＝＋－＠]/;

export function guard(text: string): string {
  return LIKE_A_FORMULA.test(text) ? `'${text}` : text;
}

export function unguard(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}
