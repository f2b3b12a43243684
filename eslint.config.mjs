// Besides the usual rules, the arrows of docs/architecture.md: which folder may know which, each with its reason.
import { existsSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'
import nextCoreWebVitals from 'eslint-config-next/core-web-vitals'
import nextTypeScript from 'eslint-config-next/typescript'
import { createNodeResolver, importX } from 'eslint-plugin-import-x'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

const root = import.meta.dirname
const sources = ['{app,components,lib}/**/*.{ts,tsx}', 'middleware.ts', 'instrumentation*.ts']
const tests = ['**/*.test.{ts,tsx}', 'tests/**', 'lib/browser/testing/**']

const plainDomains = ['session', 'google', 'user', 'product', 'audit', 'replicas'].map(
  (n) => `lib/${n}`,
)
const domains = [...plainDomains, 'lib/auth', 'lib/account', 'lib/admin']
const foundations = [
  ...['lib/config', 'lib/http', 'lib/db', 'lib/log', 'lib/counters', 'lib/limits'],
  'lib/errors.ts',
]
const server = ['app', 'components', 'lib', 'scripts', 'prisma', 'middleware.ts', 'next.config.ts']

const absolute = (...parts) => path.join(root, ...parts)
const storesOf = (folder) => absolute(folder, '**/*-store.ts')

const zones = [
  {
    target: 'lib',
    from: ['app', 'components'],
    message: 'lib/ holds rules, which do not know the pages: arrows run app → lib only.',
  },
  {
    target: 'components',
    from: 'app',
    message: 'components/ are used by pages and do not know them.',
  },
  {
    target: foundations,
    from: domains,
    message:
      'config, http, db, log, counters, limits and errors are what domains stand on: they import none of them.',
  },
  {
    target: 'lib/config',
    from: ['lib/http', 'lib/db', 'lib/log', 'lib/counters', 'lib/limits'],
    message: 'lib/config is the lowest layer: everything imports it.',
  },
  {
    target: 'lib/http',
    from: 'lib/db',
    // Turning an error into a 503 needs to know which errors mean "the database is in trouble".
    except: ['unavailable.ts'],
    message: 'lib/http knows requests and answers, not rows.',
  },
  {
    target: 'lib/http',
    from: ['lib/counters', 'lib/limits'],
    message: 'lib/http knows requests and answers; who counts them stands above it.',
  },
  {
    target: ['lib/db', 'lib/log', 'lib/counters'],
    from: ['lib/http', 'lib/limits'],
    message: 'lib/db, lib/log and lib/counters also serve work that no request asked for.',
  },
  {
    target: ['lib/db', 'lib/log'],
    from: 'lib/counters',
    message: 'lib/counters stands on lib/db: an arrow back would be a cycle.',
  },
  {
    target: plainDomains,
    from: 'lib/auth',
    message: 'lib/auth composes session, google and user; an arrow back would be a cycle.',
  },
  {
    target: [...plainDomains, 'lib/auth'],
    from: ['lib/account', 'lib/admin'],
    message:
      'lib/account and lib/admin compose all domains, lib/auth among them; an arrow back would be a cycle.',
  },
  {
    target: [...foundations, ...plainDomains, 'lib/auth', 'lib/account', 'lib/browser'],
    from: 'lib/lab',
    message: 'lib/lab breaks sessions on purpose, in development: nothing of the product needs it.',
  },
  ...plainDomains.map((domain) => ({
    target: domain,
    from: domains.filter((other) => other !== domain).map(storesOf),
    message: 'Rows belong to one domain: ask its module, not its store.',
  })),
  {
    target: storesOf('lib/auth'),
    from: plainDomains.map(storesOf),
    message: 'A store holds the queries of its own rows only.',
  },
  {
    target: ['app', 'components', 'middleware.ts', 'lib/limits'],
    from: 'lib/db/client.ts',
    message: 'Rows live behind *-store.ts: pages and handlers ask a domain.',
  },
]

const localZone = {
  target: server,
  from: 'local',
  message: 'local/ is for development and tests: a production start must never load it.',
}

/** @param {typeof zones} chosen */
const arrows = (chosen) => ['error', { basePath: root, zones: chosen }]

const generatedClient = {
  regex: String.raw`(^|/)db/generated(/|$)|^@prisma/client($|/)`,
  message:
    'The generated client stays in *-store.ts, lib/db, lib/auth/adapter.ts and prisma/: pass a DTO, not a row.',
}

const unverifiedClaims = {
  name: 'jose',
  importNames: ['decodeJwt'],
  message: 'decodeJwt verifies nothing, and decisions follow claims: use jwtVerify.',
}

const nodeOnly = {
  regex: [
    String.raw`^node:|^(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})(/|$)`,
    String.raw`^@prisma/|^prisma($|/)|^pg($|/)|^next-auth($|/)|^@auth/|(^|/)lib/db(/|$)`,
  ].join('|'),
  message:
    'middleware.ts runs on the edge: neither it nor what it imports may need Node or a database.',
}

const processEnv = {
  object: 'process',
  property: 'env',
  message: 'Only lib/config/env.ts reads process.env, so that every setting is checked at boot.',
}

const processEnvByImport = ['node:process', 'process'].map((name) => ({
  name,
  importNames: ['env', 'default'],
  message: processEnv.message,
}))

const restrictedNames = [unverifiedClaims, ...processEnvByImport]

const namedExports = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a default export is renamed at every import.',
}

const barrel = {
  selector: 'ExportAllDeclaration',
  message: 'No barrel files: import the file itself.',
}

const publicVariable = {
  selector: ':matches(Literal[value=/^NEXT_PUBLIC_/], Identifier[name=/^NEXT_PUBLIC_/])',
  message: 'NEXT_PUBLIC_ bakes a setting into the bundle: hand it down from the server instead.',
}

