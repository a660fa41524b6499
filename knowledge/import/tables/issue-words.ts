import type { z } from 'zod';

/** What a schema found, in words for who filled in the field. `what` is the field's name there. */
export function issueWords(issue: z.core.$ZodIssue, what: string): string {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string'
        ? `“${what}”超过 ${issue.maximum} 字。请缩短后再导入。`
        : issue.origin === 'array'
          ? `“${what}”多于 ${issue.maximum} 项。请减少后再导入。`
          : `“${what}”的数值过大。请核对。`;
    case 'too_small':
      return `“${what}”未填写。请补填后再导入。`;
    case 'invalid_format':
      return `“${what}”的格式不对。请核对后更正。`;
    case 'invalid_value':
      return `“${what}”不在可填的范围内。请改为：${issue.values.map(String).join('、')}。`;
    case 'invalid_type':
      return issue.input === undefined
        ? `缺少“${what}”，或其类型不对（应为${typeName(issue.expected)}）。请按格式说明更正。`
        : `“${what}”的类型不对，应为${typeName(issue.expected)}。请按格式说明更正。`;
    case 'unrecognized_keys':
      return `不认识的字段：${issue.keys.slice(0, 10).join('、')}。请按格式说明更正。`;
    default:
      return `“${what}”不合要求。请核对后更正。`;
  }
}

function typeName(expected: string): string {
  switch (expected) {
    case 'string':
      return '文字';
    case 'array':
      return '列表';
    case 'object':
      return '对象';
    case 'number':
    case 'int':
      return '数字';
    default:
      return expected;
  }
}
