/** What the bare relay can be asked. */
export type RelayCalls = {
  begin: { argument: { port: number }; answer: { url: string } };
};
