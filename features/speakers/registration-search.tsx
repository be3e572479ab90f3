import { Form } from '@/components/form'
import { manageEvent } from '@/features/events/access'
import { listRegistrations } from '@/features/registrations/queries'
import { NO_FILTER } from '@/features/registrations/review/rules'
import { countryName } from '@/lib/countries'
import { formLabels } from '@/lib/field-views'
import type { FormState } from '@/lib/form-action'
import type { Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'

type Props = {
  locale: Locale
  slug: string
  /** Address of the page that it stands on. */
  base: string
  search: string
  /** What each button does, with its person's name. */
  submit: (name: string) => string
  action: (state: FormState, form: FormData) => Promise<FormState>
}

const MOST_SHOWN = 10

/** Finds a registration by name in any script, and says that it is the speaker's. For who may see registrations. */
export async function RegistrationSearch({ locale, slug, base, search, submit, action }: Props) {
  const event = await manageEvent(slug)
  const t = texts(locale)
  const found = search ? await listRegistrations(event, { ...NO_FILTER, search }, locale) : null
  const rows = found?.rows.slice(0, MOST_SHOWN) ?? []
  return (
    <>
      <search>
        <form action={base} method="get" className="mb-4 flex flex-wrap items-end gap-3">
          <div className="field grow">
            <label htmlFor="q">{t('speakers.link.search')}</label>
            <input id="q" name="q" type="search" defaultValue={search} maxLength={200} autoComplete="off" />
          </div>
          <button type="submit" className="button button-quiet">
            {t('review.list.apply')}
          </button>
        </form>
      </search>
      {found && rows.length === 0 && <p className="panel">{t('speakers.link.none')}</p>}
      <ul>
        {rows.map((row) => (
          <li key={row.id} className="border-b border-rule py-3">
            <p className="font-semibold">{displayName(row, locale)}</p>
            <p className="mb-2 text-sm text-muted">
              {[row.institution, countryName(row.country, locale), t(`states.${row.state}`), row.reference].join(' · ')}
            </p>
            <Form
              id={`link-${row.id}`}
              action={action}
              groups={[]}
              labels={formLabels(t)}
              submit={submit(displayName(row, locale))}
              tone="quiet"
            >
              <input type="hidden" name="registration" value={row.id} />
            </Form>
          </li>
        ))}
      </ul>
      {found && found.total > rows.length && (
        <p className="mt-3 text-muted">{t('delegations.and_more', { count: found.total - rows.length })}</p>
      )}
    </>
  )
}
