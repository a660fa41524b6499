import type { Hotline } from '../../../application/hotline.ts';
import {
  leaveOutBodySchema,
  newProposalBodySchema,
  newTrialQuestionAnswerSchema,
  newTrialQuestionBodySchema,
  proposalActBodySchema,
  proposalAnswerSchema,
  proposalsAnswerSchema,
  proposalsQuerySchema,
  proposalWholeAnswerSchema,
  startTrialBodySchema,
  synonymsAnswerSchema,
  trialAnswerSchema,
  trialQuestionsAnswerSchema,
  trialQuestionsQuerySchema,
} from '../../../protocol/knowledge-trials.ts';
import { sendRefusal } from '../refusal.ts';
import { guardedRoute, type Route } from '../route.ts';
import { namesOf } from './names.ts';
import { proposalView, trialView, triedView } from './trial-views.ts';

/** 同义词: 提案、试验、生效、撤回. */
export function trialRoutes(hotline: Hotline): Route[] {
  return [...questionRoutes(hotline), ...proposalRoutes(hotline)];
}

function questionRoutes(hotline: Hotline): Route[] {
  const { trySynonyms } = hotline.knowledge;
  return [
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/synonyms',
      access: 'work-on-knowledge',
      summary: '本市同义词表：每行代替内置表中同一个词的一行',
      answer: synonymsAnswerSchema,
      async handle({ response, who }) {
        const told = await trySynonyms.synonyms(who.account);
        if ('outcome' in told) return sendRefusal(response, told);
        response.json(told);
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/trial-questions',
      access: 'work-on-knowledge',
      summary: '试验题集：有标准答案的问题，来自已用的答复、办结的报缺和手工添加',
      query: trialQuestionsQuerySchema,
      answer: trialQuestionsAnswerSchema,
      async handle({ response, query: { leftOut, ...page }, who }) {
        const told = await trySynonyms.questions(who.account, { leftOut: leftOut === '1' }, page);
        if ('outcome' in told) return sendRefusal(response, told);
        const names = await namesOf(hotline);
        const questions = told.questions.map(({ addedBy, ...question }) => ({
          ...question,
          addedByName: names.person(addedBy),
        }));
        response.json({ questions, total: told.total });
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/knowledge/trial-questions',
      access: 'edit-knowledge',
      summary: '添加一个有标准答案的问题',
      body: newTrialQuestionBodySchema,
      answer: newTrialQuestionAnswerSchema,
      async handle({ response, body, who }) {
        const added = await trySynonyms.addQuestion(who.account, body);
        if ('outcome' in added) return sendRefusal(response, added);
        response.json(added);
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/knowledge/trial-questions/:questionId/left-out',
      access: 'edit-knowledge',
      summary: '移出题集，或放回',
      body: leaveOutBodySchema,
      answer: null,
      async handle({ request, response, body, who }) {
        const questionId = String(request.params.questionId);
        const unable = await trySynonyms.leaveOut(who.account, questionId, body.leftOut);
        if (unable !== null) return sendRefusal(response, unable);
        response.json({});
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/knowledge/trials',
      access: 'work-on-knowledge',
      summary: '开始一个试验：用题集比较改动前后，另起线程，不影响检索；结果在 trials/:trialId',
      body: startTrialBodySchema,
      answer: trialAnswerSchema,
      async handle({ response, body, who }) {
        const trial = await trySynonyms.start(who.account, body);
        if ('outcome' in trial) return sendRefusal(response, trial);
        response.json({ trial: trialView(trial, await namesOf(hotline)) });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/trials/:trialId',
      access: 'work-on-knowledge',
      summary: '一个试验的进度或结果：逐题前三条和标准答案的位次，改动前后',
      answer: trialAnswerSchema,
      async handle({ request, response, who }) {
        const trial = trySynonyms.trial(who.account, String(request.params.trialId));
        if ('outcome' in trial) return sendRefusal(response, trial);
        response.json({ trial: trialView(trial, await namesOf(hotline)) });
      },
    }),
  ];
}

function proposalRoutes(hotline: Hotline): Route[] {
  const { trySynonyms } = hotline.knowledge;
  return [
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/synonym-proposals',
      access: 'work-on-knowledge',
      summary: '同义词提案，新的在前；may 为当前登录人现在可做的操作',
      query: proposalsQuerySchema,
      answer: proposalsAnswerSchema,
      async handle({ response, query, who }) {
        const told = await trySynonyms.proposals(who.account, query);
        if ('outcome' in told) return sendRefusal(response, told);
        const names = await namesOf(hotline);
        const proposals = told.proposals.map((proposal) => proposalView(proposal, names));
        response.json({ proposals, total: told.total });
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/knowledge/synonym-proposals',
      access: 'edit-knowledge',
      summary: '提出增加、改换或去掉同义词',
      body: newProposalBodySchema,
      answer: proposalAnswerSchema,
      async handle({ response, body, who }) {
        const shown = await trySynonyms.propose(who.account, body);
        if ('outcome' in shown) return sendRefusal(response, shown);
        response.json({ proposal: proposalView(shown, await namesOf(hotline)) });
      },
    }),
    guardedRoute({
      method: 'get',
      path: '/api/knowledge/synonym-proposals/:proposalId',
      access: 'work-on-knowledge',
      summary: '一个提案和它最近一次试验的逐题结果',
      answer: proposalWholeAnswerSchema,
      async handle({ request, response, who }) {
        const told = await trySynonyms.proposal(who.account, String(request.params.proposalId));
        if ('outcome' in told) return sendRefusal(response, told);
        const proposal = proposalView(told.shown, await namesOf(hotline));
        response.json({ proposal, tried: told.tried.map(triedView) });
      },
    }),
    guardedRoute({
      method: 'post',
      path: '/api/knowledge/synonym-proposals/:proposalId/acts',
      access: 'approve-knowledge',
      summary: '批准生效（提案人以外的审核人，试验之后）、不采纳、撤回；生效和撤回立即用于检索，并记入日志',
      body: proposalActBodySchema,
      answer: proposalAnswerSchema,
      async handle({ request, response, body, who }) {
        const wish = { ...body, proposalId: String(request.params.proposalId) };
        const shown = await trySynonyms.decide(who.account, wish);
        if ('outcome' in shown) return sendRefusal(response, shown);
        response.json({ proposal: proposalView(shown, await namesOf(hotline)) });
      },
    }),
  ];
}
