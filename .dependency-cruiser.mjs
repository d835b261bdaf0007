/**
 * The order of the features: each may import only what stands before it. What stands in one group imports none of the
 * others in that group. This array is the law; docs/architecture.md explains it.
 */
const ORDER = [
  ['tenancy'],
  ['identity'],
  ['contacts'],
  ['channels'],
  ['templates'],
  ['messaging'],
  ['commerce'],
  ['bots'],
  ['campaigns'],
  ['billing', 'analytics', 'integrations', 'realtime'],
]

/**
 * The same for the features of the web app: who shows something of another stands after it. Above all of them stands
 * `web/app`, which puts the pages together; below them `web/ui`, then `web/lib`.
 */
const WEB_ORDER = [
  ['identity'],
  ['channels'],
  ['contacts'],
  ['orders'],
  ['inbox'],
  ['dead-letters', 'phone', 'webhooks', 'audit'],
  ['health'],
  ['operator'],
]

/** Clients of networks and stores, and who may hold one besides `platform`. */
const CLIENTS = ['pg', 'kysely', 'ioredis', 'undici', 'bullmq', 'socket.io', 'better-auth', 'rate-limiter-flexible']
const MAY_HOLD_CLIENTS = [
  '^server/platform/',
  // speaks to the providers of WhatsApp
  '^server/features/channels/transports/',
  // adapters to vendors: the identity library, the payment provider, the socket server
  '^server/features/identity/',
  '^server/features/[^/]+/vendors/',
  '^server/features/realtime/',
]
const TESTS = String.raw`\.(test|spec|contract)\.tsx?$|^server/test/|^e2e/|^bench/`
const FEATURES = '^server/features/'
const WEB_FEATURES = '^web/features/'

const wrongWay = (order, features, name, comment) =>
  order
    .flatMap((group, index) =>
      group.map(feature => {
        const later = order
          .slice(index)
          .flat()
          .filter(other => other !== feature)
        return {
          name: `${name}-${feature}`,
          comment: `${feature} may import only features before it${comment}.`,
          severity: 'error',
          from: { path: `${features}${feature}/`, pathNot: TESTS },
          to: { path: `${features}(${later.join('|')})/` },
        }
      }),
    )
    .filter(rule => !rule.to.path.includes('()'))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...wrongWay(ORDER, FEATURES, 'order', '; to reach further, emit an event'),
    ...wrongWay(WEB_ORDER, WEB_FEATURES, 'web-order', ''),
    {
      name: 'known-feature',
      comment: 'Every feature has its place in ORDER.',
      severity: 'error',
      from: { path: FEATURES, pathNot: `${FEATURES}(${ORDER.flat().join('|')})/` },
      to: {},
    },
    {
      name: 'through-index',
      comment: 'Other features are used through their index.ts.',
      severity: 'error',
      from: { path: `${FEATURES}([^/]+)/`, pathNot: TESTS },
      to: { path: `${FEATURES}[^/]+/`, pathNot: [`${FEATURES}$1/`, `${FEATURES}[^/]+/index\\.ts$`] },
    },
    {
      name: 'through-index-from-outside',
      comment: 'The program itself uses features through index.ts; feature.ts is for server/app.ts.',
      severity: 'error',
      from: { path: '^(server|simulator)/', pathNot: [FEATURES, TESTS] },
      to: { path: `${FEATURES}[^/]+/`, pathNot: `${FEATURES}[^/]+/(index|feature)\\.ts$` },
    },
    {
      name: 'manifest-only-for-app',
      comment: 'Only server/app.ts names every feature by its feature.ts.',
      severity: 'error',
      from: { pathNot: ['^server/app\\.ts$', TESTS] },
      to: { path: `${FEATURES}[^/]+/feature\\.ts$` },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^server/platform/', pathNot: TESTS },
      to: { path: '^server/(features/|app\\.ts|main\\.ts|boot/)' },
    },
    {
      name: 'clients-in-adapters',
      comment: 'Only platform, transports and vendor adapters hold clients of networks and stores.',
      severity: 'error',
      from: { path: '^server/', pathNot: [...MAY_HOLD_CLIENTS, TESTS] },
      to: { path: `^node_modules/(${CLIENTS.join('|')})/` },
    },
    {
      name: 'sockets-in-adapters',
      comment: 'Nobody else opens connections with the modules of Node either.',
      severity: 'error',
      from: { path: FEATURES, pathNot: [...MAY_HOLD_CLIENTS, TESTS] },
      to: { dependencyTypes: ['core'], path: '^(node:)?(http|https|http2|net|tls|dgram)$' },
    },
    {
      name: 'no-cycle',
      comment:
        'Files that need each other cannot be read one after the other; a type that both need has a place below both.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'web-apart',
      comment: 'The web app knows the server through its API alone.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(server|simulator|bench|bin)/' },
    },
    {
      name: 'server-apart',
      comment: 'The server runs without the web app, the simulator and the benches.',
      severity: 'error',
      from: { path: '^server/', pathNot: TESTS },
      to: { path: '^(web|simulator|bench|e2e|bin)/' },
    },
    {
      name: 'web-known-feature',
      comment: 'Every feature of the web app has its place in WEB_ORDER.',
      severity: 'error',
      from: { path: WEB_FEATURES, pathNot: `${WEB_FEATURES}(${WEB_ORDER.flat().join('|')})/` },
      to: {},
    },
    {
      name: 'web-through-index',
      comment: 'Other features of the web app are used through their index.ts.',
      severity: 'error',
      from: { path: `${WEB_FEATURES}([^/]+)/`, pathNot: TESTS },
      to: { path: `${WEB_FEATURES}[^/]+/`, pathNot: [`${WEB_FEATURES}$1/`, `${WEB_FEATURES}[^/]+/index\\.ts$`] },
    },
    {
      name: 'web-through-index-from-outside',
      comment: 'The web app itself too; only a page that loads when it is opened is imported from its own file.',
      severity: 'error',
      from: { path: '^web/', pathNot: [WEB_FEATURES, TESTS] },
      to: { path: WEB_FEATURES, pathNot: `${WEB_FEATURES}[^/]+/index\\.ts$`, dynamic: false },
    },
    {
      name: 'web-features-below-app',
      comment: 'Features know nothing of the app that puts them together.',
      severity: 'error',
      from: { path: WEB_FEATURES, pathNot: TESTS },
      to: { path: '^web/app/' },
    },
    {
      name: 'web-parts',
      comment: 'Parts of the interface know no feature that uses them.',
      severity: 'error',
      from: { path: '^web/ui/', pathNot: TESTS },
      to: { path: '^web/(features|app)/' },
    },
    {
      name: 'web-lib',
      comment: 'What stands below the interface knows nothing of it.',
      severity: 'error',
      from: { path: '^web/lib/', pathNot: TESTS },
      to: { path: '^web/(features|app|ui)/' },
    },
    {
      name: 'tests-apart',
      comment: 'What runs in production imports nothing that is for tests.',
      severity: 'error',
      from: { path: '^(server|simulator|web)/', pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'installed-in-production',
      comment: 'The server needs no development dependency.',
      severity: 'error',
      from: { path: '^server/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'declared',
      comment: 'Every package that is imported stands in package.json.',
      severity: 'error',
      from: { path: '^(server|simulator|web|bench|e2e|bin)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'found',
      severity: 'error',
      from: { path: '^(server|simulator|web|bench|e2e|bin)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    // Types count too: a type imported the wrong way is knowledge in the wrong place.
    tsPreCompilationDeps: true,
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css', '.d.ts'],
    },
  },
}
