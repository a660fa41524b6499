import { randomInt, randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { hashPassword } from '../adapters/password/argon2id.ts';
import { keyPathsFor } from '../adapters/sqlite/keys/key-paths.ts';
import { databaseIn, inTransaction, type OpenFolder, openFolder } from '../adapters/sqlite/open-folder.ts';
import { type AccountFound, accountByLogin } from '../adapters/sqlite/reading/read-accounts.ts';
import { appendAudit } from '../adapters/sqlite/writing/append-audit.ts';
import {
  closeSessionsOf,
  createAccount,
  setDisabled,
  setPassword,
} from '../adapters/sqlite/writing/write-accounts.ts';
import { isPasswordGood, passwordRule } from '../domain/people/password.ts';
import { type Role, roleNames, roleSchema } from '../domain/people/role.ts';
import { type Output, told, whoRuns } from './output.ts';

export interface AccountArguments {
  data: string;
  keys?: string;
  login: string;
  /** from the standard input, never from the command line: that would show in every list of processes */
  password?: string;
}

export interface AddArguments extends AccountArguments {
  name: string;
  /** separated by commas */
  roles: string;
  unit: string;
  agentNo?: string;
}

/** `yihaoda account add`, while the bridge runs or before its first start. */
export async function addAccount(args: AddArguments, output: Output): Promise<number> {
  return change(args, output, 'may be new', async (folder) => {
    const roles = rolesFrom(args.roles);
    const { words, hash } = await passwordFor(args);
    await deed(folder, 'account-add', args.login, async () => {
      const account = {
        id: randomUUID(),
        login: args.login,
        name: args.name,
        agentNo: args.agentNo ?? null,
        roles,
        unitId: args.unit,
        disabled: false,
        demo: false,
      };
      await createAccount(folder, { account, password: hash });
    });
    return `已建立账号 ${args.login}（${roles.map((role) => roleNames[role]).join('、')}）。Account ${args.login} is made.\n${words}`;
  });
}

/** `yihaoda account reset`: a new password, and everyone signed in with the old one is out. */
export async function resetAccount(args: AccountArguments, output: Output): Promise<number> {
  return change(args, output, 'must exist', async (folder) => {
    const { words, hash } = await passwordFor(args);
    await deed(folder, 'account-reset', args.login, async () => {
      const { account } = await known(folder, args.login);
      await setPassword(folder, { id: account.id, password: hash });
      await closeSessionsOf(folder, { accountId: account.id });
    });
    return `已重置账号 ${args.login} 的密码。The password of ${args.login} is reset.\n${words}`;
  });
}

/** `yihaoda account disable`: no new session, and the running ones end. */
export async function disableAccount(args: AccountArguments, output: Output): Promise<number> {
  return change(args, output, 'must exist', async (folder) => {
    await deed(folder, 'account-disable', args.login, async () => {
      const { account } = await known(folder, args.login);
      await setDisabled(folder, { id: account.id, disabled: true });
      await closeSessionsOf(folder, { accountId: account.id });
    });
    return `已停用账号 ${args.login}。Account ${args.login} is disabled.\n`;
  });
}

async function change(
  { data, keys }: AccountArguments,
  output: Output,
  place: 'may be new' | 'must exist',
  work: (folder: OpenFolder) => Promise<string>,
): Promise<number> {
  try {
    if (place === 'must exist') databaseIn(data);
    const settings = { data, keys: keyPathsFor(data, keys), now: Date.now() };
    const folder = await openFolder(settings);
    try {
      output.write(await work(folder));
      return 0;
    } finally {
      folder.database.close();
    }
  } catch (error) {
    return told(error, output);
  }
}

/** The change and its line in the audit trail, both or neither. */
async function deed(
  folder: OpenFolder,
  action: string,
  subject: string,
  act: () => Promise<void>,
): Promise<void> {
  await inTransaction(folder.database, async () => {
    await act();
    const entry = { at: Date.now(), accountId: null, action, subject, detail: whoRuns(), success: true };
    await appendAudit(folder, entry);
  });
}

async function known(folder: OpenFolder, login: string): Promise<AccountFound> {
  const found = await accountByLogin(folder, { login });
  if (!found) throw new Error(`[account.unknown] 没有账号“${login}”。There is no account "${login}".`);
  return found;
}

function rolesFrom(list: string): Role[] {
  const roles = list.split(',').map((role) => role.trim());
  const unknown = roles.filter((role) => !roleSchema.safeParse(role).success);
  if (unknown.length > 0)
    throw new Error(
      `[account.unknown-role] 没有角色 ${unknown.join(', ')}；可用：There is no role ${unknown.join(', ')}; there are:\n${roleSchema.options.map((role) => `  ${role} ${roleNames[role]}`).join('\n')}`,
    );
  return roles as Role[];
}

async function passwordFor({ password }: AccountArguments) {
  if (password !== undefined) {
    refuseWeak(password);
    return { hash: await hashPassword(password), words: '' };
  }
  const made = randomPassword();
  const words = `初始密码（只显示这一次）· password (shown only this once): ${made}\n`;
  return { hash: await hashPassword(made), words };
}

function refuseWeak(password: string): void {
  if (!isPasswordGood(password))
    throw new Error(`[account.weak-password] ${passwordRule.zh}。${passwordRule.en}.`);
}

/** Nothing in it that is read for something else on paper or over the telephone. */
const readable = ['23456789', 'abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKMNPQRSTUVWXYZ'] as const;

function randomPassword(): string {
  const all = readable.join('');
  const characters = Array.from({ length: 16 }, (_, i) => {
    // The first three are of each kind, so that it passes the rule above.
    const from = readable[i] ?? all;
    return from.charAt(randomInt(from.length));
  });
  return characters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

interface CommandLine extends Omit<AddArguments, 'password'> {
  passwordStdin?: boolean;
}

async function withPassword({ passwordStdin, ...args }: CommandLine): Promise<AddArguments> {
  if (!passwordStdin) return args;
  return { ...args, password: (await text(process.stdin)).replace(/\r?\n$/, '') };
}

export function registerAccount(program: Command): void {
  const account = program.command('account').description('账号 · accounts');
  const sub = (name: string, words: string) =>
    account
      .command(name)
      .description(words)
      .requiredOption('--data <dir>', '数据目录 · data folder')
      .requiredOption('--login <login>', '登录名 · login')
      .option('--keys <dir>', '密钥目录 · key folder');
  const stdin = ['--password-stdin', '从标准输入读密码 · read the password from standard input'] as const;
  sub('add', '建立账号 · make an account')
    .requiredOption('--name <name>', '姓名 · name')
    .requiredOption('--roles <roles>', '角色，逗号分隔 · roles, separated by commas')
    .requiredOption('--unit <id>', '单位 · unit')
    .option('--agent-no <no>', '工号 · agent number')
    .option(...stdin)
    .action(async (options: CommandLine) => {
      process.exitCode = await addAccount(await withPassword(options), process.stdout);
    });
  sub('reset', '重置密码 · reset the password')
    .option(...stdin)
    .action(async (options: CommandLine) => {
      process.exitCode = await resetAccount(await withPassword(options), process.stdout);
    });
  sub('disable', '停用账号 · disable an account').action(async (options: CommandLine) => {
    process.exitCode = await disableAccount(options, process.stdout);
  });
}
