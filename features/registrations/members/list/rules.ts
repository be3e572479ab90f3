import { countryCodeOf } from '@/lib/countries'
import { fold } from '@/lib/country-search'
import { type Answers, checkAnswers, type FieldError } from '@/lib/fields'
import { LOCALES, type Localized } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { personKey } from '../../rules'
import { type MemberChoices, memberFields } from '../rules'

/** A list of more is split: nobody checks more on one page. */
export const MAX_ROWS = 500
/** Members that one transaction enters. */
export const CHUNK = 50
/** Longest cell that is kept, in characters. */
const MAX_CELL = 1000

/** Columns of the template, in its order. */
export const COLUMNS = [
  'memberRole',
  'category',
  'title',
  'familyName',
  'givenName',
  'patronymic',
  'nativeName',
  'country',
  'institution',
  'position',
  'memberEmail',
  'phone',
  'locale',
] as const
export type Column = (typeof COLUMNS)[number]

/** Other words that lists have at the head of a column. */
const OTHER_HEADS: Partial<Record<Column, readonly string[]>> = {
  familyName: ['family name', 'surname', 'last name', 'фамилия', 'тегі'],
  givenName: ['given name', 'given names', 'first name', 'name', 'имя', 'имена', 'аты'],
  patronymic: ['middle name', 'отчество', 'әкесінің аты'],
  nativeName: ['имя в родном написании', 'native name', 'фио', 'ф.и.о.', 'аты-жөні', 'full name'],
  memberEmail: ['email', 'e-mail', 'почта', 'эл. почта', 'пошта'],
  phone: ['phone', 'телефон', 'tel'],
  position: ['position', 'job title', 'должность', 'лауазымы'],
  institution: ['organisation', 'organization', 'организация', 'ұйым'],
  country: ['country', 'state', 'страна', 'государство', 'ел', 'мемлекет'],
  memberRole: ['role', 'роль', 'рөл'],
  locale: ['language', 'язык', 'тіл'],
}

const LANGUAGES: Record<string, string> = {
  english: 'en',
  английский: 'en',
  ағылшын: 'en',
  russian: 'ru',
  русский: 'ru',
  орыс: 'ru',
  kazakh: 'kk',
  казахский: 'kk',
  қазақ: 'kk',
  қазақша: 'kk',
}

const heads: Map<string, Column> = new Map(
  COLUMNS.flatMap((column) => [
    [fold(column), column] as const,
    ...LOCALES.map((locale) => [fold(texts(locale)(`fields.${column}.label`)), column] as const),
    ...(OTHER_HEADS[column] ?? []).map((head) => [fold(head), column] as const),
  ]),
)

/** One line of a list: its number in the spreadsheet, what it said in the columns we know, and that as answers. */
export type ListedPerson = { line: number; said: Record<string, string>; answers: Answers }

/**
 * The people of a table whose first line names the columns, in any of our languages, as answers to `memberFields`, and
 * what each column was taken for. Unknown columns and empty lines are left out; of a merged cell only its first line has
 * the text.
 * @returns null where no line names a column of given names
 */
export function peopleOf(
  table: readonly (readonly unknown[])[],
  choices: MemberChoices,
): { columns: { head: string; column: Column | null }[]; people: ListedPerson[] } | null {
  const first = table.slice(0, 10).findIndex((row) => columnsOf(row).includes('givenName'))
  if (first < 0) return null
  const columns = columnsOf(table[first]!)
  const people = table.slice(first + 1).flatMap((row, below) => {
    const cells = columns.map((column, at) => [column, cellText(row[at])] as const)
    const known = cells.filter((cell): cell is [Column, string] => cell[0] !== null && cell[1] !== '')
    if (known.length === 0) return []
    return [
      {
        line: first + below + 2,
        said: Object.fromEntries(known),
        answers: Object.fromEntries(known.map(([column, text]) => [column, answerOf(column, text, choices)])),
      },
    ]
  })
  const named = columns.map((column, at) => ({ head: cellText(table[first]![at]), column }))
  return { columns: named.filter(({ head }) => head !== ''), people }
}

function columnsOf(row: readonly unknown[]): (Column | null)[] {
  return row.map((cell) => heads.get(fold(cellText(cell).replace(/\*$/, ''))) ?? null)
}

function cellText(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean'
    ? String(cell).trim().slice(0, MAX_CELL)
    : ''
}

/** What a form would have sent for the words of a cell; words that are no choice stay as they are, to be corrected. */
export function answerOf(column: string, text: string, choices: MemberChoices): string {
  const named = (options: { slug: string; name: Localized }[]) =>
    options.find(({ slug, name }) => [slug, ...Object.values(name)].some((word) => fold(word) === fold(text)))?.slug
  if (column === 'country') return countryCodeOf(text) ?? text
  if (column === 'category') return named(choices.categories) ?? text
  if (column === 'memberRole') return named(choices.roles) ?? text
  if (column === 'locale') return LANGUAGES[fold(text)] ?? text.toLowerCase().slice(0, 2)
  return text
}

export type CheckedRow = {
  answers: Answers
  errors: FieldError[]
  /** Why the row is left out, though nothing is wrong with it. */
  skipped: 'repeated' | 'member' | null
}

/**
 * Checks the people of a list against the form, against each other and against who is in the delegation.
 * @param present `personKey` of who is there already
 * @param hasHead true where the delegation has a head
 */
export function checkPeople(
  people: readonly Answers[],
  choices: MemberChoices,
  { present, hasHead, fallbackEmail }: { present: ReadonlySet<string>; hasHead: boolean; fallbackEmail: string },
): CheckedRow[] {
  const fields = memberFields(choices)
  const seen = new Set<string>()
  let heads = hasHead ? 1 : 0
  return people.map((person) => {
    const { answers, errors } = checkAnswers(fields, person)
    for (const { name } of fields) {
      const isWrong = errors.some(({ field }) => field === name)
      if (!isWrong && /^[=@]|^[+-](?![\d\s(])/.test(person[name] ?? '')) errors.push({ field: name, code: 'formula' })
    }
    const key = personKey({ ...answers, email: answers.memberEmail || fallbackEmail })
    const isNamed = Boolean(answers.givenName) && !errors.some(({ field }) => field === 'givenName')
    const skipped = !isNamed ? null : present.has(key) ? 'member' : seen.has(key) ? 'repeated' : null
    if (isNamed) seen.add(key)
    const isHead = choices.roles.some(({ slug, isHead }) => isHead && slug === answers.memberRole)
    if (isHead && !skipped) {
      heads += 1
      if (heads > 1) errors.push({ field: 'memberRole', code: 'second_head' })
    }
    return { answers, errors, skipped }
  })
}
