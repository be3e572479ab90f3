import { and, asc, eq, gt, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import writeExcelFile from 'write-excel-file/node'
import { db } from '@/db'
import { delegationRoles, delegations } from '@/db/schema/delegations'
import { categories } from '@/db/schema/events'
import { registrations } from '@/db/schema/registrations'
import type { FreshSession } from '@/features/accounts/access'
import { recordAudit } from '@/features/audit/commands'
import type { ManagedEvent } from '@/features/events/access'
import { countryName } from '@/lib/countries'
import { formatDateTime } from '@/lib/dates'
import { answerText } from '@/lib/field-views'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { sees } from '../privacy/rules'
import { selection } from '../queries'
import { listQuestions } from '../questions/queries'
import { fieldOf, type Question } from '../questions/rules'
import type { RegistrationFilter } from '../review/rules'
import { csvLine, type ExportFormat, safeCell } from './rules'

const PAGE = 500

const host = alias(registrations, 'host')

/**
 * The registrations that a filter finds, as a file to save. Who is kept off lists is left out and counted in the last
 * line. The audit has the entry, with the count, before anything leaves.
 * @param _session proof of a fresh sign-in
 */
export async function exportRegistrations(
  event: ManagedEvent,
  _session: FreshSession,
  { filter, format, locale }: { filter: RegistrationFilter; format: ExportFormat; locale: Locale },
): Promise<Response> {
  const questions = (await listQuestions(event)).filter(({ dataKind }) => sees(event, dataKind))
  const lines = [headOf(locale, questions)]
  const found = and(selection(event, filter), filter.state ? eq(registrations.state, filter.state) : undefined)
  for (let after: { createdAt: string; id: string } | null = null; ; ) {
    const rows = await db()
      .select({
        registration: registrations,
        cursor: sql<string>`${registrations.createdAt}::text`,
        categoryName: categories.name,
        delegationName: delegations.name,
        roleName: delegationRoles.name,
        hostReference: host.reference,
      })
      .from(registrations)
      .innerJoin(categories, eq(categories.id, registrations.categoryId))
      .leftJoin(delegations, eq(delegations.id, registrations.delegationId))
      .leftJoin(delegationRoles, eq(delegationRoles.id, registrations.roleId))
      .leftJoin(host, eq(host.id, registrations.companionOfId))
      .where(
        and(
          found,
          eq(registrations.isKeptOffLists, false),
          after
            ? or(
                sql`${registrations.createdAt} > ${after.createdAt}::timestamptz`,
                and(sql`${registrations.createdAt} = ${after.createdAt}::timestamptz`, gt(registrations.id, after.id)),
              )
            : undefined,
        ),
      )
      .orderBy(asc(registrations.createdAt), asc(registrations.id))
      .limit(PAGE)
    lines.push(...rows.map((row) => lineOf(event, locale, questions, row)))
    const last = rows.at(-1)
    if (rows.length < PAGE || !last) break
    after = { createdAt: last.cursor, id: last.registration.id }
  }
  const [off] = await db()
    .select({ count: sql<number>`count(*)::int` })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(and(found, eq(registrations.isKeptOffLists, true)))
  const count = lines.length - 1
  if (off && off.count > 0) lines.push([texts(locale)('export.kept_off', { count: off.count })])
  await db().transaction((tx) =>
    recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject: 'event',
      subjectId: event.id,
      action: 'event.exported',
      data: { format, count, keptOff: off?.count ?? 0 },
    }),
  )
  return fileOf(lines, format, event.slug)
}

const COLUMNS = [
  'reference',
  'status',
  'category',
  'delegation',
  'memberRole',
  'companionOf',
  'title',
  'familyName',
  'givenName',
  'patronymic',
  'nativeName',
  'country',
  'institution',
  'position',
  'email',
  'phone',
  'locale',
  'interpretation',
  'diet',
  'accessibility',
  'sent',
] as const

function headOf(locale: Locale, questions: readonly Question[]): string[] {
  const t = texts(locale)
  const own: Record<string, string> = {
    reference: t('review.columns.reference'),
    status: t('review.columns.status'),
    category: t('review.columns.category'),
    delegation: t('delegations.one'),
    companionOf: t('companions.reference'),
    sent: t('review.columns.sent'),
  }
  return [
    ...COLUMNS.map((column) => own[column] ?? t(`fields.${column}.label`)),
    ...questions.map(({ label }) => inLocale(label, locale)),
  ]
}

type Row = {
  registration: typeof registrations.$inferSelect
  categoryName: typeof categories.$inferSelect.name
  delegationName: typeof categories.$inferSelect.name | null
  roleName: typeof categories.$inferSelect.name | null
  hostReference: string | null
}

function lineOf(
  event: ManagedEvent,
  locale: Locale,
  questions: readonly Question[],
  { registration, categoryName, delegationName, roleName, hostReference }: Row,
) {
  const t = texts(locale)
  const own: Record<string, string> = {
    status: t(`states.${registration.state}`),
    category: inLocale(categoryName, locale),
    delegation: delegationName ? inLocale(delegationName, locale) : '',
    memberRole: roleName ? inLocale(roleName, locale) : '',
    // Not the name: that person may be kept off lists.
    companionOf: hostReference ?? '',
    country: registration.country ? countryName(registration.country, locale) : '',
    sent: formatDateTime(registration.createdAt, locale, event.timeZone),
  }
  return [
    ...COLUMNS.map((column) => own[column] ?? String(registration[column as keyof typeof registration] ?? '')),
    ...questions.map((question) => {
      const answer = registration.answers[question.id]
      return answer === undefined ? '' : answerText(t, locale, fieldOf(question), answer)
    }),
  ]
}

async function fileOf(lines: string[][], format: ExportFormat, slug: string): Promise<Response> {
  const headers = {
    'Content-Disposition': `attachment; filename="${slug}.${format}"`,
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  }
  if (format === 'csv')
    return new Response(`\uFEFF${lines.map(csvLine).join('')}`, {
      headers: { ...headers, 'Content-Type': 'text/csv; charset=utf-8' },
    })
  const data = lines.map((line, at) =>
    line.map((text) => ({
      value: safeCell(text),
      type: String,
      ...(at === 0 ? { fontWeight: 'bold' as const } : {}),
    })),
  )
  const workbook = await writeExcelFile([
    { sheet: slug.slice(0, 31), data, columns: lines[0]!.map(() => ({ width: 22 })) },
  ])
  return new Response(new Uint8Array(await workbook.toBuffer()), {
    headers: { ...headers, 'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  })
}
