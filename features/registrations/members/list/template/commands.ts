import writeExcelFile from 'write-excel-file/node'
import type { FocalDelegation } from '@/features/delegations/access'
import { inLocale, LOCALE_NAMES, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { memberChoices } from '../../queries'
import { COLUMNS } from '../rules'

/** The template as a download: a workbook with the words that may be chosen on a sheet of their own, or a CSV's first line. */
export async function memberTemplate(
  focal: FocalDelegation,
  format: 'csv' | 'xlsx',
  locale: Locale,
): Promise<Response> {
  const t = texts(locale)
  const heads = COLUMNS.map((column) => t(`fields.${column}.label`))
  const headers = {
    'Content-Disposition': `attachment; filename="members.${format}"`,
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  }
  if (format === 'csv') {
    // The mark at the beginning is how Excel knows UTF-8.
    const line = heads.map((head) => `"${head.replaceAll('"', '""')}"`).join(';')
    return new Response(`\uFEFF${line}\r\n`, { headers: { ...headers, 'Content-Type': 'text/csv; charset=utf-8' } })
  }
  const { categories, roles } = await memberChoices(focal.event)
  const choices = [
    [t('fields.memberRole.label'), ...roles.map(({ name }) => inLocale(name, locale))],
    [t('fields.category.label'), ...categories.map(({ name }) => inLocale(name, locale))],
    [t('fields.locale.label'), ...focal.event.languages.map((language) => LOCALE_NAMES[language])],
  ]
  const rows = Array.from({ length: Math.max(...choices.map(({ length }) => length)) }, (_, at) =>
    choices.map((column) => ({ value: column[at] ?? '', ...(at === 0 ? { fontWeight: 'bold' as const } : {}) })),
  )
  const workbook = await writeExcelFile([
    {
      sheet: t('delegations.columns.members').slice(0, 31),
      data: [heads.map((value) => ({ value, fontWeight: 'bold' as const }))],
      columns: heads.map(() => ({ width: 24 })),
    },
    { sheet: t('members.list.choices').slice(0, 31), data: rows, columns: choices.map(() => ({ width: 32 })) },
  ])
  return new Response(new Uint8Array(await workbook.toBuffer()), {
    headers: { ...headers, 'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  })
}
