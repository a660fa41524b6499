import type { PolicyArticle } from '../article.ts';
import { addDays, addYears, chineseDay, type Day, dayOf } from '../day.ts';
import { readNumeral } from '../text/numeral.ts';

/**
 * When a text says itself that it ends, or texts of its kind usually do. A proposal for a person to decide by; nothing
 * ends by itself.
 */
export interface ExpiryHint {
  /** what is proposed, and on what ground */
  words: string;
  /** the clause that says so; null where only the kind of the text does */
  basis: { clauseNo: string; sentence: string } | null;
  /** the first day on which the text would no longer apply; null where its beginning is not known */
  on: Day | null;
  /** `stated`: the text has a term of its own. `usual`: it has none, but texts of its kind end after so long. */
  certainty: 'stated' | 'usual';
}

type Expiring = Pick<
  PolicyArticle,
  'title' | 'clauses' | 'commencement' | 'ending' | 'instrument' | 'materialClass'
>;

/**
 * 规范性文件 at most five years, 暂行 and 试行 two: 湖南省行政程序规定 第五十一条, and rules like it of most provinces. As
 * the curator remembers it; the text is not in the library.
 */
const USUAL_YEARS = 5;
const TRIAL_YEARS = 2;

/** Null: nothing is known of an end, or its end is known already, or it says that it has none. */
export function expiryHint(article: Expiring): ExpiryHint | null {
  if (article.ending.kind !== 'none') return null;
  const start = article.commencement.kind === 'known' ? article.commencement.ruleFrom : null;
  const said = statedTerm(article.clauses, start);
  if (said === 'unlimited') return null;
  if (said !== null) return said;
  if (article.instrument !== '规范性文件' || article.materialClass !== '政策文件') return null;
  const trial = /[（(]?(?:暂行|试行)/.exec(article.title.replace(/《[^》]*》(?=.*的(?:决定|解读))/g, ''));
  const years = trial === null ? USUAL_YEARS : TRIAL_YEARS;
  const kind = trial === null ? '规范性文件' : '标注“暂行”“试行”的规范性文件';
  const on = start === null ? null : addYears(start, years);
  const when = on === null ? '施行日期不明' : `${chineseDay(on)}满${years}年`;
  return {
    words: `文中未载明有效期；${kind}的有效期通常不超过${years}年（${when}），各地规定不一。请向制定机关核实是否继续有效。`,
    basis: null,
    on,
    certainty: 'usual',
  };
}

const NUMBER = '[0-9０-９〇○零一二三四五六七八九十两]';
const DAY = `(${NUMBER}{4}) ?年 ?(${NUMBER}{1,3}) ?月 ?(${NUMBER}{1,3}) ?日`;
const START = '(?:正式)?(?:施行|实施|执行|生效|试行)';
/** 本办法…, or 自…起施行: the sentence is about the text itself, and not about a licence or an identity card. */
const ABOUT_ITSELF = new RegExp(
  `本(?:实施|管理|暂行|试行)?(?:法|条例|规定|办法|细则|规则|决定|方案|意见|通知|通告|公告|措施|政策|标准|规程|制度|指南|文件)[^。；]{0,20}(?:自|有效|试行|施行|实施|执行)|自[^。；]{1,30}起${START}`,
);
const STARTS_ON = new RegExp(`自 ?${DAY} ?起`);
const UNTIL = new RegExp(
  `(?:有效期(?:限)?(?:截止)?(?:到|至|为?至)|(?:施行|实施|执行|试行|有效)(?:期限?)?(?:到|至)|起?至|截止(?:到|至)?) ?${DAY}`,
);
const TERM = new RegExp(
  `(?:有效期限?|试行期限?|试行期间|实施期限|执行期限|施行期限)(?:自[^，。；]{1,20}起)?[为是：:]? ?(${NUMBER}{1,3}) ?(年|个月)|(?:暂定|试行) ?(${NUMBER}{1,2}) ?年`,
);
const UNLIMITED = /长期有效/;

function statedTerm(
  clauses: PolicyArticle['clauses'],
  commencement: Day | null,
): ExpiryHint | 'unlimited' | null {
  for (const { no, text } of [...clauses].reverse()) {
    let before = false;
    for (const sentence of text.split(/(?<=[。；])|\n/)) {
      const said = sentence.trim();
      // 本办法自…起施行。有效期五年。: the second sentence goes on with the first.
      const about: boolean = ABOUT_ITSELF.test(said) || (before && /^(?:其)?(?:有效期|试行期)/.test(said));
      before = about;
      if (!about) continue;
      if (UNLIMITED.test(said)) return 'unlimited';
      const hint = termOf(said, no, startIn(said) ?? startIn(text) ?? commencement);
      if (hint !== null) return hint;
    }
  }
  return null;
}

function startIn(text: string): Day | null {
  return dayIn(STARTS_ON.exec(text));
}

function dayIn(match: RegExpExecArray | null): Day | null {
  const [year, month, day] = (match?.slice(1, 4) ?? []).map((written) =>
    readNumeral(written.normalize('NFKC')),
  );
  return year == null || month == null || day == null ? null : dayOf(year, month, day);
}

function termOf(sentence: string, clauseNo: string, start: Day | null): ExpiryHint | null {
  const basis = { clauseNo, sentence };
  const last = dayIn(UNTIL.exec(sentence));
  if (last !== null && (start === null || last > start)) {
    const on = addDays(last, 1);
    return stated(basis, on, `有效期至${chineseDay(last)}`);
  }
  const term = TERM.exec(sentence);
  const count = readNumeral((term?.[1] ?? term?.[3] ?? '').normalize('NFKC'));
  if (term === null || count === null || count === 0) return null;
  const months = term[2] === '个月' ? count : count * 12;
  const length = term[2] === '个月' ? `${count}个月` : `${count}年`;
  if (start === null)
    return {
      words: `${clauseNo}载明有效期${length}，但施行日期不明，无法推算失效日。请核对原文后填写。`,
      basis,
      on: null,
      certainty: 'stated',
    };
  return stated(basis, addMonths(start, months), `自${chineseDay(start)}起有效期${length}`);
}

function stated(basis: NonNullable<ExpiryHint['basis']>, on: Day, what: string): ExpiryHint {
  return {
    words: `${basis.clauseNo}载明${what}，建议自${chineseDay(on)}起标为失效。请核对原文后确认，并查明有无延期或重新公布。`,
    basis,
    on,
    certainty: 'stated',
  };
}

/** The same day some months later; where there is none, the first of the month after. */
function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const total = year * 12 + (month - 1) + months;
  const found = dayOf(Math.floor(total / 12), (total % 12) + 1, date);
  const after = total + 1;
  return found ?? dayOf(Math.floor(after / 12), (after % 12) + 1, 1) ?? day;
}
