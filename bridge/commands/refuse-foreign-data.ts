import type { Store } from '../application/store.ts';
import { demoPbxId, type StartPlan, trialPbxId } from './start-plan.ts';
import { StartRefused } from './start-refused.ts';

/**
 * Demo, trial and site never mix, wherever the folder lies: invented calls among a city's would be counted, and a
 * demo's accounts have passwords that stand in a file.
 */
export async function refuseForeignData(
  store: Pick<Store, 'accounts' | 'journal'>,
  { kind, site, data }: Pick<StartPlan, 'kind' | 'site' | 'data'>,
): Promise<void> {
  const accounts = await store.accounts.list();
  const exchanges = (await store.journal.streams()).filter((stream) => stream.startsWith('pbx/'));
  const played = [`pbx/${demoPbxId}`, `pbx/${trialPbxId}`];
  if (kind === 'site') {
    if (!accounts.some(({ demo }) => demo) && !exchanges.some((stream) => played.includes(stream))) return;
    throw new StartRefused(
      `数据文件夹 ${data} 里有演示或试看的账号、来电，不能用于正式运行。请换一个空的文件夹。`,
      `The data folder ${data} holds accounts or calls of a demo or a trial and is not for a real site. Use an empty one.`,
    );
  }
  if (accounts.every(({ demo }) => demo) && exchanges.every((stream) => stream === `pbx/${site.pbxId}`))
    return;
  throw new StartRefused(
    `数据文件夹 ${data} 属于${kind === 'demo' ? '正式运行或试看' : '正式运行或演示'}，不能混用。请用 --data 换一个空的文件夹。`,
    `The data folder ${data} belongs to another kind of run. Give an empty one as --data.`,
  );
}
