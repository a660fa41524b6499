/** What is explained; no day: today's. */
export interface AskedQuestion {
  text: string;
  regionCode: string;
  date: string;
}
