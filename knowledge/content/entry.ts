import { z } from 'zod';
import { audienceSchema, materialClassSchema, policyArticleSchema, regionCodeSchema } from '../article.ts';
import { daySchema } from '../day.ts';
import { serviceItemSchema } from './service-item.ts';

/**
 * What a knowledge base is made of. An entry is one thing that is written, reviewed, published and found as a whole; a
 * version of it is never changed, only followed by the next.
 */
export const entryKindSchema = z.enum(['article', 'faq', 'item', 'guide']);
export type EntryKind = z.infer<typeof entryKindSchema>;

/** 公开属性 */
const openAttributeSchema = z.enum(['主动公开', '依申请公开', '不予公开']);

/** A file that belongs to an entry, such as a sample form; its bytes lie in the store under their hash. */
export const attachmentSchema = z.strictObject({
  name: z.string().min(1).max(200),
  /** hex */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  mediaType: z.string().min(1),
  bytes: z.int().nonnegative(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** What a file that is to go with an entry turned out to be; what is not taken is said in words. */
export type CheckedAttachment =
  | { taken: true; attachment: Attachment }
  | { taken: false; code: string; words: string };

const summaryLength = 120;
/** Sixty seconds of unhurried speech, 4 to 5 characters a second. */
const readAloudLength = 280;

const aloudSchema = z.string().max(readAloudLength);
const wordsSchema = z.array(z.string().min(1).max(40)).max(60);

/** 政策条目, as it is written: what follows from other entries (who replaced it) is not a part of it. */
export const articleContentSchema = policyArticleSchema
  .omit({ id: true, rev: true, supersedes: true, supersededBy: true, source: true })
  .extend({
    kind: z.literal('article'),
    /** ids or 文号 of texts that this one ends from its first day on */
    replaces: z.array(z.string().min(1)),
    /** in plain words */
    summaryPlain: z.string().max(summaryLength),
    readAloud: aloudSchema,
    keywords: wordsSchema,
    openAttribute: openAttributeSchema,
    attachments: z.array(attachmentSchema),
  });
export type ArticleContent = z.infer<typeof articleContentSchema>;

export const basisSchema = z.strictObject({ articleId: z.string().min(1), clauseNo: z.string().min(1) });
export type Basis = z.infer<typeof basisSchema>;

export function isSameClause(one: Basis, other: Basis): boolean {
  return one.articleId === other.articleId && one.clauseNo === other.clauseNo;
}

/** 常见问题: a question as callers put it, and what is read to them. It lives and dies with the clauses it rests on. */
export const faqContentSchema = z.strictObject({
  kind: z.literal('faq'),
  question: z.string().min(1).max(200),
  similar: z.array(z.string().min(1).max(200)).max(60),
  answerSpoken: aloudSchema.min(1),
  answerFull: z.string().max(4_000),
  basis: z.array(basisSchema),
  /** empty: everybody */
  audience: z.array(audienceSchema),
  regionCode: regionCodeSchema,
  topic: z.string().min(1),
  materialClass: materialClassSchema,
  keywords: wordsSchema,
  validFrom: daySchema.nullable(),
  /** the first day on which it no longer applies */
  validTo: daySchema.nullable(),
});
export type FaqContent = z.infer<typeof faqContentSchema>;

/** One version of it. */
export interface Faq {
  id: string;
  rev: number;
  content: FaqContent;
}

export const itemContentSchema = z.strictObject({
  kind: z.literal('item'),
  item: serviceItemSchema,
  regionCode: regionCodeSchema,
  audience: z.array(audienceSchema),
  topic: z.string().min(1),
  keywords: wordsSchema,
  readAloud: aloudSchema,
  attachments: z.array(attachmentSchema),
});
export type ItemContent = z.infer<typeof itemContentSchema>;

/** 政府信息公开指南 of one organ: where and how an application is handed in (政府信息公开条例 第十二条). */
export const guideContentSchema = z.strictObject({
  kind: z.literal('guide'),
  organ: z.string().min(1),
  regionCode: regionCodeSchema,
  office: z.string(),
  address: z.string(),
  hours: z.string(),
  phone: z.string(),
  fax: z.string(),
  email: z.string(),
  onlineUrl: z.string(),
  formUrl: z.string(),
  catalogUrl: z.string(),
  guideUrl: z.string(),
  annualReportUrl: z.string(),
  validFrom: daySchema.nullable(),
  validTo: daySchema.nullable(),
});
export type GuideContent = z.infer<typeof guideContentSchema>;

export const contentSchema = z.discriminatedUnion('kind', [
  articleContentSchema,
  faqContentSchema,
  itemContentSchema,
  guideContentSchema,
]);
export type Content = z.infer<typeof contentSchema>;

/** What a list calls it. */
export function titleOf(content: Content): string {
  switch (content.kind) {
    case 'article':
      return content.title;
    case 'faq':
      return content.question;
    case 'item':
      return content.item.task_name;
    case 'guide':
      return `${content.organ}政府信息公开指南`;
    default:
      return content satisfies never;
  }
}
