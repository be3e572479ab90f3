import type { Localized } from '@/lib/locales'
import type { SessionContent } from '../rules'

/** The example's rooms. `key` is what its sessions call them. */
export const ROOMS = [
  {
    key: 'great',
    name: { en: 'Great Hall', ru: 'Большой зал', kk: 'Үлкен зал' },
    floor: { en: 'Ground floor', ru: 'Первый этаж', kk: 'Бірінші қабат' },
    equipment: {
      en: 'Conference microphones, screen, induction loop',
      ru: 'Конференц-микрофоны, экран, индукционная петля',
      kk: 'Конференц-микрофондар, экран, индукциялық ілмек',
    },
    capacity: 250,
    booths: 3,
  },
  {
    key: 'small',
    name: { en: 'Small Hall', ru: 'Малый зал', kk: 'Кіші зал' },
    floor: { en: 'First floor, lift', ru: 'Второй этаж, лифт', kk: 'Екінші қабат, лифт' },
    equipment: { en: 'Screen, flip charts', ru: 'Экран, флипчарты', kk: 'Экран, флипчарттар' },
    capacity: 80,
    booths: 2,
  },
  {
    key: 'meeting',
    name: { en: 'Meeting Room', ru: 'Переговорная', kk: 'Келіссөз бөлмесі' },
    floor: { en: 'First floor, lift', ru: 'Второй этаж, лифт', kk: 'Екінші қабат, лифт' },
    equipment: {},
    capacity: 12,
    booths: 0,
  },
  {
    key: 'foyer',
    name: { en: 'Foyer', ru: 'Фойе', kk: 'Фойе' },
    floor: { en: 'Ground floor', ru: 'Первый этаж', kk: 'Бірінші қабат' },
    equipment: {},
    capacity: 300,
    booths: 0,
  },
] as const

export const TRACKS = [
  {
    key: 'table',
    colour: '#0B2E4F',
    name: { en: 'At the negotiating table', ru: 'За столом переговоров', kk: 'Келіссөз үстелінде' },
  },
  {
    key: 'home',
    colour: '#17693A',
    name: { en: 'Safety close to home', ru: 'Безопасность рядом с домом', kk: 'Үй маңындағы қауіпсіздік' },
  },
  {
    key: 'neighbours',
    colour: '#7A3B12',
    name: { en: 'Learning from neighbours', ru: 'Учимся у соседей', kk: 'Көршілерден үйренеміз' },
  },
] as const

/** Speakers with a record of their own; the others are people who registered. Family names are words for "example". */
export const SPEAKERS = [
  {
    key: 'host',
    title: 'г-жа',
    givenName: 'Nigora',
    familyName: 'Namunaviy',
    nativeName: 'Нигора Намунавий',
    pronunciation: 'nee-go-RA na-moo-na-VEE',
    country: 'UZ',
    locale: 'ru',
    state: 'confirmed',
    position: { en: 'Deputy Speaker', ru: 'Заместитель председателя', kk: 'Төраға орынбасары' },
    institution: {
      en: 'Example Chamber of the Parliament',
      ru: 'Палата «Пример» парламента',
      kk: 'Парламенттің «Үлгі» палатасы',
    },
    biography: {
      en: 'An invented person. She has led the chamber’s work on the safety of women in villages and small towns, and taught law before she came to parliament.',
      ru: 'Вымышленное лицо. Руководила работой палаты по безопасности женщин в сёлах и малых городах; до парламента преподавала право.',
      kk: 'Ойдан шығарылған тұлға. Палатада ауылдар мен шағын қалалардағы әйелдер қауіпсіздігі жөніндегі жұмысты басқарған; парламентке дейін құқықтан сабақ берген.',
    },
  },
  {
    key: 'mediator',
    title: 'Dr',
    givenName: 'Ingrid',
    familyName: 'Eksempel',
    nativeName: '',
    pronunciation: '',
    country: 'NO',
    locale: 'en',
    state: 'confirmed',
    position: { en: 'Mediator', ru: 'Посредник', kk: 'Дәнекер' },
    institution: {
      en: 'Example Centre for Mediation',
      ru: 'Центр посредничества «Пример»',
      kk: '«Үлгі» дәнекерлік орталығы',
    },
    biography: {
      en: 'An invented person. She has sat at eleven negotiating tables that do not exist, and writes about who was missing from them.',
    },
  },
  {
    key: 'professor',
    title: 'Prof.',
    givenName: 'Samuel',
    familyName: 'Mfano',
    nativeName: '',
    pronunciation: '',
    country: 'KE',
    locale: 'en',
    state: 'invited',
    position: {
      en: 'Professor of peace studies',
      ru: 'Профессор исследований мира',
      kk: 'Бейбітшілікті зерттеу профессоры',
    },
    institution: { en: 'Example University', ru: 'Университет «Пример»', kk: '«Үлгі» университеті' },
    biography: {},
  },
  {
    key: 'judge',
    title: 'Judge',
    givenName: 'Clara',
    familyName: 'Beispiel',
    nativeName: '',
    pronunciation: '',
    country: 'DE',
    locale: 'en',
    state: 'declined',
    position: { en: 'Judge', ru: 'Судья', kk: 'Судья' },
    institution: { en: 'Example Court', ru: 'Суд «Пример»', kk: '«Үлгі» соты' },
    biography: {},
  },
  {
    key: 'envoy',
    title: 'Ms',
    givenName: 'Marieke',
    familyName: 'Voorbeeld',
    nativeName: '',
    pronunciation: '',
    country: 'XO',
    locale: 'en',
    state: 'proposed',
    position: { en: 'Regional envoy', ru: 'Региональный посланник', kk: 'Өңірлік елші' },
    institution: {
      en: 'Example Organisation for Peace',
      ru: 'Организация «Пример» за мир',
      kk: '«Үлгі» бейбітшілік ұйымы',
    },
    biography: {},
  },
] as const

