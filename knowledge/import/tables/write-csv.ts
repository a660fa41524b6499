/** CSV as Excel of a Chinese desk opens it: UTF-8 with the mark in front, lines ended by \r\n (RFC 4180). */
export function writeCsv(rows: readonly (readonly string[])[]): Uint8Array {
  const lines = rows.map((cells) => `${cells.map(quoted).join(',')}\r\n`);
  return Buffer.from(`\ufeff${lines.join('')}`);
}

function quoted(cell: string): string {
  return /[",\t;\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}
