import type { Route } from 'next'
import Link from 'next/link'
import { Form } from '@/components/form'
import { TitledSection } from '@/components/titled-section'
import { CAMPAIGN_KINDS } from '@/db/schema/mail'
import { CAMPAIGN_PLACEHOLDERS } from '@/emails/campaign'
import type { ManagedEvent } from '@/features/events/access'
import type { Category } from '@/features/events/queries'
import { PlaceholderList } from '@/features/mail/wording/placeholder-list'
import type { listSelectable } from '@/features/registrations/queries'
import { NEEDS } from '@/features/registrations/review/rules'
import { countryName } from '@/lib/countries'
import { formatZone } from '@/lib/dates'
import { type FieldGroup, type FieldView, formLabels, localizedGroup } from '@/lib/field-views'
import { inLocale, LOCALE_NAMES, type Locale } from '@/lib/locales'
import { type Texts, texts } from '@/lib/texts'
import {
  attachFileAction,
  deleteCampaignAction,
  deleteSegmentAction,
  releaseCampaignAction,
  removeFileAction,
  saveAudienceAction,
  saveSegmentAction,
  saveTextsAction,
} from './actions'
import { AudienceCount } from './audience-count'
import type { CampaignRow, Count, listFiles } from './queries'
import {
  FILE_TYPES,
  LIMITS,
  languagesOf,
  MOST_FILES,
  MOST_MEGABYTES,
  namesDelegation,
  PARTS,
  readAudience,
  writtenIn,
} from './rules'
import type { Segment } from './segments/queries'

type Props = {
  locale: Locale
  event: ManagedEvent
  campaign: CampaignRow
  count: Count
  files: Awaited<ReturnType<typeof listFiles>>
  segments: Segment[]
  categories: Category[]
  selectable: Awaited<ReturnType<typeof listSelectable>>
  /** What the filter by an answer says in words. */
  answer: string
  /** States that somebody is in or that one may look for. */
  states: readonly string[]
}

/** A letter to many while it is written: to whom, what, with what, and the button that lets it go. */
export function CampaignDraft(props: Props) {
  const { locale, event, campaign, count, files } = props
  const t = texts(locale)
  const place = { locale, event: event.slug, number: campaign.number }
  const at = { ...place, version: campaign.version }
  const labels = formLabels(t)
  const base = `/${locale}/admin/${event.slug}`
  const written = writtenIn(campaign, languagesOf(event))
  return (
    <div className="grid gap-12">
      <TitledSection id="people" title={t('campaigns.people.title')} isRoomy>
        <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <AudienceForms {...props} t={t} />
          <div className="panel">
            <AudienceCount
              t={t}
              count={count}
              written={written}
              needsDelegation={namesDelegation(campaign)}
              registrations={`${base}/registrations`}
            />
          </div>
        </div>
      </TitledSection>
      <TitledSection id="words" title={t('campaigns.words.title')} isRoomy>
        <div className="mb-8">
          <PlaceholderList
            formId="texts"
            title={t('wording.placeholders')}
            hint={t('wording.placeholders_hint')}
            insert={t('wording.insert')}
            placeholders={CAMPAIGN_PLACEHOLDERS.map((name) => ({ name, label: t(`wording.placeholder.${name}`) }))}
          />
        </div>
        <Form
          id="texts"
          keep={`letter-${event.id}-${campaign.number}`}
          action={saveTextsAction.bind(null, at)}
          groups={textGroups(t, event, campaign)}
          labels={labels}
          submit={t('campaigns.save')}
        />
      </TitledSection>
      <TitledSection id="files" title={t('campaigns.files.title')} isRoomy>
        <FileList t={t} at={at} files={files} />
        {files.length < MOST_FILES && (
          <Form
            id="attach"
            action={attachFileAction.bind(null, at)}
            groups={[
              {
                fields: [
                  {
                    name: 'campaignFile',
                    kind: 'file',
                    label: t('campaigns.files.label'),
                    hint: t('campaigns.files.hint', { count: MOST_FILES, megabytes: MOST_MEGABYTES }),
                    isRequired: true,
                    accept: FILE_TYPES,
                    value: '',
                  },
                ],
              },
            ]}
            labels={labels}
            submit={t('campaigns.files.attach')}
            tone="quiet"
          />
        )}
      </TitledSection>
      <TitledSection id="send" title={t('campaigns.send.title')} isRoomy>
        {written.length === 0 || count.total === 0 ? (
          <p className="panel measure">
            {t(written.length === 0 ? 'campaigns.send.unwritten' : 'campaigns.send.nobody')}
          </p>
        ) : (
          <>
            <p className="measure mb-4">
              {t('campaigns.send.text')}{' '}
              <Link href={`${base}/mail/letters/${campaign.number}/preview` as Route} prefetch={false}>
                {t('campaigns.preview.link')}
              </Link>
            </p>
            <Form
              id="release"
              action={releaseCampaignAction.bind(null, { ...at, count: count.total })}
              groups={[
                {
                  fields: [
                    {
                      name: 'sendAt',
                      kind: 'date_time',
                      label: t('campaigns.send.at'),
                      hint: t('campaigns.send.at_hint', { zone: formatZone(new Date(), locale, event.timeZone) }),
                      isRequired: false,
                      value: '',
                    },
                  ],
                },
              ]}
              labels={labels}
              submit={t(event.needsMailApproval ? 'campaigns.send.ask' : 'campaigns.send.button', {
                count: count.total,
              })}
            >
              <p className="measure mt-4">
                {t(event.needsMailApproval ? 'campaigns.send.second_person' : 'campaigns.send.held')}
              </p>
            </Form>
          </>
        )}
        <details className="mt-8">
          <summary className="min-h-11 cursor-pointer py-2.5 text-link underline underline-offset-4">
            {t('campaigns.delete.open')}
          </summary>
          <Form
            id="delete"
            action={deleteCampaignAction.bind(null, place)}
            groups={[]}
            labels={labels}
            submit={t('campaigns.delete.button')}
            tone="danger"
          />
        </details>
      </TitledSection>
    </div>
  )
}

