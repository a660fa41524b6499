import type { GuideView } from '../../bridge/protocol/disclosure.ts';

function guide(entryId: string, organ: string, regionCode: string): GuideView {
  return {
    entryId,
    rev: 2,
    publishedAt: Date.parse('2026-10-09T09:00:00+08:00'),
    organ,
    regionCode,
    office: '局办公室政务公开科',
    address: '演示路 1 号 305 室',
    hours: '工作日 9:00—12:00，13:30—17:00',
    phone: '0731-00000101',
    fax: '0731-00000901',
    email: 'gk1@example.invalid',
    onlineUrl: 'https://gk1.example.invalid/apply',
    formUrl: 'https://gk1.example.invalid/form.docx',
    catalogUrl: 'https://gk1.example.invalid/catalog',
    guideUrl: 'https://gk1.example.invalid/guide',
    annualReportUrl: '',
    validFrom: null,
    validTo: null,
  };
}

/** All invented. */
export const sampleGuides: readonly GuideView[] = [
  guide('g-1', '芙蓉区住房和城乡建设局', '430102'),
  guide('g-2', '长沙市住房和城乡建设局', '430100'),
  guide('g-3', '长沙市人力资源和社会保障局', '430100'),
];
