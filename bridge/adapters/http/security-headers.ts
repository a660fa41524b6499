import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { originOf, type TrustedProxies } from './visitor.ts';

declare module 'express-serve-static-core' {
  interface Locals {
    /** for the style sheets that Ant Design inserts; another one for each answer */
    nonce: string;
  }
}

/**
 * Headers for a page that may run on a plain-http intranet, where helmet's defaults (upgrade-insecure-requests, HSTS)
 * would break it. Exactly the configured systems may show it in a frame; without one nobody may, in the words of older
 * browsers too (X-Frame-Options knows no list, so it is left out where there is one).
 */
export function securityHeaders(proxies: TrustedProxies, allowedOrigins: readonly string[]): RequestHandler {
  return (request, response, next) => {
    response.locals.nonce = randomBytes(16).toString('base64');
    const { secure, host } = originOf(request, proxies);
    const ownSocket = isHost(host) ? [`${secure ? 'wss' : 'ws'}://${host}`] : [];
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          styleSrc: ["'self'", `'nonce-${response.locals.nonce}'`],
          imgSrc: ["'self'", 'data:'],
          // Older browsers do not count a WebSocket of the same host as 'self'.
          connectSrc: ["'self'", ...ownSocket],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: allowedOrigins.length === 0 ? ["'none'"] : [...allowedOrigins],
        },
      },
      // Only what came encrypted may promise to stay so.
      strictTransportSecurity: secure ? { maxAge: 15_552_000, includeSubDomains: false } : false,
      xFrameOptions: allowedOrigins.length === 0 ? { action: 'deny' } : false,
      // They have no effect without encryption but a warning in every console.
      crossOriginOpenerPolicy: secure,
      originAgentCluster: secure,
      // Not `no-referrer`: with it a browser hides the origin of its own page's form too (Fetch, Origin header: null).
      referrerPolicy: { policy: 'same-origin' },
    })(request, response, next);
  };
}

/** A Host header is the visitor's text: it enters a policy only if it is nothing but a host. */
function isHost(text: string): boolean {
  return /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?$/.test(text);
}
