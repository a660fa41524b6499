/** What a text message tells of: approved words of one entry, as they stand that day. */
export interface SmsSource {
  title: string;
  docNo: string | null;
  clauseNo: string;
  clauseText: string;
  validityLabel: string;
  dataAsOf: string;
  /** approved to be read to callers; null: nothing is */
  readAloud: string | null;
  readAloudNote: string | null;
  /** 一次性告知, in order */
  notice: readonly { kind: string; text: string }[];
}

export interface SmsText {
  text: string;
  /** kinds that had no room; the text says so too */
  leftOut: string[];
}

/** What follows a mobile number of the mainland is billed by these: one message of 70 UCS-2 units, or parts of 67. */
const single = 70;
const part = 67;

export function smsParts(text: string): number {
  return text.length <= single ? 1 : Math.ceil(text.length / part);
}

/** +86 and separators are taken off; null for what no text message reaches, such as a landline. */
export function mobileOf(number: string): string | null {
  const digits = number.replace(/[\s\-()]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$/.test(digits) ? digits : null;
}

/**
 * The message, with its signature in front as carriers ask, and what it rests on at its end. Whole parts are left out
 * where it would be too long, never a half sentence.
 * @param most characters of the whole message
 * @returns null where not even one part has room
 */
export function smsText(source: SmsSource, signature: string, most: number): SmsText | null {
  const { title, clauseNo, notice } = source;
  const head = `【${signature}】`;
  if (notice.length === 0) {
    const said = source.readAloud ?? `《${title}》${clauseNo}：${source.clauseText}`;
    const text = `${head}${said}${source.readAloudNote === null ? '' : `（${source.readAloudNote}）`}\n${basisOf(source)}`;
    return text.length <= most ? { text, leftOut: [] } : null;
  }
  let told = [...notice];
  while (told.length > 0) {
    const leftOut = notice.filter((item) => !told.includes(item)).map(({ kind }) => kind);
    const lines = [
      `${head}${title}，一次性告知：`,
      ...told.map(({ kind, text }, at) => `${at + 1}.${kind}：${text}`),
      ...(leftOut.length > 0 ? [`另有${leftOut.join('、')}，请致电12345询问。`] : []),
      basisOf(source),
    ];
    const text = lines.join('\n');
    if (text.length <= most) return { text, leftOut };
    const longest = told.reduce((one, other) => (other.text.length > one.text.length ? other : one));
    told = told.filter((item) => item !== longest);
  }
  return null;
}

function basisOf({ title, docNo, clauseNo, validityLabel, dataAsOf, notice }: SmsSource): string {
  const clause = notice.length > 0 ? '' : clauseNo;
  return `依据：《${title}》${clause}${docNo === null ? '' : `（${docNo}）`}，${validityLabel}，数据截至${dataAsOf}。以受理单位办理时的规定为准。`;
}
