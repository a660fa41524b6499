/**
 * Words that judge a person instead of saying what they need. None that callers also call about (垃圾分类, 黑名单): a
 * reason may name the matter. No list catches all of them: who sees the tags of the unit looks at the reasons as well.
 */
const judging = [
  '刁民',
  '无赖',
  '泼妇',
  '神经病',
  '精神病',
  '疯子',
  '傻',
  '蠢',
  '白痴',
  '脑残',
  '难缠',
  '难搞',
  '胡搅蛮缠',
  '无理取闹',
  '闹访',
  '缠访',
  '重点人员',
  '素质低',
  '没素质',
  '态度差',
  '脾气大',
  '脾气差',
  '脾气暴',
  '脾气不好',
  '混蛋',
  '王八',
  '他妈',
];

/** The first such word; null where there is none. */
export function judgementIn(text: string): string | null {
  // Blanks and signs between the characters do not make it another word.
  const plain = text.replace(/[\s\p{P}]+/gu, '');
  return judging.find((word) => plain.includes(word)) ?? null;
}
