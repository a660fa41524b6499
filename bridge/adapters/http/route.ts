import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { SignedIn } from '../../application/sign-in-account.ts';
import type { Right } from '../../domain/people/role.ts';

/** Who may use a route: everybody, everybody who is signed in, or who has a right. There is no other way to say it. */
export type Access = 'everybody' | 'signed-in' | Right;

export interface RouteCall<B = unknown, Q = unknown> {
  request: Request;
  response: Response;
  body: B;
  query: Q;
}

interface RouteBase {
  method: 'get' | 'post' | 'delete';
  /** below the base path */
  path: string;
  /** for the description */
  summary: string;
  answer: z.ZodType | null;
  /** of a JSON body; 16 kB where nothing is said */
  bodyBytes?: number;
  /** The body is a file, read by the handler as it comes; no more of it than this. */
  fileBytes?: number;
  /** Called by a machine that signs what it sends: the session of a browser is worth nothing here. */
  signed?: true;
}

export type Route = RouteBase & { body: z.ZodType | null; query: z.ZodType | null } & (
    | { access: 'everybody'; handle(call: RouteCall): Promise<void> | void }
    | {
        access: Exclude<Access, 'everybody'>;
        handle(call: RouteCall & { who: SignedIn }): Promise<void> | void;
      }
  );

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

/** A route whose body is parsed by its schema before it is handled. */
export function openRoute<B extends z.ZodType | null>(
  route: RouteBase & {
    body: B;
    handle(call: RouteCall<Parsed<B>>): Promise<void> | void;
  },
): Route {
  return {
    ...route,
    query: null,
    access: 'everybody',
    handle: route.handle as (call: RouteCall) => Promise<void> | void,
  };
}

/** Who asks is known, and has the right, before anything that was sent is read. */
export function guardedRoute<B extends z.ZodType | undefined, Q extends z.ZodType | undefined>(
  route: RouteBase & {
    access: Exclude<Access, 'everybody'>;
    body?: B;
    query?: Q;
    handle(call: RouteCall<Parsed<B>, Parsed<Q>> & { who: SignedIn }): Promise<void> | void;
  },
): Route {
  return {
    ...route,
    body: route.body ?? null,
    query: route.query ?? null,
    handle: route.handle as (call: RouteCall & { who: SignedIn }) => Promise<void> | void,
  };
}
