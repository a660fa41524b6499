import { expect } from 'chai';
import { errorsOf, siteWith } from './site.ts';

const LINE = `lines:
  - queue: policy
    name: 政策咨询
    serviceFunction: POLICY
`;
const line = (queue: string, keys: string) =>
  `  - { queue: ${queue}, name: 专线, serviceFunction: OTHER, ${keys} }\n`;
const withLines = (...lines: string[]) => siteWith({ replace: [LINE, `lines:\n${lines.join('')}`] });
const withSeats = (seats: string) => siteWith({ replace: ['  - { from: 1001, to: 1003 }\n', seats] });
const places = (text: string) => errorsOf(text).map(({ path, line: at }) => `${path} ${at}`);

describe('a hotline.yaml that contradicts itself', () => {
  it('two lines with one queue, one digit or one extension', () => {
    expect(places(withLines(line('a', 'digit: 1'), line('A', 'digit: 2')))).to.deep.equal([
      'lines[1].queue 16',
    ]);
    expect(places(withLines(line('a', 'digit: 1'), line('b', 'digit: 1')))).to.deep.equal([
      'lines[1].digit 16',
    ]);
    expect(places(withLines(line('a', 'extension: 7001'), line('b', 'extension: 7001')))).to.deep.equal([
      'lines[1].extension 16',
    ]);
  });

  it('a unit that is there twice, or lies under one that is not there or under itself', () => {
    const units = (text: string) => errorsOf(siteWith({ add: `units:\n${text}` })).map(({ path }) => path);
    expect(units('  - { id: yl, name: 岳麓区 }\n  - { id: yl-1, name: 街道, parentId: yl }\n')).to.deep.equal(
      [],
    );
    expect(units('  - { id: yl, name: 岳麓区 }\n  - { id: yl, name: 岳麓 }\n')).to.deep.equal([
      'units[1].id',
    ]);
    expect(units('  - { id: yl, name: 岳麓区, parentId: nowhere }\n')).to.deep.equal(['units[0].parentId']);
    expect(
      units('  - { id: a, name: 甲, parentId: b }\n  - { id: b, name: 乙, parentId: a }\n'),
    ).to.deep.equal(['units[0].parentId', 'units[1].parentId']);
  });

  it('a reason for a break that is there twice, or is one of the bridge itself', () => {
    const reasons = (list: string) =>
      errorsOf(siteWith({ add: `rules: { breakReasons: [${list}] }\n` })).map(({ path }) => path);
    expect(reasons('小休, 用餐')).to.deep.equal([]);
    expect(reasons('小休, acw')).to.deep.equal(['rules.breakReasons[1]']);
    expect(reasons('小休, 小休')).to.deep.equal(['rules.breakReasons[1]']);
    expect(reasons('"a,b"')).to.deep.equal(['rules.breakReasons[0]']);
  });

  it('one seat in two rows is told at the second, once', () => {
    expect(places(withSeats('  - { from: 1001, to: 1010 }\n  - { from: 1005, to: 1012 }\n'))).to.deep.equal([
      'seats[1] 20',
    ]);
  });

  it('a seat that no transfer would reach, told once a row', () => {
    expect(places(withSeats('  - { from: 2001, to: 2010 }\n'))).to.deep.equal(['seats[0] 19']);
  });

  it('an extension that is also a seat, a conference room, an emergency or an outside number', () => {
    const dial = 'dial: { conferencePattern: _80XX, allowed: [_31XX], outboundPrefix: 9 }\n';
    const contact = "    contact: 'sip:10.99.0.5'\n";
    for (const extension of ['1500', '8001', '110', '93199']) {
      const text =
        withLines(line('a', `extension: '${extension}'`)).replace('lines:', `${contact}lines:`) + dial;
      expect(
        errorsOf(text).map(({ path }) => path),
        extension,
      ).to.deep.equal(['lines[0].extension']);
    }
  });

  it('conference rooms among the seats', () => {
    expect(places(siteWith({ add: "dial: { conferencePattern: '_1[0-2]XX' }\n" }))).to.deep.equal([
      'dial.conferencePattern 20',
    ]);
  });

  it('an outside number that with its prefix is a seat', () => {
    const contact = ['match: 10.99.0.5', "match: 10.99.0.5\n    contact: 'sip:10.99.0.5'"] as [
      string,
      string,
    ];
    const dial = "dial: { outboundPrefix: '1', allowed: ['_[2-9]XX'], emergency: [] }\n";
    expect(places(siteWith({ replace: contact, add: dial }))).to.deep.equal(['dial.allowed[0] 21']);
  });

  it('seats among the emergency numbers', () => {
    const text = siteWith({
      replace: ['1001, to: 1003', '101, to: 103'],
      add: 'dial: { seatPattern: _1XX }\n',
    });
    expect(errorsOf(text).map(({ path }) => path)).to.deep.equal(['dial.seatPattern']);
  });

  it('a default line that is not there', () => {
    expect(errorsOf(siteWith({ add: 'defaultLine: busines\n' }))[0]?.remedyEn).to.contain('policy');
  });

  it('outside numbers without a way out', () => {
    expect(places(siteWith({ add: "dial: { allowed: ['_1[3-9]XXXXXXXXX'] }\n" }))).to.deep.equal([
      'dial.allowed 20',
    ]);
  });

  it('dial patterns that are too wide', () => {
    for (const pattern of [
      '_X.',
      '_9!',
      '_XXXXXXXX',
      '_[0-3]0XXXXXX',
      '_00XXXXXXXX',
      '_',
      'abc',
      '_1[9-3]X',
      '_1[]X',
      '_1,2',
    ]) {
      const errors = errorsOf(siteWith({ add: `dial: { allowed: ['${pattern}'] }\n` }));
      expect(errors[0]?.path, pattern).to.equal('dial.allowed[0]');
      expect(errors[0]?.remedyEn).to.match(/digit/);
    }
  });
});
