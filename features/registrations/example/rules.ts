import type { Answers } from '@/lib/fields'
import type { Localized } from '@/lib/locales'
import type { QuestionInput } from '../questions/rules'

const PLAIN: Omit<QuestionInput, 'kind' | 'label'> = {
  hint: {},
  options: [],
  isRequired: false,
  isAfterAcceptance: false,
  dataKind: 'registrations',
  categoryIds: [],
  conditions: [],
}

/** The example's questions in their order; `dependsOn` names an earlier one with the answer it is asked for. */
export const QUESTIONS: readonly { slug: string; dependsOn?: [string, string]; input: QuestionInput }[] = [
  {
    slug: 'before',
    input: {
      ...PLAIN,
      kind: 'choice',
      isRequired: true,
      label: {
        en: 'Have you taken part in a meeting of the Dialogue before?',
        ru: 'Участвовали ли Вы раньше во встречах Диалога?',
        kk: 'Бұрын Диалог кездесулеріне қатысқансыз ба?',
      },
      options: [
        { value: 'yes', label: { en: 'Yes', ru: 'Да', kk: 'Иә' } },
        { value: 'no', label: { en: 'No, this is the first time', ru: 'Нет, впервые', kk: 'Жоқ, бірінші рет' } },
      ],
    },
  },
  {
    slug: 'which',
    dependsOn: ['before', 'yes'],
    input: {
      ...PLAIN,
      kind: 'text',
      label: { en: 'Which one?', ru: 'В какой?', kk: 'Қайсысына?' },
      hint: { en: 'Place and year', ru: 'Место и год', kk: 'Орны мен жылы' },
    },
  },
  {
    slug: 'letter',
    input: {
      ...PLAIN,
      kind: 'file',
      label: { en: 'Letter of nomination', ru: 'Письмо о направлении', kk: 'Жолдама хат' },
      hint: {
        en: 'On letterhead, signed. If you have none yet, send it later from your own page. PDF or a picture, 8 MB at most',
        ru: 'На бланке, с подписью. Если письма ещё нет, пришлите его позже со своей страницы. PDF или изображение, не больше 8 МБ',
        kk: 'Бланкіде, қол қойылған. Әзірге жоқ болса, кейін өз бетіңізден жіберіңіз. PDF немесе сурет, 8 МБ-тан аспасын',
      },
    },
  },
  {
    slug: 'programme',
    input: {
      ...PLAIN,
      kind: 'choices',
      isAfterAcceptance: true,
      label: {
        en: 'Which part of the evening programme would you like to join?',
        ru: 'В какой части вечерней программы Вы хотели бы участвовать?',
        kk: 'Кешкі бағдарламаның қай бөліміне қатысқыңыз келеді?',
      },
      options: [
        { value: 'museum', label: { en: 'Visit to the museum', ru: 'Посещение музея', kk: 'Мұражайға бару' } },
        { value: 'concert', label: { en: 'Concert', ru: 'Концерт', kk: 'Концерт' } },
        { value: 'craft', label: { en: 'Fair of crafts', ru: 'Ярмарка ремёсел', kk: 'Қолөнер жәрмеңкесі' } },
      ],
    },
  },
  {
    slug: 'medicine',
    input: {
      ...PLAIN,
      kind: 'multiline',
      isAfterAcceptance: true,
      dataKind: 'health',
      label: {
        en: 'Is there anything our doctor on duty should know?',
        ru: 'Что нужно знать нашему дежурному врачу?',
        kk: 'Кезекші дәрігер нені білуі керек?',
      },
      hint: {
        en: 'Only the organisers see it, and it is deleted soon after the conference',
        ru: 'Видят только организаторы; вскоре после конференции ответ удаляется',
        kk: 'Тек ұйымдастырушылар көреді, конференциядан кейін көп ұзамай жойылады',
      },
    },
  },
  {
    slug: 'parking',
    input: {
      ...PLAIN,
      kind: 'yes',
      label: { en: 'I come by car', ru: 'Приеду на автомобиле', kk: 'Көлікпен келемін' },
    },
  },
]

