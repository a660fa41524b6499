/** What a question wants to be told, as far as its words say so. */
export type AskedFor = 'amount' | 'hour' | 'telephone' | 'place' | 'present';

/**
 * Figures, hours, telephones and places of this city on this day are seldom in a rule: who asks for one is mostly not
 * answered by the rule that speaks of the matter.
 */
const ASKING: Readonly<Record<AskedFor, RegExp>> = {
  amount:
    /多少(?!天|年|日|岁)|几多|好多(?:[钱元万分]|$|[,，。?？ ])|[交给发补罚退贷收领拿能]好多|几[块毛万]|几个点|几成|之几|多贵|什么价|单价|收费标准|怎么收费/,
  hour: /几点|几时|营业时间|上不上班|上班[吗么]|开门|收班|末班/,
  telephone: /电话|号码是|热线是/,
  place: /地址|在哪|哪里|哪儿|哪个位置|哪一站|几路|怎么走/,
  present: /现在|今[天晚年]|明[天早]|这几天|最近|目前/,
};

/** @param text as `normalise` leaves it */
export function askedFor(text: string): AskedFor[] {
  return (Object.keys(ASKING) as AskedFor[]).filter((kind) => ASKING[kind].test(text));
}

const GIVING: Readonly<Record<AskedFor, RegExp>> = {
  amount: /[〇零一二三四五六七八九十百千万0-9]+元|分之|[%％]|倍|免费|不收|免收|免[缴交]/,
  hour: /[0-9一二三四五六七八九十]+[点时][至到整]/,
  telephone: /电话/,
  place: /向[^，。；]{2,20}(?:申请|提出|报告|办理|登记)|窗口|登记机关|派出所|公安机关|所在地/,
  present: /(?!)/,
};

/** Whether a text may give what is asked for. */
export function gives(text: string, kind: AskedFor): boolean {
  return GIVING[kind].test(text);
}
