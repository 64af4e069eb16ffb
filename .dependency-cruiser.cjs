/**
 * The import directions of ARCHITECTURE.md. Packages meet at their doors only: `src/index.ts`, or a folder that the
 * package's `exports` name. Tests (`*.test.ts`, `contract.ts`, `testing/`) may also use testkit and other rooms' doors.
 */
const TESTS = '(\\.test\\.tsx?$|/contract\\.ts$|/testing/|/test/)'

/** Rooms that a room may import, beside itself. `store/*` names one folder of the store. */
const DIRECTIONS = {
  'packages/catalogue': [],
  'packages/depersonalize': ['packages/catalogue'],
  'packages/tracker': ['packages/catalogue', 'packages/depersonalize/src/light'],
  'packages/identity': ['packages/catalogue', 'packages/store/src/ephemeral/port\\.ts'],
  'packages/pipeline': [
    'packages/catalogue',
    'packages/depersonalize',
    'packages/identity',
    'packages/store/src/[a-z]+/port\\.ts',
  ],
  'packages/query': ['packages/catalogue', 'packages/store/src/events/port\\.ts'],
  'packages/store': ['packages/catalogue'],
  'packages/http': ['packages/catalogue'],
  'packages/config': ['packages/catalogue'],
  'packages/takeover': ['packages/catalogue'],
  'packages/testkit': ['packages/catalogue'],
  'apps/server': ['packages', 'apps/demo'],
  'apps/relay': [
    'packages/(catalogue|depersonalize|identity|pipeline|http|config)',
    'packages/store/src/(spool|ephemeral)',
  ],
  'apps/dashboard': ['packages/catalogue'],
  'apps/cli': ['packages/(catalogue|config|takeover|store)'],
  'apps/demo': [],
}

const direction = ([room, allowed]) => ({
  name: `direction-${room.replace('/', '-')}`,
  comment: `${room} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other room'}.`,
  severity: 'error',
  from: { path: `^${room}/`, pathNot: TESTS },
  to: { path: '^(packages|apps)/', pathNot: [room, ...allowed].map((path) => `^${path}(/|$)`) },
})

// TRICKY: dependency-cruiser's swc parser never asks for JSX, so that a .tsx file is a syntax error, and TypeScript 7 has no
// JavaScript API to parse with instead. scripts/dependency-rules.test.mjs proves that .tsx is read.
const swc = require('@swc/core')
const { parseFileSync } = swc
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') })

module.exports = {
  forbidden: [
    ...Object.entries(DIRECTIONS).map(direction),
    {
      name: 'undeclared-room',
      comment: 'A room that has no line in DIRECTIONS: add one, after ARCHITECTURE.md.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: Object.keys(DIRECTIONS).map((room) => `^${room}/`) },
      to: {},
    },
    {
      name: 'only-through-the-door',
      comment: 'Another package is imported by its name, through its door or a folder that its `exports` name.',
      severity: 'error',
      from: { path: '^(?:packages|apps)/([^/]+)/' },
      to: {
        path: '^packages/([^/]+)/',
        pathNot: [
          '^packages/$1/',
          '^packages/[^/]+/src/index\\.ts$',
          '^packages/depersonalize/src/light/index\\.ts$',
          '^packages/store/src/[a-z]+/(index|port)\\.ts$',
        ],
      },
    },
    {
      name: 'apps-are-ends',
      comment: 'Nothing imports an app but its own tests; the demo site is served by the server through its door.',
      severity: 'error',
      from: { path: '^(?:packages|apps)/([^/]+)/' },
      to: { path: '^apps/', pathNot: ['^apps/$1/', '^apps/demo/src/index\\.ts$'] },
    },
    {
      name: 'catalogue-imports-nothing',
      comment: 'The vocabulary runs anywhere: no library, no Node module.',
      severity: 'error',
      from: { path: '^packages/catalogue/', pathNot: TESTS },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-peer', 'npm-optional'] },
    },
    {
      name: 'browser-code-needs-no-node',
      comment: 'Tracker, dashboard and the light detectors run in a browser.',
      severity: 'error',
      from: { path: '^(packages/tracker/src|packages/depersonalize/src|apps/dashboard/src)/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'testkit-is-for-tests',
      comment: 'Only tests, benchmarks and the server (its --seed) use testkit.',
      severity: 'error',
      from: { pathNot: [TESTS, '^packages/testkit/', '^apps/server/', '^bench/', '^prove/', '^test/'] },
      to: { path: '^packages/testkit/' },
    },
    {
      name: 'code-does-not-import-tests',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { path: TESTS, pathNot: 'node_modules' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment: 'An import that resolves to nothing, or past what the package exports.',
      severity: 'error',
      from: {},
      // Packages of types only have nothing to resolve to.
      to: { couldNotResolve: true, pathNot: '^(geojson|topojson-specification)$' },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that imports nothing is forgotten code.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          TESTS,
          '\\.d\\.ts$',
          '\\.config\\.(ts|mjs|cjs)$',
          '/src/index\\.ts$',
          '/src/main\\.tsx?$',
          '/src/[^/]+/(index|port)\\.ts$',
        ],
      },
      to: {},
    },
    {
      name: 'declared-dependencies',
      comment: 'A library that the package.json of no room and not the root declares.',
      severity: 'error',
      from: { path: '^(packages|apps)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    // TypeScript 7 ships no JavaScript API; swc reads .ts and .tsx, type-only imports included.
    parser: 'swc',
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.tmp)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'browser', 'node', 'default'],
    },
  },
}
