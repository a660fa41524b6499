import type { Hotline } from '../../../application/hotline.ts';
import type { Importers } from '../../../application/knowledge/importers.ts';
import type { Route } from '../route.ts';
import { batchRoutes } from './batch-routes.ts';
import { entryRoutes } from './entry-routes.ts';
import { explanationRoutes } from './explanation-routes.ts';
import { readingRoutes } from './reading-routes.ts';
import { sourceRoutes } from './source-routes.ts';
import { trialRoutes } from './trial-routes.ts';
import { workRoutes } from './work-routes.ts';

/** All under `api/knowledge/`. */
export function knowledgeRoutes(hotline: Hotline, importers: Importers): Route[] {
  return [
    ...entryRoutes(hotline),
    ...batchRoutes(hotline, importers),
    ...sourceRoutes(hotline),
    ...workRoutes(hotline),
    ...readingRoutes(hotline, importers),
    ...explanationRoutes(hotline),
    ...trialRoutes(hotline),
  ];
}
