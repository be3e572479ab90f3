import { inLocale } from '@/lib/locales'
import { EXAMPLE, type ExampleLanguage } from './texts'

/** Kinds of mail, one for each state that the example's registrations come into. */
export const LETTER_KINDS = {
  submitted: 'received',
  accepted: 'accepted',
  waiting_list: 'waiting_list',
  declined: 'declined',
  withdrawn: 'withdrawn',
} as const

type State = keyof typeof LETTER_KINDS

/** For each state: the subject, then the paragraphs. */
const LETTERS: Record<ExampleLanguage, Record<State, [subject: string, ...paragraphs: string[]]>> = {
  en: {
    submitted: [
      'We have received your registration',
      'Thank you for registering. We have received your answers.',
      'This is not a confirmation yet: the secretariat reads every registration and will write to you within a few days.',
    ],
    accepted: [
      'Your place is confirmed',
      'Your registration is confirmed. We look forward to meeting you.',
      'Please bring the document whose name you gave in the registration.',
    ],
    waiting_list: [
      'You are on the waiting list',
      'All places in your category are taken, and we have put you on the waiting list.',
      'If a place becomes free, we will write to you at once. There is nothing you need to do.',
    ],
    declined: [
      'About your registration',
      'Thank you for your interest in the conference. We are sorry that we cannot offer you a place this time.',
      'If you have a question, please reply to this e-mail.',
    ],
    withdrawn: [
      'Your registration is withdrawn',
      'Your registration is withdrawn, as you asked. Thank you for letting us know.',
      'If your plans change, you are welcome to register again while registration is open.',
    ],
  },
  ru: {
    submitted: [
      'Мы получили Вашу регистрацию',
      'Благодарим за регистрацию. Ваши ответы получены.',
      'Это ещё не подтверждение: секретариат рассматривает каждую регистрацию и напишет Вам в течение нескольких дней.',
    ],
    accepted: [
      'Ваше участие подтверждено',
      'Ваша регистрация подтверждена. Будем рады встрече с Вами.',
      'Пожалуйста, возьмите с собой документ, имя из которого Вы указали при регистрации.',
    ],
    waiting_list: [
      'Вы в листе ожидания',
      'Все места в Вашей категории заняты, и мы внесли Вас в лист ожидания.',
      'Если место освободится, мы сразу Вам напишем. Делать ничего не нужно.',
    ],
    declined: [
      'О Вашей регистрации',
      'Благодарим за интерес к конференции. К сожалению, в этот раз мы не можем предложить Вам место.',
      'Если у Вас есть вопросы, пожалуйста, ответьте на это письмо.',
    ],
    withdrawn: [
      'Ваша регистрация отозвана',
      'Ваша регистрация отозвана, как Вы просили. Спасибо, что сообщили.',
      'Если Ваши планы изменятся, Вы можете зарегистрироваться снова, пока регистрация открыта.',
    ],
  },
  kk: {
    submitted: [
      'Тіркелу өтінішіңізді алдық',
      'Тіркелгеніңіз үшін рақмет. Жауаптарыңыз бізге жетті.',
      'Бұл әлі растау емес: хатшылық әр тіркелуді қарап, бірнеше күн ішінде сізге жазады.',
    ],
    accepted: [
      'Қатысуыңыз расталды',
      'Тіркелуіңіз расталды. Сізбен кездесуге қуаныштымыз.',
      'Тіркелу кезінде аты-жөніңізді қай құжат бойынша жазсаңыз, сол құжатты ала келуіңізді сұраймыз.',
    ],
    waiting_list: [
      'Сіз күту тізіміндесіз',
      'Санатыңыздағы орындардың бәрі толған, сондықтан сізді күту тізіміне енгіздік.',
      'Орын босаса, сізге бірден жазамыз. Сізден ештеңе талап етілмейді.',
    ],
    declined: [
      'Тіркелуіңіз туралы',
      'Конференцияға қызығушылық танытқаныңыз үшін рақмет. Өкінішке қарай, бұл жолы сізге орын ұсына алмаймыз.',
      'Сұрағыңыз болса, осы хатқа жауап беріңіз.',
    ],
    withdrawn: [
      'Тіркелуіңіз кері қайтарылды',
      'Өтінішіңіз бойынша тіркелуіңіз кері қайтарылды. Хабарлағаныңыз үшін рақмет.',
      'Жоспарыңыз өзгерсе, тіркелу ашық тұрған кезде қайта тіркеле аласыз.',
    ],
  },
}

const WORDS: Record<ExampleLanguage, { dates: string; reference: string; greeting: (name: string) => string }> = {
  en: { dates: 'en-GB', reference: 'Your reference', greeting: (name) => `Dear ${name},` },
  ru: { dates: 'ru', reference: 'Номер регистрации', greeting: (name) => `Здравствуйте, ${name}.` },
  kk: { dates: 'kk', reference: 'Тіркелу нөмірі', greeting: (name) => `Құрметті ${name},` },
}

/** The letter that the example's secretariat sent when a registration came into `state`, in `locale`. */
export function exampleLetter(
  state: State,
  locale: ExampleLanguage,
  about: { name: string; reference: string; startsAt: Date; endsAt: Date },
): { kind: string; subject: string; html: string; text: string } {
  const [heading, ...paragraphs] = LETTERS[locale][state]
  const days = new Intl.DateTimeFormat(WORDS[locale].dates, { dateStyle: 'long', timeZone: EXAMPLE.timeZone })
  const event = inLocale(EXAMPLE.name, locale)
  const where = `${inLocale(EXAMPLE.venue, locale)}, ${inLocale(EXAMPLE.city, locale)}`
  const facts = [
    event,
    days.formatRange(about.startsAt, about.endsAt),
    where,
    `${WORDS[locale].reference}: ${about.reference}`,
  ]
  const greeting = WORDS[locale].greeting(about.name)
  const operator = inLocale(EXAMPLE.operator, locale)

  return {
    kind: LETTER_KINDS[state],
    subject: `${heading}: ${event}`,
    text: [greeting, ...paragraphs, facts.join('\n'), `${operator}\n${EXAMPLE.contactEmail}`].join('\n\n'),
    html:
      `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${heading}</title></head><body>` +
      `<h1>${heading}</h1><p>${greeting}</p>${paragraphs.map((text) => `<p>${text}</p>`).join('')}` +
      `<p>${facts.join('<br>')}</p><p>${operator}<br>${EXAMPLE.contactEmail}</p></body></html>`,
  }
}