export const COMPANION_CATEGORY = {
  capacity: 20,
  name: { en: 'Companion', ru: 'Сопровождающее лицо', kk: 'Бірге келетін адам' },
  description: {
    en: 'Spouses and companions, whom parliamentarians name on their own page.',
    ru: 'Супруги и сопровождающие лица: их называют парламентарии на своих страницах.',
    kk: 'Жұбайлар мен бірге келетін адамдар: оларды парламентшілер өз беттерінде көрсетеді.',
  },
} satisfies { capacity: number; name: Localized; description: Localized }

/** Parliaments whose people have registered already; their names in the example's languages. */
export const PARLIAMENTS: readonly { country: string; name: Localized; places: number }[] = [
  {
    country: 'KZ',
    name: { en: 'Parliament of Kazakhstan', ru: 'Парламент Казахстана', kk: 'Қазақстан Парламенті' },
    places: 20,
  },
  {
    country: 'UZ',
    name: { en: 'Oliy Majlis of Uzbekistan', ru: 'Олий Мажлис Узбекистана', kk: 'Өзбекстан Олий Мажлисі' },
    places: 20,
  },
  {
    country: 'KG',
    name: { en: 'Jogorku Kenesh of Kyrgyzstan', ru: 'Жогорку Кенеш Кыргызстана', kk: 'Қырғызстан Жоғорғы Кеңесі' },
    places: 15,
  },
]

/** A delegation that its focal point is still entering. */
export const ENTERED: readonly Answers[] = [
  { memberRole: 'head', title: 'Ms', familyName: 'Namunazoda', givenName: 'Zarina', nativeName: 'Намуназода Зарина' },
  { memberRole: 'member', title: 'Ms', familyName: 'Misolova', givenName: 'Nigora', nativeName: 'Мисолова Нигора' },
  { memberRole: 'adviser', title: 'Mr', familyName: 'Misolov', givenName: 'Farrukh', nativeName: 'Мисолов Фаррух' },
]

type OtherDelegation = {
  kind: 'state' | 'mission' | 'international_organisation' | 'institution'
  name: Localized
  country: string | null
  places: number
  /** What is shown of it: the focal point is invited only, it is sent, frozen, or open for itself. */
  shows: 'invited' | 'sent' | 'frozen' | 'unfrozen'
  people: readonly Answers[]
}

/** Delegations of the other kinds, each at another point of the way. */
export const OTHERS: readonly OtherDelegation[] = [
  {
    kind: 'state',
    name: { en: 'Turkmenistan', ru: 'Туркменистан', kk: 'Түрікменстан' },
    country: 'TM',
    places: 6,
    shows: 'sent',
    people: [
      {
        memberRole: 'head',
        title: 'Ms',
        familyName: 'Mysalowa',
        givenName: 'Ogulgerek',
        nativeName: 'Mysalowa Ogulgerek',
      },
      {
        memberRole: 'deputy-head',
        title: 'Mr',
        familyName: 'Nusgayew',
        givenName: 'Batyr',
        nativeName: 'Nusgaýew Batyr',
      },
      { memberRole: 'adviser', title: 'Ms', familyName: 'Görelde', givenName: 'Maral', nativeName: 'Görelde Maral' },
    ],
  },
  {
    kind: 'mission',
    name: { en: 'Embassy of Exampleland', ru: 'Посольство Примерии', kk: 'Үлгіелі елшілігі' },
    country: null,
    places: 2,
    shows: 'frozen',
    people: [{ memberRole: 'head', title: 'H.E. Ms', familyName: 'Beispiel', givenName: 'Anna', nativeName: '' }],
  },
  {
    kind: 'international_organisation',
    name: {
      en: 'Example Fund for Women',
      ru: 'Фонд «Пример» в поддержку женщин',
      kk: 'Әйелдерді қолдайтын «Үлгі» қоры',
    },
    country: null,
    places: 4,
    shows: 'unfrozen',
    people: [{ memberRole: 'member', title: 'Ms', familyName: 'Ejemplo', givenName: 'Carmen', nativeName: '' }],
  },
  {
    kind: 'institution',
    name: { en: 'Example University', ru: 'Университет «Пример»', kk: '«Үлгі» университеті' },
    country: 'UZ',
    places: 3,
    shows: 'invited',
    people: [],
  },
]
