import { Form } from '@/components/form'
import type { EditedEvent } from '@/features/events/access'
import type { ListedFile } from '@/features/files/queries'
import { fieldViews, formLabels, localizedGroup } from '@/lib/field-views'
import { dottedDate } from '@/lib/fields'
import { inLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { MAX_TITLE, type Session } from '../../rules'
import { addDocumentAction, guestAction, removeDocumentAction, showDocumentAction } from './actions'
import { DOCUMENT_FIELDS, type FormContext, languageOptions } from './rules'
import { SubmitList } from './submit-list'

type Props = { event: EditedEvent; context: FormContext; session: Session }

/** A session's documents, each with its language, symbol and date, and the form that adds one. */
export function SessionDocuments({ event, context, session, documents }: Props & { documents: ListedFile[] }) {
  const { locale } = context
  const t = texts(locale)
  const place = { locale, event: event.slug, session: session.id, version: session.version }
  const languages = languageOptions(locale)
  const plain = DOCUMENT_FIELDS.filter(({ name }) => !name.includes('.'))
  return (
    <section id="documents" aria-labelledby="documents-title" className="mt-10 max-w-4xl">
      <h2 id="documents-title" className="mb-2">
        {t('editor.session.documents')}
      </h2>
      <p className="hint measure mb-3">{t('editor.session.documents_text')}</p>
      <ul>
        {documents.map(({ id, name, details, isPublic }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-rule py-3">
            <span>
              <a href={`/api/events/${event.slug}/files/${id}`}>{inLocale(details.title, locale) || name}</a>
              <span className="block text-sm text-muted">
                {[
                  details.symbol,
                  languages.find(({ value }) => value === details.language)?.label,
                  details.date && dottedDate(details.date),
                  t(isPublic ? 'editor.session.document_public' : 'editor.session.document_internal'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <span className="flex flex-wrap gap-2 md:ms-auto">
              <Form
                id={`show-${id}`}
                action={showDocumentAction.bind(null, { ...place, file: id, isPublic: !isPublic })}
                groups={[]}
                labels={formLabels(t)}
                submit={t(isPublic ? 'editor.session.close_document' : 'editor.session.open_document', { name })}
                tone="quiet"
              />
              <Form
                id={`remove-${id}`}
                action={removeDocumentAction.bind(null, { ...place, file: id })}
                groups={[]}
                labels={formLabels(t)}
                submit={t('editor.session.remove_document', { name })}
                tone="quiet"
              />
            </span>
          </li>
        ))}
      </ul>
      <div className="mt-6">
        <Form
          id="document"
          key={documents.length}
          action={addDocumentAction.bind(null, place)}
          groups={[
            { fields: fieldViews(t, locale, [{ name: 'documentFile', kind: 'file', isRequired: true }], {}) },
            localizedGroup(t, event.languages, 'documentTitle', {}, { max: MAX_TITLE }),
            {
              columns: true,
              fields: fieldViews(t, locale, plain.slice(0, 3), {}).map((view) =>
                view.name === 'documentLanguage' ? { ...view, options: languages } : view,
              ),
            },
            { fields: fieldViews(t, locale, plain.slice(3), { documentPublic: 'yes' }) },
          ]}
          labels={formLabels(t)}
          submit={t('editor.session.add_document')}
          tone="quiet"
        />
      </div>
    </section>
  )
}

type Person = { id: string; name: string; institution: string }
type GuestProps = Props & {
  guests: Person[]
  /** Of the search; null: nobody was searched for. */
  found: Person[] | null
  search: string
}

/** Who is named to a session that only invited people may come to. */
export function SessionGuests({ event, context, session, guests, found, search }: GuestProps) {
  const t = texts(context.locale)
  const place = { locale: context.locale, event: event.slug, session: session.id, version: session.version }
  const row = ({ id, name, institution }: Person, act: 'add' | 'remove') => ({
    id,
    text: [name, institution].filter(Boolean).join(', '),
    value: `${act}:${id}`,
    label: t(act === 'add' ? 'editor.session.invite' : 'editor.texts.take_off'),
    about: name,
  })
  return (
    <section id="guests" aria-labelledby="guests-title" className="mt-10 max-w-4xl">
      <h2 id="guests-title" className="mb-2">
        {t('editor.session.guests')}
      </h2>
      <p className="mb-3 text-muted">{t('editor.session.guests_text', { count: session.guestIds.length })}</p>
      <SubmitList action={guestAction.bind(null, place)} rows={guests.map((person) => row(person, 'remove'))} />
      <form method="get" action="#guests" className="mt-4 flex flex-wrap items-end gap-3">
        <div className="field">
          <label htmlFor="find">{t('editor.session.find')}</label>
          <input id="find" name="find" type="search" defaultValue={search} />
        </div>
        <button type="submit" className="button button-quiet">
          {t('editor.session.search')}
        </button>
      </form>
      {found && found.length === 0 && <p className="mt-3">{t('editor.session.nobody_found')}</p>}
      {found && found.length > 0 && (
        <div className="mt-3">
          <SubmitList action={guestAction.bind(null, place)} rows={found.map((person) => row(person, 'add'))} />
        </div>
      )}
    </section>
  )
}
