import type { Clause } from '../../article.ts';
import type { Attachment } from '../../content/entry.ts';
import type { FetchedPage, FetchPage } from '../../content/fetched-page.ts';
import type { PulledFile } from '../../content/pull.ts';
import { checkAttachment } from '../documents/check-attachment.ts';
import type { SeenFiles } from './crawl-state.ts';
import type { AttachmentLink } from './read-article-page.ts';

export interface TakenAttachments {
  attachments: Attachment[];
  /** bytes of those that are new */
  files: PulledFile[];
  /** links that stay links, each with why */
  links: (AttachmentLink & { words: string })[];
  seen: SeenFiles;
  /** files that were asked for */
  asked: number;
  /** false: one may be there another time */
  whole: boolean;
}

/** What may be fetched: `mayAsk` says why a link stays a link, null that its file is fetched. */
export interface AttachmentRules {
  fetchFile: FetchPage;
  mayAsk(url: string, asked: number): string | null;
  /** what was taken before may be kept without asking where the server gives no ETag or date */
  trusted: boolean;
}

/**
 * The files of one page, fetched and looked at one after the other. A file of the last run is asked for by its ETag or
 * date; what cannot be taken stays in the text as a link.
 */
export async function takeAttachments(
  offered: readonly AttachmentLink[],
  known: SeenFiles,
  { fetchFile, mayAsk, trusted }: AttachmentRules,
): Promise<TakenAttachments> {
  const taken: TakenAttachments = {
    attachments: [],
    files: [],
    links: [],
    seen: {},
    asked: 0,
    whole: true,
  };
  const keep = (url: string, file: SeenFiles[string]) => {
    taken.seen[url] = file;
    if (!taken.attachments.some(({ sha256 }) => sha256 === file.attachment.sha256))
      taken.attachments.push(file.attachment);
  };
  for (const link of offered) {
    const before = known[link.url];
    const isDated = before !== undefined && (before.etag !== null || before.lastModified !== null);
    if (before !== undefined && trusted && !isDated) {
      keep(link.url, before);
      continue;
    }
    const why = mayAsk(link.url, taken.asked);
    if (why !== null) {
      if (before === undefined) taken.links.push({ ...link, words: why });
      else keep(link.url, before);
      continue;
    }
    taken.asked += 1;
    const got = await fetchFile(link.url, before !== undefined && trusted ? before : null);
    if (got.outcome === 'unchanged' && before !== undefined) keep(link.url, before);
    else if (got.outcome === 'page') {
      const checked = await checkAttachment(nameOf(link), got.bytes);
      if (checked.taken) {
        const { attachment } = checked;
        keep(link.url, { attachment, etag: got.etag, lastModified: got.lastModified });
        taken.files.push({ mediaType: attachment.mediaType, bytes: got.bytes });
      } else taken.links.push({ ...link, words: checked.words });
    } else {
      // A server that is down takes nothing back that it gave before.
      if (got.outcome === 'failed' && before !== undefined) keep(link.url, before);
      else taken.links.push({ ...link, words: wordsOf(got) });
      if (got.outcome === 'failed') taken.whole = false;
    }
  }
  return taken;
}

/** Files that are not in the store are named with their addresses under the text, so that whoever answers can open them. */
export function linkClause(links: readonly AttachmentLink[]): Clause {
  return {
    no: '附件链接',
    heading: ['附件链接'],
    anchor: 'attachment-links',
    text: links.map(({ name, url }) => `${name}：${url}`).join('\n'),
  };
}

function wordsOf(got: Exclude<FetchedPage, { outcome: 'page' }>): string {
  return 'words' in got ? got.words : '附件打不开（文件不存在）。';
}

/** 附件1：申请表 → 附件1：申请表.docx, without what no file may be called */
function nameOf({ name, url }: AttachmentLink): string {
  const ending = /\.[a-z0-9]{2,4}$/i;
  const [ofUrl = ''] = ending.exec(new URL(url).pathname) ?? [];
  const clean = name
    .replace(/:/g, '：')
    .replace(/[\p{Cc}\p{Cf}<>"|?*\\/]/gu, ' ')
    .replace(/^[\s.]+/, '')
    .trim()
    .slice(0, 180);
  return ending.test(clean) ? clean : `${clean === '' ? '附件' : clean}${ofUrl.toLowerCase()}`;
}
