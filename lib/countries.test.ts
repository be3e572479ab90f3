import { expect, test } from '@playwright/test'
import { countryIndex, countryName, countrySearchKeys, isCountryCode, listCountries } from './countries'
import { ALIASES, ALPHA3, COUNTRY_NAMES, MENDED_NAMES } from './country-names'
import { searchCountries } from './country-search'
import { IN_CYRILLIC, LOCALES, type Locale } from './locales'

const codes = Object.keys(COUNTRY_NAMES)
const findCountries = (query: string, locale: string) =>
  searchCountries(countryIndex(locale), query).map(({ code, name }) => ({ code, name }))
const first = (query: string, locale = 'en') => findCountries(query, locale)[0]?.code

test('the table holds the Member and observer States, Cook Islands and Niue, and the international organisation', () => {
  expect(codes).toHaveLength(195 + 2 + 1)
  expect(codes).toEqual(expect.arrayContaining(['VA', 'PS', 'CK', 'NU', 'XO']))
  expect(codes.filter((code) => !/^[A-Z]{2}$/.test(code))).toEqual([])
})

test('English names are in Latin letters, Russian and Kazakh names in Cyrillic, each in its own alphabet', () => {
  const cyrillic = '[а-яё’() —-]'
  for (const [code, [en, ru, kk]] of Object.entries(COUNTRY_NAMES)) {
    expect.soft(en, code).toMatch(/^[A-Za-zôü’() -]+$/)
    expect.soft(ru, code).toMatch(new RegExp(`^${cyrillic}+$`, 'iu'))
    expect.soft(kk, code).toMatch(new RegExp(`^(${cyrillic}|[әғқңөұүһі])+$`, 'iu'))
  }
})

test('every State has a name of its own in every language of the interface, in its script', () => {
  for (const locale of LOCALES) {
    const script = IN_CYRILLIC.includes(locale) ? /^[\p{Script=Cyrillic}’() —-]+$/u : /^[\p{Script=Latin}ʻ’() –-]+$/u
    const named = codes.map((code) => countryName(code, locale))
    for (const name of named) expect.soft(name, locale).toMatch(script)
    expect(new Set(named).size).toBe(codes.length)
  }
})

test('the States of the region stand in the order of each language’s alphabet', () => {
  const region = ['KZ', 'KG', 'TJ', 'TM', 'UZ']
  const order = (locale: string) =>
    listCountries(locale)
      .filter(({ code }) => region.includes(code))
      .map(({ code }) => code)
      .join(' ')
  expect(['en', 'ru'].map(order)).toEqual(['KZ KG TJ TM UZ', 'KZ KG TJ TM UZ'])
  expect(['kk', 'ky'].map(order)).toEqual(['KZ KG UZ TJ TM', 'KZ KG UZ TJ TM'])
  expect(order('tg')).toBe('KZ KG TJ TM UZ')
  expect(order('tk')).toBe('KZ KG UZ TJ TM')
  expect(order('uz')).toBe('KG KZ TJ TM UZ')
})

test('names that CLDR has otherwise are the States’ own in the region’s languages too', () => {
  for (const locale of ['uz', 'ky', 'tg', 'tk'])
    for (const code of ['PS', 'KR', 'KP', 'RU', 'SY', 'IR', 'GB', 'VA', 'MD', 'CG', 'CD'])
      expect.soft(MENDED_NAMES[locale as Locale]?.[code], `${code} in ${locale}`).toBe(countryName(code, locale))
  expect(countryName('SZ', 'uz')).toBe('Esvatini')
})

test('every name is trimmed and starts with a capital', () => {
  for (const name of Object.values(COUNTRY_NAMES).flat()) {
    expect.soft(name).toBe(name.trim())
    expect.soft(name).toMatch(/^\p{Lu}/u)
  }
})

test('no two States share a name in any language', () => {
  for (const language of [0, 1, 2]) {
    expect(new Set(codes.map((code) => COUNTRY_NAMES[code]?.[language])).size).toBe(codes.length)
  }
})

