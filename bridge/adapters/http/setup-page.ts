import { type NextFunction, type Request, type Response, Router, urlencoded } from 'express';
import { z } from 'zod';
import type { FirstAdministrator } from '../../application/make-account.ts';
import { passwordRule } from '../../domain/people/password.ts';
import { isSameOrigin, type TrustedProxies } from './visitor.ts';

const formSchema = z.object({
  login: z.string().max(64),
  name: z.string().max(100),
  password: z.string().max(256),
  again: z.string().max(256),
});

/** The page behind the link of the first start: name and password of the first administrator, and nothing else. */
export function setupPage(first: FirstAdministrator, proxies: TrustedProxies): Router {
  const router = Router();
  const guard = (request: Request, response: Response, next: NextFunction) => {
    response.set('cache-control', 'no-store');
    if (first.isOpen(String(request.params.token))) next();
    else
      response
        .status(410)
        .type('html')
        .send(page('链接已失效', '<p>链接已使用或已过期。请重新启动话务桥，使用控制台上新的链接。</p>'));
  };
  router.get('/setup/:token', guard, (_request, response) => {
    response.type('html').send(page('设置系统管理员', form('', { login: '', name: '' })));
  });
  router.post(
    '/setup/:token',
    urlencoded({ extended: false, limit: '4kb' }),
    guard,
    async (request, response) => {
      if (!isSameOrigin(request, proxies)) {
        response.status(403).type('html').send(page('未完成', '<p>请求不是从本页发出的，未作任何改动。</p>'));
        return;
      }
      const parsed = formSchema.safeParse(request.body);
      const wish = parsed.success ? parsed.data : { login: '', name: '', password: '', again: '' };
      const result =
        wish.password === wish.again
          ? await first.redeem(String(request.params.token), wish)
          : { outcome: 'refused' as const, message: '两次输入的密码不一致。' };
      if (result.outcome === 'done') {
        response
          .type('html')
          .send(
            page(
              '已设置',
              '<p>系统管理员账号已建立。现在可以用它<a href="../">登录</a>；其他人员的账号用 yihaoda account 建立。</p>',
            ),
          );
        return;
      }
      response
        .status(400)
        .type('html')
        .send(page('设置系统管理员', form(result.message, wish)));
    },
  );
  return router;
}

function form(problem: string, { login, name }: { login: string; name: string }): string {
  return `${problem === '' ? '' : `<p role="alert"><strong>${html(problem)}</strong></p>`}
<form method="post" autocomplete="off">
<p><label>用户名（字母开头，3–32 位）<br><input name="login" required maxlength="32" value="${html(login)}" autocomplete="username"></label></p>
<p><label>姓名<br><input name="name" required maxlength="40" value="${html(name)}"></label></p>
<p><label>${passwordRule.zh}<br><input name="password" type="password" required minlength="10" autocomplete="new-password"></label></p>
<p><label>再输一次密码<br><input name="again" type="password" required minlength="10" autocomplete="new-password"></label></p>
<p><button type="submit">建立账号</button></p>
</form>`;
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · 一号答</title></head><body><main><h1>${title}</h1>${body}</main></body></html>`;
}

function html(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
