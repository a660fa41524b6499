import { resolve } from 'node:path';
import type { Command } from 'commander';
import { RenderProblem, renderTo } from '../../telephony-config/asterisk/render.ts';
import { InvalidConfig } from '../../telephony-config/config-error.ts';
import { readConfig } from '../../telephony-config/load.ts';
import { readSecrets, SecretProblem } from '../../telephony-config/secrets.ts';
import { type Output, told } from './output.ts';

/** Renders the Asterisk configuration of a site; a wrong file or secret renders nothing. */
export async function renderTelephony(
  file: string,
  folder: string,
  env: NodeJS.ProcessEnv,
  output: Output,
  errors: Output,
): Promise<number> {
  try {
    const config = await readConfig(file);
    const written = await renderTo(resolve(folder), config, await readSecrets(config, env));
    output.write(
      `${folder}：${written.length} 个文件（${config.seats.length} 个座席，${config.lines.length} 条专线）\n`,
    );
    output.write(`asterisk -C ${resolve(folder)}/asterisk.conf -f\n`);
    return 0;
  } catch (error) {
    const expected =
      error instanceof InvalidConfig || error instanceof SecretProblem || error instanceof RenderProblem;
    if (!expected) throw error;
    return told(error, errors);
  }
}

/** Says whether a `hotline.yaml` is right, and every mistake where it is not. */
export async function checkTelephony(file: string, output: Output, errors: Output): Promise<number> {
  try {
    const config = await readConfig(file);
    output.write(
      `${file}：正确。号码 ${config.number}，${config.lines.length} 条专线，${config.seats.length} 个座席\n`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof InvalidConfig)) throw error;
    return told(error, errors);
  }
}

export function registerTelephony(program: Command): void {
  const telephony = program.command('telephony').description('交换机配置 (configuration of the exchange)');
  telephony
    .command('render')
    .description('由 hotline.yaml 生成 Asterisk 22 的配置 (render the configuration of an Asterisk 22)')
    .argument('<hotline.yaml>')
    .requiredOption('--out <folder>', 'an empty folder, or one that was rendered before')
    .action(async (file: string, { out }: { out: string }) => {
      process.exitCode = await renderTelephony(file, out, process.env, process.stdout, process.stderr);
    });
  telephony
    .command('check')
    .description('检查 hotline.yaml (check a hotline.yaml)')
    .argument('<hotline.yaml>')
    .action(async (file: string) => {
      process.exitCode = await checkTelephony(file, process.stdout, process.stderr);
    });
}
