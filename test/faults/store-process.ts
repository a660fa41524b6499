import { createInterface } from 'node:readline';
import { openStore } from '../../bridge/adapters/sqlite/open-store.ts';
import { legAppeared, saveOf } from '../adapters/sqlite/builders.ts';

/**
 * A process with nothing but the real store in it, to be killed. It takes lines on its standard input:
 *
 *     save <interaction> <command>     a record; answered `saved <command> <recordNo> <rev>`
 *     stop                             an orderly end
 *
 * and journals telephony events all the time, telling `durable <epoch> <position>`. What it has said on its standard
 * output is a promise: pipes are written synchronously, so nothing said is lost with the process.
 */
const data = process.argv[2];
if (data === undefined) throw new Error('usage: store-process.ts DATA');

const store = await openStore({
  data,
  bridgeId: 'faults',
  readers: 1,
  anchorPace: { everyMs: 50, everyEntries: 1000 },
});
const writer = await store.journal.open('pbx/faults');
process.stdout.write(`ready ${writer.epoch}\n`);

let calls = 0;
let told = writer.durable;
const events = setInterval(() => {
  for (let i = 0; i < 5; i += 1) {
    calls += 1;
    writer.append(
      'leg-appeared',
      legAppeared(`138${String(calls % 1000).padStart(8, '0')}`, { receivedAt: Date.now() }),
    );
  }
  if (writer.durable > told) process.stdout.write(`durable ${writer.epoch} ${writer.durable}\n`);
  told = writer.durable;
}, 5);

for await (const line of createInterface({ input: process.stdin })) {
  const [word, interaction = '', commandId = ''] = line.split(' ');
  if (word === 'stop') break;
  // Not awaited: saves of many seats are on their way together.
  void store.records.save(saveOf(interaction, { commandId })).then((answer) => {
    const { outcome, recordNo } = answer;
    const rev = answer.outcome === 'saved' ? answer.rev : answer.currentRev;
    process.stdout.write(`${outcome} ${commandId} ${recordNo} ${rev}\n`);
  });
}
clearInterval(events);
await store.close();
// Still open at the other end: without this the process would wait for more lines.
process.stdin.destroy();