function AudienceForms({
  t,
  locale,
  event,
  campaign,
  segments,
  categories,
  selectable,
  answer,
  states,
}: Props & { t: Texts }) {
  const { filter, includesKeptOff } = readAudience(campaign.audience)
  const place = { locale, event: event.slug, number: campaign.number }
  const { compare } = new Intl.Collator(locale)
  const select = (name: string, label: string, value: string, options: FieldView['options']): FieldView => ({
    name,
    kind: 'choice',
    label,
    isRequired: true,
    value,
    options,
  })
  const labels = formLabels(t)
  const choices: (FieldView | null)[] = [
    select(
      'state',
      t('review.columns.status'),
      filter.state,
      states.map((state) => ({ value: state, label: t(`states.${state}`) })),
    ),
    select(
      'category',
      t('review.columns.category'),
      filter.category,
      categories.map((each) => ({ value: each.slug, label: inLocale(each.name, locale) })),
    ),
    select(
      'country',
      t('review.columns.country'),
      filter.country,
      selectable.countries
        .map((code) => ({ value: code, label: countryName(code, locale) }))
        .sort((a, b) => compare(a.label, b.label)),
    ),
    selectable.delegations.length > 0 || filter.delegation
      ? select(
          'delegation',
          t('delegations.one'),
          filter.delegation,
          selectable.delegations.map(({ id, name }) => ({ value: id, label: inLocale(name, locale) })),
        )
      : null,
    select(
      'institution',
      t('review.columns.institution'),
      filter.institution,
      [...new Set([...selectable.institutions, filter.institution])]
        .filter(Boolean)
        .sort(compare)
        .map((name) => ({ value: name, label: name })),
    ),
    select(
      'language',
      t('fields.locale.label'),
      filter.language,
      languagesOf(event).map((lang) => ({ value: lang, label: LOCALE_NAMES[lang] })),
    ),
    select(
      'needs',
      t('campaigns.people.needs'),
      filter.needs,
      NEEDS.map((need) => ({ value: need, label: t(`review.needs.${need}`) })),
    ),
    filter.answer
      ? select('answer', t('campaigns.people.answer'), filter.answer, [{ value: filter.answer, label: answer }])
      : null,
    { name: 'q', kind: 'text', label: t('review.list.search'), isRequired: true, value: filter.search },
  ]
  return (
    <div>
      <Form
        id="audience"
        action={saveAudienceAction.bind(null, { ...place, version: campaign.version })}
        groups={[
          {
            columns: true,
            // Nothing here is needed: whatever is left open narrows nothing.
            fields: choices.flatMap((each) => (each ? [{ ...each, isRequired: false }] : [])),
          },
          {
            fields: [
              {
                name: 'keptOff',
                kind: 'yes',
                label: t('campaigns.people.kept_off'),
                hint: t('campaigns.people.kept_off_hint'),
                isRequired: false,
                value: includesKeptOff ? 'yes' : '',
              },
            ],
          },
        ]}
        labels={{ ...labels, choose: t('review.list.any') }}
        submit={t('campaigns.people.save')}
        tone="quiet"
      >
        {segments.length > 0 && (
          <p className="mt-4 flex flex-wrap items-center gap-2">
            <span>{t('campaigns.people.saved')}</span>
            {segments.map(({ id, name }) => (
              <button key={id} type="submit" name="segment" value={id} className="chip">
                {name}
              </button>
            ))}
          </p>
        )}
      </Form>
      <details className="mt-4">
        <summary className="min-h-11 cursor-pointer py-2.5 text-link underline underline-offset-4">
          {t('campaigns.segments.open')}
        </summary>
        <Form
          id="segment"
          action={saveSegmentAction.bind(null, place)}
          groups={[
            {
              fields: [
                {
                  name: 'segmentName',
                  kind: 'text',
                  label: t('fields.segmentName.label'),
                  hint: t('fields.segmentName.hint'),
                  isRequired: true,
                  max: 80,
                  value: '',
                },
              ],
            },
          ]}
          labels={labels}
          submit={t('campaigns.segments.save')}
          tone="quiet"
        />
        {segments.length > 0 && (
          <ul className="mt-4 space-y-2">
            {segments.map(({ id, name }) => (
              <li key={id}>
                <Form
                  id={`forget-${id}`}
                  action={deleteSegmentAction.bind(null, { ...place, segment: id })}
                  groups={[]}
                  labels={labels}
                  submit={t('campaigns.segments.delete', { name })}
                  tone="quiet"
                />
              </li>
            ))}
          </ul>
        )}
      </details>
    </div>
  )
}

