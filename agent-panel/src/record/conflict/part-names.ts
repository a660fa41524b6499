/** What is chosen as one when two revisions differ: a place and what it rests on belong together. */
export const parts = [
  'question',
  'serviceFunction',
  'appealType',
  'region',
  'answers',
  'outcomeCode',
  'outcomeNote',
  'flags',
  'confidential',
  'oneTimeNotice',
  'disclosure',
] as const;
export type Part = (typeof parts)[number];
