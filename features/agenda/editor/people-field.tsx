'use client'
import { useRef } from 'react'
import { inLocale } from '@/lib/locales'
import type { Agenda, Session } from '../rules'
import type { EditorView } from './agenda-editor'
import { fill } from './rules'

type People = Session['speakers']
/** Who is chosen to be added; an empty role: the usual one. */
type Adding = { speakerId: string; roleId: string }

type Props = {
  view: EditorView
  agenda: Agenda
  people: People
  adding: Adding
  onPeople: (people: People) => void
  onAdding: (adding: Adding) => void
}

/** Who does what in a session: each with their role, and who may be added. */
export function PeopleField({ view, agenda, people, adding, onPeople, onAdding }: Props) {
  const { texts, place, speakers } = view
  const next = useRef<HTMLSelectElement>(null)
  const roles = agenda.roles.filter(({ id, retiredAt }) => !retiredAt || people.some(({ roleId }) => roleId === id))
  const usable = usableRoles(agenda)
  return (
    <fieldset>
      <legend>{texts.people}</legend>
      <ul>
        {people.map(({ speakerId, roleId }, at) => {
          const name = speakers.find(({ id }) => id === speakerId)?.name ?? texts.somebody
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: another role must not take the focus from its list
            <li key={`${speakerId}-${at}`} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-1">
              <span className="min-w-0 grow">{name}</span>
              <select
                className="input w-auto"
                aria-label={fill(texts.role_of, { name })}
                value={roleId}
                onChange={(event) => onPeople(withRole(people, at, event.target.value))}
              >
                {roles.map((role) => (
                  <option key={role.id} value={role.id}>
                    {inLocale(role.name, place.locale)}
                  </option>
                ))}
              </select>
              <button
                type="button"
                className="button button-link"
                onClick={() => onPeople(people.filter((_, other) => other !== at))}
              >
                {texts.take_off}
                <span className="sr-only"> {name}</span>
              </button>
            </li>
          )
        })}
      </ul>
      {usable.length === 0 && <p className="hint">{texts.no_roles}</p>}
      {usable.length > 0 && speakers.length > 0 && (
        <div className="dialog-columns">
          <div className="field">
            <label htmlFor="session-person">{texts.add_person}</label>
            <select
              id="session-person"
              name="person"
              ref={next}
              value={adding.speakerId}
              onChange={(event) => onAdding({ ...adding, speakerId: event.target.value })}
            >
              <option value="" />
              {speakers
                .filter(({ isOffered }) => isOffered)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </select>
          </div>
          <div className="field">
            <label htmlFor="session-role">{texts.role}</label>
            <select
              id="session-role"
              name="role"
              value={adding.roleId || usualRole(agenda)}
              onChange={(event) => onAdding({ ...adding, roleId: event.target.value })}
            >
              {usable.map(({ id, name }) => (
                <option key={id} value={id}>
                  {inLocale(name, place.locale)}
                </option>
              ))}
            </select>
          </div>
          <button
            type="button"
            className="button button-quiet self-end"
            onClick={() => {
              onPeople(withPerson(people, adding, agenda))
              onAdding({ ...adding, speakerId: '' })
              next.current?.focus()
            }}
          >
            {texts.add}
          </button>
        </div>
      )}
    </fieldset>
  )
}

/** The list with whom it was chosen to add; as it is where nobody was, or where they have that role already. */
export function withPerson(people: People, { speakerId, roleId }: Adding, agenda: Agenda): People {
  const role = roleId || usualRole(agenda)
  const isThere = people.some((one) => one.speakerId === speakerId && one.roleId === role)
  return speakerId && role && !isThere ? [...people, { speakerId, roleId: role, itemId: null }] : people
}

/** The list with another role at a place; as it is where that person has the role already. */
function withRole(people: People, at: number, roleId: string): People {
  const { speakerId } = people[at]!
  if (people.some((one) => one.speakerId === speakerId && one.roleId === roleId)) return people
  return people.map((one, other) => (other === at ? { ...one, roleId } : one))
}

const usableRoles = ({ roles }: Agenda) => roles.filter(({ retiredAt }) => !retiredAt)

/** What somebody is who is only put into a session: a panellist, or the first who does not preside. */
export function usualRole(agenda: Agenda): string | undefined {
  const roles = usableRoles(agenda)
  return (roles.find(({ slug }) => slug === 'panellist') ?? roles.find(({ isChair }) => !isChair) ?? roles[0])?.id
}
