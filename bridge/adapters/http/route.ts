import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { SignedIn } from '../../application/sign-in-account.ts';
import type { Right } from '../../domain/people/role.ts';

/** Who may use a route: everybody, everybody who is signed in, or who has a right. There is no other way to say it. */
export type Access = 'everybody' | 'signed-in' | Right;

export interface RouteCall<B = unknown> {
  request: Request;
  response: Response;
  body: B;
}

interface RouteBase {
  method: 'get' | 'post' | 'delete';
  /** below the base path */
  path: string;
  /** for the description */
  summary: string;
  answer: z.ZodType | null;
}

export type Route = RouteBase & { body: z.ZodType | null } & (
    | { access: 'everybody'; handle(call: RouteCall): Promise<void> | void }
    | {
        access: Exclude<Access, 'everybody'>;
        handle(call: RouteCall & { who: SignedIn }): Promise<void> | void;
      }
  );

/** A route whose body is parsed by its schema before it is handled. */
export function openRoute<B extends z.ZodType | null>(
  route: RouteBase & {
    body: B;
    handle(call: RouteCall<B extends z.ZodType ? z.output<B> : undefined>): Promise<void> | void;
  },
): Route {
  return { ...route, access: 'everybody', handle: route.handle as (call: RouteCall) => Promise<void> | void };
}

export function guardedRoute(
  route: RouteBase & {
    access: Exclude<Access, 'everybody'>;
    handle(call: RouteCall & { who: SignedIn }): Promise<void> | void;
  },
): Route {
  return { ...route, body: null };
}
