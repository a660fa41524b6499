import type { PolicyArticle } from '../article.ts';
import type { Day } from '../day.ts';
import type { ArticleContent, Content, Faq } from './entry.ts';
import { type EntryFacts, factsOf } from './entry-facts.ts';

/** A text or question that comes with the product, as lists show it. */
export interface BuiltInRow
  extends Pick<
    EntryFacts,
    'kind' | 'title' | 'regionCode' | 'topic' | 'materialClass' | 'beginsOn' | 'endsOn'
  > {
  entryId: string;
  rev: number;
  /** up to which day it was followed */
  dataAsOf: Day;
}

export interface BuiltInEntry {
  row: BuiltInRow;
  content: Content;
}

export function builtInText(article: PolicyArticle): BuiltInEntry {
  return entryOf(article.id, article.rev, article.source.dataAsOf, contentOf(article));
}

export function builtInFaq({ id, rev, content }: Faq, dataAsOf: Day): BuiltInEntry {
  return entryOf(id, rev, dataAsOf, content);
}

function entryOf(entryId: string, rev: number, dataAsOf: Day, content: Content): BuiltInEntry {
  const { kind, title, regionCode, topic, materialClass, beginsOn, endsOn } = factsOf(content);
  const row = { entryId, rev, dataAsOf, kind, title, regionCode, topic, materialClass, beginsOn, endsOn };
  return { row, content };
}

/** What an editor would have written; who replaced it is not a part of it. */
function contentOf(article: PolicyArticle): ArticleContent {
  const { id: _id, rev: _rev, source: _source, supersededBy: _by, supersedes, ...text } = article;
  return {
    ...text,
    kind: 'article',
    replaces: supersedes,
    summaryPlain: '',
    readAloud: '',
    keywords: [],
    openAttribute: '主动公开',
    attachments: [],
  };
}
