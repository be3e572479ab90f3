import { expect, test } from '@playwright/test'
import {
  cleanText,
  displayName,
  foldApostrophes,
  hasHiddenCharacters,
  isPassportName,
  machineReadable,
  searchKey,
  sortKey,
  suggestLatin,
} from './names'

const trigrams = (key: string) =>
  (key.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) =>
    Array.from({ length: word.length + 1 }, (_, at) => `  ${word} `.slice(at, at + 3)),
  )

/** pg_trgm's word_similarity: the best Jaccard of the query's trigrams with any unbroken run of the stored ones. */
function wordSimilarity(query: string, stored: string): number {
  const asked = new Set(trigrams(query))
  const all = trigrams(stored)
  let best = 0
  for (let from = 0; from < all.length; from++)
    for (let to = from + 1; to <= all.length; to++) {
      const run = new Set(all.slice(from, to))
      const common = [...run].filter((trigram) => asked.has(trigram)).length
      best = Math.max(best, common / (asked.size + run.size - common))
    }
  return best
}

/** Each row: one name in the spellings that must give one key. */
const ONE_KEY = [
  ['Еспаева', 'Yespayeva', 'Espayeva', 'Espaeva', 'ЕСПАЕВА'],
  ['Нарбаева', 'Narbayeva', 'Narbaeva', 'Narbaieva'],
  ['Джамиля Исаева', 'Dzhamilia Isaeva', 'Jamilya Isayeva', 'Djamilia Isaeva', 'Ҷамиля Исаева'],
  ['Қасым-Жомарт', 'Касым-Жомарт', 'Kassym-Jomart', 'Qasym-Jomart', 'Kasym Zhomart'],
  ['Әлия', 'Aliya', 'Alia', 'Алия', 'Äliya', 'Əliyə'],
  ['Өмірбек', 'Omirbek', 'Ömirbek', 'Омирбек'],
  ['Ғалымжан', 'Galymzhan', 'Ğalymjan', 'Ghalymzhan', 'Галымжан'],
  ['Шәкір', 'Shakir', 'Şäkir', 'Шакир'],
  ['Хусейнов', 'Khuseinov', 'Huseynov', 'Ҳусейнов', 'Xuseynov'],
  ['Юлия', 'Yulia', 'Iuliia', 'Yuliya'],
  ['Ўктам', 'Oʻktam', "O'ktam", 'O‘ktam', 'O’ktam', 'Oʼktam', 'Oktam'],
  ['Ғофур', 'Gʻofur', "G'ofur", 'Ghofur', 'Gofur'],
  ['Айгүл', 'Aýgül', 'Aigul', 'Aygul', 'Айгуль', 'Aigül'],
  ['Тұрғанбек уулу', 'Turganbek uulu', 'Турганбек уулу', 'Turghanbek Uulu'],
  ['Зубайдуллозода', 'Zubaydullozoda', 'Zubaidullozoda'],
  ['Муҳаммад', 'Muhammad', 'Mukhammad', 'Мухаммад', 'Muxammad'],
  ['Мирзиёев', 'Mirziyoyev', 'Mirziyoev'],
  ['Нұрланұлы', 'Nurlanuly', 'Нурланулы', 'Nūrlanūly'],
  ['Токаев', 'Тоқаев', 'Tokayev', 'Tokaev', 'Toqaev'],
  ['Жээнбеков', 'Jeenbekov', 'Zheenbekov'],
  ['Йўлдошев', 'Yoʻldoshev', "Yo'ldoshev"],
  ['Фёдор', 'Федор', 'Fedor', 'Fyodor'],
  ['Наталья', 'Наталия', 'Natalia', 'Nataliya', 'Natalya'],
  ['Сергей Щукин', 'Sergei Shchukin', 'Sergey Schukin'],
  ['Кузнецов', 'Kuznetsov', 'Kuznetzov'],
  ['Александра', 'Alexandra', 'Aleksandra'],
  ['Ҷумъа', 'Jumʼa', 'Juma', 'Джума'],
  ['Рӯзӣ', 'Rūzī', 'Ruzi'],
  ['Чолпон', 'Cholpon', 'Çolpon'],
  ['Жаннат', 'Žannat', 'Zhannat', 'Jannat', 'Djannat'],
  ['Вахид', 'Wahid', 'Vakhid', 'Ваҳид'],
  ['Умаров', 'Umarov', 'Oumarov'],
  ['Євген', 'Yevgen', 'Evgen', 'Ievgen'],
  ['Төлөгөн', 'Tologon', 'Tölögön'],
]

