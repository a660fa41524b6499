import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import type { z } from 'zod';
import { readHolidays } from '../../bridge/commands/read-holidays.ts';
import { usualDuties } from '../../bridge/domain/duty/usual-duties.ts';
import { usualTags } from '../../bridge/domain/people/usual-tags.ts';
import { callBundleSchema } from '../../bridge/protocol/call-bundle.ts';
import { type TagRow, tagsAnswerSchema } from '../../bridge/protocol/caller-tags.ts';
import type { Me } from '../../bridge/protocol/desk.ts';
import {
  dutiesAnswerSchema,
  guidesAnswerSchema,
  holidaysAnswerSchema,
} from '../../bridge/protocol/disclosure.ts';
import { ownRecordAnswerSchema } from '../../bridge/protocol/embedding.ts';
import {
  adoptedBodySchema,
  changesAnswerSchema,
  reportBodySchema,
  type TaskView,
  taskAnswerSchema,
} from '../../bridge/protocol/knowledge.ts';
import { outboxAnswerSchema } from '../../bridge/protocol/notifications.ts';
import { type PackAnswer, packAnswerSchema } from '../../bridge/protocol/pack.ts';
import {
  type OwnRecord,
  ownRecordsAnswerSchema,
  type RecordRevisionView,
  recordRevisionsAnswerSchema,
} from '../../bridge/protocol/records.ts';
import {
  callEventsAnswerSchema,
  callsAnswerSchema,
  figuresAnswerSchema,
  signInAnswerSchema,
  signInBodySchema,
} from '../../bridge/protocol/rest.ts';
import { bundleOf, callEvents, callRows, ownRecord } from './sample-calls.ts';
import { figures, ownFigures } from './sample-floor.ts';
import { sampleGuides } from './sample-guides.ts';

type ReportBody = z.infer<typeof reportBodySchema>;

/** What the HTTP side needs of the stub. */
export interface RestSide {
  readonly people: ReadonlyMap<string, Me>;
  readonly sessions: Map<string, Me>;
  readonly faults: string[];
  readonly adopted: z.infer<typeof adoptedBodySchema>[];
  readonly reports: ReportBody[];
  /** the outbox */
  readonly sent: z.infer<typeof outboxAnswerSchema>['messages'];
  readonly demo: boolean;
  /** why a report is not taken; null: it is */
  readonly refuseReports: string | null;
  meOf(cookie: string | undefined): Me | null;
  openSession(me: Me): string;
  /** null: still being worked out */
  readonly pack: PackAnswer | null;
  readonly ownRecords: readonly OwnRecord[];
  /** what the unit has kept of callers */
  readonly overseenTags: readonly TagRow[];
  /** 班前播报 of today; null: it cannot be told */
  readonly briefing: z.infer<typeof changesAnswerSchema> | null;
  readonly revisions: readonly RecordRevisionView[];
}

/** The stub's HTTP side: the built panel under the policy that the bridge will send, and the REST messages. */
export function serveRest(bridge: RestSide, panelFolder: string): RequestListener {
  return (request, response) => {
    void answer(bridge, panelFolder, request, response).catch((error: unknown) => {
      bridge.faults.push(String(error));
      json(response, 500, { code: 'stub', message: String(error) });
    });
  };
}

