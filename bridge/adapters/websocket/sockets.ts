import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isWrapUpDue } from '../../application/desk.ts';
import type { Hotline } from '../../application/hotline.ts';
import { RememberedResults } from '../../application/remember-results.ts';
import type { SignedIn } from '../../application/sign-in-account.ts';
import { BarDisabled, watchAccounts } from '../../application/watch-accounts.ts';
import type { CommandResult } from '../../protocol/frames.ts';
import { type ConnectionLimits, defaultLimits } from './connection.ts';
import { waitingLines } from './desk-message.ts';
import { goodbyes } from './goodbyes.ts';
import { Page, type PageHouse } from './page.ts';
import { ViewChanges } from './resume.ts';

/** Frames beyond this are cut by the library before they are whole; the protocol's own limit is smaller and has words. */
const hardLimit = 256 * 1024;
/**
 * Waiting callers of all lines change often; desks are shown them twice a second, and thousands of desks less often. A
 * few at a time, a millisecond for each: a pop that comes meanwhile must not wait for two hundred frames about lines.
 */
const linesEveryMs = 500;
const linesMsAPage = 1;
const linesAtOnce = 4;
const recheckMs = 30_000;

export interface SocketsNeeds {
  hotline: Hotline;
  /** path of the socket, with the site's base */
  path: string;
  authenticate(request: IncomingMessage): Promise<SignedIn | null>;
  /** a page of another origin must not use this browser's session */
  isSameOrigin(request: IncomingMessage): boolean;
  limits?: Partial<ConnectionLimits>;
}

/** All pages that are open, and what makes them be told. */
export class Sockets {
  readonly #needs: SocketsNeeds;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: hardLimit, perMessageDeflate: false });
  readonly #pages = new Set<Page>();
  readonly #house: PageHouse;
  readonly #changes: ViewChanges;
  readonly #barDisabled: BarDisabled;
  readonly #stopWatching: () => void;
  #linesMoved = false;
  #stopped = false;

