import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { LOCALES, type Locale } from '@/lib/locales'

const ROOT = process.cwd()
const FEATURES = [
  'audit',
  'mail',
  'files',
  'accounts',
  'events',
  'delegations',
  'registrations',
  'speakers',
  'campaigns',
  'agenda',
  'automations',
  'insights',
]
const FOLDERS = ['app', 'features', 'components', 'emails', 'db', 'lib']
const MAY_IMPORT: Record<string, string[]> = {
  app: ['app', 'features', 'components', 'lib', 'db'],
  features: ['features', 'components', 'emails', 'db', 'lib'],
  components: ['components', 'lib'],
  emails: ['emails', 'lib'],
  db: ['db', 'lib'],
  lib: ['lib', 'messages'],
  'proxy.ts': ['lib'],
  'instrumentation.ts': ['features', 'lib'],
}

function filesBelow(folder: string, endings: string[]): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
}

function source(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8')
}

const code = [...FOLDERS.flatMap((folder) => filesBelow(folder, ['.ts', '.tsx'])), 'proxy.ts', 'instrumentation.ts']

/** What a file imports, as paths from the root; packages keep their name. */
function importsOf(file: string, text = source(file)): string[] {
  const found = text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)
  return [...found].map(([, specifier = '']) =>
    specifier.startsWith('@/')
      ? specifier.slice(2)
      : specifier.startsWith('.')
        ? path.join(path.dirname(file), specifier)
        : specifier,
  )
}

test('imports go from app to features to components, emails and db to lib, and never back', () => {
  const wrong = code
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const allowed = MAY_IMPORT[file.split('/')[0]!]!
      return importsOf(file)
        .filter(
          (target) =>
            [...FOLDERS, 'messages', 'e2e', 'scripts'].includes(target.split('/')[0]!) &&
            !allowed.includes(target.split('/')[0]!),
        )
        .map((target) => `${file} imports ${target}`)
    })
  expect(wrong).toEqual([])
})

test('pages take from the database through features only: db is theirs for types and the health check', () => {
  const wrong = filesBelow('app', ['.ts', '.tsx']).filter(
    (file) => !file.startsWith('app/api/health/') && /^import (?!type)[^\n]*'@\/db'/m.test(source(file)),
  )
  expect(wrong).toEqual([])
})

test('a feature imports only features before it', () => {
  expect(readdirSync(path.join(ROOT, 'features')).filter((name) => !FEATURES.includes(name))).toEqual([])
  const wrong = filesBelow('features', ['.ts', '.tsx']).flatMap((file) => {
    const own = FEATURES.indexOf(file.split('/')[1]!)
    return importsOf(file)
      .filter((target) => target.startsWith('features/') && FEATURES.indexOf(target.split('/')[1]!) > own)
      .map((target) => `${file} imports ${target}`)
  })
  expect(wrong).toEqual([])
})

test('only features/accounts knows next-auth', () => {
  expect(
    code.filter(
      (file) =>
        importsOf(file).some((target) => target.startsWith('next-auth')) &&
        !file.startsWith('features/accounts/') &&
        !file.startsWith('app/api/auth/'),
    ),
  ).toEqual([])
})

test('files in features have one of the few names', () => {
  const known = /\/(schema|rules|access|queries|commands|actions)\.ts$|\.tsx$|\.test\.ts$/
  expect(filesBelow('features', ['.ts', '.tsx']).filter((file) => !known.test(file))).toEqual([])
})

test('a style sheet of a part is loaded by one component beside it, so that no other page carries it', () => {
  const sheets = ['features', 'components'].flatMap((folder) => filesBelow(folder, ['.css']))
  const wrong = sheets.filter((sheet) => {
    const loading = code.filter((file) => importsOf(file).includes(sheet))
    return loading.length !== 1 || path.dirname(loading[0]!) !== path.dirname(sheet) || !loading[0]!.endsWith('.tsx')
  })
  expect(wrong).toEqual([])
})

test('no browser code takes zod, the database or the texts of all languages along', () => {
  const heavy = /^(zod|postgres|drizzle-orm|db|messages|node:\w+)(\/|$)/
  const wrong = code
    .filter((file) => source(file).startsWith("'use client'"))
    .flatMap((file) =>
      [...reachable(file)].filter((target) => heavy.test(target)).map((target) => `${file} takes along ${target}`),
    )
  expect(wrong).toEqual([])
})

/** All that a browser loads with a file. Actions stay on the server: a browser has only their addresses. */
function reachable(file: string, found = new Set<string>()): Set<string> {
  const values = source(file).replace(/^import type [\s\S]*?'[^']+'/gm, '')
  for (const target of importsOf(file, values)) {
    if (found.has(target)) continue
    found.add(target)
    const next = ['.ts', '.tsx'].map((ending) => target + ending).find((name) => code.includes(name))
    if (next && !source(next).startsWith("'use server'")) reachable(next, found)
  }
  return found
}

