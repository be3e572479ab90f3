import type { categories, events } from '@/db/schema/events'
import type { CONSENT_PURPOSES } from '@/db/schema/registrations'
import type { Localized } from '@/lib/locales'

/** The languages that the example speaks, letters and all. */
export const EXAMPLE_LANGUAGES = ['en', 'ru', 'kk'] as const
export type ExampleLanguage = (typeof EXAMPLE_LANGUAGES)[number]

export const SERIES = {
  slug: 'womens-dialogue',
  name: {
    en: 'Women’s Dialogue of Central Asian Countries',
    ru: 'Диалог женщин стран Центральной Азии',
    kk: 'Орталық Азия елдері әйелдерінің диалогы',
  },
}

/** The invented edition, all but its dates: nothing in it exists, and its page says so. */
export const EXAMPLE = {
  slug: 'example',
  state: 'published',
  isExample: true,
  name: {
    en: 'Example Conference on Women, Peace and Security',
    ru: 'Пример конференции «Женщины, мир и безопасность»',
    kk: '«Әйелдер, бейбітшілік және қауіпсіздік» конференциясының үлгісі',
  },
  summary: {
    en: 'An invented conference that shows how Plenary works: two days on women’s part in keeping the peace. The people, the hall and the host do not exist.',
    ru: 'Вымышленная конференция, на которой видно, как работает Plenary: два дня об участии женщин в сохранении мира. Людей, зала и принимающей стороны не существует.',
    kk: 'Plenary қалай жұмыс істейтінін көрсететін ойдан шығарылған конференция: әйелдердің бейбітшілікті сақтауға қатысуы туралы екі күн. Мұндағы адамдар, зал және қабылдаушы тарап шын мәнінде жоқ.',
  },
  about: {
    en: `This conference is an example. It was never called, nobody is invited to it, and every person, institution and building on these pages is invented. You may try everything here: a registration reaches no parliament and no ministry.

## What it would be about

- Women at the table when peace is negotiated
- What parliaments can do for safety in villages and towns
- How neighbours in Central Asia can learn from one another

## Who would take part

Members of parliaments, representatives of State bodies and of international and non-governmental organisations, experts, and the diplomatic corps.

## Good to know

There is interpretation into English, Russian and Kazakh. The hall can be reached without steps. Please have the document at hand whose name you give in the registration: the pass carries the same spelling.`,
    ru: `Эта конференция — пример. Её никто не созывал и никого на неё не приглашают, а все люди, учреждения и здания на этих страницах вымышлены. Здесь можно пробовать всё: регистрация не попадёт ни в один парламент и ни в одно министерство.

## О чём она могла бы быть

- Женщины за столом мирных переговоров
- Что парламенты могут сделать для безопасности в сёлах и городах
- Чему соседи по Центральной Азии могут научиться друг у друга

## Кто мог бы участвовать

Депутаты парламентов, представители государственных органов, международных и неправительственных организаций, эксперты и дипломатический корпус.

## Полезно знать

Обеспечен перевод на английский, русский и казахский языки. В зал можно попасть без ступеней. Держите под рукой документ, имя из которого Вы указываете при регистрации: на пропуске оно будет написано так же.`,
    kk: `Бұл конференция — үлгі ғана. Оны ешкім шақырған жоқ, оған ешкім шақырылмайды, ал осы беттердегі адамдардың, мекемелер мен ғимараттардың бәрі ойдан шығарылған. Мұнда бәрін еркін байқап көруге болады: тіркелу ешбір парламентке де, министрлікке де жетпейді.

## Не туралы болар еді

- Бейбіт келіссөздер үстеліндегі әйелдер
- Ауылдар мен қалалардың қауіпсіздігі үшін парламенттер не істей алады
- Орталық Азиядағы көршілер бір-бірінен не үйрене алады

## Кімдер қатысар еді

Парламент депутаттары, мемлекеттік органдардың, халықаралық және үкіметтік емес ұйымдардың өкілдері, сарапшылар мен дипломатиялық корпус.

## Білген жөн

Ағылшын, орыс және қазақ тілдеріне аударма болады. Залға баспалдақсыз кіруге болады. Тіркелу кезінде аты-жөніңізді қай құжат бойынша жазсаңыз, сол құжатты жаныңызға алып жүріңіз: рұқсаттамада да дәл солай жазылады.`,
  },
  venue: { en: 'Example Hall', ru: 'Зал «Пример»', kk: '«Үлгі» залы' },
  city: { en: 'Tashkent', ru: 'Ташкент', kk: 'Ташкент' },
  host: { en: 'Example Parliament', ru: 'Парламент «Пример»', kk: '«Үлгі» парламенті' },
  chair: 'UZ',
  timeZone: 'Asia/Tashkent',
  colour: '#7A1F3D',
  contactEmail: 'secretariat@example.org',
  operator: {
    en: 'Secretariat of the Example Parliament',
    ru: 'Секретариат Парламента «Пример»',
    kk: '«Үлгі» парламентінің хатшылығы',
  },
  operatorNumber: '000000000000',
  recipients: {
    en: 'Example Hall, for the passes, and the Example Hotel, for the rooms',
    ru: 'Зал «Пример» — для пропусков, гостиница «Пример» — для размещения',
    kk: '«Үлгі» залы — рұқсаттамалар үшін, «Үлгі» қонақүйі — орналастыру үшін',
  },
  abroad: {
    en: 'Kazakhstan, to the secretariat of the next edition (invented)',
    ru: 'Казахстан, в секретариат следующей встречи (вымышленный)',
    kk: 'Қазақстан, келесі кездесудің хатшылығы (ойдан шығарылған)',
  },
  retentionMonths: 6,
} satisfies Partial<typeof events.$inferInsert>