test('every State has an alpha-3 code of its own, the international organisation has none', () => {
  expect(Object.keys(ALPHA3).sort()).toEqual(codes.filter((code) => code !== 'XO').sort())
  expect(new Set(Object.values(ALPHA3)).size).toBe(codes.length - 1)
  expect(Object.values(ALPHA3).filter((code) => !/^[A-Z]{3}$/.test(code))).toEqual([])
})

test('every alias belongs to a code of the table', () => {
  expect(Object.keys(ALIASES).filter((code) => !isCountryCode(code))).toEqual([])
})

test('names are the United Nations’ and not CLDR’s', () => {
  const english = {
    KG: 'Kyrgyzstan',
    KR: 'Republic of Korea',
    KP: 'Democratic People’s Republic of Korea',
    RU: 'Russian Federation',
    IR: 'Iran (Islamic Republic of)',
    GB: 'United Kingdom of Great Britain and Northern Ireland',
    SY: 'Syrian Arab Republic',
    PS: 'State of Palestine',
    SZ: 'Eswatini',
    CI: 'Côte d’Ivoire',
    TR: 'Türkiye',
    NL: 'Netherlands (Kingdom of the)',
  }
  for (const [code, name] of Object.entries(english)) expect.soft(countryName(code, 'en')).toBe(name)

  const russian = {
    KG: 'Кыргызстан',
    KR: 'Республика Корея',
    RU: 'Российская Федерация',
    IR: 'Иран (Исламская Республика)',
    GB: 'Соединенное Королевство Великобритании и Северной Ирландии',
    SY: 'Сирийская Арабская Республика',
    PS: 'Государство Палестина',
    SZ: 'Эсватини',
    BY: 'Беларусь',
    TR: 'Турция',
  }
  for (const [code, name] of Object.entries(russian)) expect.soft(countryName(code, 'ru')).toBe(name)

  expect(countryName('KR', 'kk')).toBe('Корея Республикасы')
  expect(countryName('RU', 'kk')).toBe('Ресей Федерациясы')
})

test('the order of the five Central Asian States changes with the language', () => {
  const five = (locale: string) =>
    listCountries(locale)
      .map(({ code }) => code)
      .filter((code) => ['KZ', 'KG', 'TJ', 'TM', 'UZ'].includes(code))
  expect(five('en')).toEqual(['KZ', 'KG', 'TJ', 'TM', 'UZ'])
  expect(five('ru')).toEqual(['KZ', 'KG', 'TJ', 'TM', 'UZ'])
  expect(five('kk')).toEqual(['KZ', 'KG', 'UZ', 'TJ', 'TM'])
})

test('the table is written in the English order, and lists come complete with the international organisation last', () => {
  expect(listCountries('en').map(({ code }) => code)).toEqual(codes)
  for (const locale of ['en', 'ru', 'kk', 'tg']) {
    expect(listCountries(locale)).toHaveLength(codes.length)
    expect(listCountries(locale).at(-1)?.code).toBe('XO')
  }
})

test('changing a list spoils nobody else’s', () => {
  listCountries('en').reverse()
  expect(listCountries('en')[0]).toEqual({ code: 'AF', name: 'Afghanistan' })
})

test('a language without names of its own reads English, a region keeps its language', () => {
  expect(countryName('UZ', 'fr')).toBe('Uzbekistan')
  expect(listCountries('fr')).toEqual(listCountries('en'))
  expect(countryName('UZ', 'kk-KZ')).toBe('Өзбекстан')
})

test('an unknown code is its own name, is no country and has no search keys', () => {
  for (const code of ['ZZ', 'kg', '', 'constructor']) {
    expect(isCountryCode(code)).toBe(false)
    expect(countryName(code, 'ru')).toBe(code)
    expect(countrySearchKeys(code)).toEqual([])
  }
  expect(isCountryCode('XO')).toBe(true)
})

test('search keys are lower-cased and not repeated', () => {
  for (const code of codes) {
    const keys = countrySearchKeys(code)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.filter((key) => key !== key.toLowerCase() || key === '')).toEqual([])
  }
  expect(countrySearchKeys('KG')).toEqual(
    expect.arrayContaining(['kyrgyzstan', 'кыргызстан', 'қырғызстан', 'kg', 'kgz', 'киргизия']),
  )
})

