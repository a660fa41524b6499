import { expect } from 'chai';
import { publishedOn, readHistory } from '../../../knowledge/import/read-history.ts';

const acts = (...lines: string[]) => readHistory(lines).map(({ act }) => act);

describe('the notes under a title', () => {
  it('tell adoption, publication, amendment and commencement apart', () => {
    expect(
      acts(
        '2005年1月5日 国务院第76次常务会议通过',
        '2005年1月10日 中华人民共和国国务院令第431号公布',
        '2016年2月6日 《国务院关于修改部分行政法规的决定》第一次修订　',
        '2005年5月1日 施行',
      ),
    ).to.deep.equal(['adopted', 'published', 'amended', 'started']);
  });

  it('call a decision that amends an amendment, although a congress passed it', () => {
    expect(
      acts(
        '2018年12月29日 第十三届全国人民代表大会常务委员会第七次会议《关于修改〈中华人民共和国社会保险法〉的决定》修正',
      ),
    ).to.deep.equal(['amended']);
  });

  it('do not take a title for an act: 《关于修改…的决定》 passed is no publication', () => {
    expect(acts('关于印发《工资支付暂行规定》的通知')).to.deep.equal(['other']);
  });

  it('give the day of publication, of a congress that of adoption, of a ministry none', () => {
    const day = (...lines: string[]) => publishedOn(readHistory(lines));
    expect(
      day('2008年9月3日 国务院第25次常务会议通过', '2008年9月18日 中华人民共和国国务院令第535号公布'),
    ).to.equal('2008-09-18');
    expect(day('2021年9月24日 北京市第十五届人民代表大会常务委员会第三十三次会议通过')).to.equal(
      '2021-09-24',
    );
    // It was published two months after the ministry's meeting.
    expect(day('2008年7月17日 经人力资源和社会保障部第6次部务会议通过')).to.equal(null);
  });
});
