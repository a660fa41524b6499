import { z } from 'zod';

/** Roles of the house. What is not granted below is denied. */
export const roleSchema = z.enum([
  'operator',
  'team-lead',
  'supervisor',
  'knowledge-editor',
  'knowledge-approver',
  'specialist',
  'window',
  'quality',
  'system-admin',
  'security-auditor',
]);
export type Role = z.infer<typeof roleSchema>;

export const roleNames: Readonly<Record<Role, string>> = {
  operator: '座席',
  'team-lead': '班长',
  supervisor: '主管',
  'knowledge-editor': '知识管理员（采编）',
  'knowledge-approver': '知识管理员（审核）',
  specialist: '政策服务专员',
  window: '窗口人员',
  quality: '质检员',
  'system-admin': '系统管理员',
  'security-auditor': '安全审计员',
};

export const rightSchema = z.enum([
  /** take a seat, its calls and its records */
  'take-calls',
  'own-records',
  /** the caller's full number while the call or its record is open */
  'number-of-own-call',
  'search-answers',
  /** read what is published in the knowledge base, by kind of material */
  'browse-knowledge',
  /** say that an answer is missing or wrong */
  'report-knowledge',
  /** see what is in work: drafts, deliveries, tasks */
  'work-on-knowledge',
  /** 采编: write, submit, import, undo an import */
  'edit-knowledge',
  /** 复审, publish, confirm on its day */
  'approve-knowledge',
  /** live queues, seats and today's figures of the own unit and below */
  'watch-floor',
  /** the calls behind a figure and the events behind a call */
  'trace-figures',
  'force-state',
  'reveal-number',
  /** what is kept of callers in the own unit and below: read it, end it */
  'oversee-tags',
  'manage-accounts',
  'read-audit',
]);
export type Right = z.infer<typeof rightSchema>;

/** of everybody who answers the public, or works on what is answered */
const answering: readonly Right[] = ['search-answers', 'browse-knowledge', 'report-knowledge'];

/**
 * Deny by default (GB/T 22239-2019 §8.1.4, least privilege). System, security and audit duties are kept apart
 * (三员分立): the system administrator reads no record, the auditor reads nothing else.
 */
const rights: Readonly<Record<Role, readonly Right[]>> = {
  operator: ['take-calls', 'own-records', 'number-of-own-call', ...answering],
  'team-lead': ['watch-floor', 'trace-figures', 'force-state', 'reveal-number', 'oversee-tags', ...answering],
  supervisor: ['watch-floor', 'trace-figures', 'force-state', 'reveal-number', 'oversee-tags', ...answering],
  'knowledge-editor': ['work-on-knowledge', 'edit-knowledge', ...answering],
  'knowledge-approver': ['work-on-knowledge', 'approve-knowledge', ...answering],
  specialist: answering,
  window: ['own-records', ...answering],
  quality: ['trace-figures', ...answering],
  'system-admin': ['manage-accounts'],
  'security-auditor': ['read-audit'],
};

export function may(roles: readonly Role[], right: Right): boolean {
  return roles.some((role) => rights[role].includes(right));
}
