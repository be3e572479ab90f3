import { and, eq } from 'drizzle-orm'
import sharp from 'sharp'
import { db } from '@/db'
import { files } from '@/db/schema/files'
import { questions, registrations } from '@/db/schema/registrations'
import { texts } from '@/lib/texts'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import {
  type EventRow,
  makeCategory,
  makeEvent,
  makeRegistration,
  makeUser,
  privateToken,
  signIn,
} from './fixtures/world'
import { RegistrationForm } from './registration-form'

const OPTIONS = [
  { value: 'plane', label: { en: 'By plane', ru: 'Самолётом', kk: 'Ұшақпен' } },
  { value: 'train', label: { en: 'By train', ru: 'Поездом', kk: 'Пойызбен' } },
]

/** A choice, a text that depends on it, a file at sign-up; a tick after acceptance. */
async function makeQuestions(event: EventRow) {
  const rows = [
    {
      kind: 'choice',
      label: { en: 'How do you travel?', ru: 'Как Вы едете?', kk: 'Қалай келесіз?' },
      options: OPTIONS,
    },
    { kind: 'text', label: { en: 'Flight number', ru: 'Номер рейса', kk: 'Рейс нөмірі' }, isRequired: true },
    {
      kind: 'file',
      label: { en: 'Nomination letter', ru: 'Письмо о направлении', kk: 'Жолдама хат' },
      isRequired: true,
    },
    {
      kind: 'yes',
      label: { en: 'I join the excursion', ru: 'Поеду на экскурсию', kk: 'Экскурсияға барамын' },
      isAfterAcceptance: true,
    },
  ] as const
  const made: (typeof questions.$inferSelect)[] = []
  for (const [position, row] of rows.entries()) {
    const conditions = row.kind === 'text' ? [[{ questionId: made[0]!.id, value: 'plane' }]] : []
    const values = { eventId: event.id, position, conditions, ...row, options: 'options' in row ? row.options : [] }
    made.push((await db().insert(questions).values(values).returning())[0]!)
  }
  const [how, flight, letter, excursion] = made.map(({ id }) => `q_${id}`) as [string, string, string, string]
  return { how, flight, letter, excursion }
}

const picture = async () => ({
  name: 'Письмо.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 300, height: 400, channels: 3, background: '#8A6116' } })
    .jpeg()
    .toBuffer(),
})

const inList = (event: EventRow) =>
  db()
    .select({ label: questions.label })
    .from(questions)
    .where(eq(questions.eventId, event.id))
    .orderBy(questions.position)

for (const hasScripts of [true, false])
  test.describe(() => {
    test.use({ javaScriptEnabled: hasScripts, viewport: { width: 390, height: 844 } })

    test(`a delegate answers the organisers’ questions, sends a letter along, and answers more once accepted, ${hasScripts ? 'with' : 'without'} JavaScript`, async ({
      page,
    }) => {
      const event = await makeEvent()
      await makeCategory(event)
      const { how, flight, letter, excursion } = await makeQuestions(event)
      const steps = new RegistrationForm(page, hasScripts)
      await page.goto(`/ru/${event.slug}/register/delegate`)
      await steps.person({ title: 'Ms', givenName: 'Aigul', familyName: 'Ulgi', nativeName: 'Айгүл Үлгі' })
      await steps.role('delegate')
      await page.locator('#email').fill(`asked-${event.slug}@example.org`)
      await steps.submit()

      await expect(page.locator(`#${how}`)).toBeVisible()
      if (hasScripts) await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      // Only scripts can hide what is not asked yet; without them its condition stands beside it.
      if (hasScripts) await expect(page.locator(`#${flight}`)).toBeHidden()
      else
        await expect(page.getByText('Спрашивается, если на вопрос «Как Вы едете?» дан ответ «Самолётом»')).toBeVisible()
      await page.locator(`#${how}`).selectOption('plane')
      await expect(page.locator(`#${flight}`)).toBeVisible()
      await steps.submit()
      await expect(page.locator('#registration [role=alert]')).toContainText('Номер рейса')
      await expect(page.locator(`#${how}`)).toHaveValue('plane')
      await page.locator(`#${how}`).selectOption('train')
      await page
        .locator(`#${letter}`)
        .setInputFiles({ name: 'page.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>') })
      await steps.submit()
      await expect(page.locator(`#${letter}-error`)).toHaveText(texts('ru')('refusals.file_not_document'))
      await page.locator(`#${letter}`).setInputFiles(await picture())
      await steps.submit()
      await expect(page.locator('#consent_processing')).toBeVisible()
      // Coming back finds the letter, and nothing has to be chosen again.
      await page.getByRole('link', { name: texts('ru')('form.back') }).click()
      await expect(page.getByText('Выбран файл: Письмо.jpg')).toBeVisible()
      await steps.submit()
      await steps.consents()
      await expect(page.locator('main')).toContainText('Поездом')
      await expect(page.locator('main')).toContainText('Письмо.jpg')
      await expect(page.locator('main')).not.toContainText('Номер рейса')
      await steps.send()

      const [registration] = await db().select().from(registrations).where(eq(registrations.eventId, event.id))
      expect(registration!.answers).toMatchObject({
        [how.slice(2)]: 'train',
        [flight.slice(2)]: '',
        [letter.slice(2)]: 'Письмо.jpg',
      })
      const kept = await db().select().from(files).where(eq(files.registrationId, registration!.id))
      expect(kept.map(({ aboutId }) => aboutId)).toEqual([letter.slice(2)])

      const home = `/ru/${event.slug}/my/${privateToken(registration!.id)}`
      await page.goto(home)
      await expect(page.locator('#tasks')).toHaveCount(0)
      await db()
        .update(registrations)
        .set({ state: 'accepted', toldState: 'accepted', holdsPlace: true })
        .where(eq(registrations.id, registration!.id))
      await page.goto(home)
      await page.getByRole('link', { name: 'Ответить на несколько вопросов' }).click()
      await expect(page.locator(`#${letter}`)).toBeVisible()
      if (hasScripts) await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      await page.locator(`#${excursion}`).check()
      await page.getByRole('button', { name: texts('ru')('my.save') }).click()
      await expect(page.getByRole('status')).toHaveText('Ваши ответы сохранены.')
      await expect(page.locator('main')).toContainText('Поеду на экскурсию')
      await expect(page.locator('#tasks')).toHaveCount(0)
    })
  })

