import { hash, randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { type Logger, pino } from 'pino';
import { WorkerAnswerIndex } from './adapters/answers/answer-index.ts';
import { cityWeightsIn } from './adapters/answers/city-weights.ts';
import { WorkerTrialRunner } from './adapters/answers/trial-runner.ts';
import { AsteriskSource } from './adapters/asterisk/asterisk-source.ts';
import { createObserver } from './adapters/asterisk/observe.ts';
import { systemTimer } from './adapters/asterisk/system-timer.ts';
import { openGateway } from './adapters/http/gateway.ts';
import { demoNotifier } from './adapters/notifier/demo-notifier.ts';
import { HttpNotifier } from './adapters/notifier/http-notifier.ts';
import { hashPassword, verifyPassword } from './adapters/password/argon2id.ts';
import { HmacSigning } from './adapters/signature/hmac-signing.ts';
import { openStore } from './adapters/sqlite/open-store.ts';
import { webPoster } from './adapters/web/post.ts';
import { systemResolve } from './adapters/web/resolve.ts';
import { Sockets } from './adapters/websocket/sockets.ts';
import { type Hotline, openHotline } from './application/hotline.ts';
import type { Sources } from './application/knowledge/sources/source.ts';
import type { Messaging } from './application/notice/send-notice.ts';
import type { AnswerIndex, Finding, LinkState, Log, PbxSource } from './application/ports.ts';
import type { Secrets } from './application/secrets.ts';
import type { Store } from './application/store.ts';
import { publishDemoGuides } from './commands/demo-guides.ts';
import { feedDemoItems } from './commands/demo-items.ts';
import { openOrderSystem } from './commands/demo-order-system.ts';
import { demoAccounts } from './commands/demo-passwords.ts';
import { findingWords } from './commands/finding-words.ts';
import { orderBookOf } from './commands/orders-plan.ts';
import { refuseForeignData } from './commands/refuse-foreign-data.ts';
import { importers } from './commands/run-importer.ts';
import { sourceReader } from './commands/run-source.ts';
import { demoRules } from './commands/sms-plan.ts';
import { type StartArguments, type StartPlan, startPlan } from './commands/start-plan.ts';
import { roleNames } from './domain/people/role.ts';

export interface BridgeOptions extends StartArguments {
  env?: NodeJS.ProcessEnv;
  /** the built panel */
  panelFolder: string;
  /** lines for who started the bridge */
  tell(line: string): void;
  /** The bridge can save nothing any more. Whoever runs it ends the process, so that it is started again. */
  lost?(): void;
  /** another exchange than the plan's, for tests */
  source?: (plan: StartPlan) => PbxSource;
  /** other answers than those of the library, for tests */
  index?: AnswerIndex;
  logLevel?: string;
}

export interface RunningBridge {
  /** as it is typed into a browser on this machine */
  url: string;
  hotline: Hotline;
  store: Store;
  /** Pages are told, what is on its way is finished, everything is on disk. */
  stop(): Promise<void>;
}

const catalogue = join(import.meta.dirname, '../knowledge/texts/index.json');

/** The composition root: reads what is to run, builds the adapters, joins them, starts them, and takes them down. */
export async function startBridge(options: BridgeOptions): Promise<RunningBridge> {
  const { tell } = options;
  leaveThreadsTheirOwnHeaps();
  const plan = await startPlan(options, options.env ?? process.env);
  const logger = pino(
    { level: options.logLevel ?? (plan.kind === 'site' ? 'info' : 'warn'), base: null },
    pino.destination(2),
  );
  const log = logFor(logger);
  await using parts = new AsyncDisposableStack();

  const finding = (one: Finding) => tell(findingWords(one));
  const onWriterDied = (one: Finding) => {
    finding(one);
    options.lost?.();
  };
  const store = await openStore({ data: plan.data, bridgeId: 'main', onFinding: finding, onWriterDied });
  parts.defer(() => store.close());
  await refuseForeignData(store, plan);
  if (plan.exchange?.record !== undefined) await auditRecording(store, plan.exchange.record.folder);

  // Reading the library takes a processor for seconds: who is on the line comes first.
  const served = Promise.withResolvers<void>();
  const weights = await cityWeightsIn(plan.data);
  const index =
    options.index ??
    new WorkerAnswerIndex({
      after: served.promise,
      keptFolder: join(plan.data, 'answers-cache'),
      weights,
      fault: (message) => log.warn('the answers are right, but', { message }),
      built: ({ documents, builtInMs }) =>
        tell(`知识库已就绪：${documents} 条，用时 ${(builtInMs / 1000).toFixed(1)} 秒。`),
    });
  parts.defer(() => index.close());
  const trials = new WorkerTrialRunner({ weights });
  parts.defer(() => trials.close());

  const asOf = await dataAsOf();
  if (plan.kind === 'demo' && options.index === undefined && asOf !== null)
    await feedDemoItems(index, plan.site.regionCode, asOf, (error) =>
      log.warn('the demonstration is without its service items', { error }),
    );
  const orderSystem = plan.kind === 'demo' ? await openOrderSystem(plan.listen.port, systemTimer) : null;
  parts.defer(() => orderSystem?.close());
  const ordersPlan = orderSystem?.orders ?? plan.orders;
  const embedders = orderSystem === null ? plan.embedders : [orderSystem.embedder];

  const hotline = await openHotline({
    site: plan.site,
    units: plan.units,
    penalties: plan.penalties,
    stateRules: plan.stateRules,
    helpReasons: plan.helpReasons,
    dialling: plan.dialling,
    embedders,
    regions: plan.regions,
    places: plan.places,
    holidays: plan.holidays,
    duties: plan.duties,
    demo: plan.kind === 'demo',
    dataAsOf: asOf,
    figureRules: plan.figureRules,
    packRules: plan.packRules,
    sessionRules: plan.sessionRules,
    source: options.source?.(plan) ?? (await exchangeOf(plan)),
    store,
    index,
    trials,
    ...sourcesOf(plan, options.env ?? process.env),
    ...messagingOf(plan),
    keys: plan.keys,
    tagTable: plan.tagTable,
    sameMatterDays: plan.sameMatterDays,
    orderBook: ordersPlan === null ? null : orderBookOf(ordersPlan, systemTimer, log),
    secrets,
    timer: systemTimer,
    newId: randomUUID,
    log,
  });
  parts.defer(() => hotline.stop());
  // The report comes whole whenever a line of it changes: what was said is not said again.
  const said = new Set<string>();
  const report = (findings: readonly Finding[]) => {
    for (const one of findings) {
      const words = findingWords(one);
      if (!said.has(words)) tell(words);
      said.add(words);
    }
  };
  hotline.floor.watch({ linked: (link) => tellLink(link, tell), reported: report });
  // The exchange may have said its first words while the house was being opened.
  tellLink(hotline.floor.link, tell);
  report(hotline.floor.findings);

  const opened: { sockets: Sockets | null } = { sockets: null };
  const { listen, tls, basePath, trustedProxy } = plan;
  const gateway = await openGateway({
    hotline,
    listen,
    tls,
    basePath,
    trustedProxy,
    allowedOrigins: embedders.map(({ origin }) => origin),
    panelFolder: options.panelFolder,
    importers: importers(),
    readings: [
      { name: 'pages_open', help: 'pages with an open socket', value: () => opened.sockets?.count ?? 0 },
      { name: 'calls_live', help: 'calls that are alive', value: () => hotline.floor.liveCalls().length },
      {
        name: 'journal_position',
        help: 'last event of the exchange',
        value: () => hotline.floor.head.position,
      },
      {
        name: 'link_up',
        help: '1 while the exchange is connected',
        value: () => Number(hotline.floor.link.state === 'up'),
      },
    ],
    sessionClosed: (tokenHash) => opened.sockets?.signedOut(tokenHash),
  });
  parts.defer(() => gateway.close());
  const sockets = new Sockets({
    hotline,
    path: `${basePath}api/socket`,
    authenticate: gateway.authenticate,
    isSameOrigin: gateway.isSameOrigin,
  });
  parts.defer(() => sockets.stop());
  opened.sockets = sockets;
  gateway.server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));

  await tellHowToSignIn(plan, store, hotline, gateway.url, tell);
  orderSystem?.show(gateway.url);
  if (orderSystem !== null)
    tell(
      `演示工单系统（把座席面板嵌在自己网页里的另一个系统）· a foreign page with the panel in it：${orderSystem.url}`,
    );
  served.resolve();
  const running = parts.move();
  return { url: gateway.url, hotline, store, stop: () => running.disposeAsync() };
}