// What the page may load of lib/: names, addresses and its own folder.
const serverModule = String.raw`/^(@\u002F|\.\.?\u002F.*)lib\u002F(?!browser\u002F|config\u002Fpaths(\.ts)?$|auth\u002Flogin-errors(\.ts)?$|i18n\u002F(languages|time-zone)(\.ts)?$|product\u002Fproduct-dto(\.ts)?$)|^server-only$|^node:/`
const serverImport = `ImportDeclaration[importKind!="type"][source.value=${serverModule}]`
const serverCodeMessage =
  'This runs in the browser: import types only from the server, or move the value to lib/config/paths, lib/auth/login-errors or lib/browser.'

const serverCodeInClientFile = {
  selector: `Program:has(> ExpressionStatement[directive="use client"]) > ${serverImport}`,
  message: serverCodeMessage,
}
const serverCodeInBrowserFolder = [
  { selector: serverImport, message: serverCodeMessage },
  {
    selector: String.raw`ImportDeclaration[importKind!="type"][source.value=/^\.\.\u002F(?!(\.\.\u002F)*(browser|[a-z-]+$))/]`,
    message: 'Write an import from outside lib/browser as @/…, so that its arrow can be checked.',
  },
]

/** The files that middleware.ts reaches through imports, itself included: all of it runs on the edge. */
function filesOnTheEdge() {
  const found = new Set()
  const pending = ['middleware.ts']
  for (const file of pending) {
    if (found.has(file)) continue
    found.add(file)
    if (!existsSync(absolute(file))) continue
    const text = readFileSync(absolute(file), 'utf8')
    for (const [, specifier] of text.matchAll(
      /^(?:import|export)\s(?!type\b)[^'"]*?(?:from\s*)?['"]((?:@\/|\.)[^'"]*)['"]/gm,
    )) {
      const target = specifier.startsWith('@/')
        ? specifier.slice(2)
        : path.posix.join(path.posix.dirname(file), specifier)
      pending.push(...[target, `${target}.ts`, `${target}.tsx`].filter(isFile))
    }
  }
  return [...found]
}

/** @param {string} file */
const isFile = (file) => /\.tsx?$/.test(file) && existsSync(absolute(file))

export default defineConfig(
  globalIgnores([
    '**/.next/**',
    '.data/**',
    'lib/db/generated/**',
    'next-env.d.ts',
    'test-results/**',
    'playwright-report/**',
    'coverage/**',
  ]),
  nextCoreWebVitals,
  nextTypeScript,
  {
    name: 'gatehouse/language',
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'prefer-const': 'error',
      'func-style': ['error', 'declaration', { allowArrowFunctions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    name: 'gatehouse/not for the site',
    files: ['{local,prisma,scripts,tests}/**', '*.{mjs,ts}'],
    // What a page must not do; there is no React and no Next here, and `use` and `module` are plain names.
    rules: {
      'react-hooks/rules-of-hooks': 'off',
      '@next/next/no-assign-module-variable': 'off',
      'import/no-anonymous-default-export': 'off',
    },
  },
  {
    name: 'gatehouse/arrows',
    plugins: { 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts', '.tsx', '.mjs'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/ignore': ['node_modules', String.raw`\.(css|svg|json)$`, 'lib/db/generated'],
      'import-x/resolver-next': [
        createNodeResolver({ extensions: ['.ts', '.tsx', '.mjs', '.js'], alias: { '@': [root] } }),
      ],
    },
    rules: {
      'import-x/no-restricted-paths': arrows([...zones, localZone]),
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/first': 'error',
      'import-x/no-duplicates': 'error',
    },
  },
  {
    name: 'gatehouse/arrows of tests',
    files: tests,
    // A test may start what the code beside it must never load.
    rules: { 'import-x/no-restricted-paths': arrows(zones) },
  },
  {
    name: 'gatehouse/sources',
    files: sources,
    ignores: tests,
    rules: {
      'no-console': 'error',
      'no-restricted-imports': ['error', { paths: restrictedNames, patterns: [generatedClient] }],
    },
  },
  {
    name: 'gatehouse/where rows may be known',
    files: ['lib/**/*-store.ts', 'lib/db/**', 'lib/auth/adapter.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: restrictedNames }] },
  },
  {
    name: 'gatehouse/the edge',
    files: filesOnTheEdge(),
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: restrictedNames, patterns: [generatedClient, nodeOnly] },
      ],
    },
  },
  {
    name: 'gatehouse/one reader of the environment',
    files: [...sources, 'prisma/seed/**'],
    ignores: [...tests, 'lib/config/env.ts', 'instrumentation*.ts'],
    rules: { 'no-restricted-properties': ['error', processEnv] },
  },
  {
    name: 'gatehouse/exports',
    files: ['{components,lib,local,prisma,scripts,tests}/**/*.{ts,tsx,mjs}'],
    // Vitest and Playwright take a default export from these.
    ignores: ['tests/support/stack/*-setup.ts', 'lib/browser/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        namedExports,
        barrel,
        publicVariable,
        serverCodeInClientFile,
      ],
    },
  },
  {
    name: 'gatehouse/pages',
    files: ['app/**/*.{ts,tsx}', '*.ts'],
    rules: { 'no-restricted-syntax': ['error', barrel, publicVariable, serverCodeInClientFile] },
  },
  {
    name: 'gatehouse/the browser',
    files: ['lib/browser/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        namedExports,
        barrel,
        publicVariable,
        ...serverCodeInBrowserFolder,
      ],
    },
  },
  {
    name: 'gatehouse/promises',
    files: sources,
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: root },
    },
    rules: {
      // An unawaited write answers before it is durable, and its failure ends the process.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
    },
  },
)
