import type { rooms } from '@/db/schema/agenda'
import { localizedAnswer, localizedFields } from '@/lib/field-views'
import type { Answers, Field } from '@/lib/fields'

export type RoomInput = Pick<typeof rooms.$inferInsert, 'name' | 'capacity' | 'booths' | 'floor' | 'equipment'>

const NUMBERS: readonly Field[] = [
  { name: 'roomCapacity', kind: 'number', least: 1, most: 100_000 },
  { name: 'roomBooths', kind: 'number', least: 0, most: 50 },
]

export const ROOM_FIELDS: readonly Field[] = [
  ...localizedFields('roomName', 'text', 120),
  ...NUMBERS,
  ...localizedFields('roomFloor', 'text', 120),
  ...localizedFields('roomEquipment', 'multiline', 500),
]

/** The fields of a room that are the same in every language. */
export const ROOM_NUMBERS = NUMBERS

/** What was said of a room in its form. */
export function roomInput(answers: Answers): RoomInput {
  return {
    name: localizedAnswer(answers, 'roomName'),
    capacity: answers.roomCapacity ? Math.round(Number(answers.roomCapacity)) : null,
    booths: Math.round(Number(answers.roomBooths || 0)),
    floor: localizedAnswer(answers, 'roomFloor'),
    equipment: localizedAnswer(answers, 'roomEquipment'),
  }
}
