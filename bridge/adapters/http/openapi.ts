import { z } from 'zod';
import { errorBodySchema } from '../../protocol/rest.ts';
import type { Route } from './route.ts';

/** The REST routes as an OpenAPI 3.1 document, made of the same schemas that parse and type them. */
export function openApiDocument(routes: readonly Route[], basePath: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '一号答',
      version: '1',
      description: '除注明者外均须登录。错误一律为 {code, message, field?}，message 可直接给使用者看。',
    },
    servers: [{ url: basePath }],
    paths,
    components: {
      schemas: { Error: schema(errorBodySchema) },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'yihaoda_session' } },
    },
  };
}

function operation({
  path,
  summary,
  access,
  body,
  query,
  answer,
  fileBytes,
}: Route): Record<string, unknown> {
  const parameters = [
    ...[...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...queryParameters(query),
  ];
  const error = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } };
  return {
    summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    security: access === 'everybody' ? [] : [{ session: [] }],
    ...(access === 'everybody' ? {} : { 'x-right': access }),
    ...(body === null ? {} : { requestBody: { required: true, ...json(body) } }),
    ...(fileBytes === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            description: `文件本身，至多 ${Math.floor(fileBytes / 1_048_576)} MB`,
            content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
          },
        }),
    responses: {
      200: { description: '成功', ...(answer === null ? {} : json(answer)) },
      '4XX': { description: '未能办理，原因见 message', ...error },
      '5XX': { description: '系统内部出错', ...error },
    },
  };
}

function queryParameters(query: z.ZodType | null): Record<string, unknown>[] {
  if (query === null) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(query, { unrepresentable: 'any', io: 'input' });
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: shape,
  }));
}

function json(type: z.ZodType): Record<string, unknown> {
  return { content: { 'application/json': { schema: schema(type) } } };
}

function schema(type: z.ZodType): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(type, { unrepresentable: 'any' });
  return rest;
}
