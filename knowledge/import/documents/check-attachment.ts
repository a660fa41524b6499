import { createHash } from 'node:crypto';
import { DeliveryRefused } from '../../content/delivery.ts';
import type { CheckedAttachment } from '../../content/entry.ts';
import { type Archive, openArchive } from '../archive/open-archive.ts';
import { extensionOf, type FileKind, fileKind } from './file-kind.ts';

const MOST_BYTES = 20 * 1024 * 1024;
const LONGEST_NAME = 200;

interface Accepted {
  kind: FileKind;
  mediaType: string;
  /** a part that the archive must have */
  part: string | null;
}

const ACCEPTED: ReadonlyMap<string, Accepted> = new Map([
  [
    'docx',
    {
      kind: 'zip',
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      part: 'word/document.xml',
    },
  ],
  [
    'xlsx',
    {
      kind: 'zip',
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      part: 'xl/workbook.xml',
    },
  ],
  ['ofd', { kind: 'zip', mediaType: 'application/ofd', part: 'OFD.xml' }],
  ['pdf', { kind: 'pdf', mediaType: 'application/pdf', part: null }],
  ['png', { kind: 'png', mediaType: 'image/png', part: null }],
  ['jpg', { kind: 'jpeg', mediaType: 'image/jpeg', part: null }],
  ['jpeg', { kind: 'jpeg', mediaType: 'image/jpeg', part: null }],
]);

/**
 * A file that goes with an entry, such as an empty form or a filled sample: looked at, never opened for its content.
 * Whoever serves it later: nosniff, Content-Disposition: attachment.
 */
export async function checkAttachment(fileName: string, bytes: Uint8Array): Promise<CheckedAttachment> {
  const no = (code: string, words: string): CheckedAttachment => ({ taken: false, code, words });
  const name = fileName
    .replace(/^.*[\\/]/, '')
    .normalize('NFC')
    .trim();
  // Right-to-left marks turn “表fdp.exe” into what looks like a document.
  if (
    name === '' ||
    name.length > LONGEST_NAME ||
    name.startsWith('.') ||
    /[\p{Cc}\p{Cf}<>:"|?*]/u.test(name)
  )
    return no('FILE_NAME', `附件名“${shown(name)}”含有不允许的字符，或为空、过长。请改名后再传。`);
  const accepted = ACCEPTED.get(extensionOf(name));
  if (accepted === undefined)
    return no('FILE_TYPE', `不能接收附件“${shown(name)}”。附件须为 docx、xlsx、pdf、ofd、png 或 jpg。`);
  if (bytes.length === 0) return no('FILE_EMPTY', `附件“${shown(name)}”是空文件。请核对后再传。`);
  if (bytes.length > MOST_BYTES)
    return no('FILE_TOO_LARGE', `附件“${shown(name)}”大于 ${MOST_BYTES / 1024 / 1024} MB。请压缩后再传。`);
  if (fileKind(bytes) !== accepted.kind)
    return no('FILE_TYPE', `附件“${shown(name)}”的内容与扩展名不符。请核对文件，重新导出后再传。`);
  if (accepted.part !== null) {
    const wrong = await wrongInside(bytes, name, accepted.part);
    if (wrong !== null) return no(wrong.code, wrong.words);
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { taken: true, attachment: { name, sha256, mediaType: accepted.mediaType, bytes: bytes.length } };
}

async function wrongInside(
  bytes: Uint8Array,
  name: string,
  part: string,
): Promise<{ code: string; words: string } | null> {
  let archive: Archive;
  try {
    archive = await openArchive(bytes, name);
  } catch (error) {
    if (error instanceof DeliveryRefused)
      return { code: error.code, words: `附件“${shown(name)}”：${error.message}` };
    throw error;
  }
  await using open = archive;
  if (!open.has(part))
    return {
      code: 'FILE_TYPE',
      words: `附件“${shown(name)}”的内容与扩展名不符。请核对文件，重新导出后再传。`,
    };
  if (open.entries.some((entry) => /vbaProject\.bin$/i.test(entry.name)))
    return {
      code: 'FILE_MACRO',
      words: `附件“${shown(name)}”含有宏，不能接收。请另存为不含宏的文件后再传。`,
    };
  return null;
}

function shown(name: string): string {
  const clean = name.replace(/[\p{Cc}\p{Cf}]/gu, '�');
  return clean.length > 80 ? `${clean.slice(0, 80)}…` : clean;
}
