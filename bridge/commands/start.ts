import type { Command } from 'commander';
import { InvalidConfig } from '../../telephony-config/config-error.ts';
import { SecretProblem } from '../../telephony-config/secrets.ts';
import { startBridge } from '../main.ts';
import { buildPanel, panelFolder } from './build-panel.ts';
import type { StartArguments } from './start-plan.ts';
import { StartRefused } from './start-refused.ts';
import { systemErrorWords } from './system-error.ts';

/** EX_SOFTWARE of sysexits.h. */
const lostExitCode = 70;

/** `yihaoda start`: the bridge, until it is told to stop. */
export function registerStart(program: Command): void {
  program
    .command('start')
    .description('启动话务桥；不带参数为演示 · run the bridge; without arguments the demo')
    .option('--config <file>', '站点配置 hotline.yaml · the site’s hotline.yaml')
    .option(
      '--pbx <url>',
      '试看话务系统 ami://用户名@127.0.0.1:5038（其他机器用 amis://），密码放环境变量 YIHAODA_AMI_SECRET · try an exchange',
    )
    .option(
      '--sources <file>',
      '定时读取的来源；站点默认用配置旁的 knowledge-sources.yaml · what is pulled on a schedule',
    )
    .option('--data <folder>', '数据文件夹 · data folder')
    .option('--host <host>', '监听地址 · address to listen on')
    .option(
      '--record <folder>',
      '录下交换机的原始数据（含完整号码，文件仅本账户可读，记入审计） · keep the raw AMI bytes; audited',
    )
    .option('--port <port>', '监听端口 · port to listen on', Number)
    .action(start);
}

async function start(args: StartArguments): Promise<void> {
  const tell = (line: string) => console.log(line);
  try {
    await buildPanel(tell);
    const bridge = await startBridge({ ...args, panelFolder, tell, lost: endAtOnce });
    stopOnSignals(() => bridge.stop(), tell);
  } catch (error) {
    console.error(wordsOf(error, args));
    process.exitCode = 2;
  }
}

/** Pages connect again to the process that is started next; nothing that was acknowledged is missing there. */
function endAtOnce(): void {
  console.error(
    '话务桥已退出，请由服务管理程序重新启动。\nThe bridge has ended; whatever runs it is to start it again.',
  );
  process.exit(lostExitCode);
}

function stopOnSignals(stop: () => Promise<void>, tell: (line: string) => void): void {
  let stopping = false;
  const signalled = (signal: NodeJS.Signals) => {
    if (stopping) {
      tell('再次收到停止信号，立即退出。');
      process.exit(1);
    }
    stopping = true;
    tell(`收到 ${signal}，正在停止：通知页面、写完数据…`);
    stop().then(
      () => {
        tell('已停止，数据已写入磁盘。');
        process.exit(0);
      },
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', signalled);
  process.on('SIGINT', signalled);
}

function wordsOf(error: unknown, { port }: StartArguments): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof StartRefused || error instanceof InvalidConfig || error instanceof SecretProblem)
    return error.message;
  if ('code' in error && error.code === 'EADDRINUSE')
    return `端口已被占用${port === undefined ? '' : `（${port}）`}：可能已有一个话务桥在运行，或用 --port 换一个端口。\nThe port is in use: another bridge may be running, or choose one with --port.`;
  const system = systemErrorWords(error);
  if (system !== null) return system;
  // Errors with a code of ours carry their words; what nobody foresaw shows where it came from.
  return 'code' in error ? error.message : (error.stack ?? error.message);
}
