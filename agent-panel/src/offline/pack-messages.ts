import type { AnswerHitView, ArticleViewMessage } from '../../../bridge/protocol/answers.ts';
import type { AnswerPack } from '../../../bridge/protocol/pack.ts';
import type { PackQuestion } from './search-pack.ts';

/** What the page and the thread of the pack say to each other; the pack comes first, then in any order. */
export type PackRequest =
  | { kind: 'pack'; pack: AnswerPack }
  | { kind: 'search'; id: number; question: PackQuestion }
  | { kind: 'article'; id: number; articleId: string; day: string; faqId: string | null };

export interface PackReply {
  id: number;
  answer: AnswerHitView[] | ArticleViewMessage | null;
}
