import type { Hotline } from '../../application/hotline.ts';
import type { Account } from '../../application/store.ts';
import type { Command, CommandType } from '../../protocol/commands.ts';
import type { CommandResult } from '../../protocol/frames.ts';

/** Acts on the seat keep their order, for they rest on each other; a save never waits behind a slow exchange. */
const onTheSeat: ReadonlySet<CommandType> = new Set([
  'sign-in-seat',
  'sign-out-seat',
  'set-state',
  'set-next-state',
]);

/** Reads, whose answer tells of now: they are done anew each time. */
const reads: ReadonlySet<CommandType> = new Set([
  'search',
  'compare',
  'article',
  'preview-notice',
  'directory',
]);

export function isOnTheSeat({ type }: Command): boolean {
  return onTheSeat.has(type);
}

export function isRead({ type }: Command): boolean {
  return reads.has(type);
}

/** One command of a page to the house. What it may do is decided there, by the right that the act itself asks for. */
export async function obey(
  hotline: Hotline,
  account: Account,
  id: string,
  command: Command,
): Promise<CommandResult> {
  switch (command.type) {
    case 'sign-in-seat':
      return hotline.signInSeat.signIn(account, command);
    case 'sign-out-seat':
      return hotline.signInSeat.signOut(account);
    case 'set-state':
      return hotline.chooseState.now(account, { state: command.state, reason: command.reason });
    case 'set-next-state':
      return hotline.chooseState.next(account, { state: command.state, reason: command.reason });
    case 'check-state':
      return hotline.checkState.check(account);
    case 'extend-wrap-up':
      return hotline.extendWrapUp.extend(account, id);
    case 'ask-help':
      return hotline.help.ask(account, id, { reason: command.reason, words: command.words });
    case 'withdraw-help':
      return hotline.help.withdraw(account);
    case 'answer-help':
      return hotline.help.answer(account, command.requestId, command.words);
    case 'finish-help':
      return hotline.help.finish(account, command.requestId);
    case 'answer':
      return hotline.controlCall.answer(account, command.callId);
    case 'hold':
      return hotline.controlCall.hold(account, command.callId, command.held);
    case 'hang-up':
      return hotline.controlCall.hangUp(account, command.callId);
    case 'mute':
      return hotline.controlCall.mute(account, command.callId, command.muted);
    case 'press-keys':
      return hotline.controlCall.press(account, command.callId, command.keys);
    case 'consult':
      return hotline.handOn.consult(account, command.callId, command.target, command.notes);
    case 'cancel-consult':
      return hotline.handOn.cancelConsult(account, command.callId);
    case 'complete-consult':
      return hotline.handOn.completeConsult(account, command.callId, command.notes);
    case 'conference':
      return hotline.handOn.conference(account, command.callId);
    case 'transfer':
      return hotline.handOn.transfer(account, command.callId, command.target, command.notes);
    case 'dial':
      return hotline.callOut.dial(account, command.target);
    case 'directory':
      return hotline.readDirectory.read(account);
    case 'search':
      return hotline.answerQuestion.search(account, command);
    case 'compare':
      return hotline.answerQuestion.compare(account, command);
    case 'article':
      return hotline.answerQuestion.article(account, command.articleId, command.date, command.faqId ?? null);
    case 'save-record': {
      const { interactionId, baseRev, content, reason } = command;
      return hotline.closeRecord.save(account, id, { interactionId, baseRev, content, reason });
    }
    case 'park-record':
      return hotline.closeRecord.park(account, command.interactionId);
    case 'set-caller-tag': {
      const { callId, name, reason, days, consent } = command;
      return hotline.tags.set(account, callId, { name, reason, days, consent });
    }
    case 'end-caller-tag':
      return hotline.tags.end(account, command.callId, command.tagId);
    case 'ask-orders-again':
      return hotline.orders.again(account, command.callId);
    case 'dial-for-embedder':
      return hotline.embedding.dial(account, command.origin, command.number);
    case 'number-for-embedder':
      return hotline.embedding.number(account, command.origin, command.callId);
    case 'reveal-number':
      return hotline.revealNumber.reveal(account, command.callId, command.reason);
    case 'preview-notice':
      return hotline.sendNotice.preview(account, command);
    case 'send-notice':
      return hotline.sendNotice.send(account, id, command);
    case 'force-state':
      return hotline.forceState.force(account, command.seat, command.state, command.reason);
    default:
      return command satisfies never;
  }
}
