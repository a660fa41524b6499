import type { Command, CommanderError } from 'commander';
import { examine } from './doctor/examine.ts';
import { type DoctorArguments, wishOf } from './doctor/mission.ts';
import { passwordFrom } from './doctor/password.ts';
import { Scene } from './doctor/scene.ts';
import { HopFailed } from './doctor/trouble.ts';
import { hopLines, leftLines, verdictOf } from './doctor/verdict.ts';
import { WrongUse } from './doctor/wrong-use.ts';
import type { Output } from './output.ts';

/** Of a command that was told to stop, as a shell has it. */
const interruptedExitCode = 130;

/** `yihaoda doctor`: plays a test call to one seat and tells at which hop it stops. @returns 0 whole, 1 a hop failed, 2 wrong use */
export async function doctor(
  args: DoctorArguments,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
  output: Output,
): Promise<number> {
  const say = (line: string) => output.write(`${line}\n`);
  try {
    const wish = wishOf(args);
    const { login } = wish;
    const passwordStdin = args.passwordStdin ?? false;
    const password = await passwordFrom({ passwordStdin, login }, env, process.stdin, output);
    const { told, left } = await examine(new Scene(wish, password, env, signal), (one, notes) => {
      for (const line of hopLines(one)) say(line);
      for (const note of notes) say(`     ${note.replaceAll('\n', '\n     ')}`);
    });
    for (const line of left.flatMap(leftLines)) say(line);
    const { words, code } = verdictOf(told);
    say(`\n${words.zh}\n${words.en}`);
    return left.length > 0 ? 1 : code;
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    say(error.message);
    return 2;
  }
}

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      '检查弹屏通路：放一通测试来电，逐步跟到页面 · play a test call and tell which hop of the pop fails',
    )
    .option('--config <file>', '站点配置 hotline.yaml（话务桥所用的同一份） · the site’s hotline.yaml')
    .option('--pbx <url>', '试看话务系统 ami://用户名@127.0.0.1:5038 · an exchange on trial')
    .option('--seat <seat>', '试哪个座席；须空着 · the seat to be tried; nobody may sit there')
    .option('--login <login>', '专供测试的座席账号 · an operator’s account made for tests')
    .option('--queue <queue>', '经哪条专线；默认为没按键的来电所进的 · through which line')
    .option('--url <url>', '面板网址；默认为配置中的监听地址 · the panel’s address')
    .option(
      '--context <context>',
      '入局来电的拨号方案上下文，默认 from-trunk · dialplan context of incoming calls',
    )
    .option('--live', '有其他空闲座席或排队市民时也测 · also while others could be rung')
    .option('--password-stdin', '从标准输入读密码 · read the password from standard input')
    // Otherwise 1, which is what a hop that failed gives.
    .exitOverride((error: CommanderError) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (args: DoctorArguments) => {
      process.exitCode = await doctor(args, process.env, stopSignal(), process.stdout);
    });
}

/** Ctrl+C stops the looking; call, seat and session are taken back. A second one ends at once. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  const signalled = () => {
    if (stop.signal.aborted) process.exit(interruptedExitCode);
    process.stdout.write('\n收到停止信号，正在收回测试来电和签入…\n');
    stop.abort(new HopFailed({ kind: 'interrupted' }));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, signalled);
  return stop.signal;
}
