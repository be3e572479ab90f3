import { Form } from '@/components/form'
import type { EditedEvent } from '@/features/events/access'
import { fieldViews, formLabels, localizedGroup } from '@/lib/field-views'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { PartList } from '../editor/part-list'
import type { Agenda } from '../rules'
import { arrangeRoomsAction, saveRoomAction } from './actions'
import { ROOM_NUMBERS } from './rules'

type Props = { locale: Locale; event: EditedEvent; agenda: Agenda; changing: string; removing: string }

/** The event's rooms in the order of the grid's columns, with the form that adds or changes one. */
export function RoomList({ locale, event, agenda, changing, removing }: Props) {
  const t = texts(locale)
  const place = { locale, event: event.slug }
  const canChange = event.state !== 'archived'
  const room = agenda.rooms.find(({ id }) => id === changing)
  const usedBy = (roomId: string) => agenda.sessions.filter((session) => session.roomId === roomId).length
  const answers = { roomCapacity: String(room?.capacity ?? ''), roomBooths: String(room?.booths ?? 0) }
  return (
    <>
      {agenda.rooms.length === 0 && <p className="notice measure mb-6">{t('editor.rooms.none')}</p>}
      <PartList
        locale={locale}
        action={arrangeRoomsAction.bind(null, place)}
        removing={removing}
        canChange={canChange}
        parts={agenda.rooms.map(({ id, name, capacity, booths, floor, equipment }) => ({
          id,
          name: inLocale(name, locale),
          facts: [
            ...(capacity ? [t('editor.rooms.capacity', { count: capacity })] : []),
            ...(booths ? [t('editor.rooms.booths', { count: booths })] : []),
            inLocale(floor, locale),
            inLocale(equipment, locale),
            ...(usedBy(id) ? [t('editor.sessions', { count: usedBy(id) })] : []),
          ].filter(Boolean),
          act: { name: 'remove', label: t('editor.remove') },
          before: usedBy(id) ? t('editor.rooms.before', { count: usedBy(id) }) : undefined,
        }))}
      />
      {canChange && (
        <section id="form" aria-labelledby="room-form" className="mt-8 max-w-4xl">
          <h2 id="room-form" className="mb-4">
            {room ? inLocale(room.name, locale) : t('editor.rooms.add')}
          </h2>
          <Form
            id="room"
            key={room ? JSON.stringify(room) : `new-${agenda.rooms.length}`}
            action={saveRoomAction.bind(null, { ...place, room: room?.id ?? null })}
            groups={[
              localizedGroup(t, event.languages, 'roomName', room?.name ?? {}, { max: 120 }),
              { columns: true, fields: fieldViews(t, locale, ROOM_NUMBERS, answers) },
              localizedGroup(t, event.languages, 'roomFloor', room?.floor ?? {}, { max: 120 }),
              localizedGroup(t, event.languages, 'roomEquipment', room?.equipment ?? {}, {
                kind: 'multiline',
                max: 500,
              }),
            ]}
            labels={formLabels(t)}
            submit={t(room ? 'settings.save' : 'editor.rooms.add')}
          />
        </section>
      )}
    </>
  )
}
