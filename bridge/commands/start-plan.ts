import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  type DialPattern,
  matchesDialPattern,
  mayGoOn,
  parseDialPattern,
  withPrefix,
} from '../../telephony-config/dial-pattern.ts';
import { readConfig } from '../../telephony-config/load.ts';
import { readNumberRanges } from '../../telephony-config/number-ranges.ts';
import { amiAddress } from '../../telephony-config/schema/pbx.ts';
import { isLoopback } from '../../telephony-config/schema/values.ts';
import type { HotlineConfig } from '../../telephony-config/schema.ts';
import { readAmiSecret, readSecretFile } from '../../telephony-config/secrets.ts';
import { siteFacts } from '../../telephony-config/site-facts.ts';
import type { AsteriskSourceOptions } from '../adapters/asterisk/asterisk-source.ts';
import type { DialRules } from '../application/dialling.ts';
import type { Embedder } from '../application/embedding/embedder.ts';
import type { PackRules } from '../application/offer-pack.ts';
import type { SessionRules } from '../application/sign-in-account.ts';
import type { HolidayYear } from '../domain/calendar/holiday-year.ts';
import type { DutyTable } from '../domain/duty/duty-table.ts';
import type { FigureRules } from '../domain/figures/count-call.ts';
import { type Bindings, bindingsWith } from '../domain/keys/bindings.ts';
import type { TagTable } from '../domain/people/caller-tag.ts';
import { NumberPlaces } from '../domain/people/number-places.ts';
import { type Region, regionsOf } from '../domain/people/region.ts';
import type { Unit } from '../domain/people/unit.ts';
import type { SiteFacts } from '../domain/telephony/site.ts';
import type { StateRules } from '../domain/telephony/state-limits.ts';
import { type OrdersPlan, planOrders } from './orders-plan.ts';
import { readHolidays } from './read-holidays.ts';
import { planSms, type SmsPlan } from './sms-plan.ts';
import { planSources, type SourcesPlan } from './sources-plan.ts';
import { StartRefused } from './start-refused.ts';
import { readTlsFiles } from './tls-files.ts';

export interface StartArguments {
  config?: string;
  /** ami://USER@127.0.0.1:PORT, or amis:// for another machine: to try an exchange without a configuration */
  pbx?: string;
  data?: string;
  host?: string;
  port?: number;
  /** what is pulled on a schedule; for a site the knowledge-sources.yaml beside its configuration by default */
  sources?: string;
  /** folder for the raw bytes of the exchange: they hold callers' numbers in the clear */
  record?: string;
}

/** What is to run: a site with its exchange, an exchange on trial, or the demo. */
export interface StartPlan {
  kind: 'site' | 'trial' | 'demo';
  site: SiteFacts;
  units: Unit[];
  regions: readonly Region[];
  /** where callers’ numbers are from, as far as the site’s table says */
  places: NumberPlaces;
  /** by seat */
  penalties: ReadonlyMap<string, number>;
  stateRules: StateRules;
  helpReasons: readonly string[];
  dialling: DialRules;
  sessionRules: SessionRules;
  figureRules: FigureRules;
  /** what working days are counted by: the product’s, and the site’s own over them */
  holidays: readonly HolidayYear[];
  duties: DutyTable;
  packRules: PackRules;
  /** what may be kept of callers */
  /** 快捷键 of the panel */
  keys: Bindings;
  tagTable: TagTable;
  /** days for which an earlier call about the same is pointed out */
  sameMatterDays: number;
  data: string;
  listen: { host: string; port: number };
  tls: { cert: string; key: string } | null;
  basePath: string;
  trustedProxy: string[];
  /** systems whose pages may show the panel in a frame */
  embedders: readonly Embedder[];
  /** null: the built-in call floor */
  exchange: AsteriskSourceOptions | null;
  /** null: nothing is fetched */
  sources: SourcesPlan | null;
  /** null: no text messages are sent */
  sms: SmsPlan | null;
  /** null: no order system is asked */
  orders: OrdersPlan | null;
}

