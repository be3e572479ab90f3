import { MAIL_STATES } from '@/db/schema/mail'
import type { Texts } from '@/lib/texts'
import type { MailFilter } from '../queries'

type Props = { t: Texts; base: string; filter: MailFilter; kinds: readonly string[] }

/** What to look for among the mails: words, how each stands, what it is about. All of it in the address. */
export function MailFilterForm({ t, base, filter, kinds }: Props) {
  return (
    <search>
      <form action={base} className="mb-6 grid items-end gap-4 md:grid-cols-[minmax(0,2fr)_1fr_1fr_auto]">
        <div className="field">
          <label htmlFor="q">{t('mailbox.search')}</label>
          <input
            id="q"
            name="q"
            type="search"
            defaultValue={filter.search}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
          />
        </div>
        <Select
          name="state"
          label={t('mailbox.columns.state')}
          all={t('mailbox.all')}
          value={filter.state}
          options={MAIL_STATES.map((state) => ({ value: state, label: t(`mailbox.states.${state}`) }))}
        />
        <Select
          name="kind"
          label={t('mailbox.kind')}
          all={t('mailbox.all')}
          value={filter.kind}
          options={kinds.map((kind) => ({ value: kind, label: kindName(t, kind) }))}
        />
        <button type="submit" className="button button-primary">
          {t('mailbox.find')}
        </button>
      </form>
    </search>
  )
}

/** What a kind of mail is called. */
export function kindName(t: Texts, kind: string): string {
  const key = [`wording.kinds.${kind}.name`, `mailbox.kinds.${kind}`].find((each) => t.has(each))
  return key ? t(key) : kind
}

type SelectProps = {
  name: string
  label: string
  all: string
  value: string
  options: { value: string; label: string }[]
}

function Select({ name, label, all, value, options }: SelectProps) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <select id={name} name={name} defaultValue={value}>
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