/** Who may register for the example: in the order of the page. */
export const CATEGORIES = [
  {
    slug: 'delegate',
    form: 'delegate',
    position: 1,
    capacity: 120,
    isReviewed: true,
    name: { en: 'Delegate', ru: 'Делегат', kk: 'Делегат' },
    description: {
      en: 'State bodies, international and non-governmental organisations, experts. The secretariat reads every registration and answers within a few days.',
      ru: 'Государственные органы, международные и неправительственные организации, эксперты. Секретариат рассматривает каждую регистрацию и отвечает в течение нескольких дней.',
      kk: 'Мемлекеттік органдар, халықаралық және үкіметтік емес ұйымдар, сарапшылар. Хатшылық әр тіркелуді қарап, бірнеше күн ішінде жауап береді.',
    },
  },
  {
    slug: 'parliamentarian',
    form: 'parliamentarian',
    position: 2,
    capacity: 60,
    isReviewed: true,
    name: { en: 'Parliamentarian', ru: 'Парламентарий', kk: 'Парламент депутаты' },
    description: {
      en: 'Members of parliaments and those who travel with their delegations. The secretariat checks each registration with the parliament.',
      ru: 'Депутаты парламентов и те, кто едет в составе их делегаций. Секретариат сверяет каждую регистрацию с парламентом.',
      kk: 'Парламент депутаттары және олардың делегациясымен бірге келетіндер. Хатшылық әр тіркелуді парламентпен салыстырып тексереді.',
    },
  },
  {
    slug: 'diplomat',
    form: 'diplomat',
    position: 3,
    capacity: 12,
    isReviewed: false,
    name: { en: 'Diplomat', ru: 'Дипломат', kk: 'Дипломат' },
    description: {
      en: 'Embassies and missions. A place is confirmed at once; when all are taken, you can join the waiting list.',
      ru: 'Посольства и представительства. Место подтверждается сразу; когда все места заняты, можно записаться в лист ожидания.',
      kk: 'Елшіліктер мен өкілдіктер. Орын бірден расталады; орындар толған кезде күту тізіміне жазылуға болады.',
    },
  },
] satisfies Omit<typeof categories.$inferInsert, 'eventId'>[]

/** The consents' first wording, with the contents that Law 94-V, Article 8(4), asks for (DOMAIN 7.1). */
export const CONSENT_TEXTS: Record<(typeof CONSENT_PURPOSES)[number], Localized> = {
  processing: {
    en: 'I agree that the Secretariat of the Example Parliament (number 000000000000) processes the data I give in this form in order to prepare and hold the conference. The data are deleted 6 months after the conference.',
    ru: 'Я даю согласие Секретариату Парламента «Пример» (номер 000000000000) на обработку данных, указанных в этой форме, для подготовки и проведения конференции. Данные удаляются через 6 месяцев после конференции.',
    kk: 'Осы нысанда көрсетілген деректерімді конференцияны дайындау және өткізу үшін «Үлгі» парламентінің хатшылығы (нөмірі 000000000000) өңдеуіне келісемін. Деректер конференциядан кейін 6 айдан соң жойылады.',
  },
  conduct: {
    en: 'I will keep to the code of conduct: respect for everyone, and no harassment of any kind.',
    ru: 'Я буду соблюдать правила поведения: уважение к каждому и недопустимость любых домогательств.',
    kk: 'Мен әдеп қағидаларын сақтаймын: әр адамды құрметтеймін, қысым көрсетуге жол бермеймін.',
  },
  third_parties: {
    en: 'I agree that my data are passed on to: Example Hall, for the passes, and the Example Hotel, for the rooms.',
    ru: 'Я даю согласие на передачу моих данных третьим лицам: зал «Пример» — для пропусков, гостиница «Пример» — для размещения.',
    kk: 'Деректерімнің үшінші тұлғаларға берілуіне келісемін: «Үлгі» залы — рұқсаттамалар үшін, «Үлгі» қонақүйі — орналастыру үшін.',
  },
  cross_border: {
    en: 'I agree that my data are passed on abroad: to Kazakhstan, to the secretariat of the next edition.',
    ru: 'Я даю согласие на трансграничную передачу моих данных: в Казахстан, в секретариат следующей встречи.',
    kk: 'Деректерімнің шетелге берілуіне келісемін: Қазақстан, келесі кездесудің хатшылығы.',
  },
  public_list: {
    en: 'I agree that my name, position and institution are published in the list of participants.',
    ru: 'Я даю согласие на публикацию моего имени, должности и организации в списке участников.',
    kk: 'Аты-жөнімнің, лауазымымның және ұйымымның қатысушылар тізімінде жариялануына келісемін.',
  },
  photo: {
    en: 'I agree to be seen in photographs and films of the conference.',
    ru: 'Я даю согласие на фото- и видеосъёмку с моим участием на конференции.',
    kk: 'Конференцияда түсірілетін фото мен бейнежазбаларда көрінуіме келісемін.',
  },
}
