import type { Content } from '../../../../../knowledge/content/entry.ts';
import {
  type LifeAct,
  live,
  type Standing,
  stageOn,
  unwritten,
} from '../../../../../knowledge/content/life-cycle.ts';
import type { EntryAct, EntryActAnswer, EntryDeed } from '../../../../application/knowledge-store.ts';
import type { EntryColumns } from '../../knowledge-schema.ts';
import { type ActEvent, actEventVersion, actHeader } from '../act-event.ts';
import { earlierAnswer, keepAnswer } from '../command-answer.ts';
import type { Writing } from '../writing.ts';
import { standingColumnsOf, standingOf, versionColumnsOf, wordColumnsOf } from './entry-columns.ts';
import { withReviewDay } from './review-day.ts';

const kind = 'knowledge.act';

/**
 * Does one act by the rules of an entry's life: its words, where it stands, its deed, its event in the journal and the
 * answer, all or nothing. The rules are asked here, inside the transaction: two reviewers at once are one after the other.
 */
export async function actOnEntry(
  writing: Writing,
  { wish, at }: { wish: EntryAct; at: number },
): Promise<EntryActAnswer> {
  const { accountId } = wish.actor;
  const earlier = await earlierAnswer(writing, accountId, wish.commandId, kind);
  if (earlier !== undefined) return { ...(earlier as EntryActAnswer & { outcome: 'done' }), repeated: true };

  const found = await entryRow(writing, wish.entryId);
  if ((found?.change_no ?? 0) !== wish.changeNo)
    return found === undefined
      ? { outcome: 'unknown' }
      : { outcome: 'conflict', entryId: wish.entryId, changeNo: found.change_no };
  if (found === undefined && wish.act.act !== 'write') return { outcome: 'unknown' };

  const rev = (found?.last_rev ?? 0) + 1;
  const standing = found === undefined ? unwritten : standingOf(found);
  const act: LifeAct =
    wish.act.act === 'write'
      ? { act: 'write', rev }
      : await withReviewDay(
          writing,
          wish.entryId,
          standing.draft?.rev ?? standing.publishedRev,
          wish.act,
          wish.day,
        );
  const lived = live(standing, act, wish.actor, wish.day);
  if ('refused' in lived) return { outcome: 'refused', ...lived.refused };

  const changed = await changeEntry(writing, found ?? null, {
    entryId: wish.entryId,
    unitId: wish.unitId,
    standing: lived.standing,
    deed: wish.act.act,
    rev: wish.act.act === 'write' ? rev : (standing.draft?.rev ?? standing.publishedRev),
    content: wish.act.act === 'write' ? wish.act.content : null,
    reason: reasonOf(wish.act),
    accountId,
    commandId: wish.commandId,
    at,
  });
  const answer: EntryActAnswer = {
    outcome: 'done',
    entryId: wish.entryId,
    changeNo: changed.changeNo,
    rev: changed.rev,
    stage: stageOn(lived.standing, wish.day),
    repeated: false,
  };
  await keepAnswer(writing, accountId, wish.commandId, kind, answer, at);
  return answer;
}

export interface EntryChange {
  entryId: string;
  unitId: string;
  standing: Standing;
  deed: EntryDeed;
  /** the version it was done to */
  rev: number | null;
  /** of a new version */
  content: Content | null;
  reason: string;
  accountId: string;
  commandId: string;
  at: number;
}

