import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkerTrialRunner } from '../../bridge/adapters/answers/trial-runner.ts';
import { openStore } from '../../bridge/adapters/sqlite/open-store.ts';
import type { Desk } from '../../bridge/application/desk.ts';
import type { DialRules } from '../../bridge/application/dialling.ts';
import type { Embedder } from '../../bridge/application/embedding/embedder.ts';
import type { Explanation } from '../../bridge/application/explanation.ts';
import { type Hotline, openHotline } from '../../bridge/application/hotline.ts';
import type { Sources } from '../../bridge/application/knowledge/sources/source.ts';
import type { Messaging } from '../../bridge/application/notice/send-notice.ts';
import type { PackRules } from '../../bridge/application/offer-pack.ts';
import type {
  AnswerHit,
  AnswerIndex,
  AnswerQuery,
  AnswerUpdate,
  ArticleView,
  Log,
  OrderBook,
  PbxSource,
  SideBySide,
  SuggestQuery,
  TrialRunner,
} from '../../bridge/application/ports.ts';
import type { Secrets } from '../../bridge/application/secrets.ts';
import type { SessionRules } from '../../bridge/application/sign-in-account.ts';
import type { Account, Store } from '../../bridge/application/store.ts';
import { readHolidays } from '../../bridge/commands/read-holidays.ts';
import { usualDuties } from '../../bridge/domain/duty/usual-duties.ts';
import type { FigureRules } from '../../bridge/domain/figures/count-call.ts';
import { defaultBindings } from '../../bridge/domain/keys/bindings.ts';
import { NumberPlaces } from '../../bridge/domain/people/number-places.ts';
import type { Role } from '../../bridge/domain/people/role.ts';
import { usualTags } from '../../bridge/domain/people/usual-tags.ts';
import type { RecordContent } from '../../bridge/domain/record/consultation.ts';
import type { SiteFacts } from '../../bridge/domain/telephony/site.ts';
import type { StateRules } from '../../bridge/domain/telephony/state-limits.ts';
import type { AnswerPack, PackWish } from '../../knowledge/content/answer-pack.ts';
import type { BuiltInEntry, BuiltInRow } from '../../knowledge/content/built-in.ts';
import type { Basis } from '../../knowledge/content/entry.ts';
import type { Synonym } from '../../knowledge/content/synonyms.ts';
import { eventually, HandTimer, turns } from './hand-timer.ts';
import { onSameThread } from './same-thread.ts';
import { ScriptedPbx } from './scripted-pbx.ts';

export const site: SiteFacts = {
  pbxId: 'cs-test',
  number: '12345',
  otherNumbers: [],
  cityUnitId: 'cs',
  regionCode: '430100',
  trunkEndpoints: ['PJSIP/trunk'],
  outboundPrefix: '9',
  seats: ['1001', '1002', '1003'].map((seat) => ({ seat, interface: `PJSIP/${seat}` })),
  queues: [
    {
      queue: 'policy',
      name: '政策咨询',
      extension: '7001',
      digit: '1',
      serviceFunction: 'POLICY',
      unitId: 'cs',
      serviceLevelSeconds: 15,
    },
    {
      queue: 'business',
      name: '企业服务',
      extension: '7004',
      digit: '4',
      serviceFunction: 'POLICY',
      unitId: 'cs-kf',
      serviceLevelSeconds: 15,
    },
  ],
  seatContext: 'seats',
  conferencePattern: null,
  ratingGrades: { '5': 5 },
};

export const sessionRules: SessionRules = {
  idleMinutes: 15,
  longestHours: 12,
  lockAfterFailures: 5,
  lockMinutes: 15,
  basis: 'GB/T 22239-2019 8.1.4.1',
};

export const stateRules: StateRules = {
  breaks: [
    { name: '用餐', limitMinutes: 30, colour: 'amber' },
    { name: '培训', limitMinutes: null, colour: 'violet' },
  ],
  busyLimitMinutes: 10,
  wrapUp: { seconds: 60, extensionSeconds: 30, extensions: 2, basis: '本站约定' },
};

export const packRules: PackRules = { entries: 1000, usedDays: 90, warnAfterDays: 3, basis: '本站约定' };

export const figureRules: FigureRules = {
  answerWithinSeconds: 15,
  answerWithinBasis: 'GB/T 33358-2016',
  shortAbandonSeconds: 5,
  shortAbandonBasis: '本站约定',
};

export const content: RecordContent = {
  serviceFunction: 'POLICY',
  appealType: '咨询',
  regionCode: '430100',
  regionBasis: 'said',
  question: '公积金能不能取出来付房租',
  answers: [],
  outcomeCode: 'D2',
  outcomeNote: '',
  flags: [],
  confidential: false,
};

