import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Hotline } from '../../application/hotline.ts';
import { type Importers, noImporters } from '../../application/knowledge/importers.ts';
import type { SignedIn } from '../../application/sign-in-account.ts';
import { may } from '../../domain/people/role.ts';
import { metricsOf, type Reading } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { panelFiles } from './panel-files.ts';
import { errorHandler, sendError, unknownPath } from './refusal.ts';
import type { Route } from './route.ts';
import { apiRoutes } from './routes.ts';
import { sdkFile } from './sdk-file.ts';
import { securityHeaders } from './security-headers.ts';
import { tokensOf } from './session-cookie.ts';
import { setupPage } from './setup-page.ts';
import { isFromLoopback, isSameOrigin, TrustedProxies } from './visitor.ts';

export interface GatewayOptions {
  hotline: Hotline;
  listen: { host: string; port: number };
  tls: { cert: string; key: string } | null;
  /** with / at both ends */
  basePath: string;
  trustedProxy: readonly string[];
  /** origins that may show the panel in a frame */
  allowedOrigins: readonly string[];
  panelFolder: string;
  /** attempts to sign in from one address in a minute: a whole shift may come from one */
  signInsAMinute?: number;
  readings: readonly Reading[];
  sessionClosed(tokenHash: string): void;
  /** what deliveries to the knowledge base may be written in; none by default */
  importers?: Importers;
}

export interface Gateway {
  server: Server;
  /** as it is typed into a browser on this machine */
  url: string;
  routes: readonly Route[];
  authenticate(request: IncomingMessage): Promise<SignedIn | null>;
  isSameOrigin(request: IncomingMessage): boolean;
  close(): Promise<void>;
}

/** The only door: pages, REST, and the upgrade to sockets that the caller attaches to `server`. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { hotline, tls, basePath, listen } = options;
  const proxies = new TrustedProxies(options.trustedProxy);
  const routes = apiRoutes({
    hotline,
    basePath,
    proxies,
    embeddable: options.allowedOrigins.length > 0,
    sessionClosed: (tokenHash) => options.sessionClosed(tokenHash),
    importers: options.importers ?? noImporters,
  });
  const authenticate = async (request: IncomingMessage, isActivity = true) => {
    for (const token of tokensOf(request)) {
      const who = await hotline.signInAccount.accountOf(token, isActivity);
      if (who !== null) return who;
    }
    return null;
  };

  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', (address: string) => proxies.has(address));
  app.use(securityHeaders(proxies, options.allowedOrigins));
  const pages = Router();
  pages.use(ownPagesOnly(proxies, new Set(routes.filter(({ signed }) => signed).map(({ path }) => path))));
  pages.post('/api/session', signInLimit(options.signInsAMinute ?? 120));
  for (const route of routes) attach(pages, route, authenticate);
  const description = openApiDocument(routes, basePath);
  pages.get('/api/openapi.json', (_request, response) => {
    response.json(description);
  });
  pages.get('/metrics', metrics(options.readings, authenticate, proxies));
  pages.use('/api', unknownPath);
  pages.use(setupPage(hotline.firstAdministrator, proxies));
  pages.use(sdkFile(options.allowedOrigins));
  pages.use(panelFiles(options.panelFolder, hotline));
  app.use(basePath, pages);
  app.use(unknownPath);
  app.use(errorHandler(hotline.log));

  const server =
    tls === null ? createHttpServer(app) : createHttpsServer({ ...tls, minVersion: 'TLSv1.2' }, app);
  // A delivery of 50 MB over a department's line, read as fast as it can be planned.
  server.requestTimeout = 300_000;
  server.headersTimeout = 10_000;
  await listenOn(server, listen);
  return {
    server,
    url: `${tls === null ? 'http' : 'https'}://${hostOf(server, listen.host)}${basePath}`,
    routes,
    authenticate,
    isSameOrigin: (request) => isSameOrigin(request, proxies),
    async close() {
      server.closeIdleConnections();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Requests that are being answered get a moment; then nobody is waited for.
      const cut = setTimeout(() => server.closeAllConnections(), 2000);
      await closed;
      clearTimeout(cut);
    },
  };
}

type Authenticate = (request: IncomingMessage) => Promise<SignedIn | null>;

function attach(router: Router, route: Route, authenticate: Authenticate): void {
  const parse = express.json({ limit: route.bodyBytes ?? 16_384, strict: true });
  const guard: RequestHandler = async (request, response, next) => {
    response.set('cache-control', 'no-store');
    if (route.access === 'everybody') {
      next();
      return;
    }
    const who = await authenticate(request);
    if (who === null) {
      sendError(response, 401, { code: 'not-signed-in', message: '请先登录。' });
    } else if (route.access !== 'signed-in' && !may(who.account.roles, route.access)) {
      sendError(response, 403, { code: 'no-right', message: '您的角色没有此项权限。' });
    } else {
      response.locals.who = who;
      next();
    }
  };
  router[route.method](
    route.path,
    guard,
    ...(route.body === null ? [] : [parse]),
    async (request, response) => {
      const body = route.body?.safeParse(request.body);
      const query = route.query?.safeParse(request.query);
      for (const parsed of [body, query])
        if (parsed !== undefined && !parsed.success) {
          const field = parsed.error.issues[0]?.path.join('.') ?? '';
          sendError(response, 400, {
            code: 'bad-body',
            message: '提交的内容不合格式。',
            ...(field && { field }),
          });
          return;
        }
      const call = { request, response, body: body?.data, query: query?.data };
      if (route.access === 'everybody') await route.handle(call);
      else await route.handle({ ...call, who: response.locals.who as SignedIn });
    },
  );
}

/** A page of another origin must not change anything here with this browser's session (CSRF). */
function ownPagesOnly(proxies: TrustedProxies, signed: ReadonlySet<string>): RequestHandler {
  return (request, response, next) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead || signed.has(request.path) || isSameOrigin(request, proxies)) {
      next();
      return;
    }
    sendError(response, 403, {
      code: 'other-origin',
      message:
        '请求不是从一号答的页面发出的，未作任何改动。若经反向代理访问，请让代理传递 Host 和 X-Forwarded-Proto。',
    });
  };
}

function signInLimit(limit: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, response) => {
      sendError(response, 429, { code: 'too-many', message: '登录尝试过于频繁，请一分钟后再试。' });
    },
  });
}

function metrics(
  readings: readonly Reading[],
  authenticate: Authenticate,
  proxies: TrustedProxies,
): RequestHandler {
  const registry = metricsOf(readings);
  return async (request, response) => {
    const isHere = isFromLoopback(request, proxies);
    const who = isHere ? null : await authenticate(request);
    if (isHere || (who !== null && may(who.account.roles, 'manage-accounts'))) {
      response.type(registry.contentType).send(await registry.metrics());
      return;
    }
    sendError(response, 403, { code: 'no-right', message: '运行指标只能在本机或由系统管理员查看。' });
  };
}

function listenOn(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function hostOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}
