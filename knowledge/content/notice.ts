import { guideClauses, itemClauses } from './answering.ts';
import type { Content } from './entry.ts';
import { type NoticeItem, type NoticeKind, noticeKindSchema } from './notice-item.ts';

/** A part of a text under its name. */
interface NamedPart {
  no: string;
  text: string;
}

/** Names under which guides, items and answers write these; a name that is not here is not one of them. */
const names: Readonly<Record<NoticeKind, readonly string[]>> = {
  受理条件: ['受理条件', '申请条件', '办理条件', '申请对象', '办理对象'],
  申请材料: ['申请材料', '所需材料', '办理材料', '申报材料', '需提交的材料', '申请表'],
  办理时限: ['办理时限', '办结时限', '法定时限', '承诺时限', '法定办结时限', '承诺办结时限'],
  办理地点: ['办理地点', '办事地点', '办理时间', '受理机构', '受理地址', '受理时间'],
  收费: ['收费标准', '收费', '收费情况', '办理费用', '是否收费'],
  办理渠道: ['办理渠道', '办理方式', '网上办理', '网上申请', '通办范围', '咨询方式', '咨询电话', '联系电话'],
};
const kindOf = new Map(noticeKindSchema.options.flatMap((kind) => names[kind].map((name) => [name, kind])));

/** Opens a part of its own, whatever its name; 1. and （1） also count materials. */
const heading = /^[一二三四五六七八九十]+、/;
/** Before a name: 一、 （二） 3. 【 */
const numbering = /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．]|【)\s*/;
const label = new RegExp(
  `^(${[...kindOf.keys()].sort((a, b) => b.length - a.length).join('|')})\\s*[】：:]\\s*[：:]?`,
);

/** What is to be told of an entry, in the order in which it is told; empty where the entry tells nothing of it. */
export function noticeOf(content: Content): NoticeItem[] {
  switch (content.kind) {
    case 'item':
      return noticeOfParts(itemClauses(content.item));
    case 'article':
      return noticeOfParts(content.clauses);
    case 'faq':
      return noticeOfText(content.answerFull);
    case 'guide':
      return noticeOfParts(guideClauses(content));
    default:
      return content satisfies never;
  }
}

/** Parts whose whole name is one of these. Several of one kind are told together, each by its name. */
export function noticeOfParts(parts: readonly NamedPart[]): NoticeItem[] {
  const told = new Map<NoticeKind, NamedPart[]>();
  for (const { no, text } of parts) {
    const kind = kindOf.get(no);
    if (kind === undefined || text.trim() === '') continue;
    told.set(kind, [...(told.get(kind) ?? []), { no, text: text.trim() }]);
  }
  return noticeKindSchema.options.flatMap((kind) => {
    const [first, ...more] = told.get(kind) ?? [];
    if (first === undefined) return [];
    // What has the kind's own name needs no other.
    const text = [first, ...more]
      .map((part, at) => (at === 0 ? part.text : `${part.no}：${part.text}`))
      .join('\n');
    return [{ kind, text }];
  });
}

/** Paragraphs of a full answer that begin with one of the names; what follows belongs to it up to the next numbered one. */
export function noticeOfText(text: string): NoticeItem[] {
  const parts: NamedPart[] = [];
  let open: NamedPart | null = null;
  for (const line of text.split(/\r?\n/)) {
    const bare = line.trim().replace(numbering, '');
    const found = label.exec(bare);
    if (found !== null) {
      open = { no: found[1] ?? '', text: bare.slice(found[0].length).trim() };
      parts.push(open);
    } else if (line.trim() === '' || heading.test(line.trim())) open = null;
    else if (open !== null) open.text = `${open.text}\n${line.trim()}`.trim();
  }
  return noticeOfParts(parts);
}