/** Fast and good enough for tests; the real ones are argon2id and have tests of their own. */
export const testSecrets: Secrets = {
  async hashPassword(password) {
    const hash = createHash('sha256').update(password).digest('hex');
    return { algorithm: 'argon2id', salt: '', hash, memory: 1, passes: 1, parallelism: 1 };
  },
  async passwordMatches(password, stored) {
    return createHash('sha256').update(password).digest('hex') === stored.hash;
  },
  newToken: () => randomBytes(32).toString('base64url'),
  tokenHash: (token) => createHash('sha256').update(token).digest('hex'),
};

export const hit: AnswerHit = {
  articleId: 'P001',
  articleRev: 1,
  title: '住房公积金提取管理办法',
  docNo: '长金管发〔2024〕1号',
  issuer: '长沙住房公积金管理中心',
  level: '市',
  regionCode: '430100',
  clauseNo: '第六条',
  clauseText: '职工租房可以提取住房公积金。',
  snippet: '租房可以提取',
  highlights: [[0, 2]],
  validity: {
    state: 'in-force',
    label: '现行有效',
    from: '2024-01-01',
    to: null,
    basis: '施行日期',
    successor: null,
  },
  why: [{ kind: 'line', text: '来自政策咨询线' }],
  score: 1,
  rank: 1,
  spoken: null,
};

export class ScriptedAnswers implements AnswerIndex {
  readonly suggestions: SuggestQuery[] = [];
  readonly ready: Promise<void>;
  #finish: () => void = () => {};

  constructor(readyAtOnce = true) {
    this.ready = readyAtOnce
      ? Promise.resolve()
      : new Promise((resolve) => {
          this.#finish = resolve;
        });
  }

  finish(): void {
    this.#finish();
  }

  /** what the next searches find */
  found: AnswerHit[] = [hit];
  readonly updates: AnswerUpdate[] = [];
  readonly asked: AnswerQuery[] = [];
  rebuild: () => void = () => {};

  async update(update: AnswerUpdate): Promise<void> {
    this.updates.push(update);
  }

  readonly synonyms: (readonly Synonym[])[] = [];

  async putSynonyms(own: readonly Synonym[]): Promise<void> {
    this.synonyms.push(own);
  }

  onRebuilt(told: () => void): void {
    this.rebuild = told;
  }

  async search(query: AnswerQuery): Promise<AnswerHit[]> {
    this.asked.push(query);
    return this.found;
  }

  async suggest(query: SuggestQuery): Promise<AnswerHit[]> {
    this.suggestions.push(query);
    return [hit];
  }

  async article(_articleId: string, _date: string): Promise<ArticleView | null> {
    return null;
  }

  readonly packs: PackWish[] = [];
  /** what is taken along */
  packed: AnswerPack | null = null;

  async pack(wish: PackWish): Promise<AnswerPack> {
    this.packs.push(wish);
    if (this.packed !== null) return this.packed;
    const { regionCode, today } = wish;
    return { builtOn: today, dataAsOf: today, regionCode, texts: [], clauses: [], answers: [], synonyms: [] };
  }

  async explain(query: AnswerQuery, _about: Basis | null): Promise<Explanation> {
    const least = { applying: 0, others: 0 };
    return { text: query.text, synonyms: [], found: 0, least, limit: query.limit, shown: [], asked: null };
  }

  /** what comes with the product */
  readonly builtInEntries: BuiltInEntry[] = [];

  async builtIn(): Promise<BuiltInRow[]> {
    return this.builtInEntries.map(({ row }) => row);
  }

  async builtInEntry(entryId: string): Promise<BuiltInEntry | null> {
    return this.builtInEntries.find(({ row }) => row.entryId === entryId) ?? null;
  }

  async compare(query: AnswerQuery): Promise<SideBySide | null> {
    this.asked.push(query);
    return { texts: this.found, order: [] };
  }

  async close(): Promise<void> {}
}

export interface LogLine {
  level: 'info' | 'warn' | 'error';
  words: string;
  facts: Record<string, unknown>;
}

export interface House {
  hotline: Hotline;
  store: Store;
  pbx: ScriptedPbx;
  timer: HandTimer;
  index: ScriptedAnswers;
  logged: LogLine[];
  person(login: string, roles?: Role[], unitId?: string, name?: string): Promise<Account>;
  /** The bridge dies without a word and a new one starts on the same data and exchange. */
  crash(): Promise<House>;
  close(): Promise<void>;
}

