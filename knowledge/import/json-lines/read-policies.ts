import type { Clause } from '../../article.ts';
import type { Delivered, DeliveredFault, Whereabouts } from '../../content/delivery.ts';
import { type ArticleContent, articleContentSchema } from '../../content/entry.ts';
import { chineseDay, type Day } from '../../day.ts';
import { parseDocNo } from '../../text/doc-no.ts';
import { commencementOf } from '../commencement.ts';
import { splitBody } from '../split-body.ts';
import type { DeliverySource } from '../tables/delivery-source.ts';
import { issueWords } from '../tables/issue-words.ts';
import { type PolicyRecord, policyRecordSchema, removedRecordSchema } from './policy-record.ts';
import { type ReadValue, readJsonLines } from './read-json-lines.ts';

/**
 * 涉企政策综合服务平台（扶持通）, as a file of lines. In memory: one line (1 MB at most) and the ids of all lines.
 */
export function readPolicies(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  source: DeliverySource,
): AsyncGenerator<Delivered, void, undefined> {
  return deliverPolicies(readJsonLines(chunks, source.fileName), source);
}

/** The same for values from anywhere: lines of a file, items of pages. */
export async function* deliverPolicies(
  values: AsyncIterable<DeliveredFault | ReadValue> | Iterable<ReadValue>,
  source: DeliverySource,
): AsyncGenerator<Delivered, void, undefined> {
  const seen = new Map<string, number | null>();
  const unknown = new Set<string>();
  for await (const read of values) {
    if (read.delivered === 'fault') yield read;
    else yield* deliver(read, source, seen, unknown);
  }
}

const MOST_UNKNOWN = 50;

function* deliver(
  { at, value }: ReadValue,
  source: DeliverySource,
  seen: Map<string, number | null>,
  unknown: Set<string>,
): Generator<Delivered> {
  const removed = removedRecordSchema.safeParse(value);
  const result = removed.success ? null : policyRecordSchema.safeParse(value);
  if (result !== null && !result.success) {
    for (const issue of result.error.issues) {
      const field = issue.path.join('.');
      yield {
        delivered: 'fault',
        at: { ...at, column: field || null },
        code: 'LINE_FIELD',
        words: issueWords(issue, field || '本行'),
      };
    }
    return;
  }
  const id = removed.success ? removed.data.id : (result?.data.id ?? '');
  const first = seen.get(id);
  if (first !== undefined) {
    const words = `编号“${id.slice(0, 40)}”与第 ${first ?? ''} 行相同，本行未收。一个编号在一次传送中只能出现一次。`;
    yield { delivered: 'fault', at: { ...at, column: 'id' }, code: 'LINE_DUPLICATE', words };
    return;
  }
  seen.set(id, at.row);
  if (removed.success) {
    yield { delivered: 'removal', at, sourceId: id, on: removed.data.removedOn };
    return;
  }
  yield* unknownFields(value, at, unknown);
  if (result !== null) yield* entryOf(result.data, at, source);
}

function* unknownFields(value: unknown, at: Whereabouts, unknown: Set<string>): Generator<DeliveredFault> {
  if (typeof value !== 'object' || value === null) return;
  for (const field of Object.keys(value)) {
    if (Object.hasOwn(policyRecordSchema.shape, field) || unknown.has(field) || unknown.size >= MOST_UNKNOWN)
      continue;
    unknown.add(field);
    const shown = field.slice(0, 40);
    const words = `格式说明中没有“${shown}”字段，全部行的该字段都未读取。字段名写错的，请更正后再传送。`;
    yield { delivered: 'fault', at: { ...at, column: shown }, code: 'FIELD_UNKNOWN', words };
  }
}