test('an organiser makes questions without code, in an order of their own, and finds who answered what', async ({
  page,
  context,
}) => {
  const event = await makeEvent()
  const category = await makeCategory(event)
  await signIn(context, await makeUser({ event }))
  const base = `/en/admin/${event.slug}/settings/questions`
  await page.goto(base)
  await expect(page.getByText('There are no questions of your own yet.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Add a question' }).click()
  await expect(page.locator('[id="option_new0.en"]')).toBeHidden()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#questionKind-error')).toBeVisible()
  await page.locator('#questionKind').selectOption('choice')
  await page.locator('[id="questionLabel.en"]').fill('How do you travel?')
  await page.locator('[id="questionLabel.kk"]').fill('Қалай келесіз?')
  await page.locator('[id="option_new0.en"]').fill('By plane')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#question [role=alert]')).toContainText('Give at least two answers to choose from.')
  await page.locator('[id="option_new1.en"]').fill('By train')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('status')).toHaveText('The questions are saved.')

  await page.getByRole('link', { name: 'Add a question' }).click()
  await page.locator('[id="questionLabel.en"]').fill('Flight number')
  await page.locator('#questionKind').selectOption('text')
  await page.locator('#if_0_0').selectOption({ label: 'How do you travel?: By plane' })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Asked if “How do you travel?” is answered “By plane”')).toBeVisible()
  await page.getByRole('link', { name: 'Add a question' }).click()
  await page.locator('[id="questionLabel.en"]').fill('Hotel')
  await page.locator('#questionKind').selectOption('text')
  await page.locator('#questionTime').selectOption('accepted')
  await page.getByRole('button', { name: 'Save' }).click()

  const titles = page.locator('.sortable h2')
  await expect(titles).toHaveText(['How do you travel?', 'Flight number', 'Hotel'])
  await page.getByRole('button', { name: 'Hotel: one place up' }).press('Enter')
  await expect(titles).toHaveText(['How do you travel?', 'Hotel', 'Flight number'])
  await page.getByRole('button', { name: 'How do you travel?: one place down' }).press('Enter')
  await expect(titles).toHaveText(['Hotel', 'How do you travel?', 'Flight number'])
  // The answer that another question depends on cannot come after it.
  await page.getByRole('button', { name: 'How do you travel?: one place down' }).press('Enter')
  await expect(page.locator('form [role=alert]')).toContainText(
    '“Flight number” is asked depending on an earlier answer',
  )
  await page.setViewportSize({ width: 1440, height: 1400 })
  await page.locator('.sortable [data-handle]').nth(0).dragTo(page.locator('.sortable > li').nth(2))
  await expect(titles).toHaveText(['How do you travel?', 'Flight number', 'Hotel'])
  expect((await inList(event)).map(({ label }) => label.en)).toEqual(['How do you travel?', 'Flight number', 'Hotel'])
  await expectAccessible(page)

  const [how] = await db()
    .select()
    .from(questions)
    .where(and(eq(questions.eventId, event.id), eq(questions.kind, 'choice')))
  const [plane, train] = how!.options.map(({ value }) => value)
  await makeRegistration(event, category, { familyName: 'Flyer', answers: { [how!.id]: plane! } })
  await makeRegistration(event, category, { familyName: 'Rider', answers: { [how!.id]: train! } })
  await page.goto(base)
  await page.getByRole('link', { name: 'By plane: 1' }).click()
  await expect(page.locator('main')).toContainText('Flyer')
  await expect(page.locator('main')).not.toContainText('Rider')
  await expect(page.locator('.chip')).toContainText('How do you travel?: By plane')
  await page.getByRole('link', { name: /Flyer/ }).first().click()
  await expect(page.locator('section[aria-labelledby=questions]')).toContainText('By plane')
  await expectAccessible(page)

  await page.goto(base)
  await page.getByRole('button', { name: 'Retire Hotel' }).click()
  await expect(page.locator('.sortable .tag')).toHaveText('not asked any more')
  await page.getByRole('button', { name: 'Delete Hotel' }).click()
  await expect(titles).toHaveText(['How do you travel?', 'Flight number'])
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
})