const secrets: Secrets = {
  hashPassword,
  passwordMatches: verifyPassword,
  newToken: () => randomBytes(32).toString('base64url'),
  tokenHash: (token) => hash('sha256', token, 'hex'),
};

function sourcesOf({ sources }: StartPlan, env: NodeJS.ProcessEnv): { sources?: Sources } {
  if (sources === null) return {};
  const list = sources.sources.map(({ source }) => source);
  return { sources: { list, read: sourceReader(sources.sources, sources.fetcher, env) } };
}

/** The demonstration's messages go nowhere; a trial has no gateway. */
function messagingOf({ kind, sms }: StartPlan): { messaging?: Messaging } {
  if (kind === 'demo') return { messaging: { notifier: demoNotifier, rules: demoRules } };
  if (sms === null) return {};
  const { url, secret, poster, rules } = sms;
  const post = webPoster(poster, { timer: systemTimer, resolve: systemResolve });
  const signing = new HmacSigning({ secret, clock: systemTimer });
  return { messaging: { notifier: new HttpNotifier({ url, signing, post, timer: systemTimer }), rules } };
}

async function exchangeOf({ site, exchange }: StartPlan): Promise<PbxSource> {
  if (exchange !== null) return new AsteriskSource(exchange);
  // A site has no use for invented calls, not even in memory.
  const { createCallFloor } = await import('./adapters/simulator/call-floor.ts');
  return createCallFloor({ site, seed: randomUUID(), observe: createObserver, timer: systemTimer });
}

