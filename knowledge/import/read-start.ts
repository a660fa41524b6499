import type { Clause } from '../article.ts';
import { type Day, dayOf } from '../day.ts';
import { readNumeral } from '../text/numeral.ts';

/** 施行条款: what the last articles say about the day on which the rule begins. */
export type StatedStart =
  | { kind: 'day'; day: Day; clauseNo: string; sentence: string }
  | { kind: 'on-publication'; clauseNo: string; sentence: string }
  | { kind: 'none' };

// Annexes follow the clause of commencement, and some codes put one more article behind it.
const CLAUSES_TO_LOOK_AT = 12;
const NUMBER = '[0-9〇○零一二三四五六七八九十]';
const ON_DAY = new RegExp(
  `自(${NUMBER}{4})年(${NUMBER}{1,3})月(${NUMBER}{1,3})日起?(?:正式)?(?:施行|执行|实施|生效)`,
);
const ON_PUBLICATION = /自(?:公布|发布|颁布|印发|通过)之日起?(?:正式)?(?:施行|执行|实施|生效)/;
// 集体合同 … 即行生效 is not about the rule itself.
const ABOUT_ITSELF =
  /本(?:实施|管理|暂行|若干)?(?:法|条例|规定|办法|细则|规则|决定|方案|意见|通知|通告|公告|措施|政策|标准|规程|制度|指南|清单|预案|批复|文件)[^。；]{0,12}自/;

export function readStart(clauses: readonly Clause[]): StatedStart {
  for (const clause of clauses.slice(-CLAUSES_TO_LOOK_AT).reverse()) {
    for (const sentence of clause.text.split(/(?<=[。；])|\n/)) {
      if (!ABOUT_ITSELF.test(sentence)) continue;
      const said = sentence.trim();
      const match = ON_DAY.exec(said);
      if (match !== null) {
        const [year, month, date] = match.slice(1, 4).map((written) => readNumeral(written));
        const day = dayOf(year ?? 0, month ?? 0, date ?? 0);
        if (day !== null) return { kind: 'day', day, clauseNo: clause.no, sentence: said };
      }
      if (ON_PUBLICATION.test(said)) return { kind: 'on-publication', clauseNo: clause.no, sentence: said };
    }
  }
  return { kind: 'none' };
}
