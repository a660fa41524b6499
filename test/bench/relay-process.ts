import { createServer } from 'node:http';
import { connect } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { WorkerAnswerIndex } from '../../bridge/adapters/answers/answer-index.ts';
import type { Command } from '../../bridge/protocol/commands.ts';
import type { ClientFrame } from '../../bridge/protocol/frames.ts';
import { serve } from './processes.ts';
import type { RelayCalls } from './relay-calls.ts';

/*
 * The floor that the bridge is compared with: takes the same bytes, understands none of them but the name of the event
 * and the interface that an offer is for, and hands the offer's bytes to the one socket of that seat. It passes
 * questions on to the same library of answers on a thread of its own, because what the searches cost the machine is
 * not what carrying an offer costs; all other commands it answers without looking at what they ask.
 */

const offer = Buffer.from('Event: AgentCalled\r\n');
const end = Buffer.from('\r\n\r\n');
const lineOf = Buffer.from('\r\nInterface: PJSIP/');
const done = { outcome: 'done' };
const today = new Date().toISOString().slice(0, 10);

const sockets = new Map<string, WebSocket>();
const index = new WorkerAnswerIndex();

serve<RelayCalls>({
  async begin({ port }) {
    await index.ready;
    const server = createServer();
    const pages = new WebSocketServer({ server, perMessageDeflate: false });
    pages.on('connection', (socket, request) => {
      sockets.set(new URL(request.url ?? '/', 'http://relay').searchParams.get('seat') ?? '', socket);
      socket.on('message', (data) => void answer(socket, String(data)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const source = connect(port, '127.0.0.1').setNoDelay(true);
    let rest: Buffer = Buffer.alloc(0);
    source.on('data', (chunk) => {
      rest = relay(rest.length === 0 ? chunk : Buffer.concat([rest, chunk]));
    });
    await new Promise<void>((resolve) => source.once('connect', resolve));
    const address = server.address();
    return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/` };
  },
});

/** Hands on the offers that are whole; what is left is the beginning of a message. */
function relay(bytes: Buffer): Buffer {
  for (let at = bytes.indexOf(offer); at >= 0; at = bytes.indexOf(offer, at + offer.length)) {
    const to = bytes.indexOf(end, at);
    if (to < 0) return bytes.subarray(at);
    const message = bytes.subarray(at, to + end.length);
    const line = message.indexOf(lineOf) + lineOf.length;
    const seat = message.toString('latin1', line, message.indexOf('\r\n', line));
    sockets.get(seat)?.send(message);
  }
  const whole = bytes.lastIndexOf(end);
  return whole < 0 ? bytes : bytes.subarray(whole + end.length);
}

async function answer(socket: WebSocket, text: string): Promise<void> {
  const frame = JSON.parse(text) as ClientFrame;
  if (frame.type === 'hello') socket.send('{"type":"welcome"}');
  if (frame.type !== 'command') return;
  const result = await resultOf(frame.command);
  socket.send(JSON.stringify({ type: 'result', id: frame.id, result }));
}

async function resultOf(command: Command): Promise<object> {
  if (command.type === 'save-record') return { outcome: 'saved' };
  if (command.type !== 'search') return done;
  const { text, serviceFunction } = command;
  const hits = await index.search({ text, serviceFunction, regionCode: '430100', date: today, limit: 20 });
  return { outcome: 'hits', hits, ms: 0, ready: true };
}
