import { DeliveryRefused } from '../../../../knowledge/content/delivery.ts';
import type { Hotline } from '../../../application/hotline.ts';
import type { Importers } from '../../../application/knowledge/importers.ts';
import { inOne } from '../../../application/knowledge/in-one.ts';
import { refused } from '../../../application/result.ts';
import {
  attachmentAnswerSchema,
  attachmentQuerySchema,
  browseAnswerSchema,
  browseQuerySchema,
  changesAnswerSchema,
  changesQuerySchema,
  publishedAnswerSchema,
} from '../../../protocol/knowledge.ts';
import { sendRefusal } from '../refusal.ts';
import { guardedRoute, type Route } from '../route.ts';
import { fileBody } from './file-body.ts';
import { namesOf } from './names.ts';
import { safeName, sendFile } from './send-file.ts';
import { publishedRowView } from './views.ts';

const attachmentBytes = 20 * 1024 * 1024;

/** An attachment is looked at as a whole before any of it is kept. */
async function gathered(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

/** 有资料: what is published, for everybody who answers; 班前播报; attachments. */
export function readingRoutes(hotline: Hotline, importers: Importers): Route[] {
  const { base, changes, store } = hotline.knowledge;
  return [
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/published',
      access: 'browse-knowledge',
      summary: '在用的条目，按资料类别和主题翻阅；shelves 为各类条数',
      query: browseQuerySchema,
      answer: browseAnswerSchema,
      async handle({ response, query: { offset, limit, ...filter }, who }) {
        const page = await base.browse(who.account, filter, { offset, limit });
        if ('outcome' in page) return sendRefusal(response, page);
        const names = await namesOf(hotline);
        response.json({ ...page, entries: page.entries.map((entry) => publishedRowView(entry, names)) });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/published/:entryId',
      access: 'browse-knowledge',
      summary: '一个在用条目的全文',
      answer: publishedAnswerSchema,
      async handle({ request, response, who }) {
        const entry = await base.published(who.account, String(request.params.entryId));
        if ('outcome' in entry) return sendRefusal(response, entry);
        const { row, content, provenance } = entry;
        response.json({ entry: publishedRowView(row, await namesOf(hotline)), content, provenance });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/changes',
      access: 'browse-knowledge',
      summary: '班前播报：自某日以来发布、施行、失效、下架的条目，每条一句话',
      query: changesQuerySchema,
      answer: changesAnswerSchema,
      async handle({ response, query, who }) {
        const told = await changes.tell(who.account, query.since ?? null);
        if ('outcome' in told) return sendRefusal(response, told);
        response.json(told);
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/knowledge/attachments',
      access: 'edit-knowledge',
      summary:
        '上传附件（docx、xlsx、pdf、ofd、png、jpg；含宏的、内容与扩展名不符的不收）；答复放进条目的 attachments',
      query: attachmentQuerySchema,
      fileBytes: attachmentBytes,
      answer: attachmentAnswerSchema,
      async handle({ request, response, query, who }) {
        const name = safeName(query.name);
        try {
          const bytes = await gathered(fileBody(request, attachmentBytes, name));
          const checked = await importers.checkAttachment(name, bytes);
          if (!checked.taken) return sendRefusal(response, refused('attachment-refused', checked.words));
          const { mediaType } = checked.attachment;
          const stored = await store.addAttachment(mediaType, inOne(bytes));
          await hotline.knowledge.noteAttachment(who.account, stored.sha256);
          response.json({ attachment: { name: checked.attachment.name, ...stored } });
        } catch (error) {
          if (!(error instanceof DeliveryRefused)) throw error;
          response.set('connection', 'close');
          sendRefusal(response, refused('too-large', '附件超过 20 MB，没有保存。请压缩或拆分后再上传。'));
        }
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/attachments/:sha256/:name',
      access: 'browse-knowledge',
      summary: '下载附件；name 为保存时的文件名',
      answer: null,
      async handle({ request, response, who }) {
        const found = await base.attachment(who.account, String(request.params.sha256));
        if ('outcome' in found) return sendRefusal(response, found);
        const { mediaType, bytes, parts } = found;
        await sendFile(response, { name: String(request.params.name), mediaType, bytes }, parts);
      },
    }),
  ];
}