export interface HouseOptions {
  index?: ScriptedAnswers;
  /** instead of the scripted answers; closed by whoever made them */
  answers?: AnswerIndex;
  regions?: readonly { regionCode: string; name: string }[];
  /** ms, where time stands first */
  startsAt?: number;
  trials?: TrialRunner;
  site?: SiteFacts;
  /** instead of the scripted exchange */
  source?: PbxSource;
  /** what is pulled on a schedule */
  sources?: Sources;
  /** how text messages are sent */
  messaging?: (timer: HandTimer) => Messaging;
  dialling?: DialRules;
  /** the city's own order system */
  orderBook?: OrderBook;
  embedders?: readonly Embedder[];
  /** Days pass here, and the store is asked each second of them: two threads do that better than one. */
  ownThreads?: boolean;
}

/** The house with one person at seat 1001, in all its queues, as the exchange has it. */
export async function openSeatedHouse(): Promise<{ house: House; zhang: Account; desk: Desk }> {
  const house = await openHouse();
  house.pbx.connect();
  const zhang = await house.person('zhang1203');
  const desk = house.hotline.desks.of(zhang);
  await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
  await turns();
  return { house, zhang, desk };
}

/** Ended calls gather for a moment before what they came to is stored. */
export const factsGatherMs = 200;

/** The facts of a call that has ended are on disk. */
export async function factsStored(
  { timer, store }: { timer: HandTimer; store: Pick<Store, 'facts'> },
  callId: string,
): Promise<void> {
  await timer.advance(factsGatherMs);
  await eventually(async () => (await store.facts.byKey(`cs-test/${callId}`)) !== null, 'facts');
}

/** The whole application on a real store, with an exchange and a clock that the test moves. */
export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'house-'));
  const timer = new HandTimer(options.startsAt);
  const pbx = new ScriptedPbx(site, timer);
  const house = await openAt(folder, timer, pbx, options);
  return house;
}

async function openAt(
  folder: string,
  timer: HandTimer,
  pbx: ScriptedPbx,
  options: HouseOptions,
): Promise<House> {
  const store = await openStore({
    data: join(folder, 'data'),
    bridgeId: 'b1',
    clock: timer,
    readers: 1,
    ...(!options.ownThreads && { startThread: onSameThread }),
  });
  const index = options.index ?? new ScriptedAnswers();
  const trials = options.trials ?? new WorkerTrialRunner();
  const logged: LogLine[] = [];
  const log: Log = {
    info: (words, facts = {}) => logged.push({ level: 'info', words, facts }),
    warn: (words, facts = {}) => logged.push({ level: 'warn', words, facts }),
    error: (words, facts = {}) => logged.push({ level: 'error', words, facts }),
  };
  const hotline = await openHotline({
    site: options.site ?? site,
    units: [
      { id: 'cs', name: '长沙市', parentId: null, validFrom: null, validTo: null },
      { id: 'cs-kf', name: '开福区', parentId: 'cs', validFrom: null, validTo: null },
    ],
    penalties: new Map([['1003', 5]]),
    stateRules,
    helpReasons: ['政策拿不准', '对方情绪激动'],
    regions: options.regions ?? [{ regionCode: '430100', name: '长沙市' }],
    holidays: await readHolidays(null),
    duties: usualDuties,
    places: new NumberPlaces([{ prefix: '1387480', regionCode: '430102', name: '芙蓉区' }]),
    demo: false,
    dataAsOf: '2026-11-01',
    figureRules,
    packRules,
    keys: defaultBindings,
    tagTable: usualTags,
    sameMatterDays: 7,
    sessionRules,
    ...(options.orderBook === undefined ? {} : { orderBook: options.orderBook }),
    source: options.source ?? pbx,
    store,
    index: options.answers ?? index,
    trials,
    ...(options.sources === undefined ? {} : { sources: options.sources }),
    ...(options.messaging === undefined ? {} : { messaging: options.messaging(timer) }),
    ...(options.dialling === undefined ? {} : { dialling: options.dialling }),
    ...(options.embedders === undefined ? {} : { embedders: options.embedders }),
    secrets: testSecrets,
    timer,
    newId: randomUUID,
    log,
  });
  let open = true;
  const close = async () => {
    if (!open) return;
    open = false;
    await hotline.stop();
    await trials.close();
    await store.close();
  };
  return {
    hotline,
    store,
    pbx,
    timer,
    index,
    logged,
    async person(login, roles = ['operator'], unitId = 'cs', name = `${login}·姓名`) {
      const account: Account = {
        id: `id-${login}`,
        login,
        name,
        agentNo: login.slice(-4),
        roles,
        unitId,
        disabled: false,
        demo: false,
      };
      await store.accounts.create(account, await testSecrets.hashPassword('geheim-123'));
      return account;
    },
    async crash() {
      // Nobody signs out, nothing is told to the exchange: only what is on disk goes on.
      open = false;
      hotline.memberships.stop();
      await pbx.stop();
      await store.close();
      return openAt(folder, timer, pbx, options);
    },
    async close() {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
