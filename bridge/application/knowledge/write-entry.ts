import type { Content } from '../../../knowledge/content/entry.ts';
import { factsOf } from '../../../knowledge/content/entry-facts.ts';
import { chinaDay } from '../../domain/figures/period.ts';
import { may } from '../../domain/people/role.ts';
import type { EntryAct, EntryActAnswer, KnowledgeStore } from '../knowledge-store.ts';
import type { Clock, NewId } from '../ports.ts';
import { noRight, type Refused, refused } from '../result.ts';
import type { Account, AuditStore } from '../store.ts';
import { actorOf, noEntry, type ReadBase } from './read-base.ts';
import { Supersessions } from './supersession.ts';

export type EntryDone = Extract<EntryActAnswer, { outcome: 'done' }>;

export type ReviewAct = Exclude<EntryAct['act'], { act: 'write' }>;

/** 采编 and 审核 of one entry. Each act names the state it was decided on; the rules of an entry's life decide. */
export class WriteEntry {
  readonly #needs: { store: KnowledgeStore; base: ReadBase; audit: AuditStore; clock: Clock; newId: NewId };

  constructor(needs: {
    store: KnowledgeStore;
    base: ReadBase;
    audit: AuditStore;
    clock: Clock;
    newId: NewId;
  }) {
    this.#needs = needs;
  }

  /** A new entry, or with its id a new version of one. */
  async write(
    account: Account,
    wish: {
      commandId: string;
      entry: { entryId: string; changeNo: number } | null;
      content: Content;
      reason: string;
    },
  ): Promise<Refused | EntryDone> {
    if (!may(account.roles, 'edit-knowledge')) return noRight;
    const { entry, content, commandId } = wish;
    if (entry !== null) {
      const row = await this.#needs.base.row(account, entry.entryId, 'write');
      if ('outcome' in row) return row;
      if (row.kind !== content.kind) return refused('other-kind', '条目的类型不能更改。请另建一个条目。');
    }
    // The same command must meet the entry that its first sending made.
    const entryId = entry?.entryId ?? `desk-${commandId}`;
    const fault = await this.#faultOf(entryId, content);
    if (fault !== null) return fault;
    return this.#act(
      account,
      commandId,
      { entryId, changeNo: entry?.changeNo ?? 0 },
      {
        act: 'write',
        content,
        reason: wish.reason,
      },
    );
  }

  async review(
    account: Account,
    wish: { commandId: string; entryId: string; changeNo: number; act: ReviewAct },
  ): Promise<Refused | EntryDone> {
    const row = await this.#needs.base.row(account, wish.entryId, wish.act.act);
    if ('outcome' in row) return row;
    return this.#act(account, wish.commandId, wish, wish.act);
  }

  async #act(
    account: Account,
    commandId: string,
    { entryId, changeNo }: { entryId: string; changeNo: number },
    act: EntryAct['act'],
  ): Promise<Refused | EntryDone> {
    const { store, audit, clock } = this.#needs;
    const answer = await store.act({
      commandId,
      actor: actorOf(account),
      entryId,
      changeNo,
      act,
      unitId: account.unitId,
      day: chinaDay(clock.now()),
    });
    const result = resultOf(answer);
    if (result.outcome === 'done' && result.repeated) return result;
    await audit.append({
      at: clock.now(),
      accountId: account.id,
      action: `knowledge-${act.act}`,
      subject: `entry ${entryId}`,
      detail: result.outcome === 'done' ? `rev ${result.rev ?? '-'}` : result.code,
      success: result.outcome === 'done',
    });
    return result;
  }

  async #faultOf(entryId: string, content: Content): Promise<Refused | null> {
    const { store } = this.#needs;
    const attachments = 'attachments' in content ? content.attachments : [];
    for (const { name, sha256 } of attachments)
      if ((await store.attachment(sha256)) === null)
        return refused('no-attachment', `附件“${name}”没有上传。请重新上传后再保存。`);
    const { docKey, replaces } = factsOf(content);
    const [compared] = docKey === null ? [] : await store.compare('desk', [{ sourceId: entryId, content }]);
    const same = compared?.sameDocNo ?? null;
    if (same !== null && same.entryId !== entryId)
      return refused('same-doc-no', `知识库已有同一文号的条目“${same.title}”。请修订该条目，或更正文号。`);
    if (replaces.length === 0) return null;
    const known = (await store.supersessions()).filter((one) => one.entryId !== entryId);
    const text = { entryId, sourceId: entryId, docKey, replaces: [...replaces] };
    const circle = new Supersessions(known).circleWith(text);
    if (circle === null) return null;
    return refused('circle', `代替关系成环：本文件代替 ${circle.join('，其又代替 ')}。请核对“代替的文件”。`);
  }
}

function resultOf(answer: EntryActAnswer): Refused | EntryDone {
  switch (answer.outcome) {
    case 'done':
      return answer;
    case 'conflict':
      return refused(
        'overtaken',
        '这个条目刚被别人改动过，您的操作没有生效。请刷新后再试，所写内容请先复制保存。',
      );
    case 'unknown':
      return noEntry;
    case 'refused':
      return refused(answer.code, answer.words);
    default:
      return answer satisfies never;
  }
}
