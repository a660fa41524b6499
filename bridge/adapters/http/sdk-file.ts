import { type RequestHandler, Router } from 'express';

/** The panel's SDK, which pages of the configured systems load as a module: theirs is another origin, so it is allowed to them by name. */
export function sdkFile(allowedOrigins: readonly string[]): Router {
  const router = Router();
  const allow: RequestHandler = (request, response, next) => {
    response.vary('Origin');
    const { origin } = request.headers;
    if (origin !== undefined && allowedOrigins.includes(origin)) {
      response.set('access-control-allow-origin', origin);
      response.set('cross-origin-resource-policy', 'cross-origin');
    }
    next();
  };
  router.get('/sdk.js', allow);
  return router;
}