function textGroups(t: Texts, event: ManagedEvent, campaign: CampaignRow): FieldGroup[] {
  const languages = languagesOf(event)
  return [
    {
      fields: [
        {
          name: 'campaignKind',
          kind: 'choice',
          label: t('fields.campaignKind.label'),
          hint: t('fields.campaignKind.hint'),
          isRequired: true,
          value: campaign.kind,
          options: CAMPAIGN_KINDS.map((kind) => ({ value: kind, label: t(`campaigns.kinds.${kind}`) })),
        },
      ],
    },
    ...PARTS.map((part) =>
      localizedGroup(t, languages, part, campaign[part], {
        kind: part === 'body' ? 'multiline' : 'text',
        max: LIMITS[part],
      }),
    ),
  ]
}

type FileProps = {
  t: Texts
  at: { locale: Locale; event: string; number: number; version: number }
  files: Props['files']
}

function FileList({ t, at, files }: FileProps) {
  if (files.length === 0) return null
  return (
    <ul className="mb-6 max-w-2xl">
      {files.map((file) => (
        <li
          key={file.id}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-rule py-2"
        >
          <span className="min-w-0 break-words">
            {t('campaigns.files.one', { name: file.name, kilobytes: kilobytes(file.size) })}
          </span>
          <Form
            id={`remove-${file.id}`}
            action={removeFileAction.bind(null, { ...at, file: file.id })}
            groups={[]}
            labels={formLabels(t)}
            submit={t('campaigns.files.remove', { name: file.name })}
            tone="quiet"
          />
        </li>
      ))}
    </ul>
  )
}

/** At least one: an empty file is never kept. */
export function kilobytes(size: number): number {
  return Math.max(1, Math.round(size / 1024))
}
