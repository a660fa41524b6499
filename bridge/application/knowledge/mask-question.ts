/** A number of a citizen has six digits or more: telephone, identity card, account, licence. */
const number = /\d(?:[\s-]?\d){5,}[xX]?/g;

/** A question as it may be kept and counted: in one writing, and without anybody's number. */
export function maskQuestion(question: string): string {
  return maskNumbers(question.normalize('NFKC')).toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Free words as they may be kept. */
export function maskNumbers(words: string): string {
  return words.replace(number, '******');
}
