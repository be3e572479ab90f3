import writeExcelFile from 'write-excel-file/node'
import { SESSION_KINDS } from '@/db/schema/agenda'
import { dayOf } from '@/features/agenda/rules'
import type { EditedEvent } from '@/features/events/access'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { COLUMNS } from '../formats/table/rules'

/** A table to fill in, with one session as an example: a workbook with the kinds on a sheet of their own, or a CSV. */
export async function programmeTemplate(event: EditedEvent, format: 'csv' | 'xlsx', locale: Locale): Promise<Response> {
  const t = texts(locale)
  const heads = COLUMNS.map((column) => t(`paper.columns.${column}`))
  const day = dayOf(event.startsAt, event.timeZone)
  const example: Partial<Record<(typeof COLUMNS)[number], string>> = {
    [`title_${locale}`]: t('paper.example.title'),
    date: day,
    start: '10:00',
    end: '11:30',
    room: t('paper.example.room'),
    kind: t('agenda.kinds.panel'),
    languages: 'en, ru, kk',
    people: t('paper.example.people'),
  }
  const row = COLUMNS.map((column) => example[column] ?? '')
  const headers = {
    'Content-Disposition': `attachment; filename="agenda.${format}"`,
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  }
  if (format === 'csv') {
    const lines = [heads, row].map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';'))
    // The mark at the beginning is how Excel knows UTF-8.
    return new Response(`\uFEFF${lines.join('\r\n')}\r\n`, {
      headers: { ...headers, 'Content-Type': 'text/csv; charset=utf-8' },
    })
  }
  const workbook = await writeExcelFile([
    {
      sheet: t('paper.title').slice(0, 31),
      data: [heads.map((value) => ({ value, fontWeight: 'bold' as const })), row.map((value) => ({ value }))],
      columns: heads.map(() => ({ width: 24 })),
    },
    {
      sheet: t('paper.columns.kind').slice(0, 31),
      data: SESSION_KINDS.map((kind) => [{ value: t(`agenda.kinds.${kind}`) }]),
      columns: [{ width: 32 }],
    },
  ])
  return new Response(new Uint8Array(await workbook.toBuffer()), {
    headers: { ...headers, 'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  })
}
