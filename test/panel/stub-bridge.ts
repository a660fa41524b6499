import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { AnswerHitView, LevelComparison } from '../../bridge/protocol/answers.ts';
import type { Command } from '../../bridge/protocol/commands.ts';
import { type CallCard, type DeskView, deskViewSchema, type Me } from '../../bridge/protocol/desk.ts';
import { type FloorView, floorViewSchema } from '../../bridge/protocol/floor.ts';
import { type CommandResult, clientFrameSchema, serverFrameSchema } from '../../bridge/protocol/frames.ts';
import { articleOf } from './sample-answers.ts';
import { directory } from './sample-directory.ts';
import { nobody, operator, otherOperator, sentNotice, signedOutDesk, supervisor } from './sample-people.ts';
import { type RestSide, serveRest } from './stub-rest.ts';

const HEARTBEAT_MS = 2_000;

type OperatorFrame =
  | { type: 'desk'; desk: DeskView }
  | { type: 'pop-answers'; answers: { callId: string; offer: number; hits: AnswerHitView[] } };

/**
 * A STAND-IN FOR TESTS, not the bridge: it speaks the panel's protocol exactly (each frame is checked by the zod
 * schemas, both ways) and otherwise does what a scene tells it. It knows no telephone, no store, no ranking.
 */
export class StubBridge {
  readonly people = new Map<string, Me>(
    [operator, otherOperator, supervisor, nobody].map((me) => [me.login, me]),
  );
  readonly sessions = new Map<string, Me>();
  /** every command that arrived, in order; a repeated id is listed again */
  readonly received: { id: string; command: Command }[] = [];
  /** frames that broke the protocol: a test ends with none */
  readonly faults: string[] = [];
  desk: DeskView = signedOutDesk(Date.now());
  floor: FloorView | null = null;
  readonly adopted: RestSide['adopted'] = [];
  readonly reports: RestSide['reports'] = [];
  sent: RestSide['sent'] = [];
  demo = false;
  refuseReports: string | null = null;
  comparison: LevelComparison | null = null;
  pack: RestSide['pack'] = null;
  ownRecords: RestSide['ownRecords'] = [];
  overseenTags: RestSide['overseenTags'] = [];
  revisions: RestSide['revisions'] = [];
  briefing: RestSide['briefing'] = { since: '2026-11-24', day: '2026-11-24', changes: [] };
  search: (text: string) => { hits: AnswerHitView[]; ready: boolean } = () => ({ hits: [], ready: true });
  /** what the next commands of a type come to, instead of the usual */
  readonly refuse = new Map<Command['type'], CommandResult>();
  /** commands are received and not answered */
  mute = false;
  /** no pings: the page must notice */
  silent = false;
  /** new sockets are turned away */
  down = false;
  /** frames that were written, all sockets together */
  told = 0;
  /** told of each command after its answer has left */
  obeyed: (command: Command) => void = () => {};
  readonly #server: Server;
  readonly #sockets = new Map<WebSocket, { me: Me; page: 'operator' | 'floor' | null; seq: number }>();
  readonly #answers = new Map<string, CommandResult>();
  #records = 0;
  #pings: ReturnType<typeof setInterval> | undefined;

