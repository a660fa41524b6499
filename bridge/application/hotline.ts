import type { HolidayYear } from '../domain/calendar/holiday-year.ts';
import type { DutyTable } from '../domain/duty/duty-table.ts';
import type { FigureRules } from '../domain/figures/count-call.ts';
import type { Bindings } from '../domain/keys/bindings.ts';
import type { TagTable } from '../domain/people/caller-tag.ts';
import type { NumberPlaces } from '../domain/people/number-places.ts';
import type { Unit } from '../domain/people/unit.ts';
import { wrapUpReason } from '../domain/telephony/seat-state.ts';
import type { SiteFacts } from '../domain/telephony/site.ts';
import type { StateRules } from '../domain/telephony/state-limits.ts';
import { AnswerQuestion } from './answer-question.ts';
import { AwaitFloor } from './await-floor.ts';
import { CallOut } from './call-out.ts';
import { TagCallers } from './caller-tags/tag-callers.ts';
import { CheckState } from './check-state.ts';
import { ChooseState } from './choose-state.ts';
import { CloseRecord } from './close-record.ts';
import { ControlCall } from './control-call.ts';
import { DescribeAccount } from './describe-account.ts';
import { pauseDue } from './desk.ts';
import { Desks } from './desks.ts';
import { type DialRules, nobodyOutside } from './dialling.ts';
import type { Embedder } from './embedding/embedder.ts';
import { ReadOwnRecord } from './embedding/read-own-record.ts';
import { ServeEmbedders } from './embedding/serve-embedders.ts';
import { ExtendWrapUp } from './extend-wrap-up.ts';
import { FindGuides } from './find-guides.ts';
import { FloorKeeper } from './floor-keeper.ts';
import { FollowPauses } from './follow-pauses.ts';
import { ForceState } from './force-state.ts';
import { HandOn } from './hand-on.ts';
import { HandOvers } from './hand-overs.ts';
import { HelpDesk } from './help/help-desk.ts';
import { LedgerKeeper } from './keep-ledger.ts';
import { MembershipKeeper } from './keep-memberships.ts';
import { KnowCaller } from './know-caller.ts';
import { openKnowledge } from './knowledge/open-knowledge.ts';
import type { Sources } from './knowledge/sources/source.ts';
import { FirstAdministrator } from './make-account.ts';
import { type Messaging, SendNotice } from './notice/send-notice.ts';
import { OfferPack, type PackRules } from './offer-pack.ts';
import { KnowOrders } from './orders/know-orders.ts';
import { OwnDay } from './own-day.ts';
import { OwnRecords } from './own-records.ts';
import { PackCall } from './pack-call.ts';
import type { AnswerIndex, Log, NewId, OrderBook, PbxSource, Timer, TrialRunner } from './ports.ts';
import { ReadDirectory } from './read-directory.ts';
import { RestoreDesks } from './restore-desks.ts';
import { RevealNumber } from './reveal-number.ts';
import { Scopes } from './scopes.ts';
import type { Secrets } from './secrets.ts';
import { type SessionRules, SignInAccount } from './sign-in-account.ts';
import { SignInSeat } from './sign-in-seat.ts';
import type { Store } from './store.ts';
import { SuggestAnswers } from './suggest-answers.ts';
import { TakeCall } from './take-call.ts';
import { TimeLimits } from './time-limits.ts';
import { TodaysFigures } from './todays-figures.ts';
import { TraceFigures } from './trace-figures.ts';
import { VerifyLegs } from './verify-legs.ts';
import { WatchFloor } from './watch-floor.ts';
import { WatchLegs } from './watch-legs.ts';

export interface HotlineNeeds {
  site: SiteFacts;
  units: readonly Unit[];
  /** of seats that stand by until others are taken; 0 where none is given */
  penalties: ReadonlyMap<string, number>;
  stateRules: StateRules;
  /** why an operator asks the team lead for help, in the order offered */
  helpReasons: readonly string[];
  /** regions a record may name, in the order they are offered */
  regions: readonly { regionCode: string; name: string }[];
  places: NumberPlaces;
  /** what working days are counted by */
  holidays: readonly HolidayYear[];
  /** what callers ask for that a window must not do */
  duties: DutyTable;
  /** the floor is made up, to try the product with */
  demo: boolean;
  /** of the library of answers, shown with the demo banner */
  dataAsOf: string | null;
  figureRules: FigureRules;
  packRules: PackRules;
  /** what may be kept of callers for their next call */
  keys: Bindings;
  tagTable: TagTable;
  /** an earlier call about the same is pointed out for so many days */
  sameMatterDays: number;
  sessionRules: SessionRules;
  source: PbxSource;
  store: Store;
  index: AnswerIndex;
  trials: TrialRunner;
  /** what may be dialled from the panel; nobody outside by default */
  dialling?: DialRules;
  /** systems whose pages may show the panel in a frame; none by default */
  embedders?: readonly Embedder[];
  /** what is pulled on a schedule into the knowledge base; nothing by default */
  sources?: Sources;
  /** how text messages are sent; not at all by default */
  messaging?: Messaging;
  /** the city's own order system; none by default */
  orderBook?: OrderBook | null;
  secrets: Secrets;
  timer: Timer;
  newId: NewId;
  log: Log;
}