async function answer(
  bridge: RestSide,
  panelFolder: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://stub').pathname);
  if (!path.startsWith('/api/')) return file(panelFolder, path, response);
  const me = bridge.meOf(request.headers.cookie);

  if (path === '/api/session' && request.method === 'POST') {
    const { login, password } = signInBodySchema.parse(JSON.parse(await body(request)));
    const found = bridge.people.get(login);
    if (found === undefined || password !== 'correct') {
      return json(response, 401, { code: 'wrong-password', message: '账号或密码不正确，请核对后重试' });
    }
    response.setHeader(
      'set-cookie',
      `session=${bridge.openSession(found)}; Path=/; HttpOnly; SameSite=Strict`,
    );
    return json(response, 200, signInAnswerSchema.parse({ me: found }));
  }
  if (me === null) return json(response, 401, { code: 'signed-out', message: '登录已失效，请重新登录' });
  if (path === '/api/me') return json(response, 200, signInAnswerSchema.parse({ me }));
  if (path === '/api/session' && request.method === 'DELETE') {
    for (const [token, owner] of bridge.sessions) if (owner.login === me.login) bridge.sessions.delete(token);
    return json(response, 200, {});
  }
  if (path === '/api/duties') return json(response, 200, dutiesAnswerSchema.parse({ table: usualDuties }));
  if (path === '/api/disclosure/calendar')
    return json(response, 200, holidaysAnswerSchema.parse({ years: await readHolidays(null) }));
  if (path === '/api/disclosure/guides') {
    const text = new URL(request.url ?? '/', 'http://stub').searchParams.get('text') ?? '';
    const guides = sampleGuides.filter(({ organ }) => organ.includes(text));
    return json(response, 200, guidesAnswerSchema.parse({ guides, total: guides.length }));
  }
  if (path === '/api/answers/pack') {
    if (bridge.pack === null) return void response.writeHead(204).end();
    const answer = packAnswerSchema.parse(bridge.pack);
    const etag = `"${createHash('sha256').update(JSON.stringify(answer)).digest('hex')}"`;
    response.setHeader('etag', etag);
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
    return json(response, 200, answer);
  }
  if (path === '/api/caller-tags')
    return json(
      response,
      200,
      tagsAnswerSchema.parse({
        tags: bridge.overseenTags,
        total: bridge.overseenTags.length,
        basis: usualTags.basis,
      }),
    );
  if (path === '/api/records/today')
    return json(response, 200, ownRecordsAnswerSchema.parse({ records: bridge.ownRecords }));
  if (/^\/api\/records\/[^/]+\/revisions$/.test(path))
    return json(response, 200, recordRevisionsAnswerSchema.parse({ revisions: bridge.revisions }));
  if (path === '/api/knowledge/adoptions' && request.method === 'POST') {
    bridge.adopted.push(adoptedBodySchema.parse(JSON.parse(await body(request))));
    return json(response, 200, {});
  }
  if (path === '/api/knowledge/tasks' && request.method === 'POST') {
    const report = reportBodySchema.parse(JSON.parse(await body(request)));
    if (bridge.refuseReports !== null)
      return json(response, 503, { code: 'busy', message: bridge.refuseReports });
    bridge.reports.push(report);
    return json(response, 200, taskAnswerSchema.parse({ task: taskOf(report, me) }));
  }
  if (path === '/api/notifications') {
    const { sent, demo } = bridge;
    return json(response, 200, outboxAnswerSchema.parse({ demo, messages: sent, total: sent.length }));
  }
  const figureId = /^\/api\/figures\/today\/([^/]+)\/calls$/.exec(path)?.[1];
  const figure = figures.find(({ id }) => id === figureId);
  if (figure) return json(response, 200, callsAnswerSchema.parse({ figure, calls: callRows(), more: true }));
  const callKey = /^\/api\/calls\/(.+)\/events$/.exec(path)?.[1];
  if (callKey) return json(response, 200, callEventsAnswerSchema.parse({ callKey, events: callEvents() }));
  const recordNo = /^\/api\/records\/([^/]+)$/.exec(path)?.[1];
  if (recordNo) return json(response, 200, ownRecordAnswerSchema.parse(ownRecord(recordNo)));
  if (path === '/api/knowledge/changes')
    return bridge.briefing === null
      ? json(response, 503, { code: 'busy', message: '答复库正忙，请稍后再看' })
      : json(response, 200, changesAnswerSchema.parse(bridge.briefing));
  if (path === '/api/own-day')
    return json(response, 200, figuresAnswerSchema.parse({ day: '2026-11-24', figures: ownFigures }));
  const packed = /^\/api\/calls\/(.+)\/bundle$/.exec(path)?.[1];
  if (packed) return json(response, 200, callBundleSchema.parse(bundleOf(packed)));
  return json(response, 404, { code: 'not-found', message: '没有这个地址' });
}

function taskOf(report: ReportBody, me: Me): TaskView {
  const { kind, question, regionCode, asOf, words, interactionId } = report;
  return {
    taskId: report.commandId,
    kind,
    question,
    regionCode,
    asOf,
    words,
    interactionId,
    entryId: report.kind === 'error' ? report.entryId : null,
    clauseNo: report.kind === 'error' ? report.clauseNo : null,
    reportedBy: me.accountId,
    reportedByName: me.name,
    reportedAt: Date.now(),
    ownerUnit: me.unitId,
    ownerUnitName: me.unitName,
    ownerId: null,
    ownerName: null,
    dueOn: null,
    state: 'open',
    closing: null,
    changeNo: 1,
  };
}

/** The tests' own: a script of the panel's origin is compiled once, one that a debugger sends at every page. */
export const AXE_FILE = 'axe.min.js';
const axePlace = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

async function file(folder: string, path: string, response: ServerResponse): Promise<void> {
  const name = path === '/' ? 'index.html' : normalize(path).slice(1);
  const type = types[extname(name)];
  const place = name === AXE_FILE ? axePlace : join(folder, name);
  const content = type === undefined ? null : await readFile(place).catch(() => null);
  if (content === null) {
    response.writeHead(404).end();
    return;
  }
  if (name !== 'index.html') {
    // As the bridge has them: a browser that may keep them need not compile them at every scene.
    const cached = 'public, max-age=31536000, immutable';
    response.writeHead(200, { 'content-type': type, 'cache-control': cached }).end(content);
    return;
  }
  const nonce = randomBytes(16).toString('base64');
  response
    .writeHead(200, {
      'content-type': type,
      'content-security-policy': `default-src 'self'; style-src 'self' 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; object-src 'none'`,
    })
    .end(content.toString('utf8').replace('__CSP_NONCE__', nonce));
}

async function body(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