test('no markup carries inline styles, which the content security policy stops', () => {
  expect(
    code.filter((file) => file.endsWith('.tsx') && !file.startsWith('emails/') && /\sstyle=\{?/.test(source(file))),
  ).toEqual([])
})

test('the layout says where lines begin and end, not left and right, so that it turns round for Dari and Arabic', () => {
  const classes =
    /(?<![\w-])-?(?:m|p|scroll-m|scroll-p)[lr]-[\d[a]|(?<![\w-])(?:-?(?:left|right)-[\d[a]|border-[lr](?![\w])|rounded-[lrtb]?[lr](?![\w])|(?:text|float|clear)-(?:left|right)(?![\w-]))/
  const markup = code
    .filter((file) => file.endsWith('.tsx') && !file.startsWith('emails/'))
    .flatMap((file) =>
      [...source(file).matchAll(/className=(?:"[^"]*"|\{[^}]*\})/g)]
        .filter(([attribute]) => classes.test(attribute))
        .map(([attribute]) => `${file}: ${attribute}`),
    )
  const rules =
    /^\s*(?:left|right|(?:margin|padding|border)-(?:left|right)[\w-]*)\s*:|text-align:\s*(?:left|right)|float:\s*(?:left|right)/m
  const sheets = ['app', 'features', 'components']
    .flatMap((folder) => filesBelow(folder, ['.css']))
    // What is cut out of a picture is on its left whatever is read.
    .filter((sheet) => sheet !== 'components/picture-crop.css' && rules.test(source(sheet)))
  expect([...markup, ...sheets]).toEqual([])
})

type Tree = { [key: string]: string | Tree }

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  )
}

const messages = Object.fromEntries(
  LOCALES.map((language) => [language, flatten(JSON.parse(source(`messages/${language}.json`)))]),
) as Record<Locale, Map<string, string>>

/** Names of the values that a text in ICU syntax has places for, also within the cases of its plurals. */
function places(text: string, found = new Set<string>()): string[] {
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at)) {
    const end = closing(text, at)
    const [name = '', kind = '', ...cases] = text.slice(at + 1, end).split(',')
    found.add(name.trim())
    if (['plural', 'select', 'selectordinal'].includes(kind.trim())) {
      const body = cases.join()
      for (let open = body.indexOf('{'); open >= 0; open = body.indexOf('{', open)) {
        const close = closing(body, open)
        places(body.slice(open + 1, close), found)
        open = close
      }
    }
    at = end + 1
  }
  return [...found].sort()
}

/** Where the brace at `open` is closed. */
function closing(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++
    if (text[at] === '}' && --depth === 0) return at
  }
  throw new Error(`A brace is left open: ${text}`)
}

for (const language of LOCALES.filter((each) => each !== 'en')) {
  test(`every text is there in ${language}, with the same places for values`, () => {
    expect([...messages[language].keys()].sort()).toEqual([...messages.en.keys()].sort())
    const wrong = [...messages.en]
      .filter(([key, text]) => places(text).join() !== places(messages[language].get(key) ?? '').join())
      .map(([key]) => key)
    expect(wrong).toEqual([])
  })

  test(`no text in ${language} is empty or was left in English`, () => {
    const wrong = [...messages[language]].filter(
      ([key, text]) =>
        text.trim() === '' ||
        (text === messages.en.get(key) && /[a-z]{3,}.*\s.*[a-z]{3,}/i.test(text.replace(/\{[^}]*\}/g, ''))),
    )
    expect(wrong.map(([key]) => key)).toEqual([])
  })
}

test('every text that the code names is there', () => {
  const keys = [...messages.en.keys()]
  const missing = code.flatMap((file) =>
    [...source(file).matchAll(/(?:\bt|\binEveryLanguage|\btexts\([\w.]+\))\(\s*(?:'([^']+)'|`([^`]+)`)/g)]
      .map(([, key, pattern = '']) => key ?? pattern)
      .filter((key) => !keys.some((known) => asPattern(key).test(known)))
      .map((key) => `${file}: ${key}`),
  )
  expect(missing).toEqual([])
})

/** `states.${state}` as what matches any key that it may become. */
function asPattern(key: string): RegExp {
  const parts = key.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'))
  return new RegExp(`^${parts.join('.+')}$`)
}

test('every refusal has its sentence', () => {
  const codes = code.flatMap((file) =>
    [...source(file).matchAll(/new Refusal\(\s*'(\w+)'/g)].map(([, name = '']) => name),
  )
  expect(codes.length).toBeGreaterThan(5)
  expect(codes.filter((name) => !messages.en.has(`refusals.${name}`))).toEqual([])
})
