import packageFile from '../../../package.json' with { type: 'json' };
import type { Hotline } from '../../application/hotline.ts';
import { callBundleSchema } from '../../protocol/call-bundle.ts';
import { protocolVersion } from '../../protocol/frames.ts';
import { sendRefusal } from './refusal.ts';
import { guardedRoute, type Route } from './route.ts';

/** One call for the site engineer. */
export function callRoutes({ packCall }: Hotline): Route[] {
  const product = { version: packageFile.version, protocol: protocolVersion, node: process.version };
  return [
    guardedRoute({
      method: 'get',
      path: '/api/calls/:call/bundle',
      access: 'signed-in',
      summary:
        '上报本通：一个通话的事件、版本和链路状态，供本站工程师排查；号码已遮盖，不含登记内容。座席限本人接的通话；call 为通话标识（其中的 / 写作 %2F）或本机通话号',
      answer: callBundleSchema,
      async handle({ request, response, who }) {
        const packed = await packCall.pack(who.account, String(request.params.call));
        if ('outcome' in packed) return sendRefusal(response, packed);
        const { format, formatVersion, madeAt, ...parts } = packed;
        response
          .set('content-disposition', 'attachment; filename="yihaoda-call.json"')
          .json({ format, formatVersion, madeAt, product, ...parts });
      },
    }),
  ];
}
