import { Command } from 'commander';
import { InvalidConfig } from '../telephony-config/config-error.ts';
import { registerAccount } from './commands/account.ts';
import { registerBackup } from './commands/backup.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerJournal } from './commands/journal.ts';
import { registerKnowledge } from './commands/knowledge.ts';
import { NoRecording, registerReplay } from './commands/replay.ts';
import { registerStart } from './commands/start.ts';
import { systemErrorWords } from './commands/system-error.ts';
import { registerTelephony } from './commands/telephony.ts';

const program = new Command('yihaoda')
  .description('一号答：12345 热线的坐席桌面与话务桥 (agent desktop and telephony bridge for 12345 hotlines)')
  .showHelpAfterError('（--help 查看用法）');

registerAccount(program);
registerBackup(program);
registerDoctor(program);
registerJournal(program);
registerKnowledge(program);
registerStart(program);
registerReplay(program);
registerTelephony(program);

try {
  await program.parseAsync();
} catch (error) {
  const words =
    error instanceof InvalidConfig || error instanceof NoRecording ? error.message : systemErrorWords(error);
  if (words === null) throw error;
  process.stderr.write(`${words}\n`);
  process.exitCode = 2;
}