  constructor(needs: SocketsNeeds) {
    this.#needs = needs;
    const { hotline } = needs;
    const { timer, log } = hotline;
    this.#changes = new ViewChanges(() => hotline.floor.head);
    this.#house = {
      hotline,
      changes: this.#changes,
      results: new RememberedResults<CommandResult>(),
      lanes: new Map(),
      limits: { ...defaultLimits, ...needs.limits },
      operatorOpened: (page) => this.#operatorOpened(page),
      closed: (page) => this.#closed(page),
    };
    hotline.desks.watch({
      deskChanged: (accountId) => {
        this.#changes.note(`desk ${accountId}`);
        for (const page of this.#pages) if (page.isDeskOf(accountId)) page.showDesk();
      },
      // Who looks for a seat is shown which are free.
      seatingChanged: () => this.#showLinesSoon(),
      answersSuggested: (accountId, card) => {
        for (const page of this.#pages) if (page.isDeskOf(accountId)) page.showAnswers(card);
      },
      seatTaken: (accountId, message) => {
        const goodbye = { ...goodbyes.takenOver, message };
        for (const page of this.#pages) if (page.isDeskOf(accountId)) page.goodbye(goodbye);
      },
    });
    hotline.watchFloor.listen((news) => {
      this.#changes.note('floor');
      if (news.queues.size > 0) this.#showLinesSoon();
      const bodies = new Map<string, string>();
      for (const page of this.#pages) page.showNews(news, bodies);
    });
    this.#barDisabled = new BarDisabled(hotline);
    this.#stopWatching = watchAccounts({
      accounts: hotline.accounts,
      timer,
      log,
      changed: () => this.recheck(),
    });
    const idle = () => {
      if (this.#stopped) return;
      this.recheck();
      timer.after(recheckMs, idle);
    };
    timer.after(recheckMs, idle);
  }

  get count(): number {
    return this.#pages.size;
  }

  /** To be given the HTTP server's `upgrade` events. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { path, isSameOrigin, authenticate } = this.#needs;
    // A visitor who goes away in the middle of the handshake is no fault of ours.
    socket.on('error', () => socket.destroy());
    if (this.#stopped) {
      refuse(socket, '503 Service Unavailable');
      return;
    }
    if (URL.parse(request.url ?? '/', 'http://bridge')?.pathname !== path) {
      refuse(socket, '404 Not Found');
      return;
    }
    if (!isSameOrigin(request)) {
      refuse(socket, '403 Forbidden');
      return;
    }
    authenticate(request).then(
      (who) => {
        if (who === null) {
          refuse(socket, '401 Unauthorized');
          return;
        }
        this.#server.handleUpgrade(request, socket, head, (opened) => this.#open(opened, who));
      },
      (error) => {
        this.#needs.hotline.log.error('who opens a socket could not be read', { error });
        refuse(socket, '503 Service Unavailable');
      },
    );
  }

  /** Somebody signed out: the pages of that session end at once. */
  signedOut(tokenHash: string): void {
    for (const page of this.#pages)
      if (page.who.session.tokenHash === tokenHash) page.goodbye(goodbyes.signedOut);
  }

  /** Sessions or rights may have changed: whoever has lost theirs is out, and whose account is disabled leaves the seat. */
  recheck(): void {
    const { log } = this.#needs.hotline;
    this.#barDisabled
      .look()
      .catch((error) => log.error('whether accounts are disabled could not be read', { error }));
    for (const page of this.#pages)
      this.#recheckPage(page).catch((error) =>
        log.error('whether a session goes on could not be read', { error }),
      );
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopWatching();
    for (const page of this.#pages) page.goodbye(goodbyes.stopping);
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #open(socket: WebSocket, who: SignedIn): void {
    this.#pages.add(new Page(this.#house, socket, who));
  }

  async #recheckPage(page: Page): Promise<void> {
    const { hotline } = this.#needs;
    const { account, session } = page.who;
    const who = await hotline.signInAccount.bySession(session.tokenHash, false);
    if (who !== null) {
      if (who.account.roles.join() !== account.roles.join() || who.account.unitId !== account.unitId)
        page.goodbye(goodbyes.rightsChanged);
      return;
    }
    const disabled = (await hotline.accounts.byId(account.id))?.disabled ?? true;
    if (disabled) page.goodbye(goodbyes.disabled);
    // Never in the middle of a call: the session ends with its record, at the next look.
    else if (!isWrapUpDue(hotline.desks.of(account))) page.goodbye(goodbyes.sessionEnded);
  }

  /** One operator, one page: the new one has it. */
  #operatorOpened(opened: Page): void {
    const { account } = opened.who;
    for (const page of this.#pages)
      if (page !== opened && page.isDeskOf(account.id)) page.goodbye(goodbyes.takenOver);
    this.#needs.hotline.desks.pageOpened(account.id);
  }

  #closed(page: Page): void {
    this.#pages.delete(page);
    const { id } = page.who.account;
    if (this.#stopped || !page.isDesk) return;
    for (const other of this.#pages) if (other.isDeskOf(id)) return;
    this.#needs.hotline.desks.pageGone(id, page.heardAt);
  }

  #showLinesSoon(): void {
    if (this.#linesMoved) return;
    this.#linesMoved = true;
    const { hotline } = this.#needs;
    hotline.timer.after(Math.max(linesEveryMs, this.#pages.size * linesMsAPage), () => {
      this.#linesMoved = false;
      this.#changes.noteAll();
      this.#showLines([...this.#pages]);
    });
  }

  #showLines(pages: readonly Page[]): void {
    if (this.#stopped) return;
    const { hotline } = this.#needs;
    const lines = waitingLines(hotline);
    for (const page of pages.slice(0, linesAtOnce)) if (page.isDesk) page.showDesk(lines);
    const others = pages.slice(linesAtOnce);
    if (others.length > 0) hotline.timer.after(linesAtOnce * linesMsAPage, () => this.#showLines(others));
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