/** Writes a change that the rules have let through, and its event. */
export async function changeEntry(
  writing: Writing,
  before: EntryColumns | null,
  change: EntryChange,
): Promise<{ changeNo: number; rev: number | null }> {
  const { entryId, standing, content, at, accountId, rev } = change;
  const { db } = writing;
  const changeNo = (before?.change_no ?? 0) + 1;
  if (content !== null)
    await db
      .insertInto('knowledge_version')
      .values(
        versionColumnsOf({
          entryId,
          rev: rev ?? 1,
          content,
          authorId: accountId,
          madeAt: at,
          reason: change.reason,
          batchId: null,
          provenance: null,
        }),
      )
      .execute();
  const currentRev = standing.draft?.rev ?? standing.publishedRev ?? before?.current_rev ?? 1;
  const words = await currentWords(writing, before, entryId, currentRev, content);
  const isPublished = change.deed === 'pass-second';
  const row: EntryColumns = {
    ...(before ?? newRow(entryId, change.unitId)),
    ...words,
    ...standingColumnsOf(standing, before, at),
    ...(isPublished ? { withdrawn_by_source: 0, withdraw_on: null } : {}),
    current_rev: currentRev,
    last_rev: content === null ? (before?.last_rev ?? 1) : (rev ?? 1),
    change_no: changeNo,
    updated_at: at,
    updated_by: accountId,
  };
  if (before === null) await db.insertInto('knowledge_entry').values(row).execute();
  else await db.updateTable('knowledge_entry').set(row).where('entry_id', '=', entryId).execute();
  if (row.answering_rev !== (before?.answering_rev ?? null))
    await db.insertInto('knowledge_change').values({ entry_id: entryId, at }).execute();
  await noteDeed(writing, change, changeNo);
  return { changeNo, rev };
}

async function noteDeed(writing: Writing, change: EntryChange, changeNo: number): Promise<void> {
  const { entryId, deed, rev, accountId, at, reason } = change;
  const { db } = writing;
  await db
    .insertInto('knowledge_deed')
    .values({
      entry_id: entryId,
      change_no: changeNo,
      deed,
      rev,
      account_id: accountId,
      at,
      reason,
      batch_id: null,
    })
    .execute();
  const version =
    rev === null
      ? undefined
      : await db
          .selectFrom('knowledge_version')
          .select('content_hash')
          .where('entry_id', '=', entryId)
          .where('rev', '=', rev)
          .executeTakeFirst();
  const event: ActEvent = {
    ...actHeader(at, change.commandId, accountId),
    type: 'knowledge-act',
    entryId,
    act: deed,
    changeNo,
    rev,
    contentHash: version?.content_hash ?? null,
  };
  await writing.chain.append(writing.actStream, [{ type: event.type, version: actEventVersion, at, event }]);
}

/** Of the new version, of the one that is current again (a draft was given up), or as they were. */
async function currentWords(
  { db }: Writing,
  before: EntryColumns | null,
  entryId: string,
  currentRev: number,
  content: Content | null,
): Promise<Partial<EntryColumns> & Pick<EntryColumns, 'kind' | 'title'>> {
  if (content !== null) return wordColumnsOf(content);
  if (before !== null && before.current_rev === currentRev) return { kind: before.kind, title: before.title };
  const version = await db
    .selectFrom('knowledge_version')
    .select('content')
    .where('entry_id', '=', entryId)
    .where('rev', '=', currentRev)
    .executeTakeFirstOrThrow();
  return wordColumnsOf(JSON.parse(version.content) as Content);
}

export function entryRow({ db }: Writing, entryId: string): Promise<EntryColumns | undefined> {
  return db.selectFrom('knowledge_entry').selectAll().where('entry_id', '=', entryId).executeTakeFirst();
}

/** An entry that is written here is its own source. */
function newRow(entryId: string, unitId: string) {
  return {
    entry_id: entryId,
    unit_id: unitId,
    system: 'desk',
    source_id: entryId,
    region_code: '',
    topic: '',
    material_class: '',
    doc_key: null,
    replaces: null,
    source_hash: null,
    withdrawn_by_source: 0,
    withdraw_on: null,
  };
}

function reasonOf(act: EntryAct['act']): string {
  switch (act.act) {
    case 'write':
    case 'send-back':
    case 'withdraw':
      return act.reason;
    case 'pass-second':
    case 'confirm':
      return `下次复审 ${act.reviewDueOn}`;
    case 'submit':
    case 'pass-first':
    case 'discard':
      return '';
    default:
      return act satisfies never;
  }
}
