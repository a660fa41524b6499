import { expect } from 'chai';
import fc from 'fast-check';
import { mayVisit, readRobots } from '../../../bridge/adapters/web/robots.ts';

const read = (text: string) => readRobots(text, 'yihaoda');

describe('robots.txt', () => {
  it('lets the longest rule decide, and Allow where two are as long', () => {
    const rules = read('User-agent: *\nDisallow: /zwgk/\nAllow: /zwgk/zcwj/\nAllow: /page\nDisallow: /page');
    expect(mayVisit(rules, '/zwgk/a.html')).to.equal(false);
    expect(mayVisit(rules, '/zwgk/zcwj/a.html')).to.equal(true);
    expect(mayVisit(rules, '/page')).to.equal(true);
    expect(mayVisit(rules, '/other')).to.equal(true);
  });

  it('obeys the groups that name it, all of them, and then not those for everybody', () => {
    const rules = read(
      'User-agent: *\nDisallow: /\n\nUser-agent: YiHaoDa\nUser-agent: other\nDisallow: /a\n\nUser-Agent: yihaoda\nDisallow: /b',
    );
    expect(mayVisit(rules, '/')).to.equal(true);
    expect(mayVisit(rules, '/a')).to.equal(false);
    expect(mayVisit(rules, '/b')).to.equal(false);
  });

  it('knows * and the end sign', () => {
    const rules = read(
      'User-agent:*\r\nDisallow: /*.pdf$ # files\r\nDisallow: /search*q=\r\nDisallow: /exact$',
    );
    expect(mayVisit(rules, '/a/b.pdf')).to.equal(false);
    expect(mayVisit(rules, '/a/b.pdf?x')).to.equal(true);
    expect(mayVisit(rules, '/search?page=1&q=x')).to.equal(false);
    expect(mayVisit(rules, '/exact')).to.equal(false);
    expect(mayVisit(rules, '/exactly')).to.equal(true);
  });

  it('sees an encoded path and a plain one as the same', () => {
    const rules = read('User-agent: *\nDisallow: /政策\nDisallow: /%7Eown/');
    expect(mayVisit(rules, '/%e6%94%bf%e7%ad%96/1.html')).to.equal(false);
    expect(mayVisit(rules, '/~own/')).to.equal(false);
  });

  it('forbids nothing by an empty Disallow, and is never forbidden robots.txt itself', () => {
    expect(mayVisit(read('User-agent: *\nDisallow:'), '/x')).to.equal(true);
    expect(mayVisit(read('User-agent: *\nDisallow: /'), '/robots.txt')).to.equal(true);
  });

  it('reads Crawl-delay in seconds, of its own group only', () => {
    expect(read('User-agent: *\nCrawl-delay: 2.5').crawlDelayMs).to.equal(2500);
    expect(read('User-agent: other\nCrawl-delay: 9\n\nUser-agent: *\nDisallow: /a').crawlDelayMs).to.equal(
      null,
    );
  });

  it('takes a page of HTML in its place as no rules at all', () => {
    expect(read('<!doctype html><title>首页</title>').rules).to.deep.equal([]);
  });

  it('is not slowed down by any pattern', () => {
    const rules = read(`User-agent: *\nDisallow: /${'*a'.repeat(500)}b`);
    const started = performance.now();
    expect(mayVisit(rules, `/${'a'.repeat(20_000)}`)).to.equal(true);
    expect(performance.now() - started).to.be.below(5_000);
  });

  it('matches as the plain reading of the pattern does', () => {
    const sign = fc.constantFrom('a', 'b', '/', '*');
    fc.assert(
      fc.property(
        fc.array(sign),
        fc.array(fc.constantFrom('a', 'b', '/')),
        fc.boolean(),
        (signs, path, end) => {
          const pattern = `/${signs.join('')}`;
          const asked = `/${path.join('')}`;
          const plain = new RegExp(`^${pattern.replace(/\//g, '\\/').replace(/\*/g, '.*')}${end ? '$' : ''}`);
          const rules = read(`User-agent: *\nDisallow: ${pattern}${end ? '$' : ''}`);
          expect(mayVisit(rules, asked)).to.equal(!plain.test(asked));
        },
      ),
    );
  });

  it('throws at nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, path) => {
        expect(mayVisit(read(`User-agent: *\nDisallow: /${text}`), `/${path}`)).to.be.a('boolean');
      }),
    );
  });
});