export const exampleSite = join(import.meta.dirname, '../../telephony-config/examples/changsha.yaml');
/** What a demo and a trial write their exchange's events under; no site may be called so. */
export const demoPbxId = 'demo';
export const trialPbxId = 'trial';
const demoData = 'data/demo';
const trialData = 'data/trial';
/** Of a site, beside its hotline.yaml. */
const sourcesFile = 'knowledge-sources.yaml';
export const defaultListen = { host: '127.0.0.1', port: 12345 };
/** As many seats as a demo needs; half of them work by themselves. */
const demoSeats = 20;

export async function startPlan(args: StartArguments, env: NodeJS.ProcessEnv): Promise<StartPlan> {
  if (args.config !== undefined && args.pbx !== undefined)
    throw new StartRefused(
      '--config 和 --pbx 只用其一：正式运行写配置文件，--pbx 只供试看。',
      'Use one of --config and --pbx: a site is run by its file; --pbx is for a quick look.',
    );
  if (args.config !== undefined) return sitePlan(args, args.config, env);
  const config = await readConfig(exampleSite);
  const facts = siteFacts(config);
  const base = {
    sources: args.sources === undefined ? null : await sourcesOf(args.sources, config, null),
    ...(await common(config, facts)),
    listen: { ...defaultListen, ...given(args) },
    tls: null,
    sms: null,
    orders: null,
    basePath: '/',
    trustedProxy: [],
    embedders: [],
  };
  if (args.pbx !== undefined)
    return {
      ...base,
      kind: 'trial',
      site: { ...facts, pbxId: trialPbxId },
      data: args.data ?? trialData,
      exchange: { ...(await trialExchange(args.pbx, env)), ...recorded(args) },
    };
  if (args.record !== undefined)
    throw new StartRefused(
      '--record 录下交换机的原始数据，演示没有交换机。请与 --config 或 --pbx 一起使用。',
      '--record keeps the raw bytes of an exchange; the demo has none. Use it with --config or --pbx.',
    );
  const site = { ...facts, pbxId: demoPbxId, seats: facts.seats.slice(0, demoSeats) };
  return { ...base, kind: 'demo', site, data: args.data ?? demoData, exchange: null };
}

async function sitePlan(args: StartArguments, file: string, env: NodeJS.ProcessEnv): Promise<StartPlan> {
  const config = await readConfig(file);
  const { bridge, pbx } = config;
  const data = args.data ?? bridge.dataFolder;
  if (resolve(data) === resolve(demoData) || resolve(data) === resolve(trialData))
    throw new StartRefused(
      `数据文件夹 ${data} 是演示用的，正式运行不能用。请在配置的 bridge.dataFolder 写另一个文件夹。`,
      `The data folder ${data} belongs to the demo. Give another one as bridge.dataFolder.`,
    );
  if (pbx.id === demoPbxId || pbx.id === trialPbxId)
    throw new StartRefused(
      `pbx.id 不能是 ${pbx.id}：演示和试看用的就是它。请在配置里换一个名字。`,
      `pbx.id must not be ${pbx.id}: a demo or a trial is known by it. Choose another one.`,
    );
  return {
    ...(await common(config, siteFacts(config))),
    kind: 'site',
    data,
    listen: { ...bridge.listen, ...given(args) },
    tls: bridge.tls === undefined ? null : await readTlsFiles(bridge.tls),
    basePath: bridge.basePath,
    trustedProxy: bridge.trustedProxy,
    embedders: embeddersOf(config),
    sources: await siteSources(args, file, config),
    sms: config.sms === undefined ? null : await planSms(config.sms, env),
    orders: config.orderSystem === undefined ? null : await planOrders(config.orderSystem, env),
    exchange: { ...(await siteExchange(config, env)), ...recorded(args) },
  };
}

/** How a site's exchange is reached. */
export async function siteExchange(
  config: HotlineConfig,
  env: NodeJS.ProcessEnv,
): Promise<AsteriskSourceOptions> {
  const { pbx } = config;
  const address = amiAddress(pbx.ami.url);
  if (address === null) throw new RangeError('the configuration was checked and has no manager address');
  const { host, port, user, encrypted } = address;
  return {
    pbxId: pbx.id,
    host,
    port,
    user,
    secret: await readAmiSecret(config, env),
    telephoneControl: pbx.ami.telephoneControl,
    ...(encrypted ? { tls: pbx.ami.caFile === undefined ? {} : { caFile: pbx.ami.caFile } } : {}),
  };
}

