import { expect } from 'chai';
import type { z } from 'zod';

/** Every answer must be one of the protocol. */
export async function answer<T extends z.ZodType>(
  schema: T,
  response: Promise<Response>,
): Promise<z.output<T>> {
  const one = await response;
  const body: unknown = await one.json();
  expect(one.status, JSON.stringify(body)).to.equal(200);
  return schema.parse(body);
}

/** `409 overtaken`; every refusal is said in Chinese. */
export async function refused(response: Promise<Response>): Promise<string> {
  const one = await response;
  const { code, message } = (await one.json()) as { code: string; message: string };
  expect(message).to.match(/[\u4e00-\u9fff]/);
  return `${one.status} ${code}`;
}