/** The session that is moved after the release: it now meets another in its room. */
export const MOVED = { kind: 'press_briefing', at: '13:45' } as const

/** Words of a session in the example. `day` counts from 0, `at` is by the clock there. */
export type ExampleSession = Pick<SessionContent, 'kind' | 'minutes' | 'title'> &
  Partial<Pick<SessionContent, 'abstract' | 'access' | 'hasSignUp' | 'capacity'>> & {
    day?: number
    at?: string
    room?: (typeof ROOMS)[number]['key']
    track?: (typeof TRACKS)[number]['key']
    /** True: spoken in all three languages and interpreted between them. */
    isInterpreted?: boolean
    items?: { title: Localized; minutes: number; speaker?: string; role?: string }[]
    /** Role and speaker: a key of SPEAKERS, or the number of one of those who registered. */
    speakers?: [role: string, speaker: string][]
  }

const COFFEE = { en: 'Coffee', ru: 'Кофе', kk: 'Кофе' }
const LUNCH = { en: 'Lunch', ru: 'Обед', kk: 'Түскі ас' }

export const SESSIONS: readonly ExampleSession[] = [
  {
    kind: 'break',
    day: 0,
    at: '09:30',
    minutes: 30,
    room: 'foyer',
    title: { en: 'Arrival of delegations', ru: 'Прибытие делегаций', kk: 'Делегациялардың келуі' },
  },
  {
    kind: 'ceremony',
    day: 0,
    at: '10:00',
    minutes: 45,
    room: 'great',
    isInterpreted: true,
    title: { en: 'Opening of the conference', ru: 'Открытие конференции', kk: 'Конференцияның ашылуы' },
    items: [
      {
        title: { en: 'Words of welcome', ru: 'Приветственное слово', kk: 'Құттықтау сөз' },
        minutes: 10,
        speaker: 'host',
        role: 'opening',
      },
      {
        title: { en: 'Address on behalf of the guests', ru: 'Слово от имени гостей', kk: 'Қонақтар атынан сөз' },
        minutes: 10,
        speaker: '0',
        role: 'opening',
      },
      {
        title: {
          en: 'Photograph of all participants',
          ru: 'Общая фотография участников',
          kk: 'Қатысушылардың ортақ суреті',
        },
        minutes: 20,
      },
    ],
  },
  {
    kind: 'plenary',
    day: 0,
    at: '10:50',
    minutes: 85,
    room: 'great',
    track: 'table',
    isInterpreted: true,
    title: {
      en: 'Women at the table when peace is negotiated',
      ru: 'Женщины за столом мирных переговоров',
      kk: 'Бейбіт келіссөз үстеліндегі әйелдер',
    },
    abstract: {
      en: 'Who is asked to the table, who is heard there, and what an agreement misses when half of those whom it concerns had no part in it. Three openings of ten minutes, then the floor is open.',
      ru: 'Кого приглашают за стол переговоров, кого там слышат и чего не хватает соглашению, если половина тех, кого оно касается, в нём не участвовала. Три вступления по десять минут, затем общая дискуссия.',
      kk: 'Келіссөз үстеліне кім шақырылады, онда кімнің сөзі тыңдалады және келісім қатысы бар жұрттың жартысынсыз жасалса, онда не жетіспейді. Он минуттан үш кіріспе сөз, содан кейін ортақ талқылау.',
    },
    speakers: [
      ['chair', 'host'],
      ['keynote', 'mediator'],
      ['panellist', '1'],
      ['panellist', '2'],
    ],
  },
  { kind: 'break', day: 0, at: '12:15', minutes: 75, title: LUNCH },
  {
    kind: 'press_briefing',
    day: 0,
    at: '13:30',
    minutes: 30,
    room: 'small',
    title: { en: 'Briefing for the press', ru: 'Брифинг для прессы', kk: 'Баспасөзге арналған брифинг' },
    speakers: [['chair', 'host']],
  },
  {
    kind: 'panel',
    day: 0,
    at: '14:00',
    minutes: 90,
    room: 'great',
    track: 'home',
    isInterpreted: true,
    title: {
      en: 'Panel 1. What parliaments can do for safety in villages and towns',
      ru: 'Дискуссия 1. Что парламенты могут сделать для безопасности в сёлах и городах',
      kk: '1-панель. Парламенттер ауыл мен қала қауіпсіздігі үшін не істей алады',
    },
    abstract: {
      en: 'A law is made in the capital and kept, or not kept, in a village. Members of parliaments tell what they have changed and what they would do otherwise today.',
      ru: 'Закон принимают в столице, а соблюдают или не соблюдают его в селе. Депутаты рассказывают, что им удалось изменить и что сегодня они сделали бы иначе.',
      kk: 'Заң астанада қабылданады, ал оның сақталуы не сақталмауы ауылда көрінеді. Депутаттар не өзгерткенін және бүгін нені басқаша жасар еді, соны айтады.',
    },
    speakers: [
      ['moderator', '3'],
      ['panellist', '0'],
      ['panellist', '4'],
      ['rapporteur', '5'],
    ],
  },
  {
    kind: 'panel',
    day: 0,
    at: '14:00',
    minutes: 90,
    room: 'small',
    track: 'neighbours',
    title: {
      en: 'Panel 2. How neighbours can learn from one another',
      ru: 'Дискуссия 2. Чему соседи могут научиться друг у друга',
      kk: '2-панель. Көршілер бір-бірінен не үйрене алады',
    },
    speakers: [
      ['moderator', 'mediator'],
      ['panellist', '2'],
      ['panellist', 'professor'],
    ],
  },
  { kind: 'break', day: 0, at: '15:30', minutes: 30, title: COFFEE },
  {
    kind: 'plenary',
    day: 0,
    at: '16:00',
    minutes: 60,
    room: 'great',
    isInterpreted: true,
    title: {
      en: 'Reports from the panels',
      ru: 'Доклады по итогам дискуссий',
      kk: 'Панельдердің қорытынды баяндамалары',
    },
    speakers: [
      ['chair', 'host'],
      ['rapporteur', '5'],
    ],
  },
  {
    kind: 'bilateral',
    day: 0,
    at: '16:00',
    minutes: 30,
    room: 'meeting',
    access: 'invited',
    title: { en: 'Meeting of two delegations', ru: 'Встреча двух делегаций', kk: 'Екі делегацияның кездесуі' },
  },
  {
    kind: 'reception',
    day: 0,
    at: '18:30',
    minutes: 120,
    room: 'foyer',
    access: 'registered',
    title: {
      en: 'Reception given by the host',
      ru: 'Приём от имени принимающей стороны',
      kk: 'Қабылдаушы тарап ұйымдастыратын қабылдау',
    },
  },
  {
    kind: 'panel',
    day: 1,
    at: '09:30',
    minutes: 90,
    room: 'great',
    track: 'table',
    isInterpreted: true,
    title: {
      en: 'Panel 3. From a resolution to a road map',
      ru: 'Дискуссия 3. От резолюции к дорожной карте',
      kk: '3-панель. Қарардан жол картасына дейін',
    },
    speakers: [
      ['moderator', '1'],
      ['panellist', 'mediator'],
      ['panellist', '3'],
    ],
  },
  {
    kind: 'side_event',
    day: 1,
    at: '09:30',
    minutes: 90,
    room: 'small',
    track: 'home',
    access: 'registered',
    hasSignUp: true,
    capacity: 40,
    title: {
      en: 'Workshop: a budget that sees women',
      ru: 'Мастерская: бюджет, который видит женщин',
      kk: 'Шеберхана: әйелдерді көретін бюджет',
    },
    abstract: {
      en: 'In groups of eight, with the figures of an invented district. Please take a place beforehand: there are 40.',
      ru: 'В группах по восемь человек, с цифрами вымышленного района. Пожалуйста, займите место заранее: их 40.',
      kk: 'Сегіз адамнан топ болып, ойдан шығарылған ауданның сандарымен жұмыс. Орынды алдын ала алып қойыңыз: барлығы 40 орын.',
    },
    speakers: [['moderator', '4']],
  },
  { kind: 'break', day: 1, at: '11:00', minutes: 30, title: COFFEE },
  {
    kind: 'plenary',
    day: 1,
    at: '11:30',
    minutes: 75,
    room: 'great',
    isInterpreted: true,
    title: { en: 'Reading of the recommendations', ru: 'Обсуждение рекомендаций', kk: 'Ұсынымдарды талқылау' },
    speakers: [
      ['chair', 'host'],
      ['rapporteur', '5'],
    ],
  },
  { kind: 'break', day: 1, at: '12:45', minutes: 75, title: LUNCH },
  {
    kind: 'ceremony',
    day: 1,
    at: '14:00',
    minutes: 60,
    room: 'great',
    isInterpreted: true,
    title: {
      en: 'Closing, and handing over of the chair',
      ru: 'Закрытие и передача председательства',
      kk: 'Жабылуы және төрағалықты тапсыру',
    },
    speakers: [
      ['chair', 'host'],
      ['closing', '0'],
    ],
  },
  {
    kind: 'side_event',
    minutes: 120,
    title: { en: 'Visit to a museum', ru: 'Посещение музея', kk: 'Мұражайға бару' },
  },
]