/** The same sources as `startPlan` plans, for a command beside the bridge; null where none are configured. */
export async function planOfSources(
  args: Pick<StartArguments, 'config' | 'sources'>,
): Promise<SourcesPlan | null> {
  if (args.config !== undefined) return siteSources(args, args.config, await readConfig(args.config));
  return args.sources === undefined ? null : sourcesOf(args.sources, await readConfig(exampleSite), null);
}

/** Beside the site's own file, and none where there is none: nothing is fetched unasked. */
async function siteSources(
  args: Pick<StartArguments, 'sources'>,
  file: string,
  config: HotlineConfig,
): Promise<SourcesPlan | null> {
  const usual = join(dirname(file), sourcesFile);
  const given = args.sources ?? ((await isThere(usual)) ? usual : null);
  const address = amiAddress(config.pbx.ami.url);
  return given === null
    ? null
    : sourcesOf(given, config, address === null ? null : `${address.host}:${address.port}`);
}

function sourcesOf(file: string, config: HotlineConfig, manager: string | null): Promise<SourcesPlan> {
  const unitIds = unitsOf(config).map(({ id }) => id);
  return planSources(file, { unitIds, manager }, config.city);
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function placesOf({ city, numberRangesFile }: HotlineConfig): Promise<NumberPlaces> {
  const table = numberRangesFile === undefined ? [] : await readNumberRanges(numberRangesFile);
  const own =
    city.areaCode === undefined
      ? []
      : [{ prefix: city.areaCode, regionCode: city.regionCode, name: city.name }];
  return new NumberPlaces([...own, ...table]);
}

/** A reason of which only its name is written has no limit and the colour that 小休 always had. */
function stateRules({ breakReasons, busyLimitMinutes, wrapUp }: HotlineConfig['rules']): StateRules {
  return {
    breaks: breakReasons.map((one) => {
      const { name, limitMinutes, colour } = typeof one === 'string' ? { name: one } : one;
      return { name, limitMinutes: limitMinutes ?? null, colour: colour ?? 'brown' };
    }),
    busyLimitMinutes: busyLimitMinutes ?? null,
    wrapUp,
  };
}

type Common = Pick<
  StartPlan,
  | 'site'
  | 'units'
  | 'regions'
  | 'places'
  | 'penalties'
  | 'stateRules'
  | 'helpReasons'
  | 'sessionRules'
  | 'figureRules'
  | 'holidays'
  | 'duties'
  | 'dialling'
  | 'packRules'
  | 'keys'
  | 'tagTable'
  | 'sameMatterDays'
>;

/** Units that only a line names are there too, by their id, under the city. */
function unitsOf({ city, lines, units }: HotlineConfig): Unit[] {
  const open = { validFrom: null, validTo: null };
  const listed = new Set([city.unitId, ...units.map(({ id }) => id)]);
  const named = new Set(lines.map(({ unitId }) => unitId ?? city.unitId));
  return [
    { id: city.unitId, name: city.name, parentId: null, ...open },
    ...units.map(({ id, name, parentId = city.unitId }) => ({ id, name, parentId, ...open })),
    ...[...named.difference(listed)].map((id) => ({ id, name: id, parentId: city.unitId, ...open })),
  ];
}

async function common(config: HotlineConfig, site: SiteFacts): Promise<Common> {
  const { city, lines, rules } = config;
  const { shortAbandonSeconds, shortAbandonBasis, sessions } = rules;
  const [line] = lines;
  return {
    site,
    units: unitsOf(config),
    penalties: new Map(config.seats.map(({ seat, penalty }) => [seat, penalty])),
    stateRules: stateRules(rules),
    helpReasons: rules.helpReasons,
    dialling: dialRules(config),
    sessionRules: sessions,
    holidays: await readHolidays(rules.holidaysFolder ?? null),
    duties: rules.duties,
    packRules: rules.knowledgePack,
    keys: bindingsWith(rules.keys),
    tagTable: rules.callerTags,
    sameMatterDays: rules.sameMatter.days,
    places: await placesOf(config),
    regions: regionsOf({ regionCode: city.regionCode, name: city.name }),
    figureRules: {
      answerWithinSeconds: line?.serviceLevelSeconds ?? 15,
      answerWithinBasis: line?.serviceLevelBasis ?? 'GB/T 33358-2016 政府热线服务规范',
      shortAbandonSeconds,
      shortAbandonBasis,
    },
  };
}

/** What the rendered dialplan lets through, so that the panel refuses the rest in words before anything rings. */
function dialRules({ dial, directory, lines, rules }: HotlineConfig): DialRules {
  const allowed = patternsOf([...dial.allowed, ...dial.emergency]);
  const dialled = patternsOf([
    ...[...dial.allowed, ...dial.emergency].map((text) => withPrefix(dial.outboundPrefix, text)),
    ...dial.emergency,
    dial.seatPattern,
    dial.conferencePattern,
    ...lines.map(({ extension }) => extension),
  ]);
  return {
    emergency: dial.emergency,
    allows: (number) => allowed.some((pattern) => matchesDialPattern(pattern, number)),
    mayGoOn: (extension) => dialled.some((pattern) => mayGoOn(pattern, extension)),
    directory,
    ...rules.callOut,
  };
}

function embeddersOf({ embedding }: HotlineConfig): Embedder[] {
  return embedding.map(({ origin, name, events, fullNumber, fullNumberBasis, dial }) => ({
    origin,
    name,
    events,
    fullNumber: fullNumber && fullNumberBasis !== undefined ? { basis: fullNumberBasis } : null,
    dial: dial ?? null,
  }));
}

function patternsOf(texts: readonly (string | null)[]): DialPattern[] {
  return texts.flatMap((text) => {
    const pattern = text === null ? null : parseDialPattern(text);
    return pattern === null ? [] : [pattern];
  });
}

function recorded({ record }: StartArguments): Pick<AsteriskSourceOptions, 'record'> {
  return record === undefined ? {} : { record: { folder: resolve(record) } };
}

function given({ host, port }: StartArguments): { host?: string; port?: number } {
  return { ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }) };
}

