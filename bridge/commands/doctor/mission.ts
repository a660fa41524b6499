import { TRUNK_CONTEXT } from '../../../telephony-config/asterisk/extensions-conf.ts';
import { InvalidConfig } from '../../../telephony-config/config-error.ts';
import { readConfig } from '../../../telephony-config/load.ts';
import { isLoopback } from '../../../telephony-config/schema/values.ts';
import type { HotlineConfig } from '../../../telephony-config/schema.ts';
import { SecretProblem } from '../../../telephony-config/secrets.ts';
import { siteFacts } from '../../../telephony-config/site-facts.ts';
import type { AsteriskSourceOptions } from '../../adapters/asterisk/asterisk-source.ts';
import type { SiteFacts } from '../../domain/telephony/site.ts';
import { defaultListen, exampleSite, siteExchange, trialExchange, trialPbxId } from '../start-plan.ts';
import { StartRefused } from '../start-refused.ts';
import { systemErrorWords } from '../system-error.ts';
import { HopFailed } from './trouble.ts';
import { WrongUse } from './wrong-use.ts';

export interface DoctorArguments {
  config?: string;
  pbx?: string;
  seat?: string;
  login?: string;
  queue?: string;
  url?: string;
  context?: string;
  live?: boolean;
  passwordStdin?: boolean;
}

/** What was asked for, as far as it can be judged without looking at anything. */
export interface Wish {
  source: { kind: 'site'; file: string } | { kind: 'trial'; pbx: string } | { kind: 'demo' };
  /** null: a demo, where none is taken */
  seat: string | null;
  login: string;
  queue: string | null;
  /** null: where the bridge of this site listens */
  url: URL | null;
  /** dialplan context in which calls come in from the carrier */
  context: string;
  /** also where others could be rung, or citizens wait */
  live: boolean;
}

/** Where the call enters, as a citizen's would; a line that no citizen can choose is entered by its extension. */
export interface WayIn {
  context: string;
  extension: string;
  /** pressed while the greeting plays; null: none */
  digit: string | null;
}

/** All that is to be tried. */
export interface Mission {
  site: SiteFacts;
  exchange: AsteriskSourceOptions;
  seat: SiteFacts['seats'][number];
  queue: { queue: string; name: string };
  way: WayIn;
}

/** @throws WrongUse */
export function wishOf(args: DoctorArguments): Wish {
  const { config, pbx, seat, login, queue, url, context, live } = args;
  if (config !== undefined && pbx !== undefined)
    throw new WrongUse('--config 和 --pbx 只用其一。', 'Use one of --config and --pbx.');
  const source =
    config !== undefined
      ? { kind: 'site' as const, file: config }
      : pbx !== undefined
        ? { kind: 'trial' as const, pbx }
        : { kind: 'demo' as const };
  if (login === undefined)
    throw new WrongUse(
      '缺 --login：用哪个座席账号登录，请用一个专供测试的账号。',
      '--login is missing: the operator’s account to sign in with; use one made for tests.',
    );
  if (seat === undefined && source.kind !== 'demo')
    throw new WrongUse('缺 --seat：试哪个座席。', '--seat is missing: the seat to be tried.');
  return {
    source,
    seat: source.kind === 'demo' ? null : (seat ?? null),
    login,
    queue: queue ?? null,
    url: url === undefined ? null : panelAddress(url),
    context: context ?? TRUNK_CONTEXT,
    live: live ?? false,
  };
}

/** @throws WrongUse where it is none, or a password would cross a network in the clear */
function panelAddress(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new WrongUse(
      `${text} 不是面板的网址，例如 https://12345.example.gov.cn/`,
      `${text} is no address of a panel; for example https://12345.example.gov.cn/`,
    );
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new WrongUse(
      `${text}：密码不能明文过网。请用 https:// 的网址，或在话务桥那台机器上运行并写 http://127.0.0.1:端口/`,
      `${text}: the password must not cross a network in the clear. Use https://, or run this on the bridge’s machine with http://127.0.0.1:PORT/`,
    );
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  url.search = '';
  url.hash = '';
  return url;
}

/** Reads the configuration. Null: a demo. @throws HopFailed */
export async function missionOf(
  wish: Wish,
  env: NodeJS.ProcessEnv,
): Promise<{ mission: Mission | null; url: URL }> {
  const { source } = wish;
  const demoUrl = urlOf(defaultListen, '/', false);
  if (source.kind === 'demo') return { mission: null, url: wish.url ?? demoUrl };
  try {
    const config = await readConfig(source.kind === 'site' ? source.file : exampleSite);
    const exchange =
      source.kind === 'site' ? await siteExchange(config, env) : await trialExchange(source.pbx, env);
    const facts = siteFacts(config);
    const site = source.kind === 'site' ? facts : { ...facts, pbxId: trialPbxId };
    const { listen, basePath, tls } = config.bridge;
    const own = source.kind === 'site' ? urlOf(listen, basePath, tls !== undefined) : demoUrl;
    return { mission: { site, exchange, ...tried(wish, config, site) }, url: wish.url ?? own };
  } catch (error) {
    throw fileTrouble(error);
  }
}

function tried(
  { seat: wished, queue: named, context }: Wish,
  config: HotlineConfig,
  site: SiteFacts,
): Pick<Mission, 'seat' | 'queue' | 'way'> {
  const seat = site.seats.find((one) => one.seat === wished);
  if (seat === undefined) throw new HopFailed({ kind: 'seat-not-in-file', seat: wished ?? '' });
  const { lines, number, defaultLine, dial } = config;
  const first = lines.find(({ queue }) => queue === defaultLine) ?? lines[0];
  const line = named === null ? first : lines.find(({ queue }) => queue === named);
  if (line === undefined)
    throw new HopFailed({
      kind: 'queue-not-in-file',
      queue: named ?? '',
      known: lines.map(({ queue }) => queue),
    });
  const { queue, name, digit, extension } = line;
  if (line === first || digit !== null)
    return { seat, queue: { queue, name }, way: { context, extension: number, digit } };
  if (extension === null) throw new HopFailed({ kind: 'no-way-in', queue });
  return { seat, queue: { queue, name }, way: { context: dial.context, extension, digit: null } };
}

/** As it is typed on the bridge's own machine. */
function urlOf({ host, port }: { host: string; port: number }, basePath: string, tls: boolean): URL {
  const own = host === '0.0.0.0' ? '127.0.0.1' : host === '[::]' ? '[::1]' : host;
  return new URL(`${tls ? 'https' : 'http'}://${own}:${port}${basePath}`);
}

function fileTrouble(error: unknown): unknown {
  const told =
    error instanceof InvalidConfig || error instanceof SecretProblem || error instanceof StartRefused
      ? error.message
      : systemErrorWords(error);
  return told === null ? error : new HopFailed({ kind: 'file-wrong', words: told });
}
