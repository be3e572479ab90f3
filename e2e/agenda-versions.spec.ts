import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { sessionSignUps } from '@/db/schema/agenda'
import { mails } from '@/db/schema/mail'
import { changeSession } from '@/features/agenda/commands'
import { gateEditedEvent } from '@/features/events/access'
import { makeRoom, makeSession, makeSessionRole, makeSpeaker } from './fixtures/agenda'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import { makeCategory, makeEvent, makeRegistration, makeUser, signIn } from './fixtures/world'

const HOUR = 60 * 60 * 1000

for (const hasScripts of [true, false])
  test.describe(() => {
    test.use({ javaScriptEnabled: hasScripts })

    test(`an organiser reads the changes, releases with a clash, tells, takes back, compares and restores ${hasScripts ? 'with' : 'without'} JavaScript`, async ({
      page,
    }) => {
      const startsAt = new Date('2027-10-16T04:00:00Z')
      const event = await makeEvent({ startsAt, endsAt: new Date('2027-10-16T13:00:00Z') })
      const [room, hall] = [await makeRoom(event), await makeRoom(event, { name: { en: 'Hall B', ru: 'Зал Б' } })]
      const chair = await makeSessionRole(event, 'chair')
      const speaker = await makeSpeaker(event, { locale: 'ru' })
      const session = await makeSession(
        event,
        { roomId: room.id, spoken: ['en'], startsAt: new Date(startsAt.getTime() + 2 * HOUR) },
        { speakers: [{ speakerId: speaker.id, roleId: chair.id }] },
      )
      const second = await makeSession(event, {
        roomId: hall.id,
        kind: 'plenary',
        spoken: ['en'],
        title: { en: 'Plenary', ru: 'Пленарное заседание', kk: 'Пленарлық отырыс' },
        startsAt: new Date(startsAt.getTime() + 5.5 * HOUR),
      })
      const person = await makeRegistration(event, await makeCategory(event), { state: 'accepted', holdsPlace: true })
      await db()
        .insert(sessionSignUps)
        .values({ eventId: event.id, sessionId: session.id, registrationId: person.id, state: 'confirmed' })
      await signIn(page.context(), await makeUser({ event }))
      const main = page.locator('main')
      const check = async () => {
        if (!hasScripts) return
        await expectAccessible(page)
        for (const width of [390, 1440]) {
          await page.setViewportSize({ width, height: 900 })
          await expectNoSidewaysScroll(page)
        }
      }

      await page.goto(`/en/admin/${event.slug}/agenda/versions`)
      await expect(main).toContainText('the public sees no agenda')
      await expect(main).toContainText('“Panel on peace” is new: 16 October 2027, 11:00, Main Hall.')
      await page.getByRole('button', { name: 'Release version 1' }).click()
      await page.waitForURL(/versions\/1\/tell\?done=released/)
      await page.getByRole('button', { name: 'Send 2 letters' }).click()
      await page.waitForURL(/done=told&count=2/)
      await expect(main).toContainText('2 letters are on their way.')
      await check()

      const editor = (await gateEditedEvent({ ...(await makeUser({ event })), locale: 'en' }, event.slug))!
      await changeSession(editor, session.id, 1, { startsAt: second.startsAt!.toISOString(), roomId: hall.id })

      await page.goto(`/en/admin/${event.slug}/agenda/versions`)
      await expect(main).toContainText('“Panel on peace” moves from 11:00 to 14:30, Hall B.')
      await expect(main).toContainText('are both in Hall B from 14:30 to 15:30.')
      await check()
      await page.getByLabel('English').fill('The panel is later.')
      await expect(main).toContainText('It will be released with 1 clash.')
      await page.getByRole('button', { name: 'Release version 2' }).click()
      await page.waitForURL(/versions\/2\/tell\?done=released/)
      await expect(main).toContainText('2 people get a letter each')
      await main.locator('summary', { hasText: 'Изменения в программе' }).click()
      await expect(main).toContainText('Сессия «Дискуссия о мире» перенесена: было 11:00, стало 14:30, Зал Б.')
      await check()
      await page.getByRole('button', { name: 'Send 2 letters' }).click()
      await page.waitForURL(/done=told&count=2/)
      await page.getByRole('button', { name: 'Take the letters back' }).click()
      await page.waitForURL(/done=untold/)
      await expect(main).toContainText('2 letters were taken back.')
      expect(await db().$count(mails, eq(mails.eventId, event.id))).toBe(2)

      await page.goto(`/en/admin/${event.slug}/agenda/versions`)
      await expect(main).toContainText('The panel is later.')
      await check()
      await expect(main).toContainText('Sessions: 1 moved')
      await page.goto(`/ru/${event.slug}/agenda`)
      await expect(main).toContainText('Версия 2 от')
      await expect(main).toContainText('The panel is later. English')
      await page.getByRole('link', { name: 'Что изменилось' }).click()
      await expect(main).toContainText('Сессия «Дискуссия о мире» перенесена: было 11:00, стало 14:30, Зал Б.')
      await expect(main).toContainText('Первая версия программы.')
      await check()
      await page.goto(`/en/admin/${event.slug}/agenda/versions`)
      await page.getByRole('button', { name: 'Compare' }).click()
      await page.waitForURL(/compare\?from=1&to=2/)
      await expect(main).toContainText('“Panel on peace” moves from 11:00 to 14:30, Hall B.')
      await check()

      await page.goto(`/en/admin/${event.slug}/agenda/versions/1`)
      await expect(page.getByRole('row', { name: /11:00–12:00 Panel on peace.*Main Hall/ })).toBeVisible()
      await check()
      await page.getByRole('button', { name: 'Put the draft back to version 1' }).click()
      await page.waitForURL(/versions\?done=restored/)
      await expect(main).toContainText('“Panel on peace” moves from 14:30 to 11:00, Main Hall.')
      for (const locale of ['ru', 'kk']) {
        await page.goto(`/${locale}/admin/${event.slug}/agenda/versions/2`)
        await check()
      }
    })
  })