export type Hotline = Awaited<ReturnType<typeof openHotline>>;

/**
 * All that the product does, put together and started: the floor is read back, people are put back at their seats,
 * and only then the exchange is listened to, so that the first event meets a house that is in order.
 */
export async function openHotline(needs: HotlineNeeds) {
  const { site, source, store, index, timer, newId, log } = needs;
  const clock = timer;
  const { audit, records, facts, accounts, sealer } = store;
  const { regionCode } = site;

  const floor = new FloorKeeper({ source, site, store, timer, log });
  const scopes = new Scopes({ units: needs.units, cityUnitId: site.cityUnitId, clock });
  const ledger = new LedgerKeeper({ acts: store.acts, newId, timer, log });
  const memberships = new MembershipKeeper({
    controllable: () => source.capabilities.memberControl,
    command: (command) => source.command(command),
    actual: (seat) => floor.seat(seat)?.queues ?? [],
    known: () => floor.membershipsKnown,
    unsettledChanged: (seat) => {
      const desk = desks.at(seat);
      if (desk !== null) desks.touch(desk);
    },
    timer,
    log,
  });
  const desks = new Desks({ site, ledger, memberships, timer });
  const tags = new TagCallers({
    table: needs.tagTable,
    store: store.callerTags,
    accounts,
    audit,
    desks,
    scopes,
    timer,
    log,
  });
  const orders = new KnowOrders({ book: needs.orderBook ?? null, desks, audit, clock, log });
  const knowCaller = new KnowCaller({ store, tags, orders, desks, clock, log });
  const suggest = new SuggestAnswers({ index, records, sealer, desks, clock, log, regionCode });
  const takeCall = new TakeCall({ floor, desks, knowCaller, suggest, records, timer, log });
  const followPauses = new FollowPauses({ floor, desks, memberships });
  const figures = new TodaysFigures({ floor, store, rules: needs.figureRules, clock });
  const limits = new TimeLimits({ rules: needs.stateRules, floor });
  const help = new HelpDesk({
    reasons: needs.helpReasons,
    desks,
    scopes,
    ledger,
    store,
    audit,
    clock,
    told: () => watchFloor.helpTold(),
  });
  const watchFloor = new WatchFloor({ floor, desks, figures, limits, help, scopes, timer });

  const { penalties } = needs;
  const signInSeat = new SignInSeat({
    desks,
    floor,
    ledger,
    memberships,
    takeCall,
    penalties,
    audit,
    clock,
  });
  const chooseState = new ChooseState({ desks, memberships, breaks: needs.stateRules.breaks });
  const verify = new VerifyLegs({ floor, source, timer, log });
  const checkState = new CheckState({ floor, desks, memberships, source, verify });
  const watchLegs = new WatchLegs({ floor, verify, timer, log });
  const extendWrapUp = new ExtendWrapUp({ desks, limits, ledger, clock });
  const forceState = new ForceState({ desks, chooseState, signInSeat, scopes, audit, clock });
  const knowledge = openKnowledge({
    ...needs,
    store: store.knowledge,
    sourceStore: store.sources,
    accounts,
    audit,
    scopes,
    regionCode,
  });
  const closeRecord = new CloseRecord({
    records,
    floor,
    desks,
    clock,
    log,
    audit,
    saved: (record, account, given) => {
      figures.countRecord(record);
      watchFloor.recordSaved();
      tags.recordSaved(account, record.interactionId, record.content);
      for (const { articleId, clauseNo } of given)
        knowledge.noteSearches.adopted(account, { question: '', articleId, clauseNo });
    },
  });
  const offerPack = new OfferPack({
    index,
    store: store.knowledge,
    timer,
    log,
    regionCode,
    packRules: needs.packRules,
    ready: () => answerQuestion.ready,
  });
  const ownRecords = new OwnRecords({ records, accounts, clock });
  const answerQuestion = new AnswerQuestion({
    index,
    clock,
    log,
    regionCode,
    searched: (account, query, hits) => knowledge.noteSearches.searched(account, query, hits),
  });
  const sendNotice = new SendNotice({
    messaging: needs.messaging ?? null,
    store: store.notifications,
    index,
    desks,
    scopes,
    timer,
    newId,
    log,
  });
  const findGuides = new FindGuides({ store: store.knowledge, clock });
  const revealNumber = new RevealNumber({ floor, desks, scopes, facts, audit, clock });
  const controlCall = new ControlCall({ floor, desks, source });
  const rules = needs.dialling ?? nobodyOutside;
  const handOvers = new HandOvers();
  const awaitFloor = new AwaitFloor(timer);
  const handOn = new HandOn({ floor, desks, source, rules, handOvers, awaitFloor, audit, clock });
  const callOut = new CallOut({ floor, desks, source, rules, audit, clock });
  const embedding = new ServeEmbedders({
    embedders: needs.embedders ?? [],
    floor,
    desks,
    callOut,
    audit,
    clock,
  });
  const ownRecord = new ReadOwnRecord({ records });
  const readDirectory = new ReadDirectory({ floor, desks, rules });
  const traceFigures = new TraceFigures({
    floor,
    store,
    scopes,
    rules: needs.figureRules,
    audit,
    clock,
    log,
  });
  const packCall = new PackCall({
    floor,
    desks,
    store,
    scopes,
    audit,
    clock,
    log,
    capabilities: () => source.capabilities,
  });
  const ownDay = new OwnDay({ floor, desks, store, rules: needs.figureRules, clock });
  const describeAccount = new DescribeAccount({
    scopes,
    regionCode,
    demo: needs.demo,
    dataAsOf: needs.dataAsOf,
    keys: needs.keys,
  });
  const signInAccount = new SignInAccount({
    accounts,
    audit,
    secrets: needs.secrets,
    clock,
    newId,
    rules: needs.sessionRules,
    onDuty: (account) => {
      const desk = desks.of(account);
      const pause = pauseDue(desk);
      return desk.session !== null && (pause === null || pause === wrapUpReason);
    },
  });
  const firstAdministrator = new FirstAdministrator({
    accounts,
    audit,
    secrets: needs.secrets,
    clock,
    newId,
    unitId: site.cityUnitId,
  });

  await floor.read();
  await figures.read();
  const restore = new RestoreDesks({ floor, desks, takeCall, knowCaller, signInSeat, store, clock, log });
  await restore.restore();
  await help.restore();
  floor.watch(takeCall);
  floor.watch(followPauses);
  floor.watch(watchFloor);
  floor.watch(awaitFloor);
  floor.watch(watchLegs);
  const seatTold = (seat: string) => watchFloor.seatTold(seat);
  desks.watch({ seatingChanged: seatTold, pageChanged: seatTold, limitMoved: seatTold });
  desks.watch({ deskChanged: (accountId) => help.deskChanged(accountId) });
  floor.listen();
  knowledge.start();
  await sendNotice.start();
  tags.start();

  return {
    site,
    timer,
    log,
    accounts,
    scopes,
    floor,
    desks,
    memberships,
    watchFloor,
    traceFigures,
    packCall,
    ownDay,
    signInSeat,
    chooseState,
    checkState,
    extendWrapUp,
    help,
    tags,
    orders,
    limits,
    forceState,
    closeRecord,
    ownRecords,
    offerPack,
    answerQuestion,
    knowledge,
    sendNotice,
    findGuides,
    revealNumber,
    controlCall,
    handOn,
    handOvers,
    callOut,
    readDirectory,
    embedding,
    ownRecord,
    describeAccount,
    signInAccount,
    firstAdministrator,
    sameMatterDays: needs.sameMatterDays,
    demo: needs.demo,
    dataAsOf: needs.dataAsOf,
    regions: needs.regions,
    places: needs.places,
    holidays: needs.holidays,
    duties: needs.duties,
    capabilities: () => source.capabilities,
    async stop(): Promise<void> {
      watchLegs.stop();
      tags.stop();
      await sendNotice.stop();
      await knowledge.stop();
      memberships.stop();
      await floor.stop();
      await ledger.stop();
    },
  };
}
