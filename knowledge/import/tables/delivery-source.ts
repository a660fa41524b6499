import type { Day } from '../../day.ts';

/** What is known of a delivery beside its bytes. */
export interface DeliverySource {
  /** what people call it, for the words */
  fileName: string;
  /** of the source's own area, where a row doesn't say another (GB/T 2260) */
  regionCode: string;
  today: Day;
}
