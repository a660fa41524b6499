import { expect } from 'chai';
import { beside, chooseInHand } from '../../../agent-panel/src/call/in-hand.ts';
import { card, otherCard } from '../sample-people.ts';

const now = 1_700_000_000_000;
const first = card(now);
const second = otherCard(now);
const a = first.interactionId;
const b = second.interactionId;
const talking = { ...first, phase: 'talking' as const };
const wrapUp = { ...first, phase: 'ended' as const };
const otherTalking = { ...second, phase: 'talking' as const };

describe('the page of one caller', () => {
  it('shows nobody while nobody is there', () => {
    expect(chooseInHand([], null, false)).to.equal(null);
  });

  it('shows a ringing call as soon as it rings', () => {
    expect(chooseInHand([first], null, false)).to.equal(a);
  });

  it('never leaves a call that is talked to', () => {
    expect(chooseInHand([talking, second], a, false)).to.equal(a);
  });

  it('stays with the wrap-up while another call rings: the pop waits beside', () => {
    expect(chooseInHand([wrapUp, second], a, false)).to.equal(a);
    expect(beside([wrapUp, second], a)).to.deep.equal([second]);
  });

  it('turns to the other call when that one is answered', () => {
    expect(chooseInHand([wrapUp, otherTalking], a, false)).to.equal(b);
  });

  it('turns to nobody while a field of the record is in use', () => {
    expect(chooseInHand([wrapUp, otherTalking], a, true)).to.equal(a);
    const parked = { ...wrapUp, record: { recordNo: null, rev: 0, saved: null, parked: true } };
    expect(chooseInHand([parked, second], a, true)).to.equal(a);
  });

  it('does not take the idle page away while Chinese is being composed in it: the ring stands beside', () => {
    expect(chooseInHand([first], null, true)).to.equal(null);
    expect(beside([first], null)).to.deep.equal([first]);
  });

  it('gives a parked record’s place to the next ring', () => {
    const parked = { ...wrapUp, record: { recordNo: null, rev: 0, saved: null, parked: true } };
    expect(chooseInHand([parked, second], a, false)).to.equal(b);
    expect(beside([parked, second], b)).to.deep.equal([parked]);
  });

  it('keeps a parked record that is looked at, until a call comes', () => {
    const parked = { ...wrapUp, record: { recordNo: null, rev: 0, saved: null, parked: true } };
    const unfinished = { ...second, phase: 'ended' as const };
    expect(chooseInHand([parked, unfinished], a, false)).to.equal(a);
    expect(chooseInHand([parked, otherTalking], a, false)).to.equal(b);
  });

  it('does not open a parked record by itself', () => {
    const parked = { ...wrapUp, record: { recordNo: null, rev: 0, saved: null, parked: true } };
    expect(chooseInHand([parked], null, false)).to.equal(null);
  });

  it('goes on to the unfinished record when the shown one has left the desk', () => {
    expect(chooseInHand([wrapUp], b, false)).to.equal(a);
  });

  it('shows a call that went elsewhere only while there is nothing else', () => {
    const elsewhere = { ...first, phase: 'answered-elsewhere' as const, record: null };
    expect(chooseInHand([elsewhere], a, false)).to.equal(a);
    expect(chooseInHand([elsewhere, second], a, false)).to.equal(b);
  });
});
