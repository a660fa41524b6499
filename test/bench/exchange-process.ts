import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { AmiServer } from '../adapters/asterisk/ami-server.ts';
import { CallPlan, type PlannedEvent } from './call-plan.ts';
import { monotonic } from './clock.ts';
import type { ExchangeCalls, Offer, Receiver } from './exchange-calls.ts';
import { serve } from './processes.ts';
import { QueueMembers } from './queue-members.ts';

/* The sender: an exchange that answers what the bridge asks of it, and whose calls are planned beforehand. */

const chunkBytes = 64 * 1024;
const members = new QueueMembers();
const plain: Socket[] = [];
const plainServer = createServer((socket) => {
  socket.on('error', () => {}).resume();
  plain.push(socket);
});
let ami: AmiServer | null = null;

serve<ExchangeCalls>({
  async begin() {
    ami = await AmiServer.start({ answer: (action) => members.answer(action) });
    plainServer.listen(0, '127.0.0.1');
    await once(plainServer, 'listening');
    const address = plainServer.address();
    return { amiPort: ami.port, plainPort: typeof address === 'object' ? (address?.port ?? 0) : 0 };
  },
  async pace({ to, shape, firstCall, calls }) {
    const socket = receiver(to);
    const plan = new CallPlan(shape, { start: Date.now() * 1000, firstCall, calls });
    const began = monotonic();
    const offers: Offer[] = [];
    let sent = 0;
    let latest = 0;
    for (const events of plan.windows()) {
      for (let at = 0; at < events.length; ) {
        const elapsed = (monotonic() - began) / 1000;
        let due = at;
        while ((events[due]?.after ?? Number.POSITIVE_INFINITY) <= elapsed) due += 1;
        if (due === at) {
          await pause(1);
          continue;
        }
        const batch = events.slice(at, due);
        latest = Math.max(latest, elapsed - (batch[0]?.after ?? elapsed));
        const bytes = Buffer.concat(batch.map(asSent));
        const sentAt = monotonic();
        socket.write(bytes);
        for (const { offers: call } of batch) if (call !== null) offers.push([call, sentAt]);
        sent += batch.length;
        at = due;
      }
    }
    return { sent, offers, latestMs: latest / 1000 };
  },
  async flood({ to, shape, firstCall, calls }) {
    const socket = receiver(to);
    const events = [...new CallPlan(shape, { start: Date.now() * 1000, firstCall, calls }).windows()].flat();
    const began = monotonic();
    let total = 0;
    let gathered: Buffer[] = [];
    let size = 0;
    const write = async () => {
      const whole = Buffer.concat(gathered);
      gathered = [];
      size = 0;
      total += whole.length;
      if (!socket.write(whole)) await drained(socket);
    };
    for (const event of events) {
      const bytes = asSent(event);
      gathered.push(bytes);
      size += bytes.length;
      if (size >= chunkBytes) await write();
    }
    await write();
    return { sent: events.length, bytes: total, began };
  },
  connections: () => ({
    ami: ami?.connections ?? 0,
    plain: plain.length,
    obeyed: members.obeyed,
  }),
});

function receiver(to: Receiver): Socket {
  const socket = to === 'ami' ? ami?.sockets.at(-1) : plain.at(-1);
  if (socket === undefined || socket.destroyed) throw new Error(`nobody is connected who takes ${to}`);
  // As Asterisk's manager does: without it the kernel holds small writes back for up to 40 ms.
  return socket.setNoDelay(true);
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      socket.off('drain', settle).off('close', settle);
      resolve();
    };
    if (socket.destroyed) resolve();
    else socket.once('drain', settle).once('close', settle);
  });
}

function asSent({ bytes, isStatus }: PlannedEvent): Buffer {
  return isStatus ? members.asTheyAre(bytes) : bytes;
}
