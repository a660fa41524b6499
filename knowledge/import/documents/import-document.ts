import { type Delivered, DeliveryRefused, faultOf } from '../../content/delivery.ts';
import type { Day } from '../../day.ts';
import { type ArchiveLimits, openArchive } from '../archive/open-archive.ts';
import type { DocumentLines } from './document-lines.ts';
import { type DraftSource, draftArticle, nothingStated, type UnreadField } from './draft-article.ts';
import { extensionOf, fileKind } from './file-kind.ts';
import { readDocx } from './read-docx.ts';
import { readOfd } from './read-ofd.ts';
import { type PdfLimits, readPdf, usualPdfLimits } from './read-pdf.ts';
import { readPlain } from './read-plain.ts';

/** A document of a department's base. */
export interface DocumentSource extends DraftSource {
  fileName: string;
  today: Day;
  /** what the base calls it, where it has a name of its own; else the file's name stands for it */
  sourceId: string | null;
}

const MOST_BYTES = 50 * 1024 * 1024;
const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 5_000,
  entryBytes: 64 * 1024 * 1024,
  allBytes: 256 * 1024 * 1024,
  ratio: 200,
};
const ACCEPTED = '可导入 docx、pdf（有文字层）、ofd、txt、md';

/**
 * One document → one draft of a policy article, and faults for what a person must look at. Memory: the file, and its
 * text of at most 2 million characters; a PDF has the bounds of PdfLimits beside.
 * @throws DeliveryRefused where the document cannot be read at all
 */
export async function* importDocument(
  bytes: Uint8Array,
  source: DocumentSource,
  pdfLimits: PdfLimits = usualPdfLimits,
): AsyncGenerator<Delivered, void, undefined> {
  const { fileName } = source;
  const { lines, notes } = await documentLines(bytes, fileName, pdfLimits);
  const at = { in: fileName, row: null, column: null };
  const name = fileName.replace(/^.*[\\/]/, '').replace(/\.[a-z0-9]{1,10}$/i, '');
  const draft = draftArticle(lines, nothingStated, source, name);
  if (draft === null) throw new DeliveryRefused('DOC_EMPTY', at, '文档中没有正文。请核对文件。');
  const wrong = faultOf(draft.content);
  if (wrong !== null)
    throw new DeliveryRefused('DOC_FIELD', at, `“${wrong.field}”不合要求（${wrong.words}）。请核对文档。`);
  yield {
    delivered: 'entry',
    at,
    sourceId: (source.sourceId ?? fileName).slice(0, 300),
    url: '',
    content: draft.content,
  };
  for (const { code, words } of notes) yield { delivered: 'fault', at, code, words };
  const unread = draft.unread.filter((field) => MUST_BE_KNOWN.has(field));
  if (unread.length > 0)
    yield {
      delivered: 'fault',
      at,
      code: 'DOC_UNREAD',
      words: `未能从文档中读出：${unread.join('、')}。请在审核时对照原文补填。`,
    };
}

/** 文号 may be missing with good reason; these may not. */
const MUST_BE_KNOWN: ReadonlySet<UnreadField> = new Set(['标题', '发文机关', '施行日期', '公开属性']);

/** @throws DeliveryRefused */
export async function documentLines(
  bytes: Uint8Array,
  fileName: string,
  pdfLimits: PdfLimits = usualPdfLimits,
): Promise<DocumentLines> {
  const refuse = (code: string, words: string) =>
    new DeliveryRefused(code, { in: fileName, row: null, column: null }, words);
  if (bytes.length > MOST_BYTES)
    throw refuse(
      'DOC_TOO_LARGE',
      `文件大于 ${MOST_BYTES / 1024 / 1024} MB，未读取。请拆分或压缩图片后再导入。`,
    );
  const extension = extensionOf(fileName);
  const kind = fileKind(bytes);
  switch (extension) {
    case 'docx':
      if (kind === 'ole')
        throw refuse(
          'DOC_ENCRYPTED',
          '文档设有密码，或是旧版 doc 改了扩展名，无法读取。请取消密码，另存为 docx 后再导入。',
        );
      if (kind !== 'zip') throw mismatch(refuse, extension);
      return await fromArchive(bytes, fileName, 'word/document.xml', readDocx);
    case 'ofd':
      if (kind !== 'zip') throw mismatch(refuse, extension);
      return await fromArchive(bytes, fileName, 'OFD.xml', readOfd);
    case 'pdf':
      // The mark may stand a little behind the beginning (ISO 32000-1, annex H.3.4.1).
      if (!Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) throw mismatch(refuse, extension);
      return await readPdf(bytes, fileName, pdfLimits);
    case 'txt':
    case 'md':
      if (kind !== 'unknown') throw mismatch(refuse, extension);
      return readPlain(bytes, fileName);
    case 'docm':
    case 'dotm':
      throw refuse('DOC_MACRO', '含宏的文档（.docm）不予读取。请另存为“Word 文档（*.docx）”后再导入。');
    case 'doc':
    case 'wps':
      throw refuse(
        'DOC_FORMAT',
        `旧版或 WPS 专有格式（.${extension}）无法读取。请用办公软件另存为 docx 后再导入。`,
      );
    default:
      throw refuse(
        'DOC_FORMAT',
        `不能导入“${extension === '' ? '没有扩展名' : `.${extension}`}”的文件。${ACCEPTED}。`,
      );
  }
}

function mismatch(
  refuse: (code: string, words: string) => DeliveryRefused,
  extension: string,
): DeliveryRefused {
  return refuse(
    'DOC_FORMAT',
    `文件内容与扩展名“.${extension}”不符，未读取。请核对文件，重新导出后再导入。${ACCEPTED}。`,
  );
}

async function fromArchive(
  bytes: Uint8Array,
  fileName: string,
  mainPart: string,
  read: (archive: Awaited<ReturnType<typeof openArchive>>, fileName: string) => Promise<DocumentLines>,
): Promise<DocumentLines> {
  await using archive = await openArchive(bytes, fileName, ARCHIVE_LIMITS);
  if (!archive.has(mainPart))
    throw new DeliveryRefused(
      'DOC_FORMAT',
      { in: fileName, row: null, column: null },
      `文件缺少“${mainPart}”，不是完整的文档。请重新导出。${ACCEPTED}。`,
    );
  return await read(archive, fileName);
}
