import { Answers } from '../../knowledge/answers.ts';
import type { Clause, PolicyArticle } from '../../knowledge/article.ts';
import type { Faq } from '../../knowledge/content/entry.ts';
import { type Library, loadLibrary } from '../../knowledge/import/load-library.ts';
import type { AnswerHit } from '../../knowledge/rank/hit.ts';

/** The texts that come with the product; read once, and the index built once, for all tests. */
let library: Library | undefined;
let answers: Answers | undefined;

export function realLibrary(): Library {
  library ??= loadLibrary();
  return library;
}

/** Takes some seconds the first time: call it in a `before` with time enough. */
export function realAnswers(): Answers {
  answers ??= new Answers(realLibrary());
  return answers;
}

export function realArticle(id: string): PolicyArticle {
  const article = realLibrary().articles.find((candidate) => candidate.id === id);
  if (article === undefined) throw new Error(`no text ${id}`);
  return article;
}

/** 政府信息公开条例 第三十三条 */
export function named(hit: AnswerHit): string {
  return `${hit.title.replace('中华人民共和国', '')} ${hit.clauseNo}`;
}

/** A text of one's own: in force everywhere since 2020, three clauses, unless told otherwise. */
export function anArticle(different: Partial<PolicyArticle> = {}): PolicyArticle {
  return {
    id: 'T1',
    rev: 1,
    title: '某市测试办法',
    docNo: null,
    formerDocNos: [],
    issuers: ['某市人民政府'],
    instrument: '规范性文件',
    level: '国家',
    regionCode: '000000',
    topic: '测试',
    materialClass: '法律法规',
    audience: [],
    signedOn: null,
    publishedOn: null,
    commencement: {
      kind: 'known',
      ruleFrom: '2020-01-01',
      textFrom: '2020-01-01',
      unseenFrom: null,
      basis: '第三条：本办法自2020年1月1日起施行。',
    },
    ending: { kind: 'none' },
    endedClauses: [],
    supersedes: [],
    supersededBy: [],
    clauses: [
      clause('第一条', '为了方便群众办理渔船登记，制定本办法。'),
      clause('第二条', '渔船登记应当自受理之日起五个工作日内办结。'),
      clause('第三条', '本办法自2020年1月1日起施行。'),
    ],
    source: { origin: 'test', dataAsOf: '2025-04-19' },
    ...different,
  };
}

/** A question of the FAQ that rests on the second clause of that text, unless told otherwise. */
export function aFaq(id: string, question: string, different: Partial<Faq['content']> = {}): Faq {
  return {
    id,
    rev: 1,
    content: {
      kind: 'faq',
      question,
      similar: [],
      answerSpoken: `${question}的答复`,
      answerFull: '',
      basis: [{ articleId: 'T1', clauseNo: '第二条' }],
      audience: [],
      regionCode: '000000',
      topic: '测试',
      materialClass: '法律法规',
      keywords: [],
      validFrom: null,
      validTo: null,
      ...different,
    },
  };
}

export function clause(no: string, text: string): Clause {
  return { no, text, anchor: no, heading: [] };
}

/** One that rests on another of its clauses. */
export function aFaqOn(id: string, question: string, clauseNo: string, ...similar: string[]): Faq {
  return aFaq(id, question, { similar, basis: [{ articleId: 'T1', clauseNo }] });
}
