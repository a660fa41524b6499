import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Log } from '../../application/ports.ts';
import type { Refused } from '../../application/result.ts';
import type { ErrorBody } from '../../protocol/rest.ts';

/** HTTP statuses of the house's refusals; what is not listed is a request that cannot be fulfilled as it stands. */
const statuses: Readonly<Record<string, number>> = {
  'no-right': 403,
  'other-unit': 403,
  'wrong-password': 401,
  disabled: 403,
  locked: 429,
  'unknown-call': 404,
  'unknown-figure': 404,
  'no-record': 404,
  'link-over': 410,
  'no-entry': 404,
  'no-version': 404,
  'no-batch': 404,
  'no-task': 404,
  'no-attachment': 404,
  'no-source': 404,
  'no-run': 404,
  'not-published': 404,
  'no-article': 404,
  'no-message': 404,
  'bad-signature': 401,
  'no-proposal': 404,
  'no-question': 404,
  'no-trial': 404,
  overtaken: 409,
  'changed-since': 409,
  'not-taken': 409,
  'in-review': 409,
  'wrong-stage': 409,
  'not-tried': 409,
  'trial-outdated': 409,
  'trial-running': 409,
  'no-questions': 409,
  'source-busy': 409,
  'own-words': 403,
  'too-large': 413,
  'answers-unavailable': 503,
  'not-ready': 503,
};

export function sendRefusal(response: Response, { code, message }: Refused): void {
  sendError(response, statuses[code] ?? 400, { code, message });
}

export function sendError(response: Response, status: number, body: ErrorBody): void {
  response.status(status).json(body);
}

export const unknownPath: RequestHandler = (_request, response) => {
  sendError(response, 404, { code: 'unknown-path', message: '没有这个地址。请从一号答的首页进入。' });
};

/** What express and its parsers throw, in words; what nobody foresaw is logged, never shown. */
export function errorHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : null;
    const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
    if (type === 'entity.too.large') {
      sendError(response, 413, { code: 'too-large', message: '提交的内容过大。' });
    } else if (type === 'entity.parse.failed') {
      sendError(response, 400, { code: 'not-json', message: '提交的内容不是 JSON。' });
    } else if (typeof status === 'number' && status >= 400 && status < 500) {
      sendError(response, status, { code: 'bad-request', message: '请求不合格式。' });
    } else {
      log.error('a request failed', {
        method: request.method,
        path: request.route?.path ?? 'unknown',
        error,
      });
      sendError(response, 500, {
        code: 'internal',
        message: '系统内部出错，此操作未完成。请稍后重试，或告知系统管理员。',
      });
    }
  };
}
