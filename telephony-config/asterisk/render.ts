import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { amiAddress } from '../schema/pbx.ts';
import type { HotlineConfig } from '../schema.ts';
import type { SiteSecrets } from '../secrets.ts';
import { extensionsConf } from './extensions-conf.ts';
import { managerConf } from './manager-conf.ts';
import { modulesConf } from './modules-conf.ts';
import {
  type AsteriskFolders,
  asteriskConf,
  cdrConf,
  celConf,
  confbridgeConf,
  EMPTY_CONFS,
  emptyConf,
  featuresConf,
  httpConf,
  indicationsConf,
  loggerConf,
  musicOnHoldConf,
  rtpConf,
} from './other-confs.ts';
import { pjsipConf } from './pjsip-conf.ts';
import { queuesConf } from './queues-conf.ts';

/** The configuration cannot be rendered, or not written where it was asked to go. Nothing was changed. */
export class RenderProblem extends Error {
  override readonly name = 'RenderProblem';
}

const MARK = '; 由一号答生成，请改 hotline.yaml 后重新生成 (rendered by yihaoda; edit hotline.yaml instead)';

/** The whole configuration folder of an Asterisk 22 (22.2 or newer) that serves this site: file name → text. */
export function renderAsterisk(
  config: HotlineConfig,
  secrets: SiteSecrets,
  folders: AsteriskFolders,
): Map<string, string> {
  refuseWhatCannotBeRendered(config);
  const files: [string, string][] = [
    ['asterisk.conf', asteriskConf(config, folders)],
    ['modules.conf', modulesConf(config)],
    ['extensions.conf', extensionsConf(config)],
    ['queues.conf', queuesConf(config)],
    ['pjsip.conf', pjsipConf(config, secrets)],
    ['manager.conf', managerConf(config, secrets.ami)],
    ['musiconhold.conf', musicOnHoldConf(config)],
    ['features.conf', featuresConf()],
    ['confbridge.conf', confbridgeConf()],
    ['rtp.conf', rtpConf(config)],
    ['logger.conf', loggerConf()],
    ['cdr.conf', cdrConf(config)],
    ['cel.conf', celConf()],
    ['http.conf', httpConf()],
    ['indications.conf', indicationsConf()],
    ...EMPTY_CONFS.map((name): [string, string] => [name, emptyConf()]),
  ];
  return new Map(files.map(([name, text]) => [name, marked(text)]));
}

/**
 * Writes the files into a folder that is ours alone, each whole or not at all, readable by its owner only (they hold
 * secrets). A file of somebody else's, or one changed by hand since, is never overwritten.
 */
export async function renderTo(
  folder: string,
  config: HotlineConfig,
  secrets: SiteSecrets,
  folders: Omit<AsteriskFolders, 'astetcdir'> = {},
): Promise<string[]> {
  const files = renderAsterisk(config, secrets, { ...folders, astetcdir: folder });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const foreign = [];
  for (const name of files.keys()) {
    if (!(await isOursOrAbsent(join(folder, name)))) foreign.push(name);
  }
  if (foreign.length > 0) {
    throw new RenderProblem(
      `${folder} 里的 ${foreign.join('、')} 不是一号答生成的，或被手工改过；请换一个空文件夹\n` +
        `${folder} holds files that yihaoda did not write, or that were changed by hand: ${foreign.join(', ')}. Choose an empty folder`,
    );
  }
  const suffix = `.${randomBytes(6).toString('hex')}.tmp`;
  try {
    // First everything beside its place, so that a full disk is noticed before the first file is replaced.
    for (const [name, text] of files) await writeDurably(join(folder, name + suffix), text);
    for (const name of files.keys()) await rename(join(folder, name + suffix), join(folder, name));
  } catch (error) {
    for (const name of files.keys()) await rm(join(folder, name + suffix), { force: true });
    throw error;
  }
  return [...files.keys()];
}

function refuseWhatCannotBeRendered({ seats, pbx }: HotlineConfig): void {
  const other = seats.find(({ seat, interface: name }) => name !== `PJSIP/${seat}`);
  if (other !== undefined) {
    throw new RenderProblem(
      `座席 ${other.seat} 的接口是 ${other.interface}；生成的配置里话机接口只能是 PJSIP/${other.seat}\n` +
        `seat ${other.seat} has the interface ${other.interface}; a rendered site has PJSIP/${other.seat} only`,
    );
  }
  if (amiAddress(pbx.ami.url)?.encrypted === true && pbx.ami.certFile === undefined) {
    throw new RenderProblem(
      'amis:// 需要 pbx.ami.certFile 和 keyFile（Asterisk 一侧的证书和私钥）\n' +
        'amis:// needs pbx.ami.certFile and keyFile, the certificate and key on the Asterisk machine',
    );
  }
}

function marked(text: string): string {
  return `${MARK} ${digest(text)}\n\n${text}`;
}

async function isOursOrAbsent(file: string): Promise<boolean> {
  try {
    const [first = '', , ...rest] = (await readFile(file, 'utf8')).split('\n');
    return first === `${MARK} ${digest(rest.join('\n'))}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return true;
    throw error;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
