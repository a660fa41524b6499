import { z } from 'zod';

/** What the three functions of the window are called in records (长政务公开发〔2021〕1号, 二、窗口功能). */
export const serviceFunctionSchema = z.enum(['POLICY', 'SERVICE_GUIDE', 'DISCLOSURE_GUIDE', 'OTHER']);
export type ServiceFunction = z.infer<typeof serviceFunctionSchema>;

export const gradeSchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
/** 5 = 非常满意 … 1 = 非常不满意 (好差评, five grades) */
export type Grade = z.infer<typeof gradeSchema>;

/**
 * The facts of one site without which observations have no meaning: which endpoint is a trunk, which telephone is a
 * seat, what the one number is. They come from `hotline.yaml`, and are themselves part of the journal.
 */
export const siteFactsSchema = z.object({
  pbxId: z.string(),
  number: z.string(),
  otherNumbers: z.array(z.string()),
  cityUnitId: z.string(),
  regionCode: z.string(),
  /** e.g. PJSIP/trunk */
  trunkEndpoints: z.array(z.string()),
  /** digits a seat dials before an outside number */
  outboundPrefix: z.string(),
  seats: z.array(z.object({ seat: z.string(), interface: z.string() })),
  queues: z.array(
    z.object({
      queue: z.string(),
      name: z.string(),
      extension: z.string().nullable(),
      digit: z.string().nullable(),
      serviceFunction: serviceFunctionSchema,
      unitId: z.string(),
      serviceLevelSeconds: z.number(),
    }),
  ),
  /** dialplan context of the seats' telephones */
  seatContext: z.string(),
  /** Asterisk pattern of conference rooms, e.g. _80XX */
  conferencePattern: z.string().nullable(),
  /** key pressed → grade */
  ratingGrades: z.record(z.string(), gradeSchema),
});
export type SiteFacts = z.infer<typeof siteFactsSchema>;
