import { Form } from '@/components/form'
import { type FieldView, formLabels } from '@/lib/field-views'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { ManagedEvent } from '../access'
import { removePictureAction, setPictureAction } from '../actions'

/** The picture on the event's page. */
export function PictureSettings({ locale, event }: { locale: Locale; event: ManagedEvent }) {
  const t = texts(locale)
  const labels = formLabels(t)
  const place = { locale, event: event.slug }
  const picture: FieldView = {
    name: 'picture',
    kind: 'file',
    label: t('settings.fields.picture.label'),
    hint: t('settings.fields.picture.hint'),
    isRequired: true,
    value: '',
  }
  return (
    <section aria-labelledby="picture-title">
      <h2 id="picture-title" className="mb-3">
        {t('settings.picture')}
      </h2>
      {event.pictureVersion ? (
        <img
          src={`/api/events/${event.slug}/picture/${event.pictureVersion}`}
          alt={t('settings.picture_now')}
          className="mb-5 max-h-64 w-full rounded-sm object-cover"
        />
      ) : (
        <p className="mb-4 text-muted">{t('settings.no_picture')}</p>
      )}
      <Form
        id="picture-form"
        action={setPictureAction.bind(null, place)}
        groups={[{ fields: [picture] }]}
        labels={labels}
        submit={t('settings.upload')}
        tone="quiet"
      />
      {event.pictureVersion && (
        <div className="mt-4">
          <Form
            id="picture-removal"
            action={removePictureAction.bind(null, place)}
            groups={[]}
            labels={labels}
            submit={t('settings.remove_picture')}
            tone="quiet"
          />
        </div>
      )}
    </section>
  )
}
