import { z } from 'zod';
import { disclosureSchema } from '../disclosure/proof.ts';
import { serviceFunctionSchema } from '../telephony/site.ts';
import { outcomeCodeSchema, outcomeOf } from './outcome.ts';

/** 咨询记录: what was asked, what was answered with which rule in force then, and how it ended. */

export const appealTypeSchema = z.enum(['咨询', '求助', '投诉', '举报', '建议', '表扬', '其他']);

export const flagSchema = z.enum(['urgent', 'sensitive', 'repeat', 'difficult', 'enterprise', 'anonymous']);

/** An answer given, as it stood when it was given. */
export const answerUsedSchema = z.strictObject({
  articleId: z.string().min(1).max(64),
  articleRev: z.int().positive(),
  clauseNo: z.string().max(64),
  title: z.string().max(400),
  docNo: z.string().max(200).nullable(),
  validityAtAnswer: z.string().max(32),
  rank: z.int().nonnegative().nullable(),
  /** told to the caller by voice, and sent as text; left out in records from before these were kept */
  readAloud: z.boolean().optional(),
  smsSent: z.boolean().optional(),
  /** read out of the knowledge pack on the PC, while the bridge was not reached */
  offline: z.literal(true).optional(),
});
export type AnswerUsed = z.infer<typeof answerUsedSchema>;

/** One thing that a caller has to be told at once (一次性告知), of one entry, and whether it was. */
export const noticeToldSchema = z.strictObject({
  articleId: z.string().min(1).max(64),
  /** 受理条件, 申请材料 … as the entry names it */
  item: z.string().min(1).max(20),
  told: z.boolean(),
  /** when it was told; null while it is not */
  at: z.iso.datetime({ offset: true }).nullable(),
});
export type NoticeTold = z.infer<typeof noticeToldSchema>;

/** What the operator writes; all else of a record comes from the call. */
export const recordContentSchema = z.strictObject({
  serviceFunction: serviceFunctionSchema,
  appealType: appealTypeSchema,
  regionCode: z.string().regex(/^\d{6,12}$/),
  regionBasis: z.enum(['said', 'number', 'inferred', 'line']),
  question: z.string().max(4000),
  answers: z.array(answerUsedSchema).max(50),
  outcomeCode: outcomeCodeSchema,
  outcomeNote: z.string().max(4000),
  flags: z.array(flagSchema).max(6),
  confidential: z.boolean(),
  /** left out where no notice was begun, and in records from before it was kept */
  oneTimeNotice: z.array(noticeToldSchema).max(60).optional(),
  /** 指导申请公开; left out where nothing was searched for it, and in records of before there was such a guide */
  disclosure: disclosureSchema.optional(),
});
export type RecordContent = z.infer<typeof recordContentSchema>;

/** What is missing before the record may be closed; empty when nothing is. Words for the operator. */
export function missingFor(content: RecordContent): { field: keyof RecordContent; zh: string }[] {
  const outcome = outcomeOf(content.outcomeCode);
  const missing: { field: keyof RecordContent; zh: string }[] = [];
  if (outcome.needsAnswer && content.answers.length === 0)
    missing.push({
      field: 'answers',
      zh: `处理结果 ${outcome.code} 须选定答复依据：在答复区按 Alt+U 标记“已用”`,
    });
  if (outcome.needsProof) missing.push(...missingProof(content));
  if (outcome.needsNote && content.outcomeNote.trim() === '')
    missing.push({ field: 'outcomeNote', zh: `处理结果 ${outcome.code} 须填写备注` });
  if (outcome.set !== 'INVALID' && content.question.trim() === '')
    missing.push({ field: 'question', zh: '请填写诉求（来电人说的问题）' });
  return missing;
}

/** What was begun and not told to the end: it does not hold a record back, and is counted (告知完整率). */
export function untoldIn({ oneTimeNotice = [] }: Pick<RecordContent, 'oneTimeNotice'>): string[] {
  return oneTimeNotice.filter(({ told }) => !told).map(({ item }) => item);
}

/** 已检索未能当场提供 is only said of what was searched for, and leads somewhere (plan §二（三）). */
function missingProof({ disclosure }: RecordContent): { field: 'disclosure'; zh: string }[] {
  if (!disclosure?.searched.some(({ verdict }) => verdict === 'not-found'))
    return [
      {
        field: 'disclosure',
        zh: '处理结果 D4 须有检索证明：按 Alt+3 检索，没有的按 Alt+N 标记“未找到”',
      },
    ];
  if (disclosure.organ.trim() === '')
    return [{ field: 'disclosure', zh: '处理结果 D4 须写明向哪个机关申请：按 Alt+O 选机关，或填机关名称' }];
  return [];
}