/** [stored, asked]: other sounds, so other keys, but near enough to be found. */
const NEAR = [
  ['Oʻktam', 'Уктам'],
  ['Turganbek uulu', 'Тургунбек уулу'],
  ['Абдуғофур', 'Abdugafur'],
  ['Гусейнов', 'Huseynov'],
  ['Şahin', 'Sahin'],
  ['Васильева', 'Vasilieva'],
  ['Aleksandr', 'Alexander'],
  ['Максим', 'Maxim'],
  ['Раҳмонов', 'Rakhmanov'],
  ['Cəfərov', 'Джафаров'],
  ['Таңірберген', 'Tangirbergen'],
  ['Юсупов', 'Usupov'],
  ['Нұрсұлтан Қасымов', 'Nursultan'],
  ['Aigul Yespayeva', 'Еспаева'],
  ['Бердімұхамедов', 'Berdimuhamedow'],
  ['Gurbanguly', 'Курбангулы'],
  ['Қожахмет', 'Kojahmet'],
]

const DIFFERENT = [
  ['Асан', 'Үсен'],
  ['Айгүл', 'Айгерім'],
  ['Алиев', 'Валиев'],
  ['Алия', 'Алина'],
  ['Жанар', 'Жанна'],
  ['Санат', 'Шанат'],
  ['Марат', 'Мурат'],
  ['Ермек', 'Ермуханбет'],
  ['Данияр', 'Дана'],
  ['Исаев', 'Исаева'],
  ['Chen', 'Shen'],
  ['Kim', 'Kin'],
  ['Гани', 'Хани'],
  ['Юлия', 'Юлдуз'],
  ['Bek 11', 'Bek 1'],
]

test.describe('Search across scripts', () => {
  for (const [name, ...spellings] of ONE_KEY)
    test(`${name} has the key of ${spellings.join(', ')}`, () => {
      for (const spelling of spellings) expect(searchKey(spelling), spelling).toBe(searchKey(name))
    })

  for (const [stored, asked] of NEAR)
    test(`${stored} is found by asking for ${asked}`, () => {
      expect(wordSimilarity(searchKey(asked), searchKey(stored))).toBeGreaterThanOrEqual(0.5)
    })

  for (const [one, other] of DIFFERENT)
    test(`${one} and ${other} are different names`, () => expect(searchKey(one)).not.toBe(searchKey(other)))

  test('a part of an e-mail, a name or a reference number is found as it is typed', () => {
    const stored = searchKey(
      'Aigul',
      null,
      'Yespayeva',
      undefined,
      'a.yespayeva+press@Parl-Example.kz',
      'CA-2026-00114',
    )
    for (const asked of ['A.Yespayeva+press@parl-example.kz', '@parl-', 'example.kz', 'ca-2026', '00114', 'Aig', 'Есп'])
      expect(stored, asked).toContain(searchKey(asked))
    expect(stored).not.toContain(searchKey('0114-1'))
  })

  test('the beginning of a name finds it at each letter, whichever script it is typed in', () => {
    for (const name of ['Алиева', 'Aliyeva', 'Мурат', 'Галина'])
      for (let end = 1; end <= name.length; end++)
        expect(wordSimilarity(searchKey(name.slice(0, end)), searchKey(name)), name.slice(0, end)).toBeGreaterThan(0.45)
  })

  test('a key is its own key, words stand one space apart, and nothing gives nothing', () => {
    expect(searchKey('  Айгүл —\u200B Еспаева, ')).toBe('aigul espaeva')
    expect(searchKey(null, undefined, '', '—')).toBe('')
    for (const name of ONE_KEY.flat()) expect(searchKey(searchKey(name))).toBe(searchKey(name))
  })

  test('decomposed letters and other scripts have a key too', () => {
    expect(searchKey('Айгүл Йе'.normalize('NFD'))).toBe(searchKey('Айгүл Йе'))
    expect(searchKey('عبدالكريم')).toBe(searchKey('عبدالکریم'))
    expect(searchKey('محمد\u200Cرضا')).toBe(searchKey('محمدرضا'))
    expect(searchKey('王小明')).toBe('王小明')
    expect(searchKey('한국'.normalize('NFD'))).toBe('한국')
  })
})

