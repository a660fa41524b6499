/** Waits until something that is under way has come about. */
export async function eventually(
  what: string,
  check: () => boolean | Promise<boolean>,
  within = 3_000,
): Promise<void> {
  for (const end = Date.now() + within; Date.now() < end; ) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`not within ${within} ms: ${what}`);
}
