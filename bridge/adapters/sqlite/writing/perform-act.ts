import type { SeatAct } from '../../../application/store.ts';
import { type ActEvent, actEventVersion, actHeader } from './act-event.ts';
import { earlierAnswer, keepAnswer } from './command-answer.ts';
import type { Writing } from './writing.ts';

export interface Performing {
  commandId: string;
  accountId: string;
  at: number;
  act: SeatAct;
}

const kind = 'act.perform';

/** Journals a seat's act and changes the ledger with it; done twice it is done once. */
export async function performAct(
  writing: Writing,
  { commandId, accountId, at, act }: Performing,
): Promise<{ repeated: boolean }> {
  const earlier = await earlierAnswer(writing, accountId, commandId, kind);
  if (earlier !== undefined) return { repeated: true };
  const event: ActEvent = { ...act, ...actHeader(at, commandId, accountId) };
  await writing.chain.append(writing.actStream, [{ type: act.type, version: actEventVersion, at, event }]);
  await changeLedger(writing, act);
  await keepAnswer(writing, accountId, commandId, kind, {}, at);
  return { repeated: false };
}

async function changeLedger({ db }: Writing, act: SeatAct): Promise<void> {
  switch (act.type) {
    case 'seat-signed-in': {
      const { seat, accountId, queues, pause, signedInAt } = act.session;
      const values = {
        account_id: accountId,
        queues: JSON.stringify(queues),
        pause_reason: pause?.reason ?? null,
        pause_since: pause?.since ?? null,
        signed_in_at: signedInAt,
      };
      await db
        .insertInto('seat_session')
        .values({ seat, ...values })
        .onConflict((c) => c.column('seat').doUpdateSet(values))
        .execute();
      return;
    }
    case 'seat-signed-out':
      await db.deleteFrom('seat_session').where('seat', '=', act.seat).execute();
      return;
    case 'seat-pause-set':
      await db
        .updateTable('seat_session')
        .set({ pause_reason: act.pause?.reason ?? null, pause_since: act.pause?.since ?? null })
        .where('seat', '=', act.seat)
        .execute();
      return;
    case 'wrap-up-extended':
    case 'help-asked':
    case 'help-answered':
    case 'help-closed':
      return;
    default:
      act satisfies never;
  }
}