function* entryOf(record: PolicyRecord, at: Whereabouts, source: DeliverySource): Generator<Delivered> {
  const fault = (column: string, code: string, words: string): DeliveredFault => ({
    delivered: 'fault',
    at: { ...at, column },
    code,
    words,
  });
  const { applyFrom, applyTo, effectiveOn, expiresOn } = record;
  const clauses = clausesOf(record);
  if (clauses.length === 0) {
    yield fault(
      'body',
      'LINE_NO_TEXT',
      '没有可供查阅的内容：body、clauses、conditions、amounts 至少要有一项。',
    );
    return;
  }
  if (applyFrom !== null && applyTo !== null && applyTo < applyFrom) {
    yield fault('applyTo', 'LINE_DATE', '申报截止日早于开始日。请核对。');
    return;
  }
  if (effectiveOn !== null && expiresOn !== null && expiresOn <= effectiveOn) {
    yield fault('expiresOn', 'LINE_DATE', '失效日期不晚于施行日期。请核对。');
    return;
  }
  const docNo = record.docNo === '' ? null : parseDocNo(record.docNo);
  if (record.docNo !== '' && docNo === null) {
    yield fault('docNo', 'LINE_DOC_NO', `读不出文号“${record.docNo.slice(0, 40)}”。没有文号的请留空。`);
    return;
  }
  const content: ArticleContent = {
    kind: 'article',
    title: record.title.replace(/\s*\n\s*/g, ''),
    docNo,
    formerDocNos: [],
    issuers: typeof record.issuer === 'string' ? [record.issuer] : record.issuer,
    instrument: '规范性文件',
    level: record.level,
    regionCode: record.region ?? source.regionCode,
    topic: '企业与营商',
    materialClass: '政策文件',
    audience: record.object ?? ['企业'],
    signedOn: null,
    publishedOn: record.publishedOn,
    commencement: commencementOf(effectiveOn, clauses, record.publishedOn),
    ending:
      expiresOn === null
        ? { kind: 'none' }
        : {
            kind: 'ended',
            on: expiresOn,
            basis: `来件填写：自${chineseDay(expiresOn)}起失效。`,
            successorId: null,
          },
    endedClauses: [],
    clauses,
    replaces: [],
    summaryPlain: '',
    readAloud: '',
    keywords: [],
    openAttribute: '主动公开',
    attachments: [],
  };
  const checked = articleContentSchema.safeParse(content);
  if (checked.success) {
    yield { delivered: 'entry', at, sourceId: record.id, url: record.url, content: checked.data };
    return;
  }
  for (const issue of checked.error.issues) {
    const field = issue.path.join('.');
    yield fault(field, 'LINE_FIELD', issueWords(issue, field));
  }
}

/** The text, then what one applies by, each under its own heading so that it is found and cited by it. */
function clausesOf(record: PolicyRecord): Clause[] {
  const given = (record.clauses ?? []).map(
    ({ no, heading, text }, at): Clause => ({
      no,
      text: text.trim(),
      anchor: `given-${at + 1}`,
      heading: heading ?? [],
    }),
  );
  const { conditions, amounts, materials, contact } = record;
  return [
    ...given,
    ...splitBody(record.body),
    ...section('申报条件', 'conditions', listed(conditions)),
    ...section('扶持标准', 'amounts', listed(amounts)),
    ...section('申报材料', 'materials', listed(materials)),
    ...section('申报时间', 'apply-time', timeOf(record.applyFrom, record.applyTo)),
    ...section('联系方式', 'contact', contact),
  ];
}

function section(name: string, anchor: string, text: string): Clause[] {
  return text === '' ? [] : [{ no: name, text, anchor, heading: [name] }];
}

function listed(texts: readonly string[]): string {
  return texts.length === 1 ? (texts[0] ?? '') : texts.map((text, at) => `${at + 1}．${text}`).join('\n');
}

function timeOf(from: Day | null, to: Day | null): string {
  if (from !== null && to !== null) return `${chineseDay(from)}至${chineseDay(to)}。`;
  if (from !== null) return `${chineseDay(from)}起。`;
  return to === null ? '' : `${chineseDay(to)}截止。`;
}
