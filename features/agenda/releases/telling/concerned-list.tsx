import type { Letter } from '@/emails/letter'
import { LOCALE_NAMES, type Locale } from '@/lib/locales'
import { type Texts, texts } from '@/lib/texts'
import type { Concerned } from './queries'

/** Who gets which letter. Who may not see participants learns how many they are, and reads the letters of speakers. */
export function ConcernedList({
  locale,
  people,
  seesPeople,
}: {
  locale: Locale
  people: Concerned[]
  seesPeople: boolean
}) {
  const t = texts(locale)
  const shown = people.filter(({ speakerId }) => seesPeople || speakerId)
  const heads = ['person', 'letter', 'address'].map((name) => t(`releases.tell_page.${name}`))
  return (
    <>
      {shown.length > 0 && (
        <table className="table table-list mb-4">
          <caption className="sr-only">{t('releases.tell')}</caption>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((person) => (
              <tr key={person.registrationId ?? person.speakerId}>
                <td>
                  {person.name}
                  <span className="block text-muted">
                    {t(`releases.tell_page.${person.speakerId ? 'speaker' : 'participant'}`)}
                  </span>
                </td>
                <td data-label={heads[1]} className="md:max-w-md">
                  <LetterText t={t} person={person} />
                </td>
                <td data-label={heads[2]} className="break-words">
                  {(seesPeople || !person.registrationId) && person.email}
                  <span className="block text-muted">{LOCALE_NAMES[person.letter.locale]}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {people.length > shown.length && (
        <p className="mb-4">{t('releases.tell_page.hidden', { count: people.length - shown.length })}</p>
      )}
    </>
  )
}

/** The letter as the person will read it, but for their private link. */
function LetterText({ t, person }: { t: Texts; person: { letter: Letter; isOwnLink: boolean } }) {
  const { letter } = person
  return (
    <details>
      <summary className="min-h-6 cursor-pointer text-link underline underline-offset-4">{letter.subject}</summary>
      <blockquote
        lang={letter.locale}
        className="mt-2 space-y-2 border-s-2 border-gold ps-3 text-start whitespace-pre-line"
      >
        <p>{letter.greeting}</p>
        {[...letter.paragraphs, ...(letter.details ?? [])].map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        {letter.note && <p>{`${letter.note.label}:\n${letter.note.text}`}</p>}
        {letter.action && <p>{`[ ${letter.action.label} ]`}</p>}
        <p>{letter.closing.join('\n')}</p>
      </blockquote>
      {person.isOwnLink && <p className="mt-2 text-sm text-muted">{t('review.inform.link_hidden')}</p>}
    </details>
  )
}
