import type { Day } from '../day.ts';
import { type Content, type EntryKind, titleOf } from './entry.ts';

/** What is looked for in a content: the columns of lists, and what ties one text to another. */
export interface EntryFacts {
  kind: EntryKind;
  title: string;
  regionCode: string;
  topic: string;
  materialClass: string;
  beginsOn: Day | null;
  /** the first day without it */
  endsOn: Day | null;
  /** the same for two writings of one 文号; null where there is none */
  docKey: string | null;
  /** ids or 文号 of what it ends */
  replaces: readonly string[];
}

export function factsOf(content: Content): EntryFacts {
  const { kind } = content;
  const base = { kind, title: titleOf(content), regionCode: content.regionCode, docKey: null, replaces: [] };
  switch (content.kind) {
    case 'article': {
      const { commencement, ending, docNo, topic, materialClass, replaces } = content;
      // A revision that is not here has neither ended the text nor left it as it was: its days are not told.
      const isRevised = ending.kind === 'revised-elsewhere';
      return {
        ...base,
        topic,
        materialClass,
        beginsOn: commencement.kind === 'known' && !isRevised ? commencement.textFrom : null,
        endsOn: ending.kind === 'none' || isRevised ? null : ending.on,
        docKey: docNo === null ? null : docKeyOf(docNo),
        replaces,
      };
    }
    case 'faq': {
      const { topic, materialClass, validFrom, validTo } = content;
      return { ...base, topic, materialClass, beginsOn: validFrom, endsOn: validTo };
    }
    case 'item': {
      const { topic, item } = content;
      const [beginsOn, endsOn] = [item.plan_effective_date, item.plan_cancel_date];
      return { ...base, topic, materialClass: '办事指南', beginsOn, endsOn };
    }
    case 'guide': {
      const { validFrom, validTo } = content;
      return {
        ...base,
        topic: '政府信息公开',
        materialClass: '办事指南',
        beginsOn: validFrom,
        endsOn: validTo,
      };
    }
    default:
      return content satisfies never;
  }
}

export function docKeyOf(docNo: { issuerCode: string; year: number | null; serial: number }): string {
  return `${docNo.issuerCode}|${docNo.year ?? ''}|${docNo.serial}`;
}