test.describe('Suggested Latin spelling', () => {
  for (const [cyrillic, latin] of [
    ['Еспаева', 'Espaeva'],
    ['ж й х ц ч ш щ ю я ё э', 'zh i kh ts ch sh shch iu ia e e'],
    ['Жанна Щёголева', 'Zhanna Shchegoleva'],
    ['ЮЛИЯ ЩУКИНА', 'IULIIA SHCHUKINA'],
    ['Юлия Хрущёва', 'Iuliia Khrushcheva'],
    ['Цой Э. Ю.', 'Tsoi E. Iu.'],
    ['Подъячев', 'Podieiachev'],
    ['Ильич', 'Ilich'],
    ['Раъно', 'Rano'],
    ['Қасым-Жомарт', 'Kasym-Zhomart'],
    ['Әлия Өмірбекқызы Ғаңұһ', 'Aliia Omirbekkyzy Ganuh'],
    ['Ўктам Ҳамидов', 'Oktam Hamidov'],
    ['Ҷамшед Зӯҳурӣ', 'Jamshed Zuhuri'],
    ['Сергей'.normalize('NFD'), 'Sergei'],
  ] as const)
    test(`${cyrillic} is suggested as ${latin}`, () => expect(suggestLatin(cyrillic)).toBe(latin))

  test('what is not Cyrillic stays as it is', () => {
    for (const text of ['Yespayeva', 'Oʻktam', 'José'.normalize('NFD'), '王', ' 12 ', ''])
      expect(suggestLatin(text)).toBe(text)
  })
})

test.describe('Machine readable form', () => {
  for (const [family, given, line] of [
    ['Eriksson', 'Anna Maria', 'ERIKSSON<<ANNA<MARIA'],
    ["O'Connor", 'Enya-Siobhan', 'OCONNOR<<ENYA<SIOBHAN'],
    ['Oʻrinboyev', 'Gʻofur', 'ORINBOYEV<<GOFUR'],
    ['Müller', 'Jörg Häß', 'MUELLER<<JOERG<HAESS'],
    ['Åkesson', 'Æsa Øyvind Þór', 'AAKESSON<<AESA<OEYVIND<THOR'],
    ['Muñoz', 'Ștefan Łukasz Đorđe', 'MUNOZ<<STEFAN<LUKASZ<DORDE'],
    ['Ýazowa', 'Aýgül Žemal', 'YAZOWA<<AYGUEL<ZEMAL'],
    ['Müller'.normalize('NFD'), '', 'MUELLER'],
    ['Yıldız', 'İrem', 'YILDIZ<<IREM'],
    ['Щукин', 'Юлий', 'SHCHUKIN<<IULII'],
    ['', 'Arkfreith', 'ARKFREITH'],
    ['', '', ''],
    ['Nilavadhanananda', 'Chayapa Dejthamrong Krasuang', 'NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K'],
    ['A'.repeat(38), 'Bo', 'A'.repeat(38)],
  ] as const)
    test(`${family}, ${given} is ${line}`, () => expect(machineReadable(family, given)).toBe(line))
})

test.describe('Apostrophes', () => {
  test('all the apostrophes typed for Uzbek letters are one letter', () => {
    for (const mark of "ʻ'‘’ʼ`´") {
      expect(foldApostrophes(`O${mark}g${mark}li G${mark}o`)).toBe('Oʻgʻli Gʻo')
      expect(foldApostrophes(`Ma${mark}ruf D${mark}Arc`)).toBe('Ma’ruf D’Arc')
    }
  })
})

test.describe('Passport names', () => {
  for (const name of [
    'Aigul',
    'Oʻktam',
    "O'Brien",
    'D’Arc',
    'Jean-Luc',
    'de la Cruz',
    'Ñandú',
    'Nguyễn',
    'Ýazowa',
    'Əli',
  ])
    test(`${name} is taken`, () => {
      expect(isPassportName(name)).toBe(true)
      expect(isPassportName(name.normalize('NFD'))).toBe(true)
    })
  for (const name of [
    '',
    ' Aigul',
    '-Ann',
    'ʻAli',
    'Айгүл',
    'Аigul',
    'J. Smith',
    'Ann2',
    'Karl Ⅳ',
    '王',
    'Ann\n',
    '\u0301a',
    'a\u202Eb',
  ])
    test(`${JSON.stringify(name)} is refused`, () => expect(isPassportName(name)).toBe(false))
})

