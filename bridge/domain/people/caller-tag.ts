import { z } from 'zod';
import { judgementIn } from './judgement.ts';
import { type Role, roleSchema } from './role.ts';

/**
 * What the next operator is to know of a caller before the first word: 听力不便, 回访中. Only names of the city's list,
 * each for some days; how somebody behaved, or what is thought of them, is no tag (个人信息保护法第六条).
 */
export const tagRuleSchema = z.strictObject({
  name: z.string().min(1).max(12),
  /** what the next operator does with it */
  purpose: z.string().min(1).max(60),
  setBy: z.array(roleSchema).min(1).max(10),
  longestDays: z.int().min(1).max(366),
  /** sensitive (health and the like): kept only with the caller's consent (第二十八、二十九条) */
  needsConsent: z.boolean(),
});
export type TagRule = z.infer<typeof tagRuleSchema>;

export interface TagTable {
  basis: string;
  tags: readonly TagRule[];
  /** offered to choose from; words of one's own go as well */
  reasons: readonly string[];
}

export interface CallerTag {
  name: string;
  reason: string;
  /** accountId */
  setBy: string;
  /** ms */
  setAt: number;
  expiresAt: number;
  /** when the caller agreed that it is kept, ms; null where none is needed */
  consentAt: number | null;
}

/** What somebody wants to set. */
export interface TagWish {
  name: string;
  reason: string;
  days: number;
  /** the caller was asked and agreed */
  consent: boolean;
}

export const longestTagReason = 60;

const dayMs = 86_400_000;

export function ruleOf(table: TagTable, name: string): TagRule | null {
  return table.tags.find((rule) => rule.name === name) ?? null;
}

export function maySet(rule: TagRule, roles: readonly Role[]): boolean {
  return rule.setBy.some((role) => roles.includes(role));
}

/** Why a wish cannot be met, for who wishes it; null where it can. */
export function wrongWithTag(table: TagTable, wish: TagWish): { code: string; zh: string } | null {
  const rule = ruleOf(table, wish.name);
  if (rule === null)
    return {
      code: 'no-such-tag',
      zh: `本站没有“${wish.name}”这个标签，只能从列表中选：${table.tags.map(({ name }) => name).join('、')}。`,
    };
  const reason = wish.reason.trim();
  if (reason === '') return { code: 'no-reason', zh: '请选一个理由，或写一句：标签须写明为什么设。' };
  if (reason.length > longestTagReason || /\p{Cc}/u.test(reason))
    return {
      code: 'bad-reason',
      zh: `理由最多 ${longestTagReason} 字，不含控制字符。请改短后再设。`,
    };
  const judgement = judgementIn(reason);
  if (judgement !== null)
    return {
      code: 'judgement',
      zh: `理由中有评价来电人的话（“${judgement}”），没有保存。请只写服务需要，例如“${table.reasons[0] ?? '来电人自述'}”。`,
    };
  if (!Number.isInteger(wish.days) || wish.days < 1 || wish.days > rule.longestDays)
    return {
      code: 'bad-days',
      zh: `“${rule.name}”最长 ${rule.longestDays} 天，请填 1 到 ${rule.longestDays}。`,
    };
  if (rule.needsConsent && !wish.consent)
    return {
      code: 'no-consent',
      zh: `“${rule.name}”是敏感个人信息，须来电人同意后才能保存。请先征得同意，再勾选“来电人已同意”。`,
    };
  return null;
}

/**
 * A tag that is set again is prolonged, never shortened: two seats that set it at the same time do not take days from each
 * other. Reason, author and consent are those of the last. To shorten it, it is ended.
 */
export function mergedTag(earlier: CallerTag | null, wish: TagWish, by: string, at: number): CallerTag {
  const expiresAt = at + wish.days * dayMs;
  return {
    name: wish.name,
    reason: wish.reason.trim(),
    setBy: by,
    setAt: at,
    expiresAt: earlier === null ? expiresAt : Math.max(expiresAt, earlier.expiresAt),
    consentAt: wish.consent ? at : null,
  };
}

/**
 * Those that may be shown now, in the order of the city's list. One that the city does not list any more has lost its
 * purpose; one whose time was shortened since ends with the shorter time.
 */
export function tagsInForce<T extends CallerTag>(tags: readonly T[], table: TagTable, now: number): T[] {
  return table.tags.flatMap((rule) => {
    const tag = tags.find(({ name }) => name === rule.name);
    if (tag === undefined) return [];
    const expiresAt = Math.min(tag.expiresAt, tag.setAt + rule.longestDays * dayMs);
    if (expiresAt <= now || (rule.needsConsent && tag.consentAt === null)) return [];
    return [{ ...tag, expiresAt }];
  });
}
