import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** The schema's issues in words, each with the field that it is about; a field is told one thing at a time. */
export function faultsOf(issues: readonly Issue[], keys: readonly string[]): Map<string, string> {
  const faults = new Map<string, string>();
  for (const issue of issues) {
    const { key, row } = placeOf(issue.path, keys);
    if (!faults.has(key)) faults.set(key, `${row === null ? '' : `第 ${row + 1} 行：`}${wordsFor(issue)}`);
  }
  return faults;
}

/** The longest key that begins the path (`commencement.basis`), and the row where it is a list. */
function placeOf(path: readonly PropertyKey[], keys: readonly string[]): { key: string; row: number | null } {
  for (let length = path.length; length > 0; length -= 1) {
    const key = path.slice(0, length).join('.');
    if (!keys.includes(key)) continue;
    const next = path[length];
    return { key, row: typeof next === 'number' ? next : null };
  }
  return { key: path.map(String).join('.'), row: null };
}

function wordsFor(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      return '请填写。';
    case 'too_big':
      return issue.origin === 'array' ? `最多 ${issue.maximum} 项。` : `最多 ${issue.maximum} 个字，请缩短。`;
    case 'invalid_format':
      return issue.format === 'date' ? '请填写日期，如 2026-02-01。' : '格式不对，请核对。';
    case 'invalid_value':
      return '请从列表里选一个。';
    default:
      return '内容不合要求，请核对。';
  }
}
