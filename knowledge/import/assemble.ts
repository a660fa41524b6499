import { type Commencement, type Ending, type PolicyArticle, policyArticleSchema } from '../article.ts';
import { chineseDay, type Day, laterOf } from '../day.ts';
import { parseDocNo } from '../text/doc-no.ts';
import type { CatalogueEntry, Evidence, Succession } from './catalogue.ts';
import type { ParsedText } from './parse-text.ts';
import { publishedOn, signedOn } from './read-history.ts';
import { readStart } from './read-start.ts';
import { TextError } from './text-error.ts';

/** Text, catalogue and succession of all texts → policy articles. Pure. */
export function assemble(
  texts: readonly { entry: CatalogueEntry; parsed: ParsedText }[],
  succession: Succession,
  dataAsOf: Day,
  origin: string,
): PolicyArticle[] {
  const ids = new Set(texts.map(({ entry }) => entry.id));
  for (const { articleId, successorId } of succession.endings) {
    for (const id of [articleId, successorId]) {
      if (id === null || ids.has(id)) continue;
      throw new TextError('TEXT_INCONSISTENT', 'succession.json', `没有编号为 ${id} 的文本`, 'no such text');
    }
  }
  return texts.map(({ entry, parsed }) => {
    const article = {
      id: entry.id,
      rev: 1,
      title: entry.title,
      docNo: entry.docNo === null ? null : docNoOf(entry.docNo, entry.file),
      formerDocNos: entry.formerDocNos.map((written) => docNoOf(written, entry.file)),
      issuers: entry.issuers,
      instrument: entry.instrument,
      level: entry.level,
      regionCode: entry.regionCode,
      topic: entry.topic,
      materialClass: entry.materialClass,
      audience: entry.audience,
      signedOn: signedOn(parsed.history),
      publishedOn: publishedOn(parsed.history),
      commencement: commencementOf(entry, parsed, succession),
      ending: endingOf(entry.id, succession),
      endedClauses: succession.endedClauses
        .filter(({ articleId }) => articleId === entry.id)
        .map(({ no, on, basis, evidence }) => ({ no, on, basis: asKnown(basis, evidence) })),
      supersedes: succession.endings
        .filter(({ successorId }) => successorId === entry.id)
        .map(({ articleId }) => articleId),
      supersededBy: succession.endings.flatMap(({ articleId, successorId }) =>
        articleId === entry.id && successorId !== null ? [successorId] : [],
      ),
      clauses: parsed.clauses.map(({ no, text, anchor, heading }) => ({ no, text, anchor, heading })),
      source: { origin: `${origin}:${entry.origin}`, dataAsOf },
    };
    return policyArticleSchema.parse(article);
  });
}

function docNoOf(written: string, file: string) {
  const docNo = parseDocNo(written);
  if (docNo === null)
    throw new TextError('TEXT_INCONSISTENT', file, `读不出文号“${written}”`, 'unreadable number');
  return docNo;
}

function commencementOf(entry: CatalogueEntry, parsed: ParsedText, succession: Succession): Commencement {
  const curated = succession.starts.find(({ articleId }) => articleId === entry.id);
  if (curated !== undefined) {
    const { ruleFrom, textFrom, basis, evidence } = curated;
    return {
      kind: 'known',
      ruleFrom,
      textFrom,
      unseenFrom: unseenFrom(entry.id, ruleFrom, textFrom, succession),
      basis: asKnown(basis, evidence),
    };
  }
  const stated = readStart(parsed.clauses);
  if (stated.kind === 'none') return { kind: 'unknown', basis: '文本中读不到施行日期，请核对原文后答复。' };
  const published = publishedOn(parsed.history);
  const ruleFrom = stated.kind === 'day' ? stated.day : published;
  if (ruleFrom === null) {
    return {
      kind: 'unknown',
      basis: `${stated.clauseNo}：${stated.sentence}但题注未载明公布日期，请核对原文后答复。`,
    };
  }
  // The clause of commencement of an amended rule keeps the first date: 本法自1995年1月1日起施行 stands in a
  // wording of 2018. The wording itself begins with its amendment.
  const textFrom = laterOf(ruleFrom, entry.statedStart ?? entry.versionDate ?? ruleFrom);
  const amended = textFrom > ruleFrom ? `${chineseDay(textFrom)}起适用本次修改后的文本。` : '';
  const when = stated.kind === 'day' ? '' : `（${chineseDay(ruleFrom)}公布）`;
  return {
    kind: 'known',
    ruleFrom,
    textFrom,
    unseenFrom: unseenFrom(entry.id, ruleFrom, textFrom, succession),
    basis: `${stated.clauseNo}：${stated.sentence}${when}${amended}`,
  };
}

/** Between the wording before this one, as far as it is in the library, and this one. */
function unseenFrom(id: string, ruleFrom: Day, textFrom: Day, { endings }: Succession): Day | null {
  const lastEnd = endings
    .filter((ending) => ending.successorId === id && ending.kind === 'amended')
    .map((ending) => ending.on)
    .sort()
    .at(-1);
  const from = lastEnd === undefined ? ruleFrom : laterOf(ruleFrom, lastEnd);
  return from < textFrom ? from : null;
}

function endingOf(id: string, succession: Succession): Ending {
  const ending = succession.endings.find(({ articleId }) => articleId === id);
  if (ending !== undefined) {
    const { kind, on, successorId, basis, evidence } = ending;
    return { kind, on, successorId, basis: asKnown(basis, evidence) };
  }
  const revised = succession.revisedElsewhere.find(({ articleId }) => articleId === id);
  if (revised === undefined) return { kind: 'none' };
  return {
    kind: 'revised-elsewhere',
    on: revised.on,
    basis: asKnown(`${revised.basis}，修改后的文本知识库未收录，请核对现行文本后答复`, revised.evidence),
  };
}

function asKnown(basis: string, evidence: Evidence): string {
  return evidence === 'recollected' ? `${basis}（编者所记，未核对原文）。` : `${basis}。`;
}