/** Raw bytes hold callers' numbers in the clear: whoever has them kept is to be found later. */
function auditRecording(store: Store, folder: string): Promise<void> {
  const entry = { at: systemTimer.now(), accountId: null, action: 'raw-capture-started', subject: folder };
  return store.audit.append({ ...entry, detail: 'started with --record', success: true });
}

async function tellHowToSignIn(
  plan: StartPlan,
  store: Store,
  hotline: Hotline,
  url: string,
  tell: (line: string) => void,
): Promise<void> {
  tell(`一号答已启动：${url}`);
  if (plan.kind === 'site') {
    const token = await hotline.firstAdministrator.issue();
    if (token !== null)
      tell(
        `首次启动：请在 24 小时内打开以下链接设置系统管理员（只能用一次）· set up the administrator:\n  ${url}setup/${token}`,
      );
    return;
  }
  const { data, site } = plan;
  const demo = await demoAccounts({
    accounts: store.accounts,
    secrets,
    newId: randomUUID,
    unitId: site.cityUnitId,
    data,
  });
  if (demo === null) {
    tell('演示账号已存在，密码文件已被删除。删除数据文件夹后重新启动，可得到新的账号。');
    return;
  }
  if (plan.kind === 'demo') await publishDemoGuides(hotline);
  tell(`演示账号（密码存于 ${demo.file}，仅本账户可读，重新启动会再次显示）· demo accounts:`);
  for (const { login, role, password } of demo.made)
    tell(`  ${login.padEnd(18)} ${password}  ${roleNames[role]}`);
  if (plan.kind === 'demo')
    tell('这是演示：来电由内置模拟话务产生，不是真实市民。用 operator 登录，签入座席 1001，示闲后即有来电。');
}

function tellLink(link: LinkState, tell: (line: string) => void): void {
  if (link.state === 'up') tell(`话务系统已连接${link.version === null ? '' : `（${link.version}）`}。`);
  if (link.state === 'lost') tell(`与话务系统的连接断开：${link.reason}；自动重连。`);
  if (link.state === 'refused') tell(`话务系统拒绝连接：${link.reason}。${link.remedy}`);
}

async function dataAsOf(): Promise<string | null> {
  const parsed: unknown = JSON.parse(await readFile(catalogue, 'utf8'));
  const found =
    typeof parsed === 'object' && parsed !== null && 'dataAsOf' in parsed ? parsed.dataAsOf : null;
  return typeof found === 'string' ? found : null;
}

function logFor(logger: Logger): Log {
  // pino serialises an error only under `err`.
  const line = ({ error, ...facts }: Record<string, unknown> = {}) =>
    error === undefined ? facts : { ...facts, err: error };
  return {
    info: (words, facts) => logger.info(line(facts), words),
    warn: (words, facts) => logger.warn(line(facts), words),
    error: (words, facts) => logger.error(line(facts), words),
  };
}

/**
 * What `npm start` tells V8 of the young space is for the main thread, which has read it by now. In a thread it would
 * win over what that thread's adapter gives it.
 */
function leaveThreadsTheirOwnHeaps(): void {
  setFlagsFromString('--max-semi-space-size=0');
}
