import { readFile, stat } from 'node:fs/promises';
import type { HotlineConfig } from './schema.ts';

/** The passwords of one site. They live outside `hotline.yaml`, and never in a command line. */
export interface SiteSecrets {
  ami: string;
  /** seat number → password of its telephone */
  seats: ReadonlyMap<string, string>;
}

/** A password that is missing, too weak, or kept where others can read it. */
export class SecretProblem extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'SecretProblem';
    this.problems = problems;
  }
}

// Printable ASCII without blank and `;`: the manager secret is a line of manager.conf. 16 random characters of it are
// beyond guessing; telephones take at least 12, since their keypads and web pages make longer ones a burden.
const SECRET = /^[!-:<-~]+$/;
const SHORTEST_AMI = 16;
const SHORTEST_SEAT = 12;
const SHORTEST_SHARED = 32;

/** The manager secret alone: all that the bridge needs. */
export async function readAmiSecret(config: HotlineConfig, env: NodeJS.ProcessEnv): Promise<string> {
  const { secretEnv, secretFile } = config.pbx.ami;
  const where = secretEnv ?? secretFile ?? '';
  const secret = secretEnv === undefined ? (await readSecretFile(where)).trim() : (env[secretEnv] ?? '');
  if (secret.length >= SHORTEST_AMI && SECRET.test(secret)) return secret;
  if (secretEnv !== undefined && secret === '')
    throw new SecretProblem([
      `环境变量 ${secretEnv} 没有设置：管理接口密码从那里读取，可用 openssl rand -hex 16 生成\n` +
        `the environment variable ${secretEnv} is not set, and the manager secret is read from it; make one with openssl rand -hex 16`,
    ]);
  throw new SecretProblem([
    `${where}：管理接口密码应为至少 ${SHORTEST_AMI} 个可见字符，不含空格和分号。可用 openssl rand -hex 16 生成。\n` +
      `${where}: the manager secret needs at least ${SHORTEST_AMI} visible characters without blank or semicolon. Make one with: openssl rand -hex 16`,
  ]);
}

/** What a secret that is shared with another system is for, in the words of an error. */
export interface SharedSecret {
  zh: string;
  en: string;
}

export const smsSecret: SharedSecret = { zh: '短信网关的签名密钥', en: 'the secret of the text gateway' };
export const ordersSecret: SharedSecret = { zh: '工单系统的签名密钥', en: 'the secret of the order system' };
export const ordersReferenceKey: SharedSecret = {
  zh: '工单系统的摘要密钥',
  en: 'the key of callers’ digests for the order system',
};

/**
 * A secret that another system has as well: what goes there, and what comes from there, is signed with it.
 * @throws SecretProblem where it is missing or too short to be beyond guessing
 */
export function readSharedSecret(
  secretEnv: string,
  env: NodeJS.ProcessEnv,
  { zh, en }: SharedSecret,
): string {
  const secret = env[secretEnv] ?? '';
  if (secret.length >= SHORTEST_SHARED && SECRET.test(secret)) return secret;
  throw new SecretProblem([
    `环境变量 ${secretEnv} 没有设置，或短于 ${SHORTEST_SHARED} 个可见字符：${zh}从那里读取。可用 openssl rand -hex 32 生成\n` +
      `the environment variable ${secretEnv} is not set or shorter than ${SHORTEST_SHARED} visible characters; ${en} is read from it. Make one with: openssl rand -hex 32`,
  ]);
}

/**
 * A bearer token of an interface: null where none is configured.
 * @throws SecretProblem where it is missing, no token, or others can read it
 */
export async function readTokenOf(
  { tokenEnv, tokenFile }: { tokenEnv: string | undefined; tokenFile: string | undefined },
  env: NodeJS.ProcessEnv,
): Promise<string | null> {
  const where = tokenEnv ?? tokenFile;
  if (where === undefined) return null;
  const token = (tokenEnv === undefined ? await readSecretFile(where) : (env[tokenEnv] ?? '')).trim();
  // RFC 6750 §2.1: b64token.
  if (/^[A-Za-z0-9._~+/-]+=*$/.test(token)) return token;
  throw new SecretProblem([
    `${where}：令牌没有设置，或含有不允许的字符。请向平台方取得令牌后重设\n${where}: the token is not set, or has characters that no bearer token has`,
  ]);
}

/** All secrets, to render Asterisk's configuration. */
export async function readSecrets(config: HotlineConfig, env: NodeJS.ProcessEnv): Promise<SiteSecrets> {
  const ami = await readAmiSecret(config, env);
  const { seatSecretsFile } = config;
  const listed =
    seatSecretsFile === undefined ? new Map() : parseSeatSecrets(await readSecretFile(seatSecretsFile));
  const seats = new Map<string, string>();
  const problems: string[] = [];
  for (const { seat, secretEnv } of config.seats) {
    const secret: string = (secretEnv === undefined ? listed.get(seat) : env[secretEnv]) ?? '';
    if (secret.length >= SHORTEST_SEAT && SECRET.test(secret) && secret !== ami) seats.set(seat, secret);
    else problems.push(seat);
  }
  if (problems.length === 0) return { ami, seats };
  const source = seatSecretsFile ?? 'seatSecretsFile / secretEnv';
  throw new SecretProblem([
    `${source}：座席 ${shortList(problems)} 的话机密码缺失或太弱（至少 ${SHORTEST_SEAT} 个可见字符，不含空格和分号，不同于管理接口密码）。\n` +
      `${source}: seats ${shortList(problems)} have no password or a weak one (at least ${SHORTEST_SEAT} visible characters without blank or semicolon, not the manager's)`,
  ]);
}

/** Lines `SEAT PASSWORD`; empty lines and `#` comments are skipped. */
function parseSeatSecrets(text: string): Map<string, string> {
  const secrets = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [seat = '', secret = '', ...rest] = line.trim().split(/\s+/);
    if (seat !== '' && !seat.startsWith('#') && rest.length === 0) secrets.set(seat, secret);
  }
  return secrets;
}

/** @throws SecretProblem where it is not there, or others can read it */
export async function readSecretFile(file: string): Promise<string> {
  let mode: number;
  try {
    ({ mode } = await stat(file));
  } catch {
    throw new SecretProblem([
      `${file}：没有这个密码文件，或没有权限进入它的文件夹\n${file}: there is no such secret file, or its folder cannot be entered`,
    ]);
  }
  if ((mode & 0o077) !== 0) {
    throw new SecretProblem([
      `${file}：别的账户也能读这个密码文件。请执行 chmod 600 ${file}\n` +
        `${file}: other accounts can read this secret. Run: chmod 600 ${file}`,
    ]);
  }
  return readFile(file, 'utf8');
}

function shortList(items: readonly string[]): string {
  const shown = items.slice(0, 5).join('、');
  return items.length > 5 ? `${shown} … (${items.length})` : shown;
}