  constructor(panelFolder: string) {
    this.#server = createServer(serveRest(this, panelFolder));
    const sockets = new WebSocketServer({ noServer: true });
    this.#server.on('upgrade', (request, socket, head) => {
      const me = this.meOf(request.headers.cookie);
      if (this.down || me === null) {
        socket.end(
          me === null ? 'HTTP/1.1 401 Unauthorized\r\n\r\n' : 'HTTP/1.1 503 Service Unavailable\r\n\r\n',
        );
        return;
      }
      sockets.handleUpgrade(request, socket, head, (ws) => this.#join(ws, me));
    });
  }

  async start(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    this.#pings = setInterval(() => {
      if (this.silent) return;
      for (const socket of this.#sockets.keys()) this.#send(socket, { type: 'ping', now: Date.now() });
    }, HEARTBEAT_MS);
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    clearInterval(this.#pings);
    this.dropSockets();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  meOf(cookie: string | undefined): Me | null {
    const token = /(?:^|; )session=(\w+)/.exec(cookie ?? '')?.[1];
    return (token !== undefined && this.sessions.get(token)) || null;
  }

  openSession(me: Me): string {
    const token = randomBytes(8).toString('hex');
    this.sessions.set(token, me);
    return token;
  }

  /** Changes the operator's desk and tells it, whole. */
  tell(change: Partial<DeskView>): void {
    this.desk = deskViewSchema.parse({ ...this.desk, ...change });
    for (const [socket, { page }] of this.#sockets)
      if (page === 'operator') this.#send(socket, { type: 'desk', desk: this.desk });
  }

  /** Changes one card, or adds it. */
  tellCard(card: CallCard, change: Partial<DeskView> = {}): void {
    const others = this.desk.cards.filter(({ interactionId }) => interactionId !== card.interactionId);
    const known = others.length < this.desk.cards.length;
    const cards = known
      ? this.desk.cards.map((one) => (one.interactionId === card.interactionId ? card : one))
      : [...others, card];
    this.tell({ cards, ...change });
  }

  /** Many frames to the operator's page in one go, all of them checked and written down before the first one leaves. */
  tellAtOnce(frames: readonly OperatorFrame[]): void {
    const last = frames.findLast((frame) => frame.type === 'desk');
    if (last !== undefined) this.desk = last.desk;
    for (const [socket, { page }] of this.#sockets) {
      if (page !== 'operator') continue;
      for (const text of frames.map((frame) => this.#text(socket, frame)))
        if (text !== null) socket.send(text);
    }
  }

  tellAnswers(callId: string, offer: number, hits: AnswerHitView[]): void {
    for (const [socket, { page }] of this.#sockets)
      if (page === 'operator') this.#send(socket, { type: 'pop-answers', answers: { callId, offer, hits } });
  }

  tellFloor(floor: FloorView): void {
    this.floor = floorViewSchema.parse(floor);
    for (const [socket, { page }] of this.#sockets)
      if (page === 'floor') this.#send(socket, { type: 'floor', floor: this.floor });
  }

  tellFloorChanges(changes: Partial<Pick<FloorView, 'seats' | 'queues' | 'figures' | 'help'>>): void {
    const whole = { seats: [], queues: [], figures: [], ...changes };
    for (const [socket, { page }] of this.#sockets)
      if (page === 'floor') this.#send(socket, { type: 'floor-changes', changes: whole });
  }

  dropSockets(): void {
    for (const socket of this.#sockets.keys()) socket.terminate();
    this.#sockets.clear();
  }

  #join(socket: WebSocket, me: Me): void {
    this.#sockets.set(socket, { me, page: null, seq: 0 });
    socket.on('message', (data) => this.#receive(socket, String(data)));
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #receive(socket: WebSocket, text: string): void {
    const member = this.#sockets.get(socket);
    const read = clientFrameSchema.safeParse(JSON.parse(text));
    if (!read.success || member === undefined) {
      this.faults.push(`from the page: ${text}`);
      return;
    }
    const frame = read.data;
    if (frame.type === 'hello') {
      if (frame.page === 'operator') this.#takeOver(socket, member.me);
      member.page = frame.page;
      const heartbeatMs = HEARTBEAT_MS;
      this.#send(socket, { type: 'welcome', version: 1, me: member.me, now: Date.now(), heartbeatMs });
      if (frame.page === 'operator') this.#send(socket, { type: 'desk', desk: this.desk });
      else if (this.floor !== null) this.#send(socket, { type: 'floor', floor: this.floor });
    }
    if (frame.type === 'command') {
      this.received.push(frame);
      if (this.mute) return;
      const result = this.#answers.get(frame.id) ?? this.#obey(frame.command);
      if (result.outcome !== 'refused') this.#answers.set(frame.id, result);
      this.#send(socket, { type: 'result', id: frame.id, result });
      this.obeyed(frame.command);
    }
  }

  /** One account is at work in one place. */
  #takeOver(socket: WebSocket, me: Me): void {
    for (const [other, member] of this.#sockets) {
      if (other === socket || member.page !== 'operator' || member.me.login !== me.login) continue;
      this.#send(other, { type: 'goodbye', code: 'taken-over', message: '您在另一个页面打开了座席桌面。' });
      other.close();
    }
  }

  #obey(command: Command): CommandResult {
    const refused = this.refuse.get(command.type);
    if (refused !== undefined) return refused;
    const now = Date.now();
    switch (command.type) {
      case 'sign-in-seat':
        this.tell({
          seat: command.seat,
          state: 'READY',
          reason: null,
          since: now,
          queues: this.desk.queues.map((queue) => ({ ...queue, mine: command.queues.includes(queue.queue) })),
        });
        return { outcome: 'done' };
      case 'sign-out-seat':
        this.tell({ seat: null, state: 'LOGGED_OUT', since: null });
        return { outcome: 'done' };
      case 'set-state':
        this.tell({ state: command.state, reason: command.reason || null, since: now });
        return { outcome: 'done' };
      case 'set-next-state':
        this.tell({ nextState: { state: command.state, reason: command.reason } });
        return { outcome: 'done' };
      case 'search':
        return { outcome: 'hits', ...this.search(command.text), ms: 3 };
      case 'directory':
        return { outcome: 'directory', directory: directory(now) };
      case 'compare':
        return { outcome: 'comparison', comparison: this.comparison };
      case 'article': {
        const article = articleOf(command.articleId);
        if (article !== null) return { outcome: 'article', article };
        return {
          outcome: 'refused',
          code: 'no-article',
          message: '知识库中没有这一条，可能已被替换。请重新检索。',
        };
      }
      case 'save-record': {
        this.#records += 1;
        const recordNo = `CS20261124${String(this.#records).padStart(6, '0')}`;
        this.#settle(this.desk.cards.filter((card) => card.interactionId !== command.interactionId));
        const savedAt = new Date(now + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
        return { outcome: 'saved', recordNo, rev: command.baseRev + 1, savedAt, repeated: false };
      }
      case 'park-record':
        this.#settle(
          this.desk.cards.map((card) =>
            card.interactionId === command.interactionId && card.record !== null
              ? { ...card, record: { ...card.record, parked: true } }
              : card,
          ),
        );
        return { outcome: 'done' };
      case 'preview-notice': {
        const article = articleOf(command.articleId);
        const text = `【长沙12345】${article?.title}，一次性告知：\n${(article?.notice ?? [])
          .map(({ kind, text }, at) => `${at + 1}.${kind}：${text}`)
          .join(
            '\n',
          )}\n依据：《${article?.title}》，现行有效，数据截至2025-04-19。以受理单位办理时的规定为准。`;
        const parts = Math.ceil(text.length / 67);
        return { outcome: 'notice-preview', articleRev: 1, to: '138****1115', text, parts, leftOut: [] };
      }
      case 'send-notice': {
        const title = articleOf(command.articleId)?.title ?? '';
        this.tell({
          cards: this.desk.cards.map((card) =>
            card.interactionId === command.interactionId
              ? { ...card, sent: [...(card.sent ?? []), sentNotice(title, now)] }
              : card,
          ),
        });
        return { outcome: 'done' };
      }
      case 'number-for-embedder':
      case 'reveal-number':
        return { outcome: 'number', callId: command.callId, number: '13874801115' };
      case 'check-state':
        return {
          outcome: 'checked',
          ended: 0,
          message:
            '已与话务系统核对：面板显示的与话务系统一致。若与话机仍不一致，请告诉班组长，并“上报本通”。',
        };
      case 'extend-wrap-up': {
        const { wrapUp } = this.desk;
        if (wrapUp != null) {
          const until = Math.max(wrapUp.until, now) + wrapUp.extensionSeconds * 1000;
          this.tell({ wrapUp: { ...wrapUp, until, extended: wrapUp.extended + 1 }, overFrom: until });
        }
        return { outcome: 'done' };
      }
      case 'ask-help': {
        const { reason, words } = command;
        this.tell({ help: { id: 'h-1', reason, words, askedAt: now, answers: [], done: null } });
        return { outcome: 'done' };
      }
      case 'withdraw-help':
        this.tell({ help: null });
        return { outcome: 'done' };
      case 'set-caller-tag':
      case 'end-caller-tag':
      case 'ask-orders-again':
      case 'answer-help':
      case 'finish-help':
      case 'answer':
      case 'hold':
      case 'hang-up':
      case 'mute':
      case 'consult':
      case 'cancel-consult':
      case 'complete-consult':
      case 'conference':
      case 'transfer':
      case 'press-keys':
      case 'dial':
      case 'dial-for-embedder':
      case 'force-state':
        return { outcome: 'done' };
    }
  }

  /** A record was closed or put aside: when none is open, the chosen state comes into force. */
  #settle(cards: CallCard[]): void {
    const open = cards.some((card) => card.record?.saved === null && !card.record.parked);
    if (open) {
      this.tell({ cards });
      return;
    }
    const next = this.desk.nextState ?? { state: 'READY' as const, reason: '' };
    this.tell({ cards, state: next.state, reason: next.reason || null, since: Date.now(), nextState: null });
  }

  #send(socket: WebSocket, frame: Record<string, unknown>): void {
    const text = this.#text(socket, frame);
    if (text !== null) socket.send(text);
  }

  /** The frame with its number, checked; null: the socket is gone. */
  #text(socket: WebSocket, frame: Record<string, unknown>): string | null {
    const member = this.#sockets.get(socket);
    if (member === undefined) return null;
    member.seq += 1;
    this.told += 1;
    const whole = { ...frame, seq: member.seq, token: { stream: 'stub', epoch: 1, position: member.seq } };
    const { success } = serverFrameSchema.safeParse(whole);
    if (!success) this.faults.push(`to the page: ${JSON.stringify(whole).slice(0, 400)}`);
    return JSON.stringify(whole);
  }
}
