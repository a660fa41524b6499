import type { GuideContent } from '../../knowledge/content/entry.ts';
import type { Hotline } from '../application/hotline.ts';
import type { Account } from '../application/store.ts';
import { addDays, chinaDay } from '../domain/figures/period.ts';

type Named = Pick<GuideContent, 'organ' | 'regionCode' | 'office' | 'address' | 'phone'>;

/** Invented as a whole: streets, numbers and addresses on the web are nobody’s. */
const organs: readonly Named[] = [
  {
    organ: '长沙市住房和城乡建设局（演示）',
    regionCode: '430100',
    office: '局办公室政务公开科',
    address: '演示路 1 号 305 室',
    phone: '0731-00000101',
  },
  {
    organ: '长沙市人力资源和社会保障局（演示）',
    regionCode: '430100',
    office: '局办公室',
    address: '演示路 2 号 412 室',
    phone: '0731-00000102',
  },
  {
    organ: '长沙市自然资源和规划局（演示）',
    regionCode: '430100',
    office: '政策法规处',
    address: '演示路 3 号 208 室',
    phone: '0731-00000103',
  },
  {
    organ: '长沙市行政审批服务局（演示）',
    regionCode: '430100',
    office: '政务公开处',
    address: '演示路 4 号 1 楼政务公开窗口',
    phone: '0731-00000104',
  },
  {
    organ: '芙蓉区住房和城乡建设局（演示）',
    regionCode: '430102',
    office: '局办公室',
    address: '演示街 5 号 203 室',
    phone: '0731-00000105',
  },
  {
    organ: '岳麓区人民政府办公室（演示）',
    regionCode: '430104',
    office: '政务公开办公室',
    address: '演示街 6 号 110 室',
    phone: '0731-00000106',
  },
];

function contentOf(named: Named, at: number): GuideContent {
  const site = `https://gk${at}.example.invalid`;
  return {
    kind: 'guide',
    ...named,
    hours: '工作日 9:00—12:00，13:30—17:00',
    fax: named.phone.replace(/\d{3}$/, (digits) => `9${digits.slice(1)}`),
    email: `gk${at}@example.invalid`,
    onlineUrl: `${site}/apply`,
    formUrl: `${site}/form.docx`,
    catalogUrl: `${site}/catalog`,
    guideUrl: `${site}/guide`,
    annualReportUrl: `${site}/report`,
    validFrom: null,
    validTo: null,
  };
}

/**
 * Puts 公开指南 of a few organs into a demo's base, the way people do: written by the editor, passed by the approver.
 * Each act has an id of its own, so a later start changes nothing, nor brings back what was taken down.
 */
export async function publishDemoGuides({ knowledge, accounts, timer }: Hotline): Promise<void> {
  const people = await accounts.list();
  const editor = people.find(({ roles }) => roles.includes('knowledge-editor'));
  const approver = people.find(({ roles }) => roles.includes('knowledge-approver'));
  if (editor === undefined || approver === undefined) return;
  const reviewDueOn = addDays(chinaDay(timer.now()), 365);
  for (const [at, named] of organs.entries()) {
    const id = `demo-guide-${at + 1}`;
    const written = await knowledge.writeEntry.write(editor, {
      commandId: id,
      entry: null,
      content: contentOf(named, at + 1),
      reason: '演示：虚构的公开指南',
    });
    if (written.outcome === 'refused') throw new Error(`${id}: ${written.message}`);
    // What was written at an earlier start may have been revised since: its reviews are not asked for again.
    if (!written.repeated) await review(written, id, { editor, approver, reviewDueOn }, knowledge);
  }
}

async function review(
  written: { entryId: string; changeNo: number },
  id: string,
  { editor, approver, reviewDueOn }: { editor: Account; approver: Account; reviewDueOn: string },
  { writeEntry }: Hotline['knowledge'],
): Promise<void> {
  const acts = [
    [editor, { act: 'submit' }],
    [approver, { act: 'pass-first' }],
    [approver, { act: 'pass-second', reviewDueOn }],
  ] as const;
  let { changeNo } = written;
  for (const [account, act] of acts) {
    const { entryId } = written;
    const done = await writeEntry.review(account, {
      commandId: `${id}-${act.act}`,
      entryId,
      changeNo,
      act,
    });
    if (done.outcome === 'refused') throw new Error(`${id} ${act.act}: ${done.message}`);
    changeNo = done.changeNo;
  }
}
