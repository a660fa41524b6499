import { systemTimer } from '../../../bridge/adapters/asterisk/system-timer.ts';
import { openStore } from '../../../bridge/adapters/sqlite/open-store.ts';
import { KeepOutbox } from '../../../bridge/application/notice/keep-outbox.ts';
import { notifierOf } from './outbox-parts.ts';

/**
 * A bridge's outbox as a process, to be killed: `dying-outbox.ts DATA PLACE SECRET`. It acknowledges one message, begins to send
 * it, and says both.
 */
const [data, place, secret] = process.argv.slice(2);
if (data === undefined || place === undefined || secret === undefined)
  throw new Error('usage: dying-outbox.ts DATA PLACE SECRET');

const store = await openStore({ data, bridgeId: 'main', readers: 1 });
await store.notifications.put(
  {
    messageId: 'm-1',
    commandId: 'c-1',
    accountId: 'a-1',
    unitId: 'cs',
    interactionId: 'call-1',
    number: '13874801115',
    numberMasked: '138****1115',
    articleId: 'P033',
    articleRev: 1,
    title: '居住证暂行条例',
    text: '【长沙12345】一次性告知',
    at: Date.now(),
  },
  { mostACall: 3, mostANumberADay: 3 },
);
console.log('acknowledged');
const silent = { info() {}, warn() {}, error() {} };
new KeepOutbox({
  store: store.notifications,
  notifier: notifierOf(place, secret),
  giveUpMs: 60_000,
  timer: systemTimer,
  log: silent,
  changed() {},
}).wake();
