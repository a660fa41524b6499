'use strict';

/**
 * The arrows of the house, as CONTRIBUTING.md tells them. test/toolchain/arrows.test.ts plants one violation of
 * each rule and expects it to be found: a rule that can find nothing is not a rule.
 */

const ZOD = '^node_modules/zod/';
// The only rooms that know the others: they read the configuration, build the adapters and connect them.
const COMPOSITION_ROOT = '^bridge/(main\\.ts$|cli\\.ts$|commands/)';
const PRODUCT = '^(bridge|knowledge|agent-panel|sdk|telephony-config)/';
// What an entry of the knowledge base is, in types and pure rules: bridge and knowledge speak it alike.
const LANGUAGE = '^knowledge/(content/|article\\.ts$|day\\.ts$|text/doc-no\\.ts$)';

const forbidden = [
  {
    name: 'circular',
    comment: 'Two files that need each other are one file, or lack a third.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'could-not-resolve',
    comment: 'An import that leads nowhere would hide from every other rule.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'domain-is-pure',
    comment:
      'No I/O, no clock, no randomness, no library but zod: figures must be a function of the journal.',
    from: { path: '^bridge/domain/' },
    to: { pathNot: ['^bridge/domain/', ZOD] },
  },
  {
    name: 'protocol-knows-the-domain-only',
    comment: 'The panel bundles the protocol: what it imports goes to every browser.',
    from: { path: '^bridge/protocol/' },
    to: { pathNot: ['^bridge/(protocol|domain)/', LANGUAGE, ZOD] },
  },
  {
    name: 'application-knows-the-domain-only',
    comment:
      'What the product does speaks to ports that it declares itself; the outside comes in through them.',
    from: { path: '^bridge/application/' },
    to: { pathNot: ['^bridge/(application|domain)/', LANGUAGE, ZOD] },
  },
  {
    name: 'adapters-point-inwards',
    comment: 'An adapter implements a port. It does not know who built it.',
    from: { path: '^bridge/adapters/' },
    to: { path: '^bridge/', pathNot: '^bridge/(adapters|application|domain|protocol)/' },
  },
  {
    name: 'one-adapter-one-folder',
    comment: 'Adapters meet in the composition root, never each other: any of them can be replaced alone.',
    from: { path: '^bridge/adapters/([^/]+)/' },
    to: { path: '^bridge/adapters/', pathNot: '^bridge/adapters/$1/' },
  },
  {
    name: 'adapters-live-in-folders',
    comment: 'A file beside the folders would be a place where adapters meet.',
    from: { path: '^bridge/adapters/[^/]+$' },
    to: {},
  },
  {
    name: 'composition-root-is-imported-by-nobody',
    comment: 'It is the end of the arrows; one that leads back makes everything depend on everything.',
    from: { pathNot: [COMPOSITION_ROOT, '^test/'] },
    to: { path: COMPOSITION_ROOT },
  },
  {
    name: 'knowledge-enters-by-its-adapter',
    comment:
      'To the bridge, knowledge is a library that adapters/answers hides behind AnswerIndex; only its language is shared.',
    from: { path: '^bridge/', pathNot: ['^bridge/adapters/answers/', COMPOSITION_ROOT] },
    to: { path: '^knowledge/', pathNot: LANGUAGE },
  },
  {
    name: 'language-of-knowledge-is-pure',
    comment:
      'Store, pages and search all speak it: no I/O, no clock, no library but zod, nothing of the engine.',
    from: { path: ['^knowledge/content/', '^knowledge/(article|day)\\.ts$'] },
    to: { pathNot: ['^knowledge/(content|text)/', '^knowledge/(article|day)\\.ts$', ZOD] },
  },
  {
    name: 'knowledge-knows-no-calls',
    comment: 'It answers questions, whoever asks: nothing of bridge, panel or telephone configuration.',
    from: { path: '^knowledge/' },
    to: { path: '^(bridge|agent-panel|telephony-config)/' },
  },
  {
    name: 'knowledge-text-stands-alone',
    comment:
      'The panel bundles knowledge/text (the same tokens on both sides): no index, no import, no Node.',
    from: { path: '^knowledge/text/' },
    to: { path: '^knowledge/', pathNot: '^knowledge/text/' },
  },
  {
    name: 'panel-knows-protocol-and-text-only',
    comment: 'Whatever else it imported would be shipped to the browser, secrets and all.',
    from: { path: '^agent-panel/' },
    to: {
      path: '^(bridge|knowledge|telephony-config)/',
      pathNot: ['^bridge/protocol/', '^knowledge/text/'],
    },
  },
  {
    name: 'sdk-stands-alone',
    comment: 'Other systems take the folder as it is: it needs nothing of the product.',
    from: { path: '^sdk/' },
    to: { pathNot: '^sdk/' },
  },
  {
    name: 'sdk-is-types-to-the-panel',
    comment: 'The panel shares the messages with it, and nothing else: the product runs without the SDK.',
    from: { path: '^(bridge|knowledge|agent-panel|telephony-config)/' },
    to: { path: '^sdk/', pathNot: '^sdk/messages\\.ts$' },
  },
  {
    name: 'browser-has-no-node',
    comment: 'Code that runs in the browser finds no node: module there.',
    from: { path: ['^agent-panel/src/', '^sdk/', '^knowledge/text/'] },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'panel-is-imported-by-nobody',
    comment: 'The bridge serves the built panel as files.',
    from: { pathNot: ['^agent-panel/', '^test/'] },
    to: { path: '^agent-panel/' },
  },
  {
    name: 'telephony-config-is-read-at-the-root',
    comment: 'Site configuration reaches the rooms as facts and arguments, not as an import.',
    from: { pathNot: ['^telephony-config/', COMPOSITION_ROOT, '^test/'] },
    to: { path: '^telephony-config/' },
  },
  {
    name: 'telephony-config-knows-the-domain-only',
    comment: 'It speaks of site facts (their type is in the domain) and generates files; it runs nothing.',
    from: { path: '^telephony-config/' },
    to: { path: '^(bridge|knowledge|agent-panel)/', pathNot: '^bridge/domain/' },
  },
  {
    name: 'product-knows-no-test',
    comment: 'Tests and scripts are not there when the product runs.',
    from: { path: PRODUCT },
    to: { path: '^(test|scripts)/' },
  },
];

module.exports = {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)dist/', '^coverage/', '^data/'] },
    // Type imports count: they vanish at run time, but they are knowledge all the same.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
