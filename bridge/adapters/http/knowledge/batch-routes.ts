import { sourceSystemNames, sourceSystemSchema } from '../../../../knowledge/content/delivery.ts';
import type { Hotline } from '../../../application/hotline.ts';
import type { Importers, ImportFormat } from '../../../application/knowledge/importers.ts';
import { refused } from '../../../application/result.ts';
import { chinaDay } from '../../../domain/figures/period.ts';
import {
  batchActBodySchema,
  batchAnswerSchema,
  batchDoneSchema,
  batchesAnswerSchema,
  batchRowsAnswerSchema,
  batchRowsQuerySchema,
  importChoicesSchema,
  importFormatSchema,
  importQuerySchema,
  pageQuerySchema,
  receiptAnswerSchema,
} from '../../../protocol/knowledge.ts';
import { sendRefusal } from '../refusal.ts';
import { guardedRoute, type Route } from '../route.ts';
import { fileBody } from './file-body.ts';
import { namesOf } from './names.ts';
import { sendFile } from './send-file.ts';
import { batchRowView, batchView } from './views.ts';

const mostBytes = 50 * 1024 * 1024;

/** Written here or brought along with the product: nothing delivers them. */
const undelivered: readonly string[] = ['desk', 'built-in'];

/** 导入、整批审核、撤销. */
export function batchRoutes(hotline: Hotline, importers: Importers): Route[] {
  const { base, importBatch, reviewBatch } = hotline.knowledge;
  return [
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/import-choices',
      access: 'edit-knowledge',
      summary: '可选的来源、格式和填报模板',
      answer: importChoicesSchema,
      handle({ response }) {
        response.json({
          systems: sourceSystemSchema.options
            .filter((system) => !undelivered.includes(system))
            .map((system) => ({ system, name: sourceSystemNames[system] })),
          formats: importFormatSchema.options.flatMap((format) => {
            const known = importers.formats[format];
            return known === undefined ? [] : [{ format, name: known.name, extensions: known.extensions }];
          }),
          templates: Object.entries(importers.templates).map(([template, { name }]) => ({ template, name })),
          maxBytes: mostBytes,
        });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/templates/:template',
      access: 'edit-knowledge',
      summary: '下载填报模板',
      answer: null,
      async handle({ request, response }) {
        const template = Object.entries(importers.templates).find(
          ([id]) => id === request.params.template,
        )?.[1];
        if (template === undefined)
          return sendRefusal(response, refused('no-template', '没有这个模板。请从列表中选择。'));
        const bytes = await template.make();
        await sendFile(
          response,
          { name: template.file, mediaType: template.mediaType, bytes: bytes.length },
          [bytes],
        );
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/knowledge/batches',
      access: 'edit-knowledge',
      summary: '导入一个文件；dryRun=1 只试算，不作任何改动。导入的条目停在初审',
      query: importQuerySchema,
      fileBytes: mostBytes,
      answer: receiptAnswerSchema,
      async handle({ request, response, query, who }) {
        const { system, format, name, dryRun } = query;
        const regionCode = query.regionCode ?? hotline.site.regionCode;
        const importer = importers.formats[format as ImportFormat];
        if (importer === undefined || undelivered.includes(system))
          return sendRefusal(response, refused('no-format', '不支持这种来源或格式。请从列表中选择。'));
        const today = chinaDay(hotline.timer.now());
        const bytes = fileBody(request, mostBytes, name);
        const wish = { system, format, name, regionCode, dryRun: dryRun === '1' };
        const receipt = await importBatch.run(who.account, wish, (mark) =>
          importer.read({ bytes, name, system, regionCode, today, mark }),
        );
        if (receipt.outcome === 'refused') {
          // What is still on its way is not waited for.
          if (!request.complete) response.set('connection', 'close');
          return sendRefusal(response, receipt);
        }
        const { batch, counts, rows, moreRows } = receipt;
        const names = await namesOf(hotline);
        response.json({
          batch: batch === null ? null : batchView(batch, names),
          counts,
          rows: rows.map(batchRowView),
          moreRows,
        });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/batches',
      access: 'work-on-knowledge',
      summary: '导入批次，新的在前',
      query: pageQuerySchema,
      answer: batchesAnswerSchema,
      async handle({ response, query, who }) {
        const page = await base.batches(who.account, query);
        if ('outcome' in page) return sendRefusal(response, page);
        const names = await namesOf(hotline);
        response.json({ ...page, batches: page.batches.map((batch) => batchView(batch, names)) });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/batches/:batchId',
      access: 'work-on-knowledge',
      summary: '一个批次的回执',
      answer: batchAnswerSchema,
      async handle({ request, response, who }) {
        const batch = await base.batch(who.account, String(request.params.batchId));
        if ('outcome' in batch) return sendRefusal(response, batch);
        response.json({ batch: batchView(batch, await namesOf(hotline)) });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/batches/:batchId/rows',
      access: 'work-on-knowledge',
      summary: '回执中的各行；未变的行只计数，不逐行列出',
      query: batchRowsQuerySchema,
      answer: batchRowsAnswerSchema,
      async handle({ request, response, query: { outcome = null, ...page }, who }) {
        const rows = await base.batchRows(who.account, String(request.params.batchId), outcome, page);
        if ('outcome' in rows) return sendRefusal(response, rows);
        response.json({ total: rows.total, rows: rows.rows.map(batchRowView) });
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/knowledge/batches/:batchId/acts',
      access: 'work-on-knowledge',
      summary: '整批初审、整批复审发布、撤销整批',
      body: batchActBodySchema,
      answer: batchDoneSchema,
      async handle({ request, response, body, who }) {
        const batchId = String(request.params.batchId);
        const done =
          body.act === 'undo'
            ? await reviewBatch.undo(who.account, { ...body, batchId })
            : await reviewBatch.pass(who.account, {
                commandId: body.commandId,
                batchId,
                act:
                  body.act === 'pass-first'
                    ? { act: body.act }
                    : { act: body.act, reviewDueOn: body.reviewDueOn },
              });
        if (done.outcome === 'refused') return sendRefusal(response, done);
        const { passed, refused: left } = done;
        response.json({ batch: batchView(done.batch, await namesOf(hotline)), passed, refused: left });
      },
    }),
  ];
}
