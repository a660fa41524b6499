import type { ImportFormat } from '../application/knowledge/importers.ts';

/** What deliveries may be written in, for people who choose. The readers of each run in `import-worker.ts`. */
export const importFormats: Readonly<Record<ImportFormat, { name: string; extensions: string[] }>> = {
  xlsx: { name: 'Excel 工作簿（按模板填报）', extensions: ['xlsx'] },
  csv: { name: 'CSV 表格（按模板填报）', extensions: ['csv'] },
  jsonl: { name: 'JSON Lines（涉企政策平台）', extensions: ['jsonl', 'ndjson'] },
  items: { name: '政务服务事项批次', extensions: ['jsonl', 'ndjson', 'xlsx', 'csv'] },
  docx: { name: 'Word 文档', extensions: ['docx'] },
  pdf: { name: 'PDF 文档（有文字层）', extensions: ['pdf'] },
  ofd: { name: 'OFD 文档', extensions: ['ofd'] },
  txt: { name: '纯文本', extensions: ['txt', 'md'] },
};
