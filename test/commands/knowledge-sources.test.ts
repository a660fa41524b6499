import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type SourcesArguments, sourcesCommand } from '../../bridge/commands/knowledge-sources.ts';
import { planOfSources, startPlan } from '../../bridge/commands/start-plan.ts';
import { Site } from '../adapters/sqlite/builders.ts';
import { html, type PlayedSite, playSite } from '../adapters/web/played-site.ts';
import { Said } from './said.ts';

describe('yihaoda knowledge sources, beside a running bridge', function () {
  this.timeout(60_000);
  const site = new Site();
  let played: PlayedSite;
  let file: string;
  before(async () => {
    played = await playSite({
      '/zcwj/': html('<a href="/zcwj/1.html">文件</a><a href="/zcwj/2.html">文件</a>'),
      '/zcwj/1.html': html(
        '<h1>停车管理办法</h1><div id="zoom"><p>第一条　停车收费。</p><p>第二条　本办法自2026年1月1日起施行。</p></div>',
      ),
    });
    file = join(site.root, 'knowledge-sources.yaml');
    writeFileSync(
      file,
      `version: 1
contact: https://12345.example/robot
innerHosts: ["${played.place}"]
limits: { pauseSeconds: 0, tries: 1 }
sources:
  - id: cs-gov
    name: 门户网站
    schedule: { everyHours: 24 }
    website: { organ: 星沙市人民政府, topic: 综合, lists: [{ url: "${played.origin}/zcwj/" }] }
`,
    );
    const store = await site.open();
    await store.close();
  });
  after(async () => {
    await played[Symbol.asyncDispose]();
    site.remove();
  });

  const say = async (args: Partial<SourcesArguments>) => {
    const [said, progress] = [new Said(), new Said()];
    const code = await sourcesCommand(
      { data: site.data, whole: false, acceptGone: false, ...args },
      said,
      progress,
      {},
    );
    return { code, text: said.text, progress: progress.text };
  };

  it('lists what is configured, and how it fares', async () => {
    const { code, text } = await say({ sources: file });
    expect([code, text]).to.deep.equal([
      0,
      `cs-gov  门户网站  每 24 小时  ${played.origin}/zcwj/\n  还没有读取过\n`,
    ]);
  });

  it('reads one now, tells its batch and each page that was not read', async () => {
    const { code, text, progress } = await say({ sources: file, run: 'cs-gov' });
    expect(code, text).to.equal(0);
    expect(text).to.match(/^读取 3 个网页，新增 1，未收 1。\n批次 \S+ 停在初审/);
    expect(text).to.contain(`${played.origin}/zcwj/2.html：列表中的链接打不开`);
    expect(progress).to.contain('已读 3，待读 0');
    expect((await say({ sources: file })).text).to.match(/\n {2}\d{4}-\d\d-\d\dT\S+ {2}读取 3 个网页/);
  });

  it('says what is wrong with its arguments and its file', async () => {
    expect((await say({})).text).to.contain('没有配置定时来源');
    expect((await say({ sources: file, run: 'none' })).text).to.contain('没有来源“none”');
    const wrong = join(site.root, 'wrong.yaml');
    writeFileSync(wrong, 'version: 1\ncontact: 长沙\nsources: []\n');
    const { code, text } = await say({ sources: wrong });
    expect(code).to.equal(1);
    expect(text).to.contain(`${wrong}:2:10 contact：值不对，应为：联系方式`);
  });

  it('is not asked for anything in a demo that names no sources; a site has them beside its own file', async () => {
    expect((await startPlan({}, {})).sources).to.equal(null);
    const demo = await startPlan({ sources: file }, {});
    expect(demo.sources?.sources.map(({ source }) => source.unitId)).to.deep.equal(['cs']);
    const config = join(site.root, 'hotline.yaml');
    copyFileSync(join(import.meta.dirname, '../../telephony-config/examples/changsha.yaml'), config);
    expect((await planOfSources({ config }))?.sources.map(({ source }) => source.sourceId)).to.deep.equal([
      'cs-gov',
    ]);
    rmSync(file);
    expect(await planOfSources({ config })).to.equal(null);
  });
});