test.describe('Clean text', () => {
  test('overrides, isolates, marks and zero-width characters are gone', () => {
    expect(cleanText('\uFEFFAi\u200Bgul\u202E\u2066 Ex\u00ADam\u061Cple\u2069\u200E\u200F\u0000\u007F\uD800')).toBe(
      'Aigul Example',
    )
  })
  test('letters are composed even when something was hidden between them', () => {
    expect(cleanText('Jose\u200B\u0301')).toBe('José')
  })
  test('spaces become single ones and line breaks stay', () => {
    expect(cleanText(' a\t\u00A0  b \r\n  c\u2028d ')).toBe('a b\nc\nd')
  })
  test('the non-joiner stays in Persian words only', () => {
    expect(cleanText('مِ\u200Cخ')).toBe('مِ\u200Cخ')
    expect(cleanText('می\u200C\u200Cخواهم')).toBe('می\u200Cخواهم')
    expect(cleanText('Ai\u200Cgul \u200Cمی\u200C ')).toBe('Aigul می')
  })
  test('cleaning twice changes nothing more', () => {
    for (const text of [' a\u200C\u200Bب\u200C\u200Cب ', '\n\t x \r\r y', 'e\u202D\u0301'])
      expect(cleanText(cleanText(text))).toBe(cleanText(text))
  })
  test('a form can ask whether something was hidden', () => {
    for (const text of ['evil\u202Etxt', 'a\u200Fb', 'a\u061Cb', 'a\u2067b', 'a\u0000b', 'a\u0085b'])
      expect(hasHiddenCharacters(text)).toBe(true)
    for (const text of ['Айгүл', 'two\r\nlines', 'a\tb', 'می\u200Cخواهم', ''])
      expect(hasHiddenCharacters(text)).toBe(false)
  })
})

test.describe('Sort key and display name', () => {
  test('the sort key has the family name first, in capitals and without apostrophes', () => {
    expect(sortKey("O'rinboyev", 'Gʻofur', 'Karim oʻgʻli')).toBe('ORINBOYEV, Gofur Karim ogli')
    expect(sortKey('Еспаева', 'Айгүл')).toBe('ЕСПАЕВА, Айгүл')
  })
  test('someone without a family name is sorted by the given name', () => {
    expect(sortKey(null, 'Nurlan', 'Turganbek uulu')).toBe('Nurlan Turganbek uulu')
    expect(sortKey(' ', 'Nurlan', null)).toBe('Nurlan')
  })
  test('a Russian or Kazakh text has the name in Cyrillic where it is known, an English one in Latin', () => {
    const farrukh = { title: 'г-н', givenName: 'Farrukh', familyName: 'Namuna', nativeName: 'Фаррух Намуна' }
    expect(displayName(farrukh, 'ru')).toBe('г-н Фаррух Намуна')
    expect(displayName(farrukh, 'en')).toBe('г-н Farrukh Namuna')
    expect(displayName(farrukh)).toBe('г-н Farrukh Namuna')
    const begimai = { title: 'ханым', givenName: 'Begimai', familyName: 'Ulgu', nativeName: 'Бегимай Үлгү' }
    expect(displayName(begimai, 'kk')).toBe('Бегимай Үлгү ханым')
    expect(displayName({ ...farrukh, nativeName: 'فرخ نمونه' }, 'ru')).toBe('г-н Farrukh Namuna')
    expect(displayName({ ...farrukh, nativeName: '' }, 'ru')).toBe('г-н Farrukh Namuna')
  })
  test('the display name begins with the form of address and skips what is empty', () => {
    expect(displayName({ title: 'H.E. Ms', givenName: 'Aigul', familyName: 'Example', patronymic: null })).toBe(
      'H.E. Ms Aigul Example',
    )
    expect(displayName({ title: ' ', givenName: 'Nurlan', familyName: null, patronymic: 'Turganbek uulu' })).toBe(
      'Nurlan Turganbek uulu',
    )
    expect(displayName({ givenName: 'Aigul', familyName: 'Example' })).toBe('Aigul Example')
    expect(displayName({ title: 'ханым', givenName: 'Aigul', familyName: 'Ulgi' })).toBe('Aigul Ulgi ханым')
    expect(displayName({ title: 'Жоғары мәртебелі мырза', givenName: 'Dauren' })).toBe('Жоғары мәртебелі Dauren мырза')
  })
})
