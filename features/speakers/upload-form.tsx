import { Form } from '@/components/form'
import { PictureCrop } from '@/components/picture-crop'
import { ACCEPT } from '@/features/files/rules'
import { cropLabels, formLabels } from '@/lib/field-views'
import type { FormState } from '@/lib/form-action'
import type { Locale } from '@/lib/locales'
import { MAX_MEGABYTES } from '@/lib/pictures'
import { texts } from '@/lib/texts'
import { SPEAKER_PHOTO } from './photo/commands'

type Props = {
  locale: Locale
  kind: 'photo' | 'document'
  action: (state: FormState, form: FormData) => Promise<FormState>
}

/** Chooses a photo, and the part of it that is shown, or a document, and sends it. */
export function UploadForm({ locale, kind, action }: Props) {
  const t = texts(locale)
  const isPhoto = kind === 'photo'
  return (
    <Form
      id={`${kind}-form`}
      action={action}
      groups={[
        {
          fields: [
            {
              name: isPhoto ? 'photo' : 'file',
              kind: 'file',
              label: t(isPhoto ? 'files.photo.choose' : 'my.documents.file'),
              hint: isPhoto
                ? t('speakers.photo.hint', { least: SPEAKER_PHOTO.minWidth, megabytes: MAX_MEGABYTES })
                : t('form.file_hint'),
              isRequired: true,
              accept: isPhoto ? ACCEPT.picture : ACCEPT.document,
              value: '',
            },
          ],
        },
      ]}
      labels={formLabels(t)}
      submit={t(isPhoto ? 'my.photo_send' : 'my.documents.send')}
      tone="quiet"
    >
      {isPhoto && (
        <PictureCrop
          field="photo"
          size={SPEAKER_PHOTO}
          maxMegabytes={MAX_MEGABYTES}
          labels={cropLabels(t, t('speakers.photo.part'))}
          problems={{
            kind: t('refusals.picture_kind'),
            broken: t('refusals.picture_broken'),
            tooLarge: t('refusals.picture_too_large', { megabytes: MAX_MEGABYTES }),
            tooSmall: t('refusals.speaker_photo_small', { least: SPEAKER_PHOTO.minWidth }),
          }}
        />
      )}
    </Form>
  )
}
