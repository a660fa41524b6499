import type { AuditEntry } from '../../../application/store.ts';
import { ValueRefused } from '../errors.ts';
import type { ChainWriter } from '../journal/append.ts';
import { auditStream } from './writing.ts';

const auditVersion = 1;

/** The audit trail is a chain like any other stream: what was added cannot be taken out or changed unseen. */
export async function appendAudit({ chain }: { chain: ChainWriter }, entry: AuditEntry): Promise<null> {
  const event = { v: auditVersion, ...entry };
  await chain.append(auditStream, [{ type: 'audit', version: auditVersion, at: entry.at, event }]);
  return null;
}

/** 网络安全法 art. 21: network logs are kept for no less than six months. */
export const leastRetentionDays = 180;

/** Checks the configured retention of the audit trail. */
export function checkAuditRetention(days: number): void {
  if (Number.isInteger(days) && days >= leastRetentionDays) return;
  throw new ValueRefused(
    'audit.retention-too-short',
    {
      zh: `审计日志的保存期 ${days} 天短于法定的六个月（网络安全法第二十一条）。`,
      en: `Audit retention of ${days} days is shorter than the six months the law asks (Cybersecurity Law art. 21).`,
    },
    { zh: `请配置为 ${leastRetentionDays} 天或更长。`, en: `Configure ${leastRetentionDays} days or more.` },
  );
}
