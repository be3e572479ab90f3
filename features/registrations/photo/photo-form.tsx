import { Form } from '@/components/form'
import { PictureCrop } from '@/components/picture-crop'
import { ACCEPT, PHOTO } from '@/features/files/rules'
import { cropLabels, formLabels } from '@/lib/field-views'
import type { FormState } from '@/lib/form-action'
import type { Locale } from '@/lib/locales'
import { MAX_MEGABYTES } from '@/lib/pictures'
import { texts } from '@/lib/texts'

type Props = { locale: Locale; action: (state: FormState, form: FormData) => Promise<FormState> }

const EXAMPLES = {
  good: ['face', 'light', 'glasses', 'dress'],
  bad: ['others', 'hidden', 'far', 'copy'],
} as const

/** What makes a good photo, and the form to upload one and to choose the part of it. */
export function PhotoForm({ locale, action }: Props) {
  const t = texts(locale)
  const least = { width: PHOTO.minWidth, height: PHOTO.minHeight }
  return (
    <>
      <div className="measure mb-6 grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {(['good', 'bad'] as const).map((kind) => (
          <section key={kind} aria-labelledby={`photo-${kind}`}>
            <h2 id={`photo-${kind}`} className="mb-1 text-lg">
              {t(`files.photo.${kind}.title`)}
            </h2>
            <ul className="list-disc ps-5">
              {EXAMPLES[kind].map((example) => (
                <li key={example}>{t(`files.photo.${kind}.${example}`)}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <Form
        id="photo-form"
        action={action}
        groups={[
          {
            fields: [
              {
                name: 'photo',
                kind: 'file',
                label: t('files.photo.choose'),
                hint: t('files.photo.hint', { ...least, megabytes: MAX_MEGABYTES }),
                isRequired: true,
                accept: ACCEPT.picture,
                value: '',
              },
            ],
          },
        ]}
        labels={formLabels(t)}
        submit={t('my.photo_send')}
      >
        <PictureCrop
          field="photo"
          size={PHOTO}
          maxMegabytes={MAX_MEGABYTES}
          labels={cropLabels(t, t('files.photo.part'))}
          problems={{
            kind: t('refusals.file_not_picture'),
            broken: t('refusals.file_broken'),
            tooLarge: t('refusals.file_too_large', { megabytes: MAX_MEGABYTES }),
            tooSmall: t('refusals.photo_too_small', least),
          }}
        />
      </Form>
    </>
  )
}