test('Kyrgyzstan is found first by all its names, in any language of the interface', () => {
  for (const query of [
    'Кыргыз',
    'Kirghizia',
    'Kirgizia',
    'Киргизия',
    'kyrgyz republic',
    'KGZ',
    'kg',
    'Қырғыз',
    'Qirg‘iziston',
    'кыргыз республикасы',
  ]) {
    for (const locale of ['en', 'ru', 'kk', 'ky']) expect.soft(first(query, locale), `${query} in ${locale}`).toBe('KG')
  }
})

test('old, informal and foreign names find their State first', () => {
  const expected = {
    GB: ['UK', 'u.k.', 'Great Britain', 'England', 'Britania', 'Великобритания', 'Англия'],
    US: ['USA', 'us', 'America', 'United States', 'США', 'АҚШ', 'акш'],
    KR: ['Korea', 'South Korea', 'Южная Корея', 'Оңтүстік Корея'],
    KP: ['North Korea', 'КНДР', 'dprk'],
    RU: ['Russia', 'Россия', 'Ресей'],
    SZ: ['Swaziland', 'Свазиленд'],
    MM: ['Burma'],
    MK: ['Macedonia', 'Македония'],
    CZ: ['Czech Republic'],
    TR: ['Turkey', 'Turkiye', 'türkiye'],
    CI: ['Ivory Coast', 'cote d’ivoire', "Cote d'Ivoire", 'cote d ivoire', 'Кот д Ивуар'],
    CV: ['Cape Verde'],
    NL: ['Holland', 'Голландия', 'Netherlands'],
    VA: ['Vatican', 'Ватикан'],
    PS: ['Palestine', 'Палестина'],
    IR: ['Persia', 'Iran', 'ایران'],
    BY: ['Belorussia', 'Белоруссия'],
    MD: ['Moldavia', 'Moldova'],
    TM: ['Turkmenia', 'Туркмения', 'Türkmenistan'],
    UZ: ['Ўзбекистон', 'Oʻzbekiston', "O'zbekiston", 'Ozbekiston', 'озбекстан'],
    TJ: ['Тоҷикистон'],
    AF: ['Афғонистон'],
    AE: ['UAE', 'ОАЭ', 'БАӘ'],
    GW: ['guinea bissau'],
    DE: ['Deutschland', 'Allemagne', '德国'],
  }
  for (const [code, queries] of Object.entries(expected)) {
    for (const query of queries) {
      for (const locale of ['en', 'ru', 'kk']) expect.soft(first(query, locale), `${query} in ${locale}`).toBe(code)
    }
  }
})

test('the start of the shown name comes before the start of another word, and that before the middle of one', () => {
  const found = findCountries('mal', 'en').map(({ code }) => code)
  expect(found.slice(0, 5)).toEqual(['MW', 'MY', 'MV', 'ML', 'MT'])
  expect(found.indexOf('SO')).toBeGreaterThan(found.indexOf('MK'))
  expect(findCountries('guinea', 'en').map(({ code }) => code)).toEqual(['GN', 'GW', 'GQ', 'PG'])
  expect(findCountries('ukr', 'en')[0]).toEqual({ code: 'UA', name: 'Ukraine' })
  expect(first('niger')).toBe('NE')
  expect(first('congo')).toBe('CG')
  expect(first('oman')).toBe('OM')
})

test('every State is found first by its own name, and is among those its alpha-3 code finds', () => {
  for (const locale of ['en', 'ru', 'kk']) {
    for (const { code, name } of listCountries(locale)) {
      expect.soft(first(name, locale), `${name} in ${locale}`).toBe(code)
      expect.soft(findCountries(ALPHA3[code] ?? code, locale).map((found) => found.code)).toContain(code)
    }
  }
})

test('the limit cuts, an empty query gives the whole list, nonsense gives nothing', () => {
  expect(findCountries('  ', 'ru')).toEqual(listCountries('ru'))
  expect(findCountries('qqqq', 'en')).toEqual([])
})
