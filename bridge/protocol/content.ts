/**
 * What an entry of the knowledge base is, for the pages that show and write it: the language of knowledge as far as it
 * goes to a browser.
 */

export {
  audienceSchema,
  instrumentSchema,
  levelSchema,
  materialClassSchema,
} from '../../knowledge/article.ts';
export {
  type ArticleContent,
  type Attachment,
  type Content,
  contentSchema,
  type EntryKind,
  type FaqContent,
  type GuideContent,
  type ItemContent,
} from '../../knowledge/content/entry.ts';
export type { LifeAct } from '../../knowledge/content/life-cycle.ts';