/** How an exchange on trial is reached. */
export async function trialExchange(url: string, env: NodeJS.ProcessEnv): Promise<AsteriskSourceOptions> {
  // Whoever lists the processes of the machine reads the command line.
  if (/^[^@]*:\/\/[^@/]*:[^@]*@/.test(url))
    throw new StartRefused(
      '地址里不能有密码：命令行会被本机其他用户看到。请写 --pbx ami://用户名@127.0.0.1:5038，密码放进环境变量 YIHAODA_AMI_SECRET，或 0600 的文件并以 YIHAODA_AMI_SECRET_FILE 指明。',
      'No password in the address: other users of this machine can read the command line. Write --pbx ami://USER@127.0.0.1:5038 and give the secret as YIHAODA_AMI_SECRET, or in a 0600 file named by YIHAODA_AMI_SECRET_FILE.',
    );
  const address = amiAddress(url);
  if (address === null)
    throw new StartRefused(
      `${url} 不是管理接口地址，例如 ami://bridge@127.0.0.1:5038。`,
      `${url} is no manager address; for example ami://bridge@127.0.0.1:5038.`,
    );
  if (!address.encrypted && !isLoopback(address.host))
    throw new StartRefused(
      `${address.host} 在另一台机器上：密码和来电号码不能明文过网。请写 amis://${address.user}@${address.host}:端口；自签证书以环境变量 NODE_EXTRA_CA_CERTS 指明。`,
      `${address.host} is another machine: neither the secret nor callers’ numbers go there in the clear. Write amis://${address.user}@${address.host}:PORT; name a CA of your own by NODE_EXTRA_CA_CERTS.`,
    );
  const { host, port, user } = address;
  return {
    pbxId: trialPbxId,
    host,
    port,
    user,
    secret: await trialSecret(env),
    ...(address.encrypted ? { tls: {} } : {}),
  };
}

async function trialSecret(env: NodeJS.ProcessEnv): Promise<string> {
  const file = env.YIHAODA_AMI_SECRET_FILE;
  if (file === undefined) {
    const secret = env.YIHAODA_AMI_SECRET ?? '';
    if (secret !== '') return secret;
    throw new StartRefused(
      '缺少管理接口密码：请设置环境变量 YIHAODA_AMI_SECRET，或以 YIHAODA_AMI_SECRET_FILE 指明一个 0600 的文件。',
      'The manager secret is missing: set YIHAODA_AMI_SECRET, or name a 0600 file by YIHAODA_AMI_SECRET_FILE.',
    );
  }
  return (await readSecretFile(file)).trim();
}
