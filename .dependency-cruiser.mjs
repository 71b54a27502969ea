import { domains } from './architecture.mjs';

const names = Object.keys(domains);
const only = (allowed) => (allowed.length === 0 ? '(?!)' : `(${allowed.join('|')})`);

/** Rules of the house; each is shown to bite by scripts/test/planted. */
const forbidden = [
  {
    name: 'no-circles',
    severity: 'error',
    from: {},
    to: { circular: true, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'resolved',
    severity: 'error',
    from: { path: '^src' },
    to: { couldNotResolve: true, pathNot: '^(geojson|topojson-specification)$' },
  },
  {
    name: 'platform-knows-no-domain',
    severity: 'error',
    from: { path: '^src/platform/' },
    to: { path: '^src/(domains/|app|main|demo)' },
  },
  {
    name: 'nobody-imports-the-app',
    severity: 'error',
    from: { path: '^src/(platform|domains)/' },
    to: { path: '^src/(app|main|demo)\\.' },
  },
  ...names.map((name) => ({
    name: `${name}-looks-up-only`,
    severity: 'error',
    from: { path: `^src/domains/${name}/` },
    to: { path: '^src/domains/', pathNot: `^src/domains/${only([name, ...domains[name]])}/` },
  })),
  {
    name: 'only-listed-domains',
    severity: 'error',
    from: { path: '^src' },
    to: { path: '^src/domains/', pathNot: `^src/domains/${only(names)}/` },
  },
  {
    name: 'domains-by-their-front-door',
    severity: 'error',
    from: { path: '^src/domains/([^/]+)/' },
    to: { path: '^src/domains/([^/]+)/', pathNot: '^src/domains/($1/|[^/]+/index\\.ts$)' },
  },
  {
    name: 'the-app-by-the-front-door',
    severity: 'error',
    from: { path: '^src/(app|demo|main|cli/.+)\\.ts$' },
    to: { path: '^src/domains/', pathNot: '^src/domains/[^/]+/index\\.ts$' },
  },
  {
    name: 'sql-in-sql-files',
    severity: 'error',
    from: { path: '^src/domains/', pathNot: '(\\.sql|\\.test)\\.tsx?$' },
    to: { path: 'node_modules/(kysely|pg)/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'rules-are-pure',
    severity: 'error',
    from: { path: '\\.rules\\.ts$' },
    to: {
      path: '(^node:|node_modules/(kysely|pg|fastify)/|\\.(sql|actions|routes|api|page)\\.tsx?$|^src/platform/(db|http|jobs)/)',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'pages-do-not-query',
    severity: 'error',
    from: { path: '\\.page\\.tsx$' },
    to: { path: '(\\.(sql|actions)\\.ts$|^src/platform/db/)', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'tests-are-not-imported',
    severity: 'error',
    from: { pathNot: '\\.(test|fixture)\\.tsx?$' },
    to: { path: '\\.(test|fixture)\\.tsx?$' },
  },
];

export default {
  forbidden,
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/client/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
