import type { Forest } from '../rerank/forest.ts';
import type { Evidence, Precedents } from './precedents.ts';
import type { Question } from './question.ts';
import { steepness } from './second-step.ts';
import { signalNames, signalsOf, type WeighedClause } from './signals.ts';

/** What one signal does to a clause's score in the second step. */
export interface SignalEffect {
  name: string;
  /** the signal in words */
  words: string;
  value: number;
  /** its median over all clauses that the second step looked at */
  usual: number;
  /** the score has so many times what it would have with the usual value, the others left as they are */
  factor: number;
}

const signalWords: Readonly<Record<(typeof signalNames)[number], string>> = {
  'words: score': '词语得分',
  'words: share of the best': '词语得分与最高分之比',
  'words: place': '按词语排的位次',
  'words: best of its text': '同一文本最好一条的词语得分之比',
  'words: share that stands in the title': '问题用词见于标题的比例',
  'words: share that stands in the clause': '问题用词见于条文的比例',
  'question alike: most': '与常见问题最相近问法的相似度',
  'question alike: second': '与第二相近问法的相似度',
  'question alike: sum': '各相近问法的合计',
  'question alike: most of its text': '同一文本的常见问题中最高的相似度',
  'question alike: sum of its text': '同一文本各相近问法的合计',
  'answer read: score': '问题用词在常见问题中的得分',
  'answer read: share of the best': '问题用词在常见问题中的得分与最高分之比',
  'answer read: share of the whole question': '常见问题覆盖了问题用词的比例',
  'answer read: share of the best, its text': '同一文本的常见问题得分与最高分之比',
  'answer read: share of the whole question, its text': '同一文本的常见问题覆盖问题用词的比例',
  'answers that rest on it': '依据本条的常见问题数',
  'answers that rest on its text': '依据本文本的常见问题数',
  length: '条文长度（对数）',
  'its title is in the question': '问题里写了文本名称',
  'words of the question': '问题用词数（对数）',
  'rare words: share that stands in the clause': '问题里少见的词见于条文的比例',
  'rare words: share that stands there, in its title or its answered question':
    '问题里少见的词见于条文、标题或其常见问题的比例',
  'words: share of the best of its text': '词语得分与同一文本最好一条之比',
  'question alike: share of the most of its text': '与常见问题的相似度占同一文本最高的比例',
  'what is wished for: share that it gives': '问题想知道的，条文给出的比例（-1：没有特别要问的）',
  'how far behind it stands in its text': '在文本中的先后位置',
  'its answered question wishes for the same': '常见问题问的是同一类事的比例（-1：不适用）',
  'penalties that nobody asked for': '没有问处罚而条文讲处罚',
  'rare words: share that stands in its heading': '问题里少见的词见于章节名的比例',
  'clauses of its text': '文本的条数（对数）',
  'longest stretch of the question that stands there': '问题中最长的一段原文见于条文的比例',
};

/** Below, a signal did next to nothing: one part in a hundred. */
const NOTHING = 0.01;
const shown = 5;

/**
 * What moved one clause most in the second step, by asking the trees again with one signal at a time as it usually is.
 *
 * @param clauses as the second step looked at them
 * @returns the strongest first; `of(at)` for the clause at that position
 */
export function signalEffects(
  forest: Forest,
  clauses: readonly WeighedClause[],
  question: Question,
  evidence: Evidence,
  precedents: Precedents,
): (at: number) => SignalEffect[] {
  const width = signalNames.length;
  const values = signalsOf(clauses, question, evidence, precedents);
  const usual = signalNames.map((_, signal) =>
    median(clauses.map((__, at) => values[at * width + signal] ?? 0)),
  );
  return (at) => {
    const own = Array.from(values.subarray(at * width, (at + 1) * width));
    const sumOf = (signals: readonly number[]) => forest.scores(signals, width)[0] ?? 0;
    const sum = sumOf(own);
    return signalNames
      .map((name, signal) => {
        const usually = usual[signal] ?? 0;
        const otherwise = sumOf(own.with(signal, usually));
        const factor = Math.exp((sum - otherwise) * steepness);
        return { name, words: signalWords[name], value: own[signal] ?? 0, usual: usually, factor };
      })
      .filter(({ factor }) => Math.abs(Math.log(factor)) > NOTHING)
      .sort((one, other) => Math.abs(Math.log(other.factor)) - Math.abs(Math.log(one.factor)))
      .slice(0, shown);
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
