/** Several values in one cell: by ；, | or a new line. A backslash in front makes one of these a part of the value. */
const SEPARATORS = '；;|｜\n';

export function splitSeveral(cell: string): string[] {
  const values: string[] = [];
  let value = '';
  let escaped = false;
  for (const sign of cell.replace(/\r\n?/g, '\n')) {
    const special = sign === '\\' || SEPARATORS.includes(sign);
    if (escaped) {
      value += special ? sign : `\\${sign}`;
      escaped = false;
    } else if (sign === '\\') {
      escaped = true;
    } else if (special) {
      values.push(value);
      value = '';
    } else {
      value += sign;
    }
  }
  values.push(escaped ? `${value}\\` : value);
  return values.map((each) => each.trim()).filter((each) => each !== '');
}

export function joinSeveral(values: readonly string[]): string {
  return values.map((value) => value.replace(/[\\；;|｜\n]/g, '\\$&')).join('；');
}
