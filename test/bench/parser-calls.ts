/** What a process with nothing but asterisk-manager in it can be asked. */
export type ParserCalls = {
  connect: { argument: { port: number; user: string; secret: string }; answer: null };
  /** resolves with the clock when so many events of calls have been told since `connect` */
  heard: { argument: { events: number }; answer: { at: number } };
};
